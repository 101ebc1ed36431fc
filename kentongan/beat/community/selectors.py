"""Reading contacts, partners, and the three pillars of a village."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.beat.community.models import Contact, Meeting, Partner
from kentongan.beat.community.rules import LONG_UNMET, FigureKind
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.paths import official_code
from kentongan.ground.units.models import Office
from kentongan.ground.units.selectors import (
    Standing,
    holders_of,
    offices_for_place,
)
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import within


def _visible(actor: Actor) -> QuerySet[Contact]:
    return Contact.objects.visible_to(actor, Permission.CONTACT_VIEW)


def contact(actor: Actor, contact_id: UUID) -> Contact:
    """One contact, ended ones too.

    Raises:
        NotFound: None in sight.
    """
    row = _visible(actor).filter(pk=contact_id).select_related("partner").first()
    if row is None:
        raise NotFound(_("There is no such contact."))
    return row


def contacts(actor: Actor, *, place: str = "", kind: str = "") -> QuerySet[Contact]:
    """Listed contacts within a place, by place and part; names stay sealed."""
    rows = _visible(actor).filter(within("place", place), ended_at=None)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("partner").order_by("place", "kind", "id")


def same_person(
    actor: Actor, *, name_key: str = "", phone_key: str = ""
) -> QuerySet[Contact]:
    """Listed contacts in sight with the same name or number, found without opening."""
    same = Q(pk__in=[])
    if name_key:
        same |= Q(name_key=name_key)
    if phone_key:
        same |= Q(phone_key=phone_key)
    return _visible(actor).filter(same, ended_at=None).order_by("id")


def meetings(actor: Actor, contact_id: UUID) -> QuerySet[Meeting]:
    """When a contact was met, the latest first."""
    row = contact(actor, contact_id)
    return Meeting.objects.filter(contact=row).order_by("-met_at")


def of_office(office_id: UUID) -> QuerySet[Contact]:
    """A seat's contacts, for the list of a hand-over; its door has its own gate."""
    rows = Contact.objects.everywhere(because="a hand-over shows it to both officers")
    return rows.filter(office_id=office_id, ended_at=None).order_by("place", "id")


def long_unmet(actor: Actor, *, at: datetime, limit: int = 20) -> list[Contact]:
    """Listed contacts not met for :data:`LONG_UNMET`, or never since they were listed.

    The longest unmet first.
    """
    quiet = Q(last_met_at__lte=at - LONG_UNMET) | Q(
        last_met_at=None, consent_at__lte=at - LONG_UNMET
    )
    rows = _visible(actor).filter(quiet, ended_at=None)
    ordered = rows.order_by(F("last_met_at").asc(nulls_first=True), "id")
    return list(ordered[:limit])


def partners(actor: Actor, *, place: str = "") -> QuerySet[Partner]:
    """Listed organisations within a place, and those that serve all of it."""
    return (
        Partner.objects.visible_to(actor, Permission.CONTACT_VIEW)
        .filter(within("place", place), ended_at=None)
        .order_by("place", "name")
    )


@dataclass(frozen=True)
class VillageSeat:
    """The village officer's seat, and who holds it at a moment."""

    office: Office
    holders: tuple[Standing, ...]


@dataclass(frozen=True)
class Pillars:
    """The three pillars of a village; empty where one is not known, which is news.

    Who may not see contacts sees the police's own seat alone.
    """

    village_heads: tuple[Contact, ...]
    seats: tuple[VillageSeat, ...]
    babinsa: tuple[Contact, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of the three nobody is known for."""
        known = {
            "village_head": self.village_heads,
            "bhabinkamtibmas": tuple(s for s in self.seats if s.holders),
            "babinsa": self.babinsa,
        }
        return tuple(name for name, those in known.items() if not those)


def pillars(actor: Actor, village_path: str, *, at: datetime) -> Pillars:
    """Village head, Bhabinkamtibmas and Babinsa of the village: three queries."""
    village = official_code(village_path)
    rows = list(
        _visible(actor)
        .filter(
            place=village,
            kind__in=[FigureKind.VILLAGE_HEAD, FigureKind.BABINSA],
            ended_at=None,
        )
        .order_by("id")
    )
    offices = offices_for_place(village, at)
    held = holders_of([office.pk for office in offices], at)
    return Pillars(
        village_heads=tuple(c for c in rows if c.kind == FigureKind.VILLAGE_HEAD),
        seats=tuple(VillageSeat(o, tuple(held[o.pk])) for o in offices),
        babinsa=tuple(c for c in rows if c.kind == FigureKind.BABINSA),
    )
