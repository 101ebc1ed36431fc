"""What the pages about people join: seats, promises and contacts that pass with them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.beat.community.models import Contact
from kentongan.beat.community.selectors import of_office as contacts_of_office
from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.selectors import of_office as promises_of_office
from kentongan.ground.access import rls
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.places.selectors import full_names
from kentongan.ground.units.models import Appointment, Handover, Office
from kentongan.ground.units.rules.standings import Standing
from kentongan.ground.units.selectors import (
    Person,
    appointments_of,
    handover,
    handover_list,
    handovers_of,
    people_at,
    standing_of,
)


@dataclass(frozen=True)
class Passing:
    """What stands, and passes, with a seat: villages, promises, contacts."""

    office: Office
    holders: tuple[Standing, ...]
    villages: dict[str, str]
    follow_ups: list[FollowUp]
    contacts: list[Contact]


def passing(actor: Principal, office_id: UUID, at: datetime) -> Passing:
    """The list of one seat as both officers see it at a hand-over.

    Raises:
        NotFound: No such seat, or it belongs to a unit out of sight.
    """
    found = handover_list(office_id, at)
    in_sight = actor.reach(Permission.PEOPLE_VIEW).covers(unit=found.office.unit_path)
    if not in_sight and office_id not in actor.office_ids:
        raise NotFound(_("There is no such seat."))
    rls.widen(places=found.places, because="a hand-over shows it to both officers")
    return Passing(
        office=found.office,
        holders=found.holders,
        villages=full_names(found.places),
        follow_ups=list(promises_of_office(office_id)),
        contacts=list(contacts_of_office(office_id)),
    )


@dataclass(frozen=True)
class PersonPage:
    """An officer: what now, what before, and which seats passed."""

    person: Person
    standings: list[Standing]
    appointments: list[Appointment]
    handovers: list[Handover]


def person_page(actor: Principal, officer_id: UUID, at: datetime) -> PersonPage:
    """One officer, for who may see people in a unit where he served.

    Raises:
        NotFound: No such officer, or none in sight.
    """
    person = people_at([officer_id], at).get(officer_id)
    served = list(appointments_of(officer_id))
    reach = actor.reach(Permission.PEOPLE_VIEW)
    in_sight = any(reach.covers(unit=one.office.unit_path) for one in served)
    if person is None or not (in_sight or officer_id == actor.officer_id):
        raise NotFound(_("There is no such officer."))
    return PersonPage(
        person=person,
        standings=standing_of(officer_id, at),
        appointments=served,
        handovers=list(handovers_of(officer_id)),
    )


@dataclass(frozen=True)
class HandoverPage:
    """A hand-over as both officers see it afterwards."""

    handover: Handover
    villages: dict[str, str]
    follow_ups: list[FollowUp]


def handover_page(actor: Principal, handover_id: UUID) -> HandoverPage:
    """One hand-over, for its two officers and for who may see people there.

    Raises:
        NotFound: No such hand-over, or none in sight.
    """
    found = handover(handover_id)
    parties = {found.from_officer_id, found.to_officer_id}
    reach = actor.reach(Permission.PEOPLE_VIEW)
    in_sight = reach.covers(unit=found.office.unit_path)
    if not in_sight and actor.officer_id not in parties:
        raise NotFound(_("There is no such hand-over."))
    rls.widen(places=found.places, because="a hand-over shows it to both officers")
    return HandoverPage(
        handover=found,
        villages=full_names(found.places),
        follow_ups=list(promises_of_office(found.office_id)),
    )
