"""What the page of a village joins: its three pillars, its contacts, its posts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.beat.community import selectors
from kentongan.beat.community.models import Contact, Meeting, Partner
from kentongan.beat.community.selectors import Pillars
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.selectors.posts import posts
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.paths import official_code
from kentongan.ground.places.models import Place
from kentongan.ground.places.rules.levels import Level
from kentongan.ground.places.selectors import (
    by_path,
    full_names,
    short_names,
    villages_within,
)
from kentongan.ground.units.selectors import people_at

VILLAGES_SHOWN = 400
CONTACTS_SHOWN = 200


@dataclass(frozen=True)
class Village:
    """A village in the list, and the district in which it lies."""

    place: Place
    name: str
    district: str


def villages(actor: Principal) -> list[Village]:
    """The villages whose contacts are in sight."""
    reach = actor.reach(Permission.CONTACT_VIEW)
    found = villages_within(reach.places)[:VILLAGES_SHOWN]
    above = {one.path.rpartition(".")[0] for one in found}
    districts = full_names(above)
    names = short_names(one.path for one in found)
    return [
        Village(one, names[one.path], districts[one.path.rpartition(".")[0]])
        for one in found
    ]


@dataclass(frozen=True)
class VillagePage:
    """One village's people."""

    place: Place
    name: str
    pillars: Pillars
    contacts: list[Contact]
    partners: list[Partner]
    posts: list[Post]
    names: dict[str, str]
    may_edit: bool


def village_in_sight(actor: Principal, path: str) -> Place:
    """The village at a path, if its contacts are in sight.

    Raises:
        NotFound: No such village, or its people are out of sight.
    """
    if not actor.reach(Permission.CONTACT_VIEW).covers(place=path):
        raise NotFound(_("There is no such place among yours."))
    place = by_path(path)
    if place.level not in (Level.VILLAGE, Level.LOCAL):
        raise NotFound(_("There is no such place among yours."))
    return place


def village_page(actor: Principal, path: str, at: datetime) -> VillagePage:
    """A village with its people and posts.

    Raises:
        NotFound: No such village in sight.
    """
    place = village_in_sight(actor, path)
    known = list(selectors.contacts(actor, place=place.path)[:CONTACTS_SHOWN])
    village = official_code(place.path)
    return VillagePage(
        place=place,
        name=full_names([place.path])[place.path],
        pillars=selectors.pillars(actor, village, at=at),
        contacts=known,
        partners=list(selectors.partners(actor, place=place.path)),
        posts=posts(actor, place=place.path).posts,
        names=full_names({one.place for one in known}),
        may_edit=actor.reach(Permission.CONTACT_EDIT).covers(place=place.path),
    )


@dataclass(frozen=True)
class ContactPage:
    """One contact: the part, why it may be known, and when it was met."""

    contact: Contact
    place: str
    village: str
    meetings: list[tuple[Meeting, str]]
    may_edit: bool
    may_open: bool


def contact_page(actor: Principal, contact_id: UUID, at: datetime) -> ContactPage:
    """One contact.

    Raises:
        NotFound: None in sight.
    """
    row = selectors.contact(actor, contact_id)
    met = list(selectors.meetings(actor, contact_id)[:20])
    people = people_at({one.officer_id for one in met if one.officer_id}, at)
    return ContactPage(
        contact=row,
        place=full_names([row.place])[row.place],
        village=official_code(row.place),
        meetings=[
            (one, people[one.officer_id].title if one.officer_id in people else "")
            for one in met
        ],
        may_edit=row.is_within(actor.reach(Permission.CONTACT_EDIT)),
        may_open=row.is_within(actor.reach(Permission.SEAL_OPEN)),
    )
