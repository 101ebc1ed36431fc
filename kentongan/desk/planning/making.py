"""Making and mending rosters out of what a post agreed. Loads the solver."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from statistics import median_low
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.watch.models import Member, Roster
from kentongan.beat.watch.rules.agreements import NightRules, nights_between
from kentongan.beat.watch.rules.rosters import TurnDraft, last_of, month_of
from kentongan.beat.watch.selectors import rosters
from kentongan.beat.watch.selectors.absences import kept_free
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.beat.watch.selectors.rosters import RosterTurn
from kentongan.beat.watch.services import draft_roster
from kentongan.beat.watch.services.own import own_post
from kentongan.desk.planning.models import Planning
from kentongan.desk.planning.rosters import (
    Infeasible,
    OutOfTime,
    Plan,
    Request,
    Rule,
    plan,
    repair,
)
from kentongan.desk.planning.states import PlanningKind, PlanningState
from kentongan.ground.access.actors import principal
from kentongan.ground.access.models import Account
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting, NotFound, Refusal
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


def carry_out(planning_id: UUID) -> None:
    """Find what was asked for, as of the moment at which it was asked.

    Running again finds the same, or nothing left to do.
    """
    rows = Planning.objects.everywhere(because="a job does what the head asked")
    waiting = rows.filter(pk=planning_id, state=PlanningState.ASKED.value)
    planning = waiting.first()
    if planning is None:
        return
    account = Account.objects.get(pk=planning.asked_by_id)
    by = principal(account, at=planning.asked_at)
    with translation.override(planning.language), transaction.atomic():
        try:
            with transaction.atomic():
                changes = _answer(planning, by)
        except Refusal as refusal:
            waiting.update(state=PlanningState.REFUSED.value, sentence=str(refusal))
        else:
            waiting.update(state=PlanningState.FOUND.value, changes=changes)


def _answer(planning: Planning, by: Actor) -> list[tuple[str, str]]:
    at = planning.asked_at
    if planning.kind == PlanningKind.MAKE:
        make_roster(planning.post_id, planning.month, by=by, at=at)
        return []
    found = mended(planning.post_id, planning.month, by=by, at=at)
    return [(str(turn), str(member)) for turn, member in found]


def mended(
    post_id: UUID, month: date, *, by: Actor, at: datetime
) -> list[tuple[UUID, UUID]]:
    """Who could stand in for turns that were given back, changing as little as can be.

    Returns:
        A turn, and the member who would stand in for it. Besides the turns that were
        given back, others only where it does not go without.

    Raises:
        NotFound: There is no roster of that month.
        NotAllowed: `by` is not the post's own head.
        Conflicting: Nothing is missing, nobody can, or none was found in time.
    """
    own_post(post_id, by, Permission.ROSTER_MAKE)
    rules = rosters.agreement(by, post_id, last_of(month))
    tonight = night_of(at, post_in_sight(by, post_id).place)
    standing = rosters.roster(by, post_id, month).turns
    coming = [turn for turn in standing if turn.night >= tonight and not turn.has_left]
    last = last_of(month)
    open_turns = rosters.waiting_turns(by, post_id, max(month, tonight), last)
    if rules is None or not open_turns:
        raise Conflicting(_("No turn of this month waits for somebody else."))
    nights = sorted({turn.night for turn in [*coming, *open_turns]})
    asked = request_for(post_id, rules, nights, by=by)
    past = [turn for turn in standing if turn.night < tonight]
    asked = replace(asked, before={**asked.before, **_last_of(past)})
    found = repair(
        asked,
        [(turn.night, turn.member_id) for turn in coming],
        [(turn.night, turn.member_id) for turn in open_turns],
    )
    if not isinstance(found, Plan):
        raise Conflicting(_sentence(found))
    return _pairs(found.turns, coming, open_turns)


def _pairs(
    planned: Iterable[tuple[date, UUID]],
    coming: Sequence[RosterTurn],
    missing: Sequence[RosterTurn],
) -> list[tuple[UUID, UUID]]:
    """Whose turn goes to whom, night by night; what was given back comes first."""
    there = {(turn.night, turn.member_id) for turn in coming}
    come = sorted(set(planned) - there)
    leave = [*missing]
    leave += [t for t in coming if (t.night, t.member_id) not in set(planned)]
    pairs = []
    for night, member_id in come:
        turn = next((turn for turn in leave if turn.night == night), None)
        if turn is not None:
            leave.remove(turn)
            pairs.append((turn.turn_id, member_id))
    return pairs


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
    return _last_of(earlier.turns)


def _last_of(turns: Iterable[RosterTurn]) -> dict[UUID, date]:
    last: dict[UUID, date] = {}
    for turn in turns:
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
