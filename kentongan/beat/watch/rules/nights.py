"""A night as it was kept: who may still be noted, who is late, when it is over by rule.

Nothing here asks the clock.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

EARLIEST: Final = timedelta(hours=2)
"""How long before it begins somebody may be there already (our own proposal)."""
GRACE: Final = timedelta(minutes=15)
"""Nobody is late before that (our own proposal)."""
SKEW: Final = timedelta(minutes=5)
"""How far a phone's clock may be ahead of ours."""
CARRIED: Final = timedelta(days=7)
"""How long check-ins may travel: a post without signal, or a sheet of paper."""
CLOSES_AFTER: Final = timedelta(hours=6)
"""A night that nobody closed is over so long after its last hour."""
MOST_CHECK_INS: Final = 200
MOST_ROUNDS: Final = 24
"""More than one an hour, all around the clock, nobody walks."""
CHECKPOINTS_LENGTH: Final = 200
CODE_DIGITS: Final = 6
"""Of a member's own digits for the code on the wall."""


class NightState(StrEnum):
    """Where a night stands; one that nobody opened has no row."""

    OPEN = "open"
    CLOSED = "closed"


class Way(StrEnum):
    """How a check-in came."""

    OWN = "own"
    LEADER = "leader"
    """Somebody who was there noted it for somebody else."""
    PAPER = "paper"
    """Typed from the sheet that was signed at the post."""
    CODE = "code"
    """By the code on the post's wall and the member's own digits."""


@dataclass(frozen=True)
class CheckInDraft:
    """That a member was there.

    Attributes:
        id: Made where it was noted, so that sending it again stores nothing new.
        done_at: When they came, by the clock of whoever noted it.
        stands_in_for: The member in whose stead they came.
        way: How it was noted, where that does not follow from who noted it.
    """

    id: UUID
    member_id: UUID
    done_at: datetime
    stands_in_for: UUID | None = None
    way: Way | None = None


@dataclass(frozen=True)
class RoundDraft:
    """That a round was walked.

    Attributes:
        id: Made where it was noted, so that sending it again stores nothing new.
        done_at: When they were back, by the clock of whoever noted it.
        checkpoints: The points that were passed, in the residents' words.
    """

    id: UUID
    done_at: datetime
    checkpoints: str = ""


class NightFault(StrEnum):
    """Why a check-in cannot be noted; the words stand in the services."""

    TOO_EARLY = "too_early"
    OVER = "over"
    FUTURE = "future"
    TOO_OLD = "too_old"
    SELF = "self"


def check_in_fault(
    draft: CheckInDraft, begins: datetime, ends: datetime, at: datetime
) -> NightFault | None:
    """What stands against noting a check-in, received `at`, for a night's hours."""
    if draft.stands_in_for == draft.member_id:
        return NightFault.SELF
    return moment_fault(draft.done_at, begins, ends, at)


def moment_fault(
    done_at: datetime, begins: datetime, ends: datetime, at: datetime
) -> NightFault | None:
    """What stands against a moment of a night, received `at`."""
    if done_at > at + SKEW:
        return NightFault.FUTURE
    if at - done_at > CARRIED:
        return NightFault.TOO_OLD
    if done_at < begins - EARLIEST:
        return NightFault.TOO_EARLY
    return NightFault.OVER if done_at >= ends else None


def is_late(done_at: datetime, begins: datetime) -> bool:
    """Whether somebody came after the grace."""
    return done_at > begins + GRACE


def is_forgotten(ends: datetime, at: datetime) -> bool:
    """Whether a night that nobody closed is over by rule."""
    return at >= ends + CLOSES_AFTER


def days_back(last: date, count: int) -> list[date]:
    """So many nights up to `last`, the oldest first."""
    return [last - timedelta(days=n) for n in range(count - 1, -1, -1)]
