"""Standings: what officers were at a moment, by officer, by seat and by unit."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from json import loads
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from kentongan.ground.basics.paths import ancestors, topmost
from kentongan.ground.units.models import (
    Appointment,
    Assignment,
    Jurisdiction,
    RankHeld,
)
from kentongan.ground.units.rules.positions import BESIDE, Acting, Position
from kentongan.ground.units.rules.ranks import rank_label
from kentongan.ground.units.rules.standings import (
    AUTHORITY,
    REVIEWERS,
    Seat,
    Standing,
    may_review,
)
from kentongan.ground.units.selectors.units import held_at
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import within_any


def _appointments(at: datetime) -> QuerySet[Appointment]:
    """Appointments of a moment with rank, villages and jurisdiction: one query."""
    ranks = RankHeld.objects.filter(
        officer_id=OuterRef("officer_id"), held_from__lte=at
    )
    villages = Assignment.objects.filter(held_at(at), office_id=OuterRef("office_id"))
    rows = Jurisdiction.objects.filter(held_at(at))
    path = OuterRef("office__unit_path")
    below = rows.filter(
        unit_path__gte=Concat(path, Value(".")), unit_path__lt=Concat(path, Value("/"))
    )
    return (
        Appointment.objects.filter(held_at(at))
        .select_related("officer", "office__unit")
        .annotate(
            rank=Subquery(ranks.order_by("-held_from").values("rank")[:1]),
            villages=ArraySubquery(villages.values("place")),
            own=ArraySubquery(rows.filter(unit_path=path).values("place")),
            below=ArraySubquery(below.values("place")),
        )
    )


def _standing(row: Appointment) -> Standing:
    found: dict[str, Sequence[str]] = {
        name: getattr(row, name) for name in ("villages", "own", "below")
    }
    places = found["villages"] or found["own"] or found["below"]
    return Standing(
        officer_id=row.officer_id,
        name=row.officer.name,
        degrees=tuple(row.officer.degrees),
        service=row.officer.service,
        rank=rank_label(row.officer.service, getattr(row, "rank", None) or ""),
        position=Position(row.office.position),
        acting=Acting(row.acting) if row.acting else None,
        office_id=row.office_id,
        label=row.office.label,
        unit_path=row.office.unit_path,
        unit_kind=row.office.unit.kind,
        unit_name=row.office.unit.name,
        places=topmost(places),
    )


# The same as `_appointments`, for the questions that every request and every recording
# ask: building that query takes Django longer than answering it takes PostgreSQL. A
# test holds the two to each other.
_HELD: Final = """
select a.officer_id, p.name, p.degrees, p.service, o.position, a.acting, a.office_id,
       o.label, o.unit_path, u.kind, u.name,
       (select r.rank from units_rankheld r
         where r.officer_id = a.officer_id and r.held_from <= %(at)s
         order by r.held_from desc limit 1),
       array(select v.place from units_assignment v
              where v.office_id = a.office_id and v.held_from <= %(at)s
                and (v.held_until is null or v.held_until > %(at)s)),
       array(select j.place from units_jurisdiction j
              where j.unit_path = o.unit_path and j.held_from <= %(at)s
                and (j.held_until is null or j.held_until > %(at)s)),
       array(select j.place from units_jurisdiction j
              where j.unit_path >= o.unit_path || '.' and j.unit_path < o.unit_path || '/'
                and j.held_from <= %(at)s
                and (j.held_until is null or j.held_until > %(at)s))
  from units_appointment a
  join units_officer p on p.id = a.officer_id
  join units_office o on o.id = a.office_id
  join units_unit u on u.id = o.unit_id
 where a.held_from <= %(at)s and (a.held_until is null or a.held_until > %(at)s)
"""
_BY_OFFICERS: Final = " and a.officer_id = any(%(officers)s)"
_REVIEWING: Final = (
    " and o.unit_path = any(%(units)s) and o.position = any(%(positions)s)"
    " and a.officer_id <> all(%(officers)s)"
)


def _held(condition: str, at: datetime, **given: Any) -> list[Standing]:
    """Standings of a moment under a further condition: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD + condition, {"at": at, **given})
        return [_told(row) for row in cursor.fetchall()]


def _told(row: tuple[Any, ...]) -> Standing:
    """A standing from the columns of `_HELD`."""
    officer_id, name, degrees, service, position, acting, office_id, *rest = row
    label, unit_path, unit_kind, unit_name, rank, villages, own, below = rest
    return Standing(
        officer_id=officer_id,
        name=name,
        degrees=tuple(loads(degrees)),
        service=service,
        rank=rank_label(service, rank or ""),
        position=Position(position),
        acting=Acting(acting) if acting else None,
        office_id=office_id,
        label=label,
        unit_path=unit_path,
        unit_kind=unit_kind,
        unit_name=unit_name,
        places=topmost(villages or own or below),
    )


def _by_weight(standing: Standing) -> tuple[bool, int, str, str]:
    """Seats held for good before those stood in for, the weightiest first."""
    return (
        standing.acting in BESIDE,
        -AUTHORITY.get(standing.position, 0),
        standing.unit_path,
        standing.label,
    )


def standings_of_many(
    officer_ids: Collection[UUID], at: datetime
) -> dict[UUID, list[Standing]]:
    """What each officer was at a moment; an empty list for who held no seat."""
    found: dict[UUID, list[Standing]] = {one: [] for one in officer_ids}
    if found:
        for one in _held(_BY_OFFICERS, at, officers=list(found)):
            found[one.officer_id].append(one)
    return {who: sorted(held, key=_by_weight) for who, held in found.items()}


def standing_of(officer_id: UUID, at: datetime) -> list[Standing]:
    """What one officer was at a moment, the main seat first: one query."""
    return standings_of_many([officer_id], at)[officer_id]


def holders_of(office_ids: Iterable[UUID], at: datetime) -> dict[UUID, list[Standing]]:
    """Who held each seat at a moment, the holder before those standing in."""
    found: dict[UUID, list[Standing]] = {one: [] for one in office_ids}
    for row in _appointments(at).filter(office_id__in=found):
        found[row.office_id].append(_standing(row))
    return {one: sorted(held, key=_by_weight) for one, held in found.items()}


def people(actor: Actor, *, at: datetime) -> list[Standing]:
    """Officers in the units where the actor may see people, by unit and weight."""
    reach = actor.reach("people_view").units
    rows = _appointments(at).filter(within_any("office__unit_path", reach))
    return sorted(
        map(_standing, rows), key=lambda s: (s.unit_path, _by_weight(s), s.name)
    )


def nearest_superior(
    unit_path: str,
    *,
    at: datetime,
    excluding: Collection[UUID] = (),
    participants: Collection[Seat] = (),
) -> Standing | None:
    """Who gives a verdict on work done in a unit: the nearest above all who took part.

    Args:
        unit_path: The unit in whose name the work was done.
        at: The moment for which seats count.
        excluding: Officers who took part; they and everybody below them drop out.
        participants: Seats of others who took part and are known only by what was
            written of them.

    Returns:
        None where nobody is known who is above everyone.
    """
    seats = list(participants)
    for held in standings_of_many(excluding, at).values():
        seats.extend(standing.seat for standing in held)
    candidates = sorted(
        _held(
            _REVIEWING,
            at,
            units=ancestors(unit_path),
            positions=[str(position) for position in REVIEWERS],
            officers=list(excluding),
        ),
        key=lambda s: (
            REVIEWERS.index(s.position),
            -len(s.unit_path),
            s.acting in BESIDE,
            s.label,
        ),
    )
    return next((one for one in candidates if may_review(one.seat, seats)), None)
