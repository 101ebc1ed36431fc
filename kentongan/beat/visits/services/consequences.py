"""What follows from a visit within its own transaction: reports, promises, the post."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from kentongan.beat.community.services import note_meeting
from kentongan.beat.follow_ups.rules import Answerer, PromiseDraft
from kentongan.beat.follow_ups.services import promise
from kentongan.beat.reports.rules import Category, ReportDraft
from kentongan.beat.reports.rules import Source as ReportSource
from kentongan.beat.reports.services import take_in
from kentongan.beat.visits.models import Heard, Promised, Visit
from kentongan.beat.visits.rules import ItemState, Source
from kentongan.beat.visits.rules.drafts import Pledge, Told, answerer_of
from kentongan.beat.visits.services.setting import Setting
from kentongan.beat.watch.rules.posts import EQUIPMENT, EquipmentState
from kentongan.beat.watch.services import note_equipment, note_visit
from kentongan.ground.wall.actors import Actor

_STATES: Final = {
    ItemState.PRESENT: EquipmentState.PRESENT,
    ItemState.BROKEN: EquipmentState.BROKEN,
    ItemState.ABSENT: EquipmentState.ABSENT,
}


def follow(visit: Visit, setting: Setting, *, by: Actor, at: datetime) -> None:
    """Carry the visit to all that it touches."""
    hear(visit, setting, enumerate(setting.draft.information), by=by)
    pledge(visit, setting, enumerate(setting.draft.pledges), by=by)
    carry_to_post(setting, by=by)
    for civilian in setting.draft.civilians:
        if civilian.contact_id is not None:
            note_meeting(
                civilian.contact_id,
                occasion=f"visit:{visit.pk}",
                by=by,
                at=visit.done_at,
                officer_id=setting.recorder_id,
                office_id=setting.office_id,
            )


def hear(
    visit: Visit,
    setting: Setting,
    information: Iterable[tuple[int, Told]],
    *,
    by: Actor,
) -> None:
    """Take in what residents told, and tie it to the visit."""
    imported = setting.draft.source is Source.IMPORT
    rows = []
    for order, told in information:
        report = take_in(
            ReportDraft(
                category=Category(told.category or Category.OTHER),
                text=told.text,
                place_id=setting.place_id,
                place=setting.place,
                raised_by_role=told.raised_by_role,
                source=ReportSource.IMPORT if imported else ReportSource.VISIT,
                post_id=setting.post.pk if setting.post else None,
                office_id=setting.office_id,
                unit=setting.draft.unit,
            ),
            by=by,
            at=visit.done_at,
        )
        rows.append(
            Heard(
                visit=visit,
                report_id=report.pk,
                category=told.category,
                order=order,
            )
        )
    if rows:
        Heard.objects.bulk_create(rows)


def pledge(
    visit: Visit, setting: Setting, pledges: Iterable[tuple[int, Pledge]], *, by: Actor
) -> None:
    """Write down what was promised, and tie it to the visit."""
    rows = []
    for order, one in pledges:
        answerer = one.answerer or answerer_of(one.answers)
        made = promise(
            PromiseDraft(
                text=one.text,
                answerer=answerer,
                answerer_name=one.answers,
                due=one.due,
                place_id=setting.place_id,
                place=setting.place,
                raised_by_role=one.raised_by_role,
                post_id=setting.post.pk if setting.post else None,
                office_id=setting.office_id,
                unit=setting.draft.unit,
                answerer_office_id=(
                    setting.office_id if answerer is Answerer.POLICE else None
                ),
            ),
            by=by,
            at=visit.done_at,
        )
        rows.append(
            Promised(
                visit=visit,
                follow_up_id=made.pk,
                answers=one.answers,
                due=one.due,
                order=order,
            )
        )
    if rows:
        Promised.objects.bulk_create(rows)


def carry_to_post(setting: Setting, *, by: Actor) -> None:
    """Leave on the post when it was visited, how it did, and what was seen there."""
    if setting.post is None:
        return
    draft = setting.draft
    pieces = {
        one.item: (
            _STATES[one.state],
            None if one.state is ItemState.ABSENT else one.count,
        )
        for one in draft.everything_found()
        if one.item in EQUIPMENT and one.state in _STATES
    }
    if pieces:
        note_equipment(setting.post.pk, pieces, by=by, at=draft.done_at)
    total = setting.result.total if setting.result else None
    note_visit(
        setting.post.pk,
        visited_at=draft.done_at,
        readiness=None if total is None else round(total),
        full=total is not None,
    )
