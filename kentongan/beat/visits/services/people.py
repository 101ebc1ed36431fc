"""Who was there, with rank, position and unit as they were on the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from kentongan.beat.community.rules import Consent
from kentongan.beat.visits.models import Attendance, Visit
from kentongan.beat.visits.rules import Presence, Source
from kentongan.beat.visits.rules.drafts import Civilian, Present, VisitDraft
from kentongan.beat.visits.rules.people import figure_kind, stands_in_the_open
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.paths import is_within
from kentongan.ground.units.rules.mentions import OfficerMention
from kentongan.ground.units.rules.positions import (
    Position,
    parse_position,
    position_label,
)
from kentongan.ground.units.rules.ranks import Service, parse_rank
from kentongan.ground.units.rules.standings import Seat, Standing
from kentongan.ground.units.rules.units import polda_of_path, unit_title
from kentongan.ground.units.selectors import people_at, standings_of_many, units_named
from kentongan.ground.units.services import register_officer
from kentongan.ground.wall.actors import Actor

_ACTING: Final = {"ps": "Ps", "plt": "Plt", "plh": "Plh", "pj": "Pj"}


@dataclass(frozen=True)
class People:
    """Those in service who are on the record.

    Attributes:
        officers, military: In the draft's order, every word filled in.
        seats: What those on site were, for who may judge them.
        own: The recorder's standings of that day, the main one first.
    """

    officers: tuple[Present, ...]
    military: tuple[Present, ...]
    seats: tuple[Seat, ...]
    own: tuple[Standing, ...]

    @property
    def on_site_ids(self) -> list[UUID]:
        """Known officers who took part."""
        return [
            one.officer_id for one in self.officers if one.on_site and one.officer_id
        ]


def recorder(by: Actor) -> UUID | None:
    """Which officer records, where the actor is one."""
    return by.officer_id if isinstance(by, Principal) else None


def by_our_books(draft: VisitDraft, by: Actor) -> VisitDraft:
    """The draft with what we know ourselves in place of what a sender says of it.

    Who records was there; rank, seat and unit are those in our books, since the unit
    decides on whose desk the visit lies. A file's record speaks for itself.
    """
    mine = recorder(by)
    if draft.source is Source.IMPORT:
        return draft
    present = tuple(
        Present(officer_id=one.officer_id, on_site=one.on_site)
        if one.officer_id
        else one
        for one in draft.officers
    )
    if mine is None:
        return replace(draft, officers=present)
    if mine not in {one.officer_id for one in present}:
        present = (Present(officer_id=mine), *present)
    return replace(draft, officers=present, unit="")


def people_of(draft: VisitDraft, *, by: Actor) -> People:
    """Those in service as they were on the day: one query where all are known."""
    mine = recorder(by)
    ids = {one.officer_id for one in draft.officers if one.officer_id}
    standings = standings_of_many(ids | ({mine} if mine else set()), draft.done_at)
    unknown = [
        one.officer_id
        for one in draft.officers
        if one.officer_id and not one.name and not standings[one.officer_id]
    ]
    plain = people_at(unknown, draft.done_at) if unknown else {}
    officers = []
    seats = []
    for one in draft.officers:
        held = _standing(
            standings.get(one.officer_id, ()) if one.officer_id else (), draft
        )
        if one.name or one.officer_id is None:
            officers.append(one)
        elif held is not None:
            officers.append(_as_held(one, held))
        else:
            person = plain[one.officer_id]
            officers.append(
                replace(one, name=person.name, rank=person.rank, degrees=person.degrees)
            )
        if one.on_site:
            seats.append(held.seat if held else written_seat(officers[-1], draft.unit))
    return People(
        officers=tuple(officers),
        military=draft.military,
        seats=tuple(seats),
        own=tuple(_mine_first(standings[mine], draft.place)) if mine else (),
    )


def make_known(draft: VisitDraft, *, by: Actor, at: datetime) -> VisitDraft:
    """The draft with an officer of ours behind every name that a record brings."""
    units: dict[str, str] = {}
    return replace(
        draft,
        officers=tuple(
            one if one.officer_id else _registered(one, draft, units, by=by, at=at)
            for one in draft.officers
        ),
        military=tuple(
            one
            if one.officer_id
            else _registered(one, draft, units, by=by, at=at, military=True)
            for one in draft.military
        ),
    )


def written_seat(one: Present, unit: str) -> Seat:
    """What somebody was by the words of the record alone."""
    return Seat(parse_position(one.position).position, unit, one.rank)


def attendance(visit: Visit, draft: VisitDraft, people: People) -> list[Attendance]:
    """The rows of everybody present, in the order of the record."""
    rows = [
        *(_row(visit, one, Presence.OFFICER) for one in people.officers),
        *(_row(visit, one, Presence.MILITARY) for one in people.military),
        *(_civilian(visit, one) for one in draft.civilians),
    ]
    for order, row in enumerate(rows):
        row.order = order
    return rows


def _row(visit: Visit, one: Present, presence: Presence) -> Attendance:
    return Attendance(
        visit=visit,
        presence=presence,
        done_at=visit.done_at,
        officer_id=one.officer_id,
        name=one.name,
        rank=one.rank,
        degrees=list(one.degrees),
        position=one.position,
        acting=one.acting,
        unit_name=one.unit,
        on_site=one.on_site,
    )


def _civilian(visit: Visit, one: Civilian) -> Attendance:
    public = stands_in_the_open(one.role)
    row = Attendance(
        visit=visit,
        presence=Presence.FIGURE if figure_kind(one.role) else Presence.RESIDENT,
        done_at=visit.done_at,
        contact_id=one.contact_id,
        role=one.role,
        count=one.count,
    )
    if one.name and public:
        row.name, row.consent = one.name, Consent.PUBLIC_ROLE
    elif one.name:
        row.sealed_name, row.consent = one.name, one.consent
    return row


def _standing(held: Sequence[Standing], draft: VisitDraft) -> Standing | None:
    return next(iter(_mine_first(held, draft.place)), None)


def _mine_first(held: Iterable[Standing], place: str) -> list[Standing]:
    """Standings, those whose places hold `place` before the others."""
    return sorted(
        held, key=lambda one: not any(is_within(place, p) for p in one.places)
    )


def _as_held(one: Present, held: Standing) -> Present:
    return replace(
        one,
        name=held.name,
        rank=held.rank,
        degrees=tuple(held.degrees),
        position=position_label(held.position),
        acting=_ACTING[held.acting] if held.acting else "",
        unit=unit_title(held.unit_kind, held.unit_name),
    )


def _registered(
    one: Present,
    draft: VisitDraft,
    units: dict[str, str],
    *,
    by: Actor,
    at: datetime,
    military: bool = False,
) -> Present:
    service = Service.POLRI
    if military:
        read = parse_rank(f"{one.rank} TNI")
        service = read[0] if read else Service.TNI_AD
    officer = register_officer(
        OfficerMention(
            name=one.name,
            rank=one.rank,
            degrees=one.degrees,
            service=service,
            unit_path=draft.unit if military else _unit_of(one, draft, units),
            corps=one.unit if military else "",
        ),
        by=by,
        at=draft.done_at if draft.done_at <= at else at,
    )
    return replace(one, officer_id=officer.pk)


def _unit_of(one: Present, draft: VisitDraft, units: dict[str, str]) -> str:
    """Path of the unit that a record writes beside a name; else the visit's own."""
    if not one.unit:
        return draft.unit
    if one.unit not in units:
        top = polda_of_path(draft.unit)
        known = units_named(one.unit, under=top.slug if top else "")
        inside = [unit.path for unit in known if is_within(draft.unit, unit.path)]
        units[one.unit] = (inside or [draft.unit])[0]
    return units[one.unit]


def office_of(people: People, place: str) -> UUID | None:
    """The seat in whose name the recorder acted on that day."""
    if not people.own:
        return None
    villages = (
        one
        for one in people.own
        if one.position in (Position.BHABINKAMTIBMAS, Position.POLISI_RW)
        and any(is_within(place, top) for top in one.places)
    )
    return next(villages, people.own[0]).office_id
