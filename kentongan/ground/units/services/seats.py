"""Acts on seats: make one, give it villages, seat an officer, hand it over."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kentongan.ground.basics.errors import Invalid, NotFound, Overtaken
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.services import record
from kentongan.ground.units.models import (
    Appointment,
    Assignment,
    Handover,
    Office,
    Officer,
)
from kentongan.ground.units.rules.positions import Acting, Position
from kentongan.ground.units.rules.ranks import Service
from kentongan.ground.units.selectors import handover_list, held_at, office
from kentongan.ground.units.services.allowed import (
    HANDOVER_MAKE,
    UNIT_MANAGE,
    fitting,
    one_at_a_time,
    place_ids,
    require,
    unit_at,
)
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def establish_office(
    unit_path: str, position: Position, *, label: str = "", by: Actor, at: datetime
) -> Office:
    """The seat of that position and label in a unit: a new one, or the one there is.

    Raises:
        NotAllowed: `by` may not manage the unit.
        Invalid: There is no such unit.
    """
    require(by, UNIT_MANAGE, unit_path)
    unit = unit_at(unit_path)
    fresh = Office(
        id=new_id(),
        unit=unit,
        unit_path=unit_path,
        position=position,
        label=fitting(label, "label"),
    )
    same = Office.objects.filter(unit=unit, position=position, label=fresh.label)
    known = same.first()
    if known:
        return known
    Office.objects.bulk_create([fresh], ignore_conflicts=True)
    found = same.get()
    if found.pk == fresh.pk:
        record(
            "office.established",
            f"office:{found.pk}",
            by=by,
            at=at,
            unit=unit_path,
            facts={"position": str(position)},
        )
    return found


@transaction.atomic
def assign_villages(
    office_id: UUID, places: Collection[str], *, by: Actor, at: datetime
) -> int:
    """From `at` on the seat has exactly these villages; how many changed.

    Raises:
        NotFound: There is no such seat.
        NotAllowed: `by` may not manage its unit.
        Invalid: There is no such place.
        Overtaken: Somebody changed the same villages at once.
    """
    seat = office(office_id)
    require(by, UNIT_MANAGE, seat.unit_path)
    ids = place_ids(places)
    rows = Assignment.objects.filter(office=seat)
    held = set(rows.filter(held_at(at)).values_list("place", flat=True))
    gone = rows.filter(held_at(at)).exclude(place__in=ids)
    ended = gone.filter(held_from=at).delete()[0] + gone.update(held_until=at)
    new = sorted(set(ids) - held)
    with one_at_a_time():
        Assignment.objects.bulk_create(
            Assignment(office=seat, place_id=ids[place], place=place, held_from=at)
            for place in new
        )
    if ended or new:
        record(
            "villages.assigned",
            f"office:{seat.pk}",
            by=by,
            at=at,
            unit=seat.unit_path,
            facts={"began": new, "ended": ended},
        )
    return ended + len(new)


@transaction.atomic
def appoint(
    office_id: UUID,
    officer_id: UUID,
    *,
    by: Actor,
    at: datetime,
    acting: Acting | None = None,
    until: datetime | None = None,
) -> Appointment:
    """Seat an officer from `at` on, in a vacant seat or standing in beside its holder.

    Raises:
        NotFound: There is no such seat.
        NotAllowed: `by` may not manage its unit.
        Invalid: The officer is unknown or of the military, or the end is too early.
        Overtaken: The seat is held at that time; hand it over instead.
    """
    seat = office(office_id)
    require(by, UNIT_MANAGE, seat.unit_path)
    officer = _police_officer(officer_id)
    if until is not None and until <= at:
        raise Invalid(
            _("An appointment ends after it starts."), {"until": _("too early")}
        )
    begun = _begin(seat, officer, acting, at, until)
    record(
        "officer.appointed",
        f"office:{seat.pk}",
        by=by,
        at=at,
        unit=seat.unit_path,
        facts={
            "officer": str(officer.pk),
            "position": seat.position,
            "acting": acting and str(acting),
        },
    )
    return begun


@transaction.atomic
def release(appointment_id: UUID, *, by: Actor, at: datetime) -> None:
    """End one appointment at `at`, leaving the seat to whoever stands in, or vacant.

    Raises:
        NotFound: There is no such appointment.
        NotAllowed: `by` may not manage its unit.
        Overtaken: It had ended by then, or had not begun.
    """
    found = (
        Appointment.objects.select_related("office").filter(pk=appointment_id).first()
    )
    if found is None:
        raise NotFound(_("There is no such appointment."))
    require(by, UNIT_MANAGE, found.office.unit_path)
    running = Appointment.objects.filter(held_at(at), pk=found.pk, held_from__lt=at)
    if not running.update(held_until=at):
        raise Overtaken(_("This appointment is not running at that time."))
    record(
        "officer.released",
        f"office:{found.office_id}",
        by=by,
        at=at,
        unit=found.office.unit_path,
        facts={"officer": str(found.officer_id)},
    )


@transaction.atomic
def hand_over(
    office_id: UUID,
    *,
    to: UUID,
    by: Actor,
    at: datetime,
    acting: Acting | None = None,
    was: UUID | None = None,
) -> Handover:
    """Pass a seat to a successor: one appointment ends, another begins, no row moves.

    Villages, follow-ups and contacts belong to the seat. The hand-over keeps the list
    of villages as of `at`, so that both officers can open it later. Whoever stood in
    leaves the seat as well.

    Args:
        to: The successor.
        acting: Ps, Plt or Pj; a Plh stands in beside a holder and is appointed.
        was: The officer whom the asker saw in the seat, to refuse a stale page.

    Raises:
        NotFound: There is no such seat.
        NotAllowed: `by` may not hand over in its unit.
        Invalid: The successor is unknown, of the military, or holds the seat already.
        Overtaken: Somebody handed it over first, or `was` no longer holds it.
    """
    seat = office(office_id)
    require(by, HANDOVER_MAKE, seat.unit_path)
    successor = _police_officer(to)
    if acting is Acting.PLH:
        raise Invalid(
            _("A Plh stands in for a holder who stays: appoint, do not hand over."),
            {"acting": _("does not end an appointment")},
        )
    passed = handover_list(office_id, at)
    # The first in the list: the holder, or who stood in for a vacant seat.
    leaving = passed.holders[0].officer_id if passed.holders else None
    if leaving == to and not (acting is None and passed.holders[0].acting):
        raise Invalid(
            _("This officer holds the seat already."), {"to": _("the same officer")}
        )
    if was is not None and was != leaving:
        raise Overtaken(_("Somebody else handed over this seat first. Look again."))
    _take_turn(seat)
    _end_running(seat, at)
    _begin(seat, successor, acting, at, None)
    made = Handover.objects.create(
        office=seat,
        from_officer_id=leaving,
        to_officer=successor,
        at=at,
        places=list(passed.places),
    )
    record(
        "office.handed-over",
        f"office:{seat.pk}",
        by=by,
        at=at,
        unit=seat.unit_path,
        facts={
            "handover": str(made.pk),
            "from": str(leaving) if leaving else None,
            "to": str(to),
            "acting": acting and str(acting),
            "villages": len(passed.places),
        },
    )
    return made


@transaction.atomic
def leave_note(handover_id: UUID, text: str, *, by: Actor, at: datetime) -> None:
    """Write the one note that a hand-over carries, for whoever comes after.

    Raises:
        NotAllowed: `by` may not hand over in that unit.
        Overtaken: There is a note already, or no such hand-over.
    """
    found = Handover.objects.select_related("office").filter(pk=handover_id).first()
    if found is None:
        raise NotFound(_("There is no such hand-over."))
    require(by, HANDOVER_MAKE, found.office.unit_path)
    blank = Handover.objects.filter(pk=handover_id, note="")
    if not blank.update(note=text.strip()[:2000]):
        raise Overtaken(_("This hand-over has a note already."))
    record(
        "handover.noted",
        f"office:{found.office_id}",
        by=by,
        at=at,
        unit=found.office.unit_path,
        facts={"handover": str(found.pk)},
    )


def _police_officer(officer_id: UUID) -> Officer:
    found = Officer.objects.filter(pk=officer_id).first()
    if found is None:
        raise Invalid(_("There is no such officer."), {"officer": _("unknown officer")})
    if found.service != Service.POLRI:
        raise Invalid(
            _("Only police officers take seats in police units."),
            {"officer": _("not of the police")},
        )
    return found


def _take_turn(seat: Office) -> None:
    """Let one of several hand-overs at once go on, by the seat's own counter."""
    mine = Office.objects.filter(pk=seat.pk, turn=seat.turn)
    if not mine.update(turn=F("turn") + 1):
        raise Overtaken(_("Somebody else handed over this seat first. Look again."))


def _end_running(seat: Office, at: datetime) -> None:
    running = Appointment.objects.filter(held_at(at), office=seat)
    if running.filter(held_from=at).exists():
        raise Overtaken(_("Somebody else handed over this seat first. Look again."))
    running.update(held_until=at)


def _begin(
    seat: Office,
    officer: Officer,
    acting: Acting | None,
    at: datetime,
    until: datetime | None,
) -> Appointment:
    with one_at_a_time():
        return Appointment.objects.create(
            id=new_id(),
            office=seat,
            officer=officer,
            acting=acting or "",
            held_from=at,
            held_until=until,
        )
