"""From checked to published, corrected and withdrawn: who, when, and what the law holds."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.selectors import by_ids as follow_ups_by_ids
from kentongan.beat.reports.services import words_in_confidence
from kentongan.desk.news.models import Edition, Release
from kentongan.desk.news.rules.checking import blocks
from kentongan.desk.news.rules.facts import PUBLIC_CATEGORIES, Promise
from kentongan.desk.news.rules.states import Act
from kentongan.desk.news.selectors import (
    findings,
    material,
    promise_of,
    publisher_of,
)
from kentongan.desk.news.services.allowed import (
    allowed,
    move,
    note,
    reason,
    remember,
    words,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting, Overtaken
from kentongan.ground.places.selectors import full_name
from kentongan.ground.wall.actors import Actor

TICK: Final = timedelta(microseconds=1)
"""So that a page that changed twice in a moment is another page for every cache."""


@transaction.atomic
def check(release_id: UUID, *, by: Actor, at: datetime) -> Release:
    """Say that it is ready to be approved, where nothing blocks it.

    Raises:
        Conflicting: Something blocks it.
        Overtaken: It is no draft any more.
    """
    row = allowed(release_id, by, Permission.NEWS_WRITE)
    _unblocked(row, by, at)
    move(row, Act.CHECK, at=at)
    remember(row, by=by, at=at)
    note(row, "checked", by=by, at=at)
    return row


@transaction.atomic
def approve(release_id: UUID, *, by: Actor, at: datetime) -> Release:
    """Approve the words as they stand.

    Raises:
        Conflicting: Something blocks it.
        Overtaken: It was changed meanwhile.
    """
    row = allowed(release_id, by, Permission.NEWS_APPROVE)
    _unblocked(row, by, at)
    move(row, Act.APPROVE, at=at)
    remember(row, by=by, at=at)
    note(row, "approved", by=by, at=at)
    return row


@transaction.atomic
def publish(release_id: UUID, *, by: Actor, at: datetime) -> Edition:
    """Put it before the public: a copy that the public pages read.

    Raises:
        Conflicting: Something blocks it, such as a quote declined meanwhile.
        Overtaken: It is not approved, or on hold.
    """
    row = allowed(release_id, by, Permission.NEWS_APPROVE)
    _unblocked(row, by, at)
    move(row, Act.PUBLISH, at=at)
    remember(row, by=by, at=at)
    edition = _edition(row, by, at)
    edition.save(force_insert=True)
    note(row, "published", by=by, at=at)
    return edition


@transaction.atomic
def correct(  # noqa: PLR0913  what is corrected has this many parts
    release_id: UUID,
    headline: str,
    body: str,
    *,
    because: str,
    by: Actor,
    at: datetime,
    was: int,
) -> Release:
    """Correct what is published, and say on the page that and why it was corrected.

    Raises:
        Invalid: No reason, or no text.
        Conflicting: Something in the new text blocks it.
        Overtaken: Somebody else was first, it is withdrawn, or on hold.
    """
    row = allowed(release_id, by, Permission.NEWS_APPROVE)
    kept = words(headline, body, row.whatsapp, row.caption)
    why = reason(because)
    row.headline, row.body = kept["headline"], kept["body"]
    _unblocked(row, by, at)
    move(row, Act.CORRECT, at=at, was=was, version=was + 1, **kept)
    remember(row, by=by, at=at, because=why)
    edition = Edition.objects.select_for_update().get(pk=row.pk)
    edition.headline, edition.body = row.headline, row.body
    edition.corrections = [
        *edition.corrections,
        {"at": at.isoformat(), "because": why},
    ]
    edition.version, edition.changed_at = row.version, at
    edition.save()
    note(row, "corrected", by=by, at=at)
    return row


@transaction.atomic
def withdraw(release_id: UUID, *, because: str, by: Actor, at: datetime) -> Release:
    """Take it back: every copy that we serve is empty from now on.

    Raises:
        Invalid: No reason.
        Overtaken: It is not published.
    """
    row = allowed(release_id, by, Permission.NEWS_APPROVE)
    why = reason(because)
    move(row, Act.WITHDRAW, at=at)
    remember(row, by=by, at=at, because=why)
    Edition.objects.filter(pk=row.pk).update(
        headline="",
        body="",
        slug="",
        pictures=[],
        promises=[],
        programmes=[],
        corrections=[],
        withdrawn_at=at,
        changed_at=at,
    )
    note(row, "withdrawn", by=by, at=at)
    return row


@transaction.atomic
def hold(release_id: UUID, *, by: Actor, at: datetime) -> Release:
    """Put a legal hold on it: nothing is published or corrected until it is lifted.

    Raises:
        Overtaken: It is on hold already.
    """
    return _set_hold(release_id, by, at, held=True)


@transaction.atomic
def lift_hold(release_id: UUID, *, by: Actor, at: datetime) -> Release:
    """Lift the hold.

    Raises:
        Overtaken: There is none.
    """
    return _set_hold(release_id, by, at, held=False)


@transaction.atomic
def retell_promise(row: FollowUp, *, at: datetime) -> int:
    """Say on every page that told of this promise how it stands; on how many.

    May run twice: what a page says already is not written again.
    """
    told, changed = promise_of(row), 0
    pages = Edition.objects.select_for_update().filter(withdrawn_at=None)
    for edition in pages.filter(promises__contains=[{"id": str(row.pk)}]):
        new = [
            {**one, "kept": told.kept} if one["id"] == str(row.pk) else one
            for one in edition.promises
        ]
        if new != edition.promises:
            Edition.objects.filter(pk=edition.pk).update(
                promises=new, changed_at=max(at, edition.changed_at + TICK)
            )
            changed += 1
    return changed


def _set_hold(release_id: UUID, by: Actor, at: datetime, *, held: bool) -> Release:
    row = allowed(release_id, by, Permission.NEWS_HOLD)
    same = Release.objects.everywhere(because="the row that was let in").filter(
        pk=row.pk, on_hold=not held
    )
    if not same.update(on_hold=held, changed_at=at):
        raise Overtaken(_("Somebody else was first. Look again."))
    row.refresh_from_db()
    note(row, "held" if held else "hold-lifted", by=by, at=at)
    return row


def _unblocked(row: Release, by: Actor, at: datetime) -> None:
    """Refuse what may not go out; held against confidences that `by` may not read."""
    opened = partial(words_in_confidence, public=PUBLIC_CATEGORIES, at=at)
    found = blocks(findings(by, row, opened))
    if found:
        raise Conflicting(
            _("This cannot go out yet: %(what)s")
            % {"what": "; ".join(f"{_(one.sentence)} {one.words}" for one in found[:3])}
        )


def _edition(row: Release, by: Actor, at: datetime) -> Edition:
    found = material(by, [UUID(one) for one in row.visits])
    unit, title = publisher_of(row.unit)
    programmes = [p for facts in found.facts for p in facts.programmes]
    return Edition(
        id=row.pk,
        unit=unit,
        place=row.place,
        unit_name=title,
        place_name=full_name(row.place),
        slug=slugify(row.headline)[:80].strip("-") or "siaran",
        language=row.language,
        event_date=row.event_date,
        headline=row.headline,
        body=row.body,
        programmes=list(dict.fromkeys(programmes)),
        pictures=[
            {
                "alt": one.alt,
                "caption": one.caption,
                "credit": one.credit,
                "width": one.width_px,
                "height": one.height_px,
                "sizes": one.sizes,
            }
            for one in row.pictures.all()
        ],
        promises=_promises(found.promise_ids, by),
        version=row.version,
        published_at=at,
        changed_at=at,
    )


def _promises(ids: tuple[UUID, ...], by: Actor) -> list[dict[str, object]]:
    known = follow_ups_by_ids(by, ids)
    told = [(one, promise_of(known[one])) for one in ids if one in known]
    return [{"id": str(pk), **as_json(promise)} for pk, promise in told]


def as_json(one: Promise) -> dict[str, object]:
    """A promise as an edition holds it."""
    return {
        "text": one.text,
        "answers": one.answers,
        "due": one.due.isoformat() if one.due else None,
        "kept": one.kept,
    }
