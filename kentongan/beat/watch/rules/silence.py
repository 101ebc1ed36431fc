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
