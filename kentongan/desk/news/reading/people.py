"""Somebody in service as a text names them, and when two namings are one person."""

from dataclasses import dataclass, field

from kentongan.desk.news.reading.gazetteer import key
from kentongan.desk.news.reading.names import Name
from kentongan.desk.news.reading.units import Unit

Span = tuple[int, int]


@dataclass(slots=True)
class Position:
    """What somebody does, as the text says it before or after the name."""

    text: str
    span: Span
    acting: str | None = None
    acting_span: Span | None = None
    unit: Unit | None = None
    first: int = 0
    end: int = 0


@dataclass(slots=True)
class Person:
    """Somebody in service, as the text names them."""

    name: Name
    rank: str | None
    rank_span: Span | None
    is_military: bool
    first: int
    end: int
    position: Position | None = None
    is_owner: bool = False
    places: list[tuple[int, int]] = field(default_factory=list)


def same_person(one: Person, other: Person) -> bool:
    if one.rank != other.rank:
        return False
    a, b = key(one.name.text), key(other.name.text)
    mine, theirs = one.name.text.lower().split(), other.name.text.lower().split()
    return (
        a == b
        or theirs == mine[: len(theirs)]
        or mine == theirs[: len(mine)]
        or (len(theirs) == 1 and theirs[0] in mine)
        or set(theirs) <= set(mine)
    )
