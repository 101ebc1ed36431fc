"""A post whose residents keep their nights: members, rules, this month's roster."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from kentongan.beat.watch.rules.agreements import READY_MADE
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.beat.watch.rules.rosters import month_of
from kentongan.beat.watch.services import add_member, agree, publish
from kentongan.config.demo.names import Namer
from kentongan.desk.planning.services import make_roster
from kentongan.ground.access.actors import principal
from kentongan.ground.access.models import Account

MEMBERS: Final = 17


def keep_watch(post_id: UUID, head: Account, namer: Namer, at: datetime) -> None:
    """Have a post agree on its nights, and its head publish the month."""
    by = principal(head, at=at)
    month = month_of(at.date())
    # Agreed before the month began, since nights that are over cannot be agreed.
    begun = at - timedelta(days=at.day)
    drafts = [MemberDraft("Marni", MemberRole.HEAD, is_adult=True, account_id=head.pk)]
    for _number in range(MEMBERS):
        name = namer.resident()
        drafts.append(MemberDraft(name, MemberRole.MEMBER, is_adult=True))
    for draft in drafts:
        add_member(post_id, draft, by=by, at=begun)
    agree(post_id, READY_MADE[0].rules, by=by, at=begun)
    publish(make_roster(post_id, month, by=by, at=at).pk, by=by, at=at)
