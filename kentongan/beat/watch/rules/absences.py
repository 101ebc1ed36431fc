"""When a member cannot come, or would rather not: dates alone, and never a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

LONGEST: Final = timedelta(days=92)
"""Whoever is away for longer takes no turns meanwhile; the agreement says so."""
MOST: Final = 24
"""Entries of one member that are still to come."""
KEPT: Final = timedelta(days=7)
"""After its last night an absence is of no use to anybody."""


class AbsenceFault(StrEnum):
    """What can be wrong with an absence; the words stand in the services."""

    BAD_DATES = "bad_dates"
    OVER = "over"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class AbsenceDraft:
    """Nights from one to another, both included.

    Attributes:
        is_firm: Whether the member cannot come; otherwise it is a wish, met where the
            turns stay as even.
    """

    first: date
    last: date
    is_firm: bool = True


def absence_faults(
    draft: AbsenceDraft, tonight: date, known: int
) -> dict[str, AbsenceFault]:
    """What is wrong with an absence that is told on `tonight`.

    Args:
        known: How many the member has told that are still to come.
    """
    if draft.last < draft.first:
        return {"last": AbsenceFault.BAD_DATES}
    if draft.last < tonight:
        return {"last": AbsenceFault.OVER}
    if draft.last - draft.first >= LONGEST or draft.first - tonight > 4 * LONGEST:
        return {"last": AbsenceFault.TOO_LONG}
    return {"first": AbsenceFault.TOO_MANY} if known >= MOST else {}


def forgotten_before(today: date) -> date:
    """Absences whose last night lies before this day are forgotten on `today`."""
    return today - KEPT


def nights_of(
    spans: Iterable[tuple[date, date]], nights: Iterable[date]
) -> frozenset[date]:
    """Which of `nights` lie in one of the spans, both ends included."""
    known = list(spans)
    return frozenset(
        night
        for night in nights
        if any(first <= night <= last for first, last in known)
    )
