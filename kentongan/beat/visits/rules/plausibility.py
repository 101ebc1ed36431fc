"""Questions that a record raises by itself. They are shown, and refuse nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from kentongan.beat.visits.rules.kinds import Flag
from kentongan.ground.basics.geodesy import distance_m
from kentongan.ground.basics.texts import words

FAR_M: Final = 300.0
"""Metres from the post beyond which we ask; the fix's own error is added."""
QUICK: Final = timedelta(minutes=5)
QUICK_WITH_SHEET: Final = timedelta(minutes=15)
"""Shortest plausible stay: six taps and a talk, or twenty-seven items."""
SPEED_M_PER_S: Final = 22.0
"""80 km/h door to door on village roads: nobody is faster for long."""
BETWEEN: Final = timedelta(hours=6)
"""Other visits further away in time are not compared."""
CLOCK: Final = timedelta(days=1)
LEAST_WORDS: Final = 4
"""Fewer words ("aman terkendali") are the same everywhere and say nothing."""

Spot = tuple[float, float]
"""lon, lat in degrees, EPSG:4326."""


@dataclass(frozen=True)
class Question:
    """One question: what it is about, and with which numbers and ids it is asked."""

    flag: Flag
    params: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the visit."""
        return {"flag": self.flag.value, **self.params}


@dataclass(frozen=True)
class Elsewhere:
    """Another visit by one of the same officers.

    Attributes:
        until: When it ended; its start where that is not known.
    """

    visit_id: str
    done_at: datetime
    until: datetime
    spot: Spot | None
    post_id: str


def far_from_post(
    spot: Spot | None, post: Spot | None, accuracy_m: float = 0.0
) -> Question | None:
    """Whether it was recorded far from where the post stands."""
    if spot is None or post is None:
        return None
    away_m = distance_m(*spot, *post)
    if away_m <= FAR_M + max(accuracy_m, 0.0):
        return None
    return Question(Flag.FAR_FROM_POST, {"distance_m": round(away_m)})


def too_quick(stay: timedelta | None, *, full_sheet: bool) -> Question | None:
    """Whether the stay was shorter than what was recorded takes."""
    least = QUICK_WITH_SHEET if full_sheet else QUICK
    if stay is None or stay >= least:
        return None
    return Question(
        Flag.TOO_QUICK,
        {
            "minutes": int(stay.total_seconds() // 60),
            "least_minutes": int(least.total_seconds() // 60),
        },
    )


def too_close(
    done_at: datetime,
    until: datetime,
    spot: Spot | None,
    post_id: str,
    others: Iterable[Elsewhere],
) -> Question | None:
    """Whether nobody can have been at both, by the clock and the road between.

    Two visits at one post never conflict. Without both positions only an overlap in
    time at two posts is asked about.
    """
    for other in others:
        if post_id and post_id == other.post_id:
            continue
        gap = max(other.done_at - until, done_at - other.until)
        if abs(gap) > BETWEEN:
            continue
        away_m = None
        if spot is not None and other.spot is not None:
            away_m = distance_m(*spot, *other.spot)
            if away_m <= FAR_M:
                continue
        needed = timedelta(seconds=(away_m or 0.0) / SPEED_M_PER_S)
        if gap < needed or (gap == needed and away_m is None):
            return Question(
                Flag.TOO_CLOSE,
                {
                    "visit": other.visit_id,
                    "minutes": max(int(gap.total_seconds() // 60), 0),
                    "distance_m": None if away_m is None else round(away_m),
                },
            )
    return None


def clock_off(
    done_at: datetime, received_at: datetime, device_at: datetime | None
) -> Question | None:
    """Whether the device's clock cannot be right: a day out, or in our future.

    Args:
        device_at: What the device's clock said when it sent; None where unknown.
    """
    out = abs(device_at - received_at) if device_at else timedelta(0)
    ahead = done_at - received_at
    worst = max(out, ahead)
    if worst <= CLOCK:
        return None
    return Question(Flag.CLOCK_OFF, {"hours": int(worst.total_seconds() // 3600)})


def same_words(what: str, visit_ids: Iterable[str]) -> Question | None:
    """Whether the same words stand on record at another post.

    Args:
        what: ``information`` or ``outcome``.
    """
    found = sorted(visit_ids)[:5]
    if not found:
        return None
    return Question(Flag.SAME_WORDS, {"what": what, "where": found})


def same_photo(visit_ids: Iterable[str]) -> Question | None:
    """Whether the same picture was handed in with another visit."""
    found = sorted(visit_ids)[:5]
    return Question(Flag.SAME_PHOTO, {"visits": found}) if found else None


def words_key(text: str) -> str:
    """What two tellings of the same words share; empty where they are too few."""
    told = words(text)
    return " ".join(told) if len(told) >= LEAST_WORDS else ""
