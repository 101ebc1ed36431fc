"""Reading releases, and what the record gives a writer."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.rules import State as Stands
from kentongan.beat.follow_ups.selectors import by_ids as follow_ups_by_ids
from kentongan.beat.reports.models import Report
from kentongan.beat.reports.selectors import by_ids as reports_by_ids
from kentongan.beat.visits.models import Attendance, Visit
from kentongan.beat.visits.rules import Presence
from kentongan.beat.visits.rules.sheet import DEFAULT, QUICK
from kentongan.beat.visits.selectors.records import Parts, parts_of
from kentongan.beat.watch.selectors.posts import by_ids as posts_by_ids
from kentongan.desk.news.models import (
    Edition,
    HouseStyle,
    Release,
    ReleasePicture,
    ReleaseQuote,
)
from kentongan.desk.news.rules.checking import Finding, Record, Shown, check
from kentongan.desk.news.rules.drafting import Style
from kentongan.desk.news.rules.facts import (
    PUBLIC_CATEGORIES,
    Facts,
    Person,
    Promise,
    Spoken,
    Told,
)
from kentongan.desk.news.rules.states import Answer, Faces
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.paths import ancestors
from kentongan.ground.places.selectors import full_names
from kentongan.ground.units.rules.standings import title_of
from kentongan.ground.units.rules.units import LEVELS, Kind, Level
from kentongan.ground.units.selectors import chain_above
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import within


@dataclass(frozen=True)
class Material:
    """What visits give a writer, and the ids of what was promised at them."""

    visits: tuple[Visit, ...]
    facts: tuple[Facts, ...]
    promise_ids: tuple[UUID, ...]


def releases(actor: Actor) -> QuerySet[Release]:
    """Releases in sight, the last changed first."""
    rows = Release.objects.visible_to(actor, Permission.NEWS_VIEW)
    return rows.order_by("-changed_at", "-id")


def release(actor: Actor, release_id: UUID) -> Release:
    """One release with quotes, pictures and versions.

    Raises:
        NotFound: None in sight.
    """
    rows = releases(actor).filter(pk=release_id)
    found = rows.prefetch_related("quotes", "pictures", "versions").first()
    if found is None:
        raise NotFound(_("There is no such release."))
    return found


def material(actor: Actor, visit_ids: Iterable[UUID]) -> Material:
    """What these visits may say in the open; sealed names and words stay closed.

    Raises:
        NotFound: One of them is not in sight.
    """
    wanted = list(dict.fromkeys(visit_ids))
    rows = Visit.objects.visible_to(actor, Permission.VISIT_VIEW).filter(pk__in=wanted)
    visits = tuple(rows.order_by("done_at", "id"))
    if not visits or len(visits) != len(wanted):
        raise NotFound(_("There is no such visit."))
    parts = parts_of(visits)
    promised = _ids(parts.promised.values(), "follow_up_id")
    around = _Around(
        parts=parts,
        places=full_names({one.place for one in visits}),
        posts=posts_by_ids(actor, {v.post_id for v in visits if v.post_id}),
        reports=reports_by_ids(actor, _ids(parts.heard.values(), "report_id")),
        promises=follow_ups_by_ids(actor, promised),
    )
    facts = tuple(_facts(one, around) for one in visits)
    return Material(visits, facts, tuple(promised))


Confidences = Callable[[Sequence[UUID]], Iterable[str]]
"""Of reports, what nobody may repeat in public."""


def record_of(
    actor: Actor, row: Release, confidences: Confidences | None = None
) -> Record:
    """What a release's text is held against.

    Args:
        confidences: Opens what the actor may not read; without it the record holds
            what the actor reads alone.
    """
    visits = Visit.objects.visible_to(actor, Permission.VISIT_VIEW)
    parts = parts_of(list(visits.filter(pk__in=row.visits)))
    told = _ids(parts.heard.values(), "report_id")
    promised = _ids(parts.promised.values(), "follow_up_id")
    return Record(
        spoken=tuple(
            Spoken(one.speaker, one.text, one.answer == Answer.APPROVED)
            for one in row.quotes.all()
        ),
        confidential=tuple(
            confidences(told) if confidences else _in_sight(actor, told)
        ),
        promises=tuple(p.text for p in follow_ups_by_ids(actor, promised).values()),
        pictures=tuple(
            Shown(one.alt or one.caption or str(n), one.alt, Faces(one.faces))
            for n, one in enumerate(row.pictures.all(), 1)
        ),
    )


def findings(
    actor: Actor, row: Release, confidences: Confidences | None = None
) -> tuple[Finding, ...]:
    """What blocks this release and what only warns, in all that would be published."""
    known = record_of(actor, row, confidences)
    texts = [row.body, *(one.caption for one in row.pictures.all())]
    texts += [one.alt for one in row.pictures.all()]
    return check(row.headline, "\n".join(texts), known)


def house_style(unit_path: str) -> HouseStyle | None:
    """The style of a unit, or of the nearest above it that has one."""
    known = HouseStyle.objects.in_bulk(ancestors(unit_path))
    return next((known[p] for p in reversed(ancestors(unit_path)) if p in known), None)


def style_for(unit_path: str) -> Style:
    """The same for the rules; ours where nobody set one."""
    found = house_style(unit_path)
    if found is None:
        return Style()
    return Style(found.headline, found.opening, found.closing)


def publisher_of(unit_path: str) -> tuple[str, str]:
    """The Polres in whose name a unit's news appears: path and title; else the unit."""
    chain = chain_above(unit_path)
    polres = next((u for u in chain if LEVELS[Kind(u.kind)] == Level.POLRES), None)
    found = polres or next(iter(chain), None)
    return (found.path, str(found)) if found else (unit_path, "")


def quote_by_secret(secret: str, *, at: datetime) -> ReleaseQuote:
    """The quote behind a secret address, while it can be answered or looked at.

    Raises:
        NotFound: No such address, or its time is over.
    """
    rows = ReleaseQuote.objects.filter(digest=digest_of(secret), until__gt=at)
    found = rows.first()
    if found is None:
        raise NotFound(_("This address is not, or no longer, in use."))
    return found


def digest_of(secret: str) -> str:
    """What is kept of a secret in an address."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def editions(*, unit: str = "", place: str = "") -> QuerySet[Edition]:
    """What is published now, the newest first."""
    rows = Edition.objects.filter(withdrawn_at=None).filter(within("unit", unit))
    return rows.filter(within("place", place)).order_by("-published_at", "-id")


def edition(edition_id: UUID) -> Edition:
    """One release that was ever published; a withdrawn one is empty.

    Raises:
        NotFound: Nothing was ever published under this id.
    """
    found = Edition.objects.filter(pk=edition_id).first()
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def searched(rows: QuerySet[Edition], asked: str) -> QuerySet[Edition]:
    """Those that hold every word."""
    for word in asked.split()[:6]:
        rows = rows.filter(Q(headline__icontains=word) | Q(body__icontains=word))
    return rows


def published_picture(found: Edition, number: int, width: int) -> UUID:
    """The file of a published picture in one size; a withdrawn edition holds none.

    Raises:
        NotFound: No such picture is published.
    """
    pictures = found.pictures
    sizes = pictures[number]["sizes"] if number < len(pictures) else {}
    if str(width) not in sizes:
        raise NotFound(_("There is no such picture."))
    return UUID(sizes[str(width)])


def draft_picture(actor: Actor, release_id: UUID, picture_id: UUID) -> UUID:
    """The smallest file of a picture on its way.

    Raises:
        NotFound: None in sight.
    """
    seen = releases(actor).filter(pk=release_id)
    row = ReleasePicture.objects.filter(release__in=seen, pk=picture_id).first()
    if row is None:
        raise NotFound(_("There is no such picture."))
    return UUID(row.sizes[min(row.sizes, key=int)])


@dataclass(frozen=True)
class _Around:
    """What stands around the visits, read once for all of them."""

    parts: Parts
    places: dict[str, str]
    posts: dict[UUID, Any]
    reports: dict[UUID, Report]
    promises: dict[UUID, FollowUp]


def _facts(visit: Visit, around: _Around) -> Facts:
    parts = around.parts
    present = parts.attendance.get(visit.pk, ())
    heard = list(parts.heard.get(visit.pk, ()))
    public = [row for row in heard if row.category in PUBLIC_CATEGORIES]
    post = around.posts.get(visit.post_id) if visit.post_id else None
    inspection = parts.inspections.get(visit.pk)
    quick = dict(inspection.quick) if inspection else {}
    items = {row.item: row.state for row in parts.items.get(visit.pk, ())}
    unit = next((str(one) for one in chain_above(visit.unit)), "")
    return Facts(
        kind=visit.kind,
        date=visit.date,
        time=visit.time,
        zone=visit.zone,
        place=around.places[visit.place],
        post=post.name if post else visit.spot,
        unit=unit,
        officers=_people(present, Presence.OFFICER),
        army=_people(present, Presence.MILITARY),
        figures=_people(present, Presence.FIGURE),
        residents=visit.attendee_count or _residents(present),
        purposes=tuple(visit.purposes),
        programmes=tuple(visit.programmes),
        checked=tuple((quick | items).items()),
        score=inspection.score if inspection else None,
        told=tuple(_told(row, around.reports.get(row.report_id)) for row in public),
        left_out=len(heard) - len(public),
        promises=tuple(
            promise_of(around.promises[row.follow_up_id])
            for row in parts.promised.get(visit.pk, ())
            if row.follow_up_id in around.promises
        ),
        messages=tuple(visit.messages),
        outcome=visit.outcome,
        labels={k: dict(item.label) for k, item in {**DEFAULT.items, **QUICK}.items()},
    )


def promise_of(row: FollowUp) -> Promise:
    """A follow-up in the words of a release."""
    answers = row.answerer_name or ("Polisi" if row.answerer == "police" else "")
    return Promise(row.text, answers, row.due, kept=row.state == Stands.KEPT)


def _told(row: Any, report: Report | None) -> Told:
    fit = report is not None and _is_public(report)
    return Told(
        category=row.category,
        role=report.raised_by_role if report and fit else "",
        text=report.text if report and fit else "",
    )


def _in_sight(actor: Actor, told: Sequence[UUID]) -> list[str]:
    """Of reports that `actor` reads, what nobody may repeat in public."""
    heard = reports_by_ids(actor, told).values()
    return [one.text for one in heard if not _is_public(one)]


def _is_public(report: Report) -> bool:
    return not report.sensitive and report.category in PUBLIC_CATEGORIES


def _people(rows: Sequence[Attendance], presence: Presence) -> tuple[Person, ...]:
    """Those whose name stands in the open; a figure without one by the role."""
    return tuple(
        Person(
            name=title_of(row.name, rank=row.rank, degrees=row.degrees)
            if row.name
            else "",
            position=_position(row),
            on_site=row.on_site,
        )
        for row in rows
        if row.presence == presence
    )


def _position(row: Attendance) -> str:
    if row.presence == Presence.FIGURE:
        return row.role
    acting = f"{row.acting}. " if row.acting else ""
    return f"{acting}{row.position} {row.unit_name}".strip()


def _residents(rows: Sequence[Attendance]) -> int:
    return sum(row.count for row in rows if row.presence == Presence.RESIDENT)


def _ids(groups: Iterable[Sequence[Any]], name: str) -> list[UUID]:
    return [getattr(row, name) for some in groups for row in some]
