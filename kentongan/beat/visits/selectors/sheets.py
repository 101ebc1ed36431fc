"""Which sheet holds where, and how a Polres words what it hands out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.beat.visits.models import Heading, Sheet
from kentongan.beat.visits.rules.sheet import DEFAULT, DEFAULT_REF, SheetPlan, plan_of
from kentongan.ground.basics.paths import ancestors
from kentongan.ground.units.selectors import unit_for_place


@dataclass(frozen=True)
class SheetInForce:
    """A sheet under the name by which visits refer to it.

    Attributes:
        sheet_id: None for the shipped one, which lives in the code.
    """

    ref: str
    plan: SheetPlan
    sheet_id: UUID | None = None
    name: str = ""


_SHIPPED = SheetInForce(DEFAULT_REF, DEFAULT)


def sheet_in_force(unit_path: str) -> SheetInForce:
    """The sheet that a unit uses today: its own, that of a unit above, or ours."""
    rows = Sheet.objects.filter(unit__in=ancestors(unit_path), in_force=True)
    own = max(rows, key=lambda sheet: len(sheet.unit), default=None)
    return _SHIPPED if own is None else _named(own)


def sheet_for(place: str, at: datetime) -> tuple[SheetPlan, str]:
    """The sheet in force where a place lies, and the name by which a visit cites it."""
    unit = unit_for_place(place, at)
    found = sheet_in_force(unit.path) if unit else _SHIPPED
    return found.plan, found.ref


def sheet_named(ref: str) -> SheetInForce | None:
    """The sheet that a visit refers to, in force or not; None if it is none of ours."""
    if ref == DEFAULT_REF:
        return _SHIPPED
    unit, _, version = ref.rpartition("/")
    if not unit or not version.isascii() or not version.isdigit():
        return None
    found = Sheet.objects.filter(unit=unit, version=int(version[:9])).first()
    return _named(found) if found else None


def sheet_versions(unit_path: str) -> list[Sheet]:
    """Every version that a unit ever made, the latest first."""
    return list(Sheet.objects.filter(unit=unit_path).order_by("-version"))


def heading_for(unit_path: str) -> Heading | None:
    """How the nearest unit that said so words its reports."""
    rows = Heading.objects.filter(unit__in=ancestors(unit_path))
    return max(rows, key=lambda heading: len(heading.unit), default=None)


def _named(sheet: Sheet) -> SheetInForce:
    return SheetInForce(
        f"{sheet.unit}/{sheet.version}", plan_of(sheet.sections), sheet.pk, sheet.name
    )
