"""What each kind of act calls: the very services that the console calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from kentongan.beat.follow_ups import services as follow_ups
from kentongan.beat.visits import services as visits
from kentongan.beat.watch import services as watch
from kentongan.beat.watch.rules.books import LineDraft
from kentongan.doors.field.sync.reading import (
    Sent,
    check_ins,
    checked_changes,
    needed_day,
    needed_id,
    needed_text,
    promise_draft,
    visit_draft,
)
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.errors import Invalid


@dataclass(frozen=True)
class Done:
    """What an act was about, once it is done, and the version it made."""

    subject: str
    version: int | None = None


Doing = Callable[[Sent, Principal, datetime], Done]


def _record(sent: Sent, by: Principal, received_at: datetime) -> Done:
    draft = visit_draft(sent.body, by)
    row = visits.record(draft, by=by, at=sent.done_at, received_at=received_at)
    return Done(f"visit:{row.pk}", row.version)


def _correct(sent: Sent, by: Principal, received_at: datetime) -> Done:
    base = sent.body.get("base_version")
    if not isinstance(base, int) or isinstance(base, bool) or not 0 < base < 1 << 31:
        raise Invalid(
            _("This visit never had such a version."), {"base_version": _("not known")}
        )
    row = visits.correct_from(
        needed_id(sent.body, "visit"),
        base,
        checked_changes(sent.body),
        by=by,
        at=sent.done_at,
        received_at=received_at,
    )
    return Done(f"visit:{row.pk}", row.version)


def _answer(sent: Sent, by: Principal, received_at: datetime) -> Done:
    text = needed_text(sent.body, "text")
    row = follow_ups.answer(
        needed_id(sent.body, "follow_up"), text, by=by, at=sent.done_at
    )
    return Done(f"follow_up:{row.pk}")


def _declare_done(sent: Sent, by: Principal, received_at: datetime) -> Done:
    text = needed_text(sent.body, "text")
    row = follow_ups.declare_done(
        needed_id(sent.body, "follow_up"), text, by=by, at=sent.done_at
    )
    return Done(f"follow_up:{row.pk}")


def _promise(sent: Sent, by: Principal, received_at: datetime) -> Done:
    row = follow_ups.promise(
        promise_draft(sent.body, by),
        by=by,
        at=sent.done_at,
        id=needed_id(sent.body, "id"),
    )
    return Done(f"follow_up:{row.pk}")


def _check_in(sent: Sent, by: Principal, received_at: datetime) -> Done:
    post_id, night = needed_id(sent.body, "post"), needed_day(sent.body, "night")
    drafts = check_ins(sent.body)
    watch.check_in(post_id, night, drafts, by=by, at=received_at)
    return Done(f"post:{post_id}")


def _close_night(sent: Sent, by: Principal, received_at: datetime) -> Done:
    post_id, night = needed_id(sent.body, "post"), needed_day(sent.body, "night")
    watch.close_night(post_id, night, by=by, at=sent.done_at)
    return Done(f"post:{post_id}")


def _write_line(sent: Sent, by: Principal, received_at: datetime) -> Done:
    draft = LineDraft(needed_text(sent.body, "text"), happened_at=sent.done_at)
    post_id = needed_id(sent.body, "post")
    watch.write_line(post_id, draft, by=by, at=received_at)
    return Done(f"post:{post_id}")


KINDS: Final[Mapping[str, Doing]] = {
    "visit.record": _record,
    "visit.correct": _correct,
    "follow_up.answer": _answer,
    "follow_up.declare_done": _declare_done,
    "follow_up.promise": _promise,
    "night.check_in_many": _check_in,
    "night.close": _close_night,
    "logbook.write": _write_line,
}
