"""Recording a visit: one transaction, from the place to the last promise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection
from django.utils.translation import gettext as _

from kentongan.beat.visits.models import (
    Attendance,
    Inspection,
    Photo,
    Version,
    Visit,
)
from kentongan.beat.visits.rules import Source, exchange
from kentongan.beat.visits.rules.drafts import VisitDraft
from kentongan.beat.visits.rules.limits import faults
from kentongan.beat.visits.rules.review import first, is_sampled
from kentongan.beat.visits.rules.score import Found
from kentongan.beat.visits.services.allowed import hold, may_record_at, refuse
from kentongan.beat.visits.services.consequences import follow
from kentongan.beat.visits.services.people import attendance, by_our_books
from kentongan.beat.visits.services.questions import Asked, questions_of
from kentongan.beat.visits.services.setting import Setting, settle
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.services import record as write_line
from kentongan.ground.units.selectors import nearest_superior
from kentongan.ground.wall.actors import Actor


@dataclass(frozen=True)
class Taken:
    """What came of handing in a visit.

    Attributes:
        is_new: False where the very same visit was stored before.
        registered_post_id: The post that this act put on the register.
    """

    visit: Visit
    is_new: bool
    registered_post_id: UUID | None = None


def record_new(
    draft: VisitDraft,
    *,
    by: Actor,
    at: datetime,
    received_at: datetime | None = None,
) -> Taken:
    """Record a visit that corrects no other one, within ``taking.take_in``."""
    refuse(faults(draft))
    may_record_at(draft.place, by)
    visit_id = id_for(draft)
    hold(visit_id)
    known = known_visit(visit_id)
    setting = settle(by_our_books(draft, by), by=by, at=at)
    said = exchange.digest(setting.draft)
    if known is not None:
        seen = known.is_within(by.reach(Permission.VISIT_VIEW))
        if not seen or not is_said(known, said):
            raise Conflicting(_("This number already stands for another visit."))
        return Taken(known, is_new=False)
    asked = questions_of(setting, visit_id, received_at or at)
    visit = Visit(
        id=visit_id,
        **columns(setting, asked, said),
        **verdict(setting, asked, visit_id, at=received_at or at),
        source=draft.source,
        verified=draft.source is not Source.IMPORT,
        recorded_by=by.id,
        recorded_officer_id=setting.recorder_id,
        recorded_office=by.office,
        received_at=received_at or at,
    )
    _insert(visit)
    store_parts(visit, setting)
    _line("visit.recorded", visit, setting, by=by, at=at)
    follow(visit, setting, by=by, at=at)
    return Taken(
        visit,
        is_new=True,
        registered_post_id=(
            setting.post.pk if setting.post and setting.registered else None
        ),
    )


def id_for(draft: VisitDraft) -> UUID:
    """The sender's id; of a file without one, that of its content; else a new one."""
    if draft.id is not None or draft.source is Source.IMPORT:
        return exchange.id_of(draft)
    return new_id()


def known_visit(visit_id: UUID) -> Visit | None:
    """The visit of that id, whoever recorded it."""
    rows = Visit.objects.everywhere(because="the same id was sent again")
    # Mostly there is none, and asking for all columns takes longer than finding out.
    return rows.get(pk=visit_id) if rows.filter(pk=visit_id).exists() else None


def _insert(visit: Visit) -> None:
    """Insert the row; the id may stand where this connection does not even look.

    Without a savepoint of its own: what follows from a refusal is the end of the act.
    """
    try:
        visit.save(force_insert=True)
    except IntegrityError as error:
        raise Conflicting(_("This number already stands for another visit.")) from error


def is_said(visit: Visit, digest: str) -> bool:
    """Whether this visit says that now, or said it before it was corrected."""
    return (
        visit.digest == digest
        or Version.objects.filter(visit=visit, digest=digest).exists()
    )


def columns(setting: Setting, asked: Asked, digest: str) -> dict[str, Any]:
    """What the visit's own row says of a setting."""
    draft = setting.draft
    written = {} if draft.written is None else vars(draft.written).copy()
    if draft.written is not None:
        written["local"] = [vars(one) for one in draft.local]
    return {
        "kind": draft.kind,
        "date": draft.date,
        "time": draft.time,
        "until": draft.until,
        "zone": draft.zone or "",
        "weekday_as_written": draft.weekday_as_written,
        "place_id": setting.place_id,
        "place": setting.place,
        "written": written,
        "code_of_day": setting.code_of_day,
        "spot": draft.spot,
        "point": draft.point,
        "accuracy_m": draft.accuracy_m,
        "post_id": setting.post.pk if setting.post else None,
        "unit": draft.unit,
        "unit_names": {k: v for k, v in vars(draft.units).items() if v},
        "office_id": setting.office_id,
        "programmes": list(draft.programmes),
        "purposes": list(draft.purposes),
        "messages": list(draft.messages),
        "outcome": draft.outcome,
        "outcome_key": asked.outcome_key,
        "quotes": exchange.canonical([vars(q) for q in draft.quotes])
        if draft.quotes
        else None,
        "attendee_count": draft.attendee_count,
        "digest": digest,
        "done_at": draft.done_at,
        "flags": asked.flags,
    }


def verdict(
    setting: Setting, asked: Asked, visit_id: UUID, *, at: datetime
) -> dict[str, Any]:
    """Whether it counts at once, and else on whose desk it lies."""
    sampled = is_sampled(visit_id)
    waits = bool(asked.questions) or sampled
    return {
        "review": first(flagged=bool(asked.questions), sampled=sampled),
        "sampled": sampled,
        "reviewer_office_id": desk(setting, at=at) if waits else None,
    }


def desk(setting: Setting, *, at: datetime) -> UUID | None:
    """The seat of the nearest superior who did not take part; None if none is known."""
    took_part = [*setting.people.on_site_ids]
    if setting.recorder_id is not None:
        took_part.append(setting.recorder_id)
    superior = nearest_superior(
        setting.draft.unit,
        at=at,
        excluding=took_part,
        participants=setting.people.seats,
    )
    return superior.office_id if superior else None


def store_parts(visit: Visit, setting: Setting) -> None:
    """Everybody present, everything checked, every picture named."""
    Attendance.objects.bulk_create(attendance(visit, setting.draft, setting.people))
    draft = setting.draft
    if draft.is_inspected:
        _store_inspection(visit, setting)
    if draft.photos:
        Photo.objects.bulk_create(
            Photo(visit=visit, name=name, order=order)
            for order, name in enumerate(draft.photos)
        )


def _store_inspection(visit: Visit, setting: Setting) -> None:
    draft = setting.draft
    found = setting.result
    inspection = Inspection(
        visit=visit,
        sheet_id=setting.sheet.sheet_id if setting.sheet else None,
        sheet_ref=draft.sheet,
        quick={key: str(state) for key, state in draft.quick.items()},
        score=found.total if found else None,
        share_assessed=found.share_assessed if found else 0,
    )
    inspection.save(force_insert=True)
    if draft.items:
        _insert_items(visit.pk, draft.items)


# One array a column: through the models, twenty-seven rows take as long as all else.
_ITEMS: Final = """
insert into visits_item
    (inspection_id, id, item, state, score, count, note, "order")
select %s, * from unnest(%s::uuid[], %s::text[], %s::text[], %s::smallint[],
                         %s::smallint[], %s::text[], %s::smallint[])
"""


def _insert_items(visit_id: UUID, items: Sequence[Found]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _ITEMS,
            [
                visit_id,
                [new_id() for _one in items],
                [one.item for one in items],
                [str(one.state) for one in items],
                [one.score for one in items],
                [one.count for one in items],
                [one.note for one in items],
                list(range(len(items))),
            ],
        )


def _line(act: str, visit: Visit, setting: Setting, *, by: Actor, at: datetime) -> None:
    write_line(
        act,
        f"visit:{visit.pk}",
        by=by,
        at=at,
        place=visit.place,
        unit=visit.unit,
        facts={
            "kind": str(visit.kind),
            "version": visit.version,
            "post": str(visit.post_id) if visit.post_id else None,
            "review": str(visit.review),
            "flags": [question["flag"] for question in visit.flags],
            "reports": len(setting.draft.information),
            "promises": len(setting.draft.pledges),
        },
    )
