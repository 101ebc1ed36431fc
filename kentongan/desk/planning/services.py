"""Making a roster out of what a post agreed, and keeping it as a draft."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import median_low
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.watch.models import Member, Roster
from kentongan.beat.watch.rules.agreements import NightRules, nights_between
from kentongan.beat.watch.rules.rosters import TurnDraft, last_of, month_of
from kentongan.beat.watch.selectors import rosters
from kentongan.beat.watch.selectors.absences import kept_free
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.beat.watch.services import draft_roster
from kentongan.desk.planning.rosters import (
    Infeasible,
    OutOfTime,
    Plan,
    Request,
    Rule,
    plan,
)
from kentongan.ground.basics.errors import Conflicting, NotFound
from kentongan.ground.basics.zones import night_of
from kentongan.ground.wall.actors import Actor

CARRIED_MONTHS: Final = 3
"""So far back turns are evened out; older injustice is forgotten."""

_WEEKEND: Final = frozenset({4, 5})

_LOOSEN: Final = {
    Rule.HEADS: gettext_lazy("one person fewer a night"),
    Rule.GAP: gettext_lazy("fewer free nights between two turns"),
    Rule.APART: gettext_lazy("letting those who keep apart share a night"),
    Rule.EXPERIENCED: gettext_lazy("nights without somebody experienced"),
    Rule.AWAY: gettext_lazy("asking those who are away"),
}


@transaction.atomic
def make_roster(post_id: UUID, month: date, *, by: Actor, at: datetime) -> Roster:
    """Draft the fairest roster for a month, over an older draft if there is one.

    Args:
        month: Its first day.

    Nights that are over are left out: nobody can be asked to have come.

    Raises:
        NotFound: Nothing is agreed for that month, or the post is out of sight.
        NotAllowed: `by` is not the post's own head.
        Conflicting: No roster keeps the agreement; the sentence says what to loosen.
            Or none was found in time, or no night of the month is still to come.
    """
    rules = rosters.agreement(by, post_id, last_of(month))
    if rules is None:
        raise NotFound(
            _("The residents have not agreed their nights for this month yet.")
        )
    tonight = night_of(at, post_in_sight(by, post_id).place)
    nights = _nights(post_id, max(month, tonight), last_of(month))
    if not nights:
        raise Conflicting(_("No night of this month is still to come."))
    found = plan(request_for(post_id, rules, nights, by=by))
    if not isinstance(found, Plan):
        raise Conflicting(_sentence(found))
    return draft_roster(
        post_id,
        month,
        [TurnDraft(night, one) for night, one in found.turns],
        by=by,
        at=at,
        fairness=_facts(found),
    )


def _nights(post_id: UUID, first: date, last: date) -> list[date]:
    """The nights that are held, each by what was agreed for that very night."""
    versions = rosters.agreements(post_id)
    return sorted(
        night
        for version in versions
        for night in nights_between(version.rules, first, last)
        if rosters.agreed_for(versions, night) is version
    )


def request_for(
    post_id: UUID, rules: NightRules, nights: Sequence[date], *, by: Actor
) -> Request:
    """What the solver must keep for some nights of one month of a post."""
    since = month = month_of(nights[0])
    for _month in range(CARRIED_MONTHS):
        since = month_of(since - timedelta(days=1))
    people = [
        member
        for member in Member.objects.filter(post_id=post_id, left_at=None)
        if member.pk not in rules.exempt
    ]
    had = rosters.turn_counts(by, post_id, since, month - timedelta(days=1))
    joined = {member.pk: member.joined_at.date() for member in people}
    return Request(
        nights=tuple(nights),
        members=tuple(joined),
        heads=rules.members_per_shift,
        gap_nights=rules.gap_nights,
        carried=_carried(had, joined, since),
        heavy=frozenset(
            day for day in nights if day.weekday() in _WEEKEND or day in rules.holidays
        ),
        apart=rules.apart,
        together=rules.together,
        experienced=rules.experienced if rules.needs_experienced else frozenset(),
        away=kept_free(by, post_id, list(nights), firm=True),
        wishes=kept_free(by, post_id, list(nights), firm=False),
        before=_last_turns(by, post_id, month),
    )


def _carried(
    had: Mapping[UUID, int], joined: Mapping[UUID, date], since: date
) -> dict[UUID, int]:
    """Earlier turns; whoever came later than the others owes nobody for that time."""
    old = [had.get(one, 0) for one, day in joined.items() if day <= since]
    usual = median_low(old) if old else 0
    return {
        one: had.get(one, 0) if day <= since else max(usual, had.get(one, 0))
        for one, day in joined.items()
    }


def _last_turns(by: Actor, post_id: UUID, month: date) -> dict[UUID, date]:
    try:
        earlier = rosters.roster(by, post_id, month_of(month - timedelta(days=1)))
    except NotFound:
        return {}
    last: dict[UUID, date] = {}
    for turn in earlier.turns:
        last[turn.member_id] = max(turn.night, last.get(turn.member_id, turn.night))
    return last


def _sentence(found: Infeasible | OutOfTime) -> str:
    if isinstance(found, OutOfTime):
        return _(
            "We did not find out in time whether a roster keeps all your rules. Fewer "
            "pairs or a shorter gap between turns make it easier."
        )
    if not found.loosen:
        return _(
            "There are too few members for these rules. Ask more people, or hold fewer "
            "nights."
        )
    ways = "; ".join(str(_LOOSEN[rule]) for rule in found.loosen)
    return _("No roster keeps all your rules. One of these would do: %(ways)s.") % {
        "ways": ways
    }


def _facts(found: Plan) -> dict[str, object]:
    return {
        "method": found.method,
        "is_proven": found.is_proven,
        "spread": found.fairness.spread,
        "heavy_spread": found.fairness.heavy_spread,
        "jain": round(found.fairness.jain, 4),
    }
