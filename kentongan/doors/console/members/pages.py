"""What a post's list shows: names to its own head, a number to everybody else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.posts import MemberRole
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.beat.watch.services.members import open_members
from kentongan.doors.console.members.forms import HeadForm, MemberForm
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.roles import Role
from kentongan.ground.access.selectors import holders, live_cards


@dataclass(frozen=True)
class Row:
    """Somebody on the list.

    Attributes:
        name: Empty for everybody but the post's own head.
        member_id: None where only the account is shown.
        account_id: None for who has no sign-in.
        has_card: Whether a card is alive.
    """

    name: str
    role: str
    member_id: UUID | None
    account_id: UUID | None
    has_card: bool
    is_oneself: bool = False


@dataclass(frozen=True)
class ListPage:
    """The list of one post as one person may see it."""

    post: Post
    rows: list[Row]
    count: int
    is_own: bool
    form_class: type[MemberForm] | None


def list_page(actor: Principal, post_id: UUID, at: datetime) -> ListPage:
    """The list: opened for its own head; for the police the head's card and a number."""
    post = post_in_sight(actor, post_id)
    reach = actor.reach(Permission.POST_MEMBERS_MANAGE)
    grants = list(holders(post_id, at=at))
    cards = live_cards(grant.account_id for grant in grants)
    if post_id in reach.holdings:
        rows = [
            Row(
                m.name, m.role, m.id, m.account_id, m.account_id in cards,
                m.account_id == actor.id,
            )
            for m in open_members(post_id, by=actor, at=at)
        ]  # fmt: skip
        return ListPage(post, rows, len(rows), is_own=True, form_class=MemberForm)
    heads = [
        Row("", MemberRole.HEAD, None, grant.account_id, grant.account_id in cards)
        for grant in grants
        if grant.role == Role.POST_HEAD
    ]
    form_class = None if heads else HeadForm
    return ListPage(post, heads, len(grants), is_own=False, form_class=form_class)
