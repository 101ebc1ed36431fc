"""A post whose residents have agreed and whose roster of the month is published."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Member, Roster, Turn
from kentongan.beat.watch.rules.agreements import NightRules
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.beat.watch.rules.rosters import TurnDraft
from kentongan.ground.access.models import Account
from tests.cast import Town
from tests.make import NOON, TODAY, make_resident, now

TOMORROW = TODAY + timedelta(days=1)


@dataclass(frozen=True)
class Watch:
    """Pos Melati: Marni heads it; Sahat and Tumpal have accounts, Parlin has none.

    Tonight Sahat and Parlin are on duty, tomorrow Tumpal and Marni.
    """

    town: Town
    tumpal: Account
    members: dict[str, Member]
    roster: Roster

    def turn(self, name: str, night: date = TODAY) -> Turn:
        """The standing turn of somebody on a night."""
        rows = Turn.objects.everywhere(because="test")
        return rows.get(member=self.members[name], night=night, withdrawn_at=None)

    def on(self, night: date) -> set[str]:
        """Who stands on a night."""
        rows = Turn.objects.everywhere(because="test").filter(
            night=night, withdrawn_at=None
        )
        names = {member.pk: name for name, member in self.members.items()}
        return {names[row.member_id] for row in rows}


@pytest.fixture
def watch(town: Town) -> Watch:
    """The watch of Pos Melati in July."""
    post, marni = town.melati.pk, now(town.marni)
    tumpal = make_resident("Tumpal", town.melati)
    accounts = {
        "marni": town.marni.pk,
        "sahat": town.sahat.pk,
        "tumpal": tumpal.pk,
        "parlin": None,
    }
    members = {}
    for name, account_id in accounts.items():
        role = MemberRole.HEAD if name == "marni" else MemberRole.MEMBER
        draft = MemberDraft(name.title(), role, is_adult=True, account_id=account_id)
        members[name] = services.add_member(post, draft, by=marni, at=NOON)
    rules = NightRules(members_per_shift=2)
    services.agree(post, rules, by=marni, at=NOON)
    roster = services.draft_roster(
        post,
        TODAY,
        [
            TurnDraft(TODAY, members["sahat"].pk),
            TurnDraft(TODAY, members["parlin"].pk),
            TurnDraft(TOMORROW, members["tumpal"].pk),
            TurnDraft(TOMORROW, members["marni"].pk),
        ],
        fairness={"spread": 0},
        by=marni,
        at=NOON,
    )
    services.publish(roster.pk, by=marni, at=NOON)
    return Watch(town, tumpal, members, roster)
