"""Whose turn it is: what a roster must be, what it falls short of, who may swap."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from kentongan.beat.watch.rules.agreements import NightRules, nights_between


class RosterState(StrEnum):
    """A draft is the head's own; a published roster is every member's."""

    DRAFT = "draft"
    PUBLISHED = "published"


class TurnKind(StrEnum):
    """How somebody came to a turn."""

    DUTY = "duty"
    SUBSTITUTE = "substitute"


class SwapState(StrEnum):
    """The life of an offer: it is open, and then it is one of the others for ever."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, order=True)
class TurnDraft:
    """One person on one night, as a plan or a hand wrote it."""

    night: date
    member_id: UUID


def month_of(day: date) -> date:
    """The first day of the month of `day`."""
    return day.replace(day=1)


def last_of(month: date) -> date:
    """The last day of the month that begins on `month`."""
    return month_of(month + timedelta(days=31)) - timedelta(days=1)


class RosterFault(StrEnum):
    """What no roster may be; the words stand in the services."""

    EMPTY = "empty"
    OTHER_MONTH = "other_month"
    NOT_HELD = "not_held"
    NOT_A_MEMBER = "not_a_member"
    TWICE = "twice"


def roster_faults(
    month: date,
    turns: Iterable[TurnDraft],
    *,
    held: frozenset[date],
    members: frozenset[UUID],
) -> dict[str, RosterFault]:
    """What is wrong with the turns of a month, by night.

    Args:
        held: The nights of that month, each by the agreement of its own date.
    """
    drafts = list(turns)
    if not drafts:
        return {"turns": RosterFault.EMPTY}
    seen = Counter(drafts)
    found: dict[str, RosterFault] = {}
    for draft in drafts:
        fault = _turn_fault(month, draft, held, members)
        if fault is None and seen[draft] > 1:
            fault = RosterFault.TWICE
        if fault is not None:
            found[draft.night.isoformat()] = fault
    return found


def _turn_fault(
    month: date, draft: TurnDraft, held: frozenset[date], members: frozenset[UUID]
) -> RosterFault | None:
    if month_of(draft.night) != month:
        return RosterFault.OTHER_MONTH
    if draft.night not in held:
        return RosterFault.NOT_HELD
    return None if draft.member_id in members else RosterFault.NOT_A_MEMBER


class Shortfall(StrEnum):
    """What a roster falls short of; told, not refused: the residents decide."""

    TOO_FEW = "too_few"
    TOO_SOON = "too_soon"
    APART = "apart"
    NOT_TOGETHER = "not_together"
    EXEMPT = "exempt"
    NO_EXPERIENCED = "no_experienced"


def shortfalls(
    rules: NightRules, first: date, last: date, turns: Iterable[TurnDraft]
) -> dict[date, frozenset[Shortfall]]:
    """What each night from `first` to `last` falls short of; full nights are left out."""
    by_night: dict[date, set[UUID]] = {}
    for turn in turns:
        by_night.setdefault(turn.night, set()).add(turn.member_id)
    soon = _too_soon(rules.gap_nights, by_night)
    found = {}
    for night in nights_between(rules, first, last):
        there = frozenset(by_night.get(night, set()))
        short = _short(rules, there) | (
            {Shortfall.TOO_SOON} if night in soon else set()
        )
        if short:
            found[night] = frozenset(short)
    return found


def _short(rules: NightRules, there: frozenset[UUID]) -> set[Shortfall]:
    shared = [len(there & set(pair)) for pair in rules.together]
    told = {
        Shortfall.TOO_FEW: len(there) < rules.members_per_shift,
        Shortfall.EXEMPT: bool(there & set(rules.exempt)),
        Shortfall.APART: any(set(pair) <= there for pair in rules.apart),
        Shortfall.NOT_TOGETHER: 1 in shared,
        Shortfall.NO_EXPERIENCED: rules.needs_experienced
        and not there & rules.experienced,
    }
    return {code for code, is_so in told.items() if is_so}


def _too_soon(gap: int, by_night: Mapping[date, set[UUID]]) -> set[date]:
    last: dict[UUID, date] = {}
    found = set()
    for night in sorted(by_night):
        for member in by_night[night]:
            before = last.get(member)
            if before is not None and (night - before).days <= gap:
                found.add(night)
            last[member] = night
    return found


class JoiningFault(StrEnum):
    """Why somebody may not come to a night; the words stand in the services."""

    ON_DUTY = "on_duty"
    EXEMPT = "exempt"
    APART = "apart"


def joining_fault(
    rules: NightRules, member_id: UUID, there: frozenset[UUID]
) -> JoiningFault | None:
    """Why somebody may not come to a night where these others are on duty."""
    if member_id in there:
        return JoiningFault.ON_DUTY
    if member_id in rules.exempt:
        return JoiningFault.EXEMPT
    mates = {
        other
        for pair in rules.apart
        if member_id in pair
        for other in pair
        if other != member_id
    }
    return JoiningFault.APART if mates & there else None
