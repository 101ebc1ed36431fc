"""Correcting a visit: a new version; what was said before is kept, sealed."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.beat.follow_ups.rules import State
from kentongan.beat.follow_ups.selectors import by_ids as follow_ups_by_ids
from kentongan.beat.follow_ups.services import withdraw
from kentongan.beat.visits.models import (
    Attendance,
    Heard,
    Inspection,
    Photo,
    Promised,
    Version,
    Visit,
    Word,
)
from kentongan.beat.visits.rules import Review, exchange
from kentongan.beat.visits.rules.drafts import Pledge, VisitDraft
from kentongan.beat.visits.rules.limits import faults
from kentongan.beat.visits.services.allowed import (
    allowed,
    hold,
    may_record_at,
    refuse,
)
from kentongan.beat.visits.services.consequences import (
    carry_to_post,
    hear,
    pledge,
)
from kentongan.beat.visits.services.opening import ITSELF, opened_drafts
from kentongan.beat.visits.services.questions import questions_of
from kentongan.beat.visits.services.recording import (
    columns,
    desk,
    is_said,
    store_parts,
    verdict,
)
from kentongan.beat.visits.services.setting import Setting, settle
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Overtaken
from kentongan.ground.ledger.services import record as write_line
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def correct(
    visit_id: UUID,
    draft: VisitDraft,
    *,
    by: Actor,
    at: datetime,
    received_at: datetime | None = None,
) -> Visit:
    """Let a visit say what `draft` says. A verdict on it is open again.

    What it said before stays on record. Information that is no longer said is untied
    from the visit and stays a report; a promise that nobody answered is withdrawn.
    The same correction sent twice is one.

    Raises:
        NotFound: None in sight.
        NotAllowed: It is in sight, and not for `by` to correct.
        Overtaken: Somebody else corrected it meanwhile.
    """
    refuse(faults(draft))
    hold(visit_id)
    visit = allowed(visit_id, by, Permission.VISIT_CORRECT)
    may_record_at(draft.place, by)
    # Whoever corrects need not have been there, and does not take the visit over.
    setting = replace(
        settle(_as_recorded(draft, visit), by=by, at=at),
        office_id=visit.office_id,
        recorder_id=visit.recorded_officer_id,
    )
    said = exchange.digest(setting.draft)
    if is_said(visit, said):
        return visit
    before = _keep(visit, by=by, at=at)
    asked = questions_of(setting, visit_id, received_at or at)
    state = verdict(setting, asked, visit_id, at=received_at or at)
    reopened = visit.review != Review.COUNTED
    if reopened:
        state |= {
            "review": Review.FLAGGED,
            "reviewer_office_id": desk(setting, at=received_at or at),
        }
    values = columns(setting, asked, said) | state
    values |= {"version": visit.version + 1, "corrected_at": at}
    _rewrite(visit, values)
    _replace_parts(visit, setting, before, by=by, at=at)
    if reopened:
        _say_reopened(visit, by=by, at=at)
    write_line(
        "visit.corrected",
        f"visit:{visit.pk}",
        by=by,
        at=at,
        place=visit.place,
        unit=visit.unit,
        facts={
            "version": visit.version,
            "reopened": reopened,
            "flags": [question["flag"] for question in visit.flags],
        },
    )
    return visit


def _as_recorded(draft: VisitDraft, visit: Visit) -> VisitDraft:
    """The draft in the name of the same unit, unless it names another one."""
    return draft if draft.unit else replace(draft, unit=visit.unit)


def _rewrite(visit: Visit, values: dict[str, object]) -> None:
    was = visit.version
    for name, value in values.items():
        setattr(visit, name, value)
    # Sealed fields are sealed by save(); the version decides between two at once.
    same = Visit.objects.everywhere(because="the row that was let in, unless changed")
    if not same.filter(pk=visit.pk, version=was).update(version=visit.version):
        raise Overtaken(_("Somebody else corrected this visit meanwhile."))
    visit.save(update_fields=list(values))


def _keep(visit: Visit, *, by: Actor, at: datetime) -> VisitDraft:
    """Keep what the visit says now, sealed as a whole; and that, in the open."""
    before = opened_drafts([visit], by=ITSELF, at=at, because="visit.corrected")[0]
    Version(
        visit=visit,
        version=visit.version,
        digest=visit.digest,
        content=exchange.canonical(exchange.write(before)),
        by_account=by.id,
        by_office=by.office,
        at=at,
    ).save(force_insert=True)
    return before


def _replace_parts(
    visit: Visit, setting: Setting, before: VisitDraft, *, by: Actor, at: datetime
) -> None:
    Attendance.objects.filter(visit=visit).delete()
    Inspection.objects.filter(visit=visit).delete()
    Photo.objects.filter(visit=visit, file_id=None).delete()
    store_parts(visit, setting)
    carry_to_post(setting, by=by)
    _hear_again(visit, setting, before, by=by)
    _pledge_again(visit, setting, before, by=by, at=at)


def _hear_again(
    visit: Visit, setting: Setting, before: VisitDraft, *, by: Actor
) -> None:
    """Untie what is no longer told, keep what is, take in what is new."""
    now = setting.draft.information
    for row, told in zip(
        Heard.objects.filter(visit=visit), before.information, strict=True
    ):
        if told in now:
            Heard.objects.filter(pk=row.pk).update(order=now.index(told))
        else:
            row.delete()
    new = [(n, one) for n, one in enumerate(now) if one not in before.information]
    hear(visit, setting, new, by=by)


def _pledge_again(
    visit: Visit, setting: Setting, before: VisitDraft, *, by: Actor, at: datetime
) -> None:
    """Withdraw what is no longer promised and still open, write down what is new."""
    now = [_said(one) for one in setting.draft.pledges]
    rows = list(Promised.objects.filter(visit=visit))
    known = follow_ups_by_ids(ITSELF, [row.follow_up_id for row in rows])
    for row, one in zip(rows, before.pledges, strict=True):
        if _said(one) in now:
            Promised.objects.filter(pk=row.pk).update(order=now.index(_said(one)))
            continue
        if known[row.follow_up_id].state == State.OPEN:
            withdraw(row.follow_up_id, _("Corrected in the visit."), by=by, at=at)
        row.delete()
    said = {_said(one) for one in before.pledges}
    new = [
        (n, one)
        for n, one in enumerate(setting.draft.pledges)
        if _said(one) not in said
    ]
    pledge(visit, setting, new, by=by)


def _said(one: Pledge) -> tuple[object, ...]:
    return one.text, one.answers, one.due


def _say_reopened(visit: Visit, *, by: Actor, at: datetime) -> None:
    Word.objects.create(
        visit=visit,
        review=Review.FLAGGED,
        by_account=by.id,
        by_office=by.office,
        at=at,
    )
