"""Seats: what they answer for, who holds them, and what passes with them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.paths import ancestors
from kentongan.ground.units.models import Appointment, Assignment, Handover, Office
from kentongan.ground.units.rules.positions import Position
from kentongan.ground.units.rules.standings import AUTHORITY, REVIEWERS, Standing
from kentongan.ground.units.selectors.standings import holders_of
from kentongan.ground.units.selectors.units import held_at


def office(office_id: UUID) -> Office:
    """A seat with its unit.

    Raises:
        NotFound: There is none.
    """
    found = Office.objects.select_related("unit").filter(pk=office_id).first()
    if found is None:
        raise NotFound(_("There is no such seat."))
    return found


def offices_for_place(
    place: str, at: datetime, position: Position | str = Position.BHABINKAMTIBMAS
) -> list[Office]:
    """Seats of a position to which a place, or one that holds it, is assigned."""
    given = Assignment.objects.filter(
        held_at(at), place__in=ancestors(place), office__position=position
    ).select_related("office__unit")
    ordered = sorted(given, key=lambda row: (-len(row.place), str(row.office_id)))
    return list({row.office_id: row.office for row in ordered}.values())


def superior_offices(unit_path: str) -> list[Office]:
    """Seats that may review work done in a unit, the nearest first, held or not."""
    found = Office.objects.select_related("unit").filter(
        unit_path__in=ancestors(unit_path), position__in=REVIEWERS
    )
    return sorted(
        found,
        key=lambda o: (REVIEWERS.index(Position(o.position)), -len(o.unit_path)),
    )


@dataclass(frozen=True)
class SeatHeld:
    """A seat as a page shows it: what it answers for and who holds it."""

    office: Office
    places: tuple[str, ...]
    holders: tuple[Standing, ...]


def seats_of(unit_path: str, at: datetime) -> list[SeatHeld]:
    """The seats of one unit, the weightiest first, vacant ones too: three queries."""
    offices = list(Office.objects.filter(unit_path=unit_path).select_related("unit"))
    given: dict[UUID, list[str]] = {one.pk: [] for one in offices}
    for row in Assignment.objects.filter(held_at(at), office_id__in=given):
        given[row.office_id].append(row.place)
    holders = holders_of(given, at)
    offices.sort(key=lambda o: (-AUTHORITY.get(Position(o.position), 0), o.label))
    return [
        SeatHeld(one, tuple(sorted(given[one.pk])), tuple(holders[one.pk]))
        for one in offices
    ]


def appointments_of(officer_id: UUID) -> QuerySet[Appointment]:
    """Every seat an officer ever held, the latest first."""
    return (
        Appointment.objects.filter(officer_id=officer_id)
        .select_related("office__unit")
        .order_by("-held_from")
    )


@dataclass(frozen=True)
class HandoverList:
    """What passes with a seat: its villages. A door adds follow-ups and contacts.

    Those belong to the seat as well, so they are found by ``office.id``.
    """

    office: Office
    places: tuple[str, ...]
    holders: tuple[Standing, ...]


def handover_list(office_id: UUID, at: datetime) -> HandoverList:
    """What would pass, or passed, with a seat at a moment.

    Raises:
        NotFound: There is no such seat.
    """
    seat = office(office_id)
    given = Assignment.objects.filter(held_at(at), office_id=office_id)
    return HandoverList(
        office=seat,
        places=tuple(given.order_by("place").values_list("place", flat=True)),
        holders=tuple(holders_of([office_id], at)[office_id]),
    )


def handover(handover_id: UUID) -> Handover:
    """One hand-over with its seat and both officers.

    Raises:
        NotFound: There is none.
    """
    found = _handovers().filter(pk=handover_id).first()
    if found is None:
        raise NotFound(_("There is no such hand-over."))
    return found


def handovers_of(officer_id: UUID) -> QuerySet[Handover]:
    """Hand-overs that an officer gave or received, the latest first.

    This is how the one who left can still open the list.
    """
    return _handovers().filter(Q(from_officer=officer_id) | Q(to_officer=officer_id))


def _handovers() -> QuerySet[Handover]:
    return Handover.objects.select_related(
        "office__unit", "from_officer", "to_officer"
    ).order_by(F("at").desc())
