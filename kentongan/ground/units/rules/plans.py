"""What a file of the organisation asks for, row by row."""

from dataclasses import dataclass, field
from datetime import date

from kentongan.ground.units.rules.mentions import OfficerMention
from kentongan.ground.units.rules.positions import Acting, Position
from kentongan.ground.units.rules.units import Kind


@dataclass(frozen=True)
class UnitRow:
    """A unit that must be there."""

    line: int
    kind: Kind
    name: str
    parent: str
    path: str


@dataclass(frozen=True)
class JurisdictionRow:
    """A unit answers for a place."""

    line: int
    unit: str
    place: str
    place_name: str = ""
    since: date | None = None
    until: date | None = None
    confidence: str = "high"
    evidence: str = ""


@dataclass(frozen=True)
class SeatKey:
    """What names a seat in a file."""

    unit: str
    position: Position
    label: str


@dataclass(frozen=True)
class OfficeRow:
    """A seat with its villages."""

    line: int
    seat: SeatKey
    villages: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True)
class OfficerRow:
    """An officer, and since when the rank is held."""

    line: int
    mention: OfficerMention
    rank_from: date | None = None


@dataclass(frozen=True)
class AppointmentRow:
    """An officer holds a seat."""

    line: int
    reference: str
    seat: SeatKey
    acting: Acting | None
    since: date
    until: date | None = None


@dataclass
class Plan:
    """All that a file asks for, in the order in which it must be done."""

    units: dict[str, UnitRow] = field(default_factory=dict)
    jurisdictions: list[JurisdictionRow] = field(default_factory=list)
    offices: dict[SeatKey, OfficeRow] = field(default_factory=dict)
    officers: dict[str, OfficerRow] = field(default_factory=dict)
    appointments: list[AppointmentRow] = field(default_factory=list)
