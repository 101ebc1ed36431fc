"""What a record says, as far as a release may know it. Sealed names never come here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import time as Hour
from typing import Final

from kentongan.ground.basics.texts import phrase

PUBLIC_CATEGORIES: Final = frozenset(
    {
        "crime",
        "drugs",
        "youth_and_street",
        "disaster_and_safety",
        "facility",
    }
)
"""Groups of information that a release may repeat in words. Disputes have parties,
worrying acts point at somebody, and what was told in confidence stays so."""


@dataclass(frozen=True)
class Person:
    """Somebody on duty or in a public office, as on that day.

    Attributes:
        name: With rank and degrees, as they are written together; empty where only
            the office is known.
        position: With the acting mark and the unit.
    """

    name: str
    position: str = ""
    on_site: bool = True


@dataclass(frozen=True)
class Told:
    """What residents raised: by which role, in which group; words only where fit."""

    category: str
    role: str = ""
    text: str = ""


@dataclass(frozen=True)
class Promise:
    """What follows: what, who answers, until when, and whether it was kept."""

    text: str
    answers: str = ""
    due: Day | None = None
    kept: bool = False


@dataclass(frozen=True)
class Spoken:
    """What somebody said; only an approved one is ever written between quotes."""

    speaker: str
    text: str
    approved: bool = False


@dataclass(frozen=True)
class Facts:
    """One visit, ready to be written about.

    Attributes:
        kind: The visit's kind as in the exchange format.
        place: Full name in Indonesian, the nearest first.
        checked: Item to state, both as keys; ``labels`` has their words.
        residents: Counted on the day; 0 where nobody counted.
        left_out: Of what was told, how many pieces no release may carry.
    """

    kind: str
    date: Day
    time: Hour | None = None
    zone: str = ""
    place: str = ""
    post: str = ""
    unit: str = ""
    officers: tuple[Person, ...] = ()
    army: tuple[Person, ...] = ()
    figures: tuple[Person, ...] = ()
    residents: int = 0
    purposes: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    checked: tuple[tuple[str, str], ...] = ()
    score: float | None = None
    told: tuple[Told, ...] = ()
    left_out: int = 0
    promises: tuple[Promise, ...] = ()
    messages: tuple[str, ...] = ()
    outcome: str = ""
    spoken: tuple[Spoken, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


MISSING: Final[Mapping[str, str]] = {
    "time": phrase("The hour is not on record."),
    "officers": phrase("No officer is named."),
    "purposes": phrase("What the visit was for is not on record."),
    "checked": phrase("What was checked is not on record."),
    "told": phrase("Nothing that residents raised is on record."),
    "promises": phrase("What follows is not on record."),
    "residents": phrase("The residents were not counted."),
    "outcome": phrase("What came of it is not on record."),
    "spoken": phrase("Nobody's approved words are quoted."),
}
"""What a reader of news will ask for, with the sentence that says it is missing."""


def missing(facts: Facts) -> tuple[str, ...]:
    """Which of those are not on record; never filled, only told."""
    empty = {key for key in MISSING if not getattr(facts, key)}
    if any(one.approved for one in facts.spoken):
        empty.discard("spoken")
    elif facts.spoken:
        empty.add("spoken")
    return tuple(key for key in MISSING if key in empty)
