"""How each post stands in one night: awake, quiet, not due; and when many are quiet at once.

Nothing here names a person, and nothing here asks the clock.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from kentongan.beat.watch.rules.nights import NightState
from kentongan.beat.watch.rules.posts import Hearing

NEIGHBOURS: Final = 3
"""So many posts of one district, quiet together, are one suspected outage."""
DISTRICT: Final = 8
"""Length of a district's code: a mast serves about as much."""


class Stand(StrEnum):
    """How a post stands in a night, what needs a look first."""

    SILENT = "silent"
    LATE = "late"
    OUTAGE = "outage"
    WAITING = "waiting"
    AWAKE = "awake"
    OVER = "over"
    ANSWERED = "answered"
    PAPER = "paper"
    NOT_DUE = "not_due"


QUIET: Final = frozenset({Stand.SILENT, Stand.LATE})


@dataclass(frozen=True)
class Heard:
    """What is known of a post in one night.

    Attributes:
        due: How many are on its roster.
        state: Of its night; None where nobody checked in.
        is_asked: A question is open.
        is_listed: The question has come to the offices.
        is_answered: Somebody said what was the matter.
    """

    hearing: Hearing
    due: int
    state: NightState | None = None
    is_asked: bool = False
    is_listed: bool = False
    is_answered: bool = False


def stand_of(heard: Heard) -> Stand:
    """How a post stands, seen by itself."""
    if heard.is_asked:
        return Stand.SILENT if heard.is_listed else Stand.LATE
    if heard.state is not None:
        return Stand.AWAKE if heard.state is NightState.OPEN else Stand.OVER
    if heard.is_answered:
        return Stand.ANSWERED
    if not heard.due:
        return Stand.NOT_DUE
    return Stand.PAPER if heard.hearing is Hearing.PAPER else Stand.WAITING


def with_outages(
    stands: Mapping[UUID, Stand], places: Mapping[UUID, str]
) -> dict[UUID, Stand]:
    """The same, where neighbours that are quiet together are one suspected outage.

    A district where at least `NEIGHBOURS` are quiet, and at least half of all that
    should have been heard by now, has lost its signal sooner than its watches.
    """
    quiet = _by_district(stands, places, QUIET)
    heard = _by_district(stands, places, {Stand.AWAKE, Stand.OVER})
    out = {
        district
        for district, count in quiet.items()
        if count >= NEIGHBOURS and count >= heard[district]
    }
    return {
        post: Stand.OUTAGE
        if stand in QUIET and _district(places[post]) in out
        else stand
        for post, stand in stands.items()
    }


def _by_district(
    stands: Mapping[UUID, Stand], places: Mapping[UUID, str], wanted: Iterable[Stand]
) -> Counter[str]:
    chosen = set(wanted)
    return Counter(
        _district(places[post]) for post, stand in stands.items() if stand in chosen
    )


def _district(place: str) -> str:
    return place[:DISTRICT]
