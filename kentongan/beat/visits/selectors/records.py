"""A stored visit as the draft that it was, for sending it out or comparing it."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from django.db import models

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.rules import Answerer
from kentongan.beat.reports.models import Report
from kentongan.beat.visits.models import (
    Attendance,
    Heard,
    Inspection,
    Item,
    Photo,
    Promised,
    Visit,
)
from kentongan.beat.visits.rules import ItemState, Kind, Presence, Source
from kentongan.beat.visits.rules.drafts import (
    Civilian,
    LocalPlace,
    Pledge,
    Present,
    Quote,
    Told,
    VisitDraft,
    WrittenPlace,
    WrittenUnits,
)
from kentongan.beat.visits.rules.score import Found
from kentongan.ground.basics.paths import ancestors, official_code
from kentongan.ground.basics.zones import Zone
from kentongan.ground.places.selectors import by_paths
from kentongan.ground.units.rules.units import LEVELS, Level
from kentongan.ground.units.rules.units import Kind as UnitKind
from kentongan.ground.units.selectors import chain_above

Children = Mapping[UUID, Sequence[Any]]


@dataclass(frozen=True)
class Parts:
    """The rows that hang on some visits, by visit; seven queries for any number."""

    attendance: Children
    inspections: Mapping[UUID, Inspection]
    items: Children
    photos: Children
    heard: Children
    promised: Children


@dataclass(frozen=True)
class Opened:
    """What was sealed, in the open, for whoever was let in to it.

    Attributes:
        names: Attendance to name.
        quotes: Visit to the quotes as JSON.
        reports, follow_ups: What was told and promised, by id.
        told: Sensitive report to its words and role.
    """

    names: Mapping[UUID, str] = field(default_factory=dict)
    quotes: Mapping[UUID, str] = field(default_factory=dict)
    reports: Mapping[UUID, Report] = field(default_factory=dict)
    told: Mapping[UUID, tuple[str, str]] = field(default_factory=dict)
    follow_ups: Mapping[UUID, FollowUp] = field(default_factory=dict)


def parts_of(visits: Sequence[Visit]) -> Parts:
    """Everything that hangs on visits which the caller was let in to."""
    ids = [visit.pk for visit in visits]
    inspections = {row.pk: row for row in Inspection.objects.filter(pk__in=ids)}
    return Parts(
        attendance=_by_visit(Attendance, ids),
        inspections=inspections,
        items=_grouped(
            (row.inspection_id, row)
            for row in Item.objects.filter(inspection_id__in=inspections)
        ),
        photos=_by_visit(Photo, ids),
        heard=_by_visit(Heard, ids),
        promised=_by_visit(Promised, ids),
    )


def drafts_of(
    visits: Sequence[Visit], parts: Parts, opened: Opened
) -> list[VisitDraft]:
    """The drafts of these visits, in their order."""
    units = {
        path: written_units(path)
        for path in {v.unit for v in visits if v.unit and not v.unit_names}
    }
    chosen = [visit for visit in visits if not visit.written]
    places = by_paths({path for visit in chosen for path in ancestors(visit.place)})
    drafts = []
    for visit in visits:
        draft = _draft(visit, parts, opened, places)
        if visit.source != Source.IMPORT and visit.unit in units:
            draft = replace(draft, units=units[visit.unit])
        drafts.append(draft)
    return drafts


_FIELDS: Final = {Level.POLDA: "polda", Level.POLRES: "polres", Level.POLSEK: "polsek"}


def written_units(path: str) -> WrittenUnits:
    """A unit and those above it in the words of the exchange format."""
    names: dict[str, str] = {}
    for unit in chain_above(path):
        kind = UnitKind(unit.kind)
        field_name = _FIELDS.get(LEVELS[kind])
        if field_name:
            names[field_name] = unit.name
        if field_name == "polres":
            names["polres_kind"] = kind.value
    return WrittenUnits(**names)


def _draft(
    visit: Visit, parts: Parts, opened: Opened, places: Mapping[str, Any]
) -> VisitDraft:
    written, local = _where(visit, places)
    inspection = parts.inspections.get(visit.pk)
    present = parts.attendance.get(visit.pk, ())
    return VisitDraft(
        id=visit.pk,
        source=Source(visit.source),
        kind=Kind(visit.kind),
        date=visit.date,
        time=visit.time,
        until=visit.until,
        zone=Zone(visit.zone) if visit.zone else None,
        weekday_as_written=visit.weekday_as_written,
        place=official_code(visit.place),
        written=written,
        local=local,
        spot=visit.spot,
        point=tuple(visit.point) if visit.point else None,
        accuracy_m=visit.accuracy_m,
        post_id=visit.post_id,
        unit=visit.unit,
        units=WrittenUnits(**visit.unit_names),
        officers=_in_service(present, Presence.OFFICER),
        military=_in_service(present, Presence.MILITARY),
        civilians=tuple(
            Civilian(
                role=row.role,
                name=row.name or opened.names.get(row.pk, ""),
                count=row.count,
                consent=row.consent,
                contact_id=row.contact_id,
            )
            for row in present
            if row.presence in (Presence.FIGURE, Presence.RESIDENT)
        ),
        attendee_count=visit.attendee_count,
        programmes=tuple(visit.programmes),
        purposes=tuple(visit.purposes),
        messages=tuple(visit.messages),
        information=tuple(_told(row, opened) for row in parts.heard.get(visit.pk, ())),
        quick={k: ItemState(v) for k, v in inspection.quick.items()}
        if inspection
        else {},
        sheet=inspection.sheet_ref if inspection else "",
        items=tuple(
            Found(row.item, ItemState(row.state), row.score, row.count, row.note)
            for row in parts.items.get(visit.pk, ())
        ),
        pledges=tuple(_pledge(row, opened) for row in parts.promised.get(visit.pk, ())),
        outcome=visit.outcome,
        quotes=tuple(
            Quote(**quote) for quote in json.loads(opened.quotes.get(visit.pk) or "[]")
        ),
        photos=tuple(row.name for row in parts.photos.get(visit.pk, ()) if row.name),
    )


def _in_service(rows: Sequence[Attendance], presence: Presence) -> tuple[Present, ...]:
    return tuple(
        Present(
            name=row.name,
            rank=row.rank,
            degrees=tuple(row.degrees),
            position=row.position,
            acting=row.acting,
            unit=row.unit_name,
            on_site=row.on_site,
            officer_id=row.officer_id,
        )
        for row in rows
        if row.presence == presence
    )


def _told(row: Heard, opened: Opened) -> Told:
    report = opened.reports.get(row.report_id)
    text, role = opened.told.get(
        row.report_id,
        (report.text, report.raised_by_role) if report else ("", ""),
    )
    return Told(text, row.category, role)


def _pledge(row: Promised, opened: Opened) -> Pledge:
    follow_up = opened.follow_ups.get(row.follow_up_id)
    return Pledge(
        text=follow_up.text if follow_up else "",
        answers=row.answers,
        due=row.due,
        answerer=Answerer(follow_up.answerer) if follow_up else None,
        raised_by_role=follow_up.raised_by_role if follow_up else "",
    )


def _where(
    visit: Visit, places: Mapping[str, Any]
) -> tuple[WrittenPlace, tuple[LocalPlace, ...]]:
    """The place in the record's words, or else in those of the territory."""
    if visit.written:
        told = dict(visit.written)
        local = told.pop("local", [])
        return WrittenPlace(**told), tuple(LocalPlace(**one) for one in local)
    chain = [places[path] for path in ancestors(visit.place) if path in places]
    names = {str(one.level): one.name for one in chain if one.level != "local"}
    return WrittenPlace(code=official_code(visit.place), **names), tuple(
        LocalPlace(one.word, one.name) for one in chain if one.level == "local"
    )


def _by_visit(model: type[models.Model], ids: Sequence[UUID]) -> Children:
    rows: Any = model
    return _grouped(
        (row.visit_id, row) for row in rows.objects.filter(visit_id__in=ids)
    )


def _grouped(pairs: Any) -> Children:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return found
