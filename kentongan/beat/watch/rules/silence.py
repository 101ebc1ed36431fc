"""When a night without a sign becomes a question, and what may be answered to it.

A silence is a question and never a verdict: nothing here names a person, and no answer
leads to a sanction. Nothing here asks the clock.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from kentongan.beat.watch.rules.posts import Hearing
from kentongan.ground.basics.zones import moment_at

JUDGED: Final = {Hearing.ONLINE: time(6, 30), Hearing.WEAK_SIGNAL: time(9)}
"""At what time of the next morning, by how a post is heard; paper is not asked daily."""
ASKED_AFTER: Final = timedelta(minutes=90)
"""A post that is heard online and has not begun: its head is asked so long after."""
SLACK: Final = 1.5
"""A round may take so many times what the agreement leaves for it (our own proposal)."""


class SilenceKind(StrEnum):
    """What was expected, and did not come."""

    NEVER_STARTED = "never_started"
    STOPPED_MIDWAY = "stopped_midway"


class Reason(StrEnum):
    """Why there was no sign, as far as somebody found out."""

    KEPT_UNTOLD = "kept_untold"
    NO_SIGNAL = "no_signal"
    WAKE = "wake"
    RAIN = "rain"
    FEAST = "feast"
    NOT_KEPT = "not_kept"


def judged_at(night: date, hearing: Hearing, place: str) -> datetime | None:
    """From when on a night without a sign is asked about; None for paper."""
    clock = JUDGED.get(hearing)
    return moment_at(night + timedelta(days=1), clock, place) if clock else None


def asked_at(
    night: date, hearing: Hearing, place: str, begins: datetime
) -> datetime | None:
    """From when on a post that has not begun is asked; None for paper.

    Whoever is heard online is asked in the night itself, while there is something to
    mend; the rest in the morning, when their signs have had time to travel.
    """
    if hearing is Hearing.ONLINE:
        return begins + ASKED_AFTER
    return judged_at(night, hearing, place)


def is_stopped(
    last_sign: datetime, begins: datetime, ends: datetime, rounds: int, at: datetime
) -> bool:
    """Whether a watch that began has been quiet for longer than a round may take.

    A post that agreed on no rounds owes no sign but its first.
    """
    if not rounds or at >= ends:
        return False
    return at - last_sign > (ends - begins) / rounds * SLACK
