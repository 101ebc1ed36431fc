"""What somebody is on a day, in words; and who stands above whom."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from kentongan.ground.basics.paths import is_within
from kentongan.ground.units.rules.degrees import with_degrees
from kentongan.ground.units.rules.positions import Acting, Position, position_label
from kentongan.ground.units.rules.ranks import outranks, parse_rank
from kentongan.ground.units.rules.units import unit_title


@dataclass(frozen=True)
class Seat:
    """Just enough of a person to compare: position, unit and rank of one moment.

    Attributes:
        position: None for one that we do not keep.
        unit_path: Where.
        rank: As written; empty where it is not known.
    """

    position: Position | None
    unit_path: str
    rank: str = ""


@dataclass(frozen=True)
class Standing:
    """What one officer was at one moment: rank, seat, unit and places.

    Attributes:
        rank: As it is written, "Iptu"; empty where none is known.
        unit_name: Without the level word, "Firdaus".
        places: Assigned villages, or else the unit's jurisdiction.
    """

    officer_id: UUID
    name: str
    degrees: tuple[str, ...]
    service: str
    rank: str
    position: Position
    acting: Acting | None
    office_id: UUID
    label: str
    unit_path: str
    unit_kind: str
    unit_name: str
    places: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The person: "Iptu Rina Saragih, S.H."."""
        return title(self)

    @property
    def seat_title(self) -> str:
        """The seat: "Ps. Kanit Binmas Polsek Firdaus"."""
        return seat_title(self)

    @property
    def unit_title(self) -> str:
        """The unit with its level word: "Polsek Firdaus"."""
        return unit_title(self.unit_kind, self.unit_name)

    @property
    def seat(self) -> Seat:
        """What of it is compared."""
        return Seat(self.position, self.unit_path, self.rank)

    @property
    def capacity(self) -> str:
        """For ledger lines: position and unit path, never a person."""
        return f"{self.position}@{self.unit_path}"


def title_of(name: str, *, rank: str = "", degrees: Collection[str] = ()) -> str:
    """Rank, name and degrees as they are written together."""
    return " ".join(filter(None, [rank, with_degrees(name, degrees)]))


def title(standing: Standing) -> str:
    """The person with rank and degrees of that moment."""
    return title_of(standing.name, rank=standing.rank, degrees=standing.degrees)


_UNIT_IN_NAME: Final = {
    Position.KAPOLSEK,
    Position.KAPOLRES,
    Position.KAPOLDA,
}


def seat_title(standing: Standing) -> str:
    """Position with acting mark and unit: "Kapolsek Firdaus", "Kasat Binmas Polres …".

    The head of a unit carries its name without the level word, as people say it.
    """
    head = position_label(standing.position, standing.acting)
    if standing.position in _UNIT_IN_NAME:
        return f"{head} {standing.unit_name}"
    return f"{head} {unit_title(standing.unit_kind, standing.unit_name)}"


AUTHORITY: Final[dict[Position, int]] = {
    Position.ANGGOTA: 0,
    Position.POLISI_RW: 10,
    Position.BHABINKAMTIBMAS: 10,
    Position.KANIT_BINMAS: 20,
    Position.KANIT_BHABINKAMTIBMAS: 25,
    Position.KBO_BINMAS: 28,
    Position.KAPOLSEK: 30,
    Position.KASAT_BINMAS: 40,
    Position.KAPOLRES: 60,
    Position.DIRBINMAS: 70,
    Position.KAPOLDA: 80,
}
"""How far a position can direct others of its own line.

A KBO or a Kanit of the Polres is nobody's superior at a Polsek's head. A Kasi Humas
stands outside this line and is compared by rank.
"""
HEADS: Final = frozenset({Position.KAPOLSEK, Position.KAPOLRES, Position.KAPOLDA})
REVIEWERS: Final = (
    Position.KANIT_BINMAS,
    Position.KAPOLSEK,
    Position.KASAT_BINMAS,
    Position.KBO_BINMAS,
    Position.KAPOLRES,
    Position.DIRBINMAS,
    Position.KAPOLDA,
)
"""Who gives a verdict on a visit, the nearest first; the KBO where no Kasat can."""


def is_superior(one: Seat, other: Seat) -> bool:
    """Whether `one` may direct `other`: a unit at or above it, and authority over it.

    Where a position is outside the line, the head of a unit is above everybody in it,
    and between others the rank decides. What is not known makes nobody a superior.
    """
    if not is_within(other.unit_path, one.unit_path):
        return False
    mine = AUTHORITY.get(one.position) if one.position else None
    theirs = AUTHORITY.get(other.position) if other.position else None
    if mine is not None and theirs is not None:
        return mine > theirs
    if one.position in HEADS:
        return True
    if other.position in HEADS and other.unit_path == one.unit_path:
        return False
    ranks = parse_rank(one.rank), parse_rank(other.rank)
    return bool(ranks[0] and ranks[1] and outranks(ranks[0][1], ranks[1][1]))


def may_review(candidate: Seat, participants: Collection[Seat]) -> bool:
    """Whether `candidate` is above everybody who took part, in whatever unit.

    Participants from elsewhere, whom the candidate cannot direct, stand in the way
    only where they outrank the candidate.
    """
    return not any(
        is_superior(seat, candidate) or not _is_clear_of(candidate, seat)
        for seat in participants
    )


def _is_clear_of(candidate: Seat, seat: Seat) -> bool:
    if is_within(seat.unit_path, candidate.unit_path):
        return is_superior(candidate, seat)
    ranks = parse_rank(candidate.rank), parse_rank(seat.rank)
    return not (ranks[0] and ranks[1] and outranks(ranks[1][1], ranks[0][1]))
