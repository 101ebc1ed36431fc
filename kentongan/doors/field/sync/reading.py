"""What a phone sends, read: batches of acts, and the visit in the body of one."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.beat.follow_ups.rules import Answerer, PromiseDraft
from kentongan.beat.visits.forms import documents, draft_of, located
from kentongan.beat.visits.rules import Source
from kentongan.beat.visits.rules.drafts import VisitDraft, WrittenUnits
from kentongan.beat.watch.rules.nights import CheckInDraft
from kentongan.beat.watch.selectors import posts
from kentongan.doors.field.sync.answers import uuid_of
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.errors import Invalid
from kentongan.ground.places.selectors import resolve

MOST_ACTS: Final = 200
_OWN: Final = ("post", "until", "accuracy_m", "consent")
"""What a phone may say of a visit besides the exchange format."""
_REASONS: Final = ("", "agreed", "published")
_FARTHEST_M: Final = 100_000


@dataclass(frozen=True)
class Sent:
    """One act as it was sent.

    Attributes:
        after: Acts that must be stored before this one.
    """

    id: UUID
    kind: str
    body: Mapping[str, Any]
    done_at: datetime
    after: tuple[UUID, ...] = ()

    @property
    def digest(self) -> str:
        """What the act's id stands for."""
        said = [self.kind, self.body, self.done_at.astimezone(UTC).isoformat()]
        text = json.dumps(said, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def act(given: Any) -> Sent:
    """One act of a batch.

    Raises:
        Invalid: It cannot be read as one.
    """
    fields = given if isinstance(given, dict) else {}
    found, done_at = uuid_of(fields.get("id")), moment(fields.get("done_at"))
    kind, body, after = (fields.get(name) for name in ("kind", "body", "after"))
    before = [uuid_of(one) for one in after] if isinstance(after, list) else []
    if (
        found is None
        or done_at is None
        or not isinstance(kind, str)
        or not isinstance(body, dict)
        or None in before
        or "\\u0000" in json.dumps(body)
    ):
        raise Invalid(_("This cannot be read as something that was done."))
    return Sent(found, kind, body, done_at, tuple(filter(None, before)))


def moment(value: Any) -> datetime | None:
    """A moment with its zone; None for anything else."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return found.astimezone(UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def visit_draft(body: Mapping[str, Any], by: Principal) -> VisitDraft:
    """The draft of a ``visit.record``, at its post or at its written place.

    Raises:
        Invalid: Not of the exchange format; problems by field.
        NotFound: Post or place is not there, or out of sight.
    """
    own = {name: body.get(name) for name in _OWN}
    draft = _checked({k: v for k, v in body.items() if k not in _OWN}, own["consent"])
    problems = {}
    if draft.id is None:
        problems["id"] = _("This field is missing.")
    if draft.corrects is not None:
        problems["corrects"] = _("Send a correction instead.")
    accuracy = own["accuracy_m"]
    if accuracy is not None and not _is_distance(accuracy):
        problems["accuracy_m"] = _("This number cannot be right.")
    if problems:
        raise Invalid(_("This visit cannot be recorded like that."), problems)
    draft = replace(
        draft,
        source=Source.FIELD,
        units=WrittenUnits(),
        until=_clock(own["until"]),
        accuracy_m=round(accuracy) if accuracy is not None else None,
    )
    if own["post"] is None:
        return located(draft)
    post = posts.post(by, needed_id(body, "post"))
    return replace(
        draft,
        post_id=post.pk,
        place=post.place,
        place_id=post.place_id,
        written=None,
        local=(),
    )


def checked_changes(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The changes of a ``visit.correct``, each a property of the exchange format.

    Raises:
        Invalid: They are not.
    """
    changes = body.get("changes")
    if not isinstance(changes, dict) or not changes:
        raise Invalid(
            _("Say what is to be corrected."), {"changes": _("This field is missing.")}
        )
    blank = {"format": "kentongan.visit/1", "kind": "other", "date": "2000-01-01"}
    _checked({**blank, "place": {}, **changes}, "published")
    return changes


def promise_draft(body: Mapping[str, Any], by: Principal) -> PromiseDraft:
    """The draft of a ``follow_up.promise``, at its post or at its place.

    Raises:
        Invalid, NotFound: As for a visit.
    """
    texts = {
        name: _text(body, name) for name in ("text", "answerer_name", "raised_by_role")
    }
    try:
        answerer = Answerer(_text(body, "answerer"))
        due = date.fromisoformat(_text(body, "due")) if body.get("due") else None
    except ValueError as error:
        raise Invalid(
            _("This promise cannot be written down like that."),
            {"due" if "answerer" in body else "answerer": _("not known")},
        ) from error
    post_id = needed_id(body, "post") if body.get("post") else None
    if post_id is not None:
        post = posts.post(by, post_id)
        place, place_id = post.place, post.place_id
    else:
        found = resolve(code=_text(body, "place"))
        place, place_id = found.path, found.pk
    held = by.standing
    office_id = held.office_id if held else None
    return PromiseDraft(
        **texts,
        answerer=answerer,
        due=due,
        place=place,
        place_id=place_id,
        post_id=post_id,
        office_id=office_id,
        unit=held.unit_path if held else "",
        answerer_office_id=office_id if answerer is Answerer.POLICE else None,
    )


def needed_id(body: Mapping[str, Any], name: str) -> UUID:
    """The id under `name`.

    Raises:
        Invalid: There is none.
    """
    found = uuid_of(body.get(name))
    if found is None:
        raise Invalid(
            _("This cannot be read as something that was done."), {name: "UUID"}
        )
    return found


def needed_text(body: Mapping[str, Any], name: str) -> str:
    """The text under `name`; the service says what is wrong with an empty one.

    Raises:
        Invalid: It is no text.
    """
    return _text(body, name)


def needed_day(body: Mapping[str, Any], name: str) -> date:
    """The date under `name`.

    Raises:
        Invalid: There is none.
    """
    try:
        return date.fromisoformat(_text(body, name))
    except ValueError as error:
        raise Invalid(
            _("This cannot be read as something that was done."), {name: "YYYY-MM-DD"}
        ) from error


def check_ins(body: Mapping[str, Any]) -> list[CheckInDraft]:
    """The check-ins of a ``night.check_in_many``.

    Raises:
        Invalid: One of them cannot be read.
    """
    given = body.get("check_ins")
    drafts = []
    for one in given if isinstance(given, list) else [None]:
        told = one if isinstance(one, dict) else {}
        done_at, instead = moment(told.get("done_at")), told.get("stands_in_for")
        if done_at is None:
            raise Invalid(
                _("This cannot be read as something that was done."),
                {"check_ins": _("This field is missing.")},
            )
        drafts.append(
            CheckInDraft(
                needed_id(told, "id"),
                needed_id(told, "member"),
                done_at,
                needed_id(told, "stands_in_for") if instead is not None else None,
            )
        )
    return drafts


def _text(body: Mapping[str, Any], name: str) -> str:
    found = body.get(name) or ""
    if not isinstance(found, str):
        raise Invalid(
            _("This cannot be read as something that was done."), {name: _("no text")}
        )
    return found


def _checked(document: Mapping[str, Any], consent: Any) -> VisitDraft:
    entries, problems = documents("", json.dumps(document).encode())
    if entries and not problems:
        reason = consent if isinstance(consent, str) and consent in _REASONS else ""
        draft, problems = draft_of(entries[0], consent=reason)
        if draft is not None:
            return draft
    raise Invalid(
        _("This visit cannot be recorded like that."),
        {one.field or "body": one.reason for one in problems},
    )


def _clock(value: Any) -> time | None:
    try:
        return time.fromisoformat(value) if isinstance(value, str) and value else None
    except ValueError as error:
        raise Invalid(
            _("This visit cannot be recorded like that."), {"until": "HH:MM"}
        ) from error


def _is_distance(value: Any) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and 0 <= value <= _FARTHEST_M
    )
