"""What the page of a visit joins: the record, its questions, and who said what."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.beat.visits import selectors
from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules import Flag
from kentongan.beat.visits.selectors import InspectionPage, VisitPage
from kentongan.beat.watch.selectors.posts import by_ids as posts_by_ids
from kentongan.doors.console import words
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotAllowed
from kentongan.ground.basics.zones import Zone, zone_of
from kentongan.ground.ledger.models import Line
from kentongan.ground.seals.services import open_many


@dataclass(frozen=True)
class Part:
    """One section of the score, as the meter draws it."""

    label: str
    weight: int | None
    share: float | None


@dataclass(frozen=True)
class Found:
    """One item as it was found, in the reader's language."""

    label: str
    state: str
    score: int | None
    count: int | None
    note: str


@dataclass(frozen=True)
class Checked:
    """What was checked: six taps, and the sheet by its sections."""

    page: InspectionPage
    quick: list[Found]
    sections: list[tuple[str, list[Found]]]
    parts: list[Part]
    share_percent: int


@dataclass(frozen=True)
class Page:
    """One visit's page.

    Attributes:
        questions: What the record asks by itself, and with which numbers.
        lines: Lines of the ledger about the visit and all that it caused.
        has_sealed: Whether a name or a quote waits behind a seal.
    """

    told: VisitPage
    zone: Zone
    title: str
    checked: Checked | None
    questions: list[tuple[str, str]]
    lines: list[Line]
    has_sealed: bool
    may_open: bool

    @property
    def visit(self) -> Visit:
        """The visit itself."""
        return self.told.visit


def page(actor: Principal, visit_id: UUID) -> Page:
    """Everything on one visit's page.

    Raises:
        NotFound: No such visit in sight.
    """
    told = selectors.visit(actor, visit_id)
    visit = told.visit
    people = (*told.figures, *told.residents)
    return Page(
        told=told,
        zone=Zone(visit.zone) if visit.zone else zone_of(visit.place),
        title=title(told),
        checked=_checked(told.inspection) if told.inspection else None,
        questions=[(str(words.FLAGS[one["flag"]]), detail(one)) for one in told.flags],
        lines=selectors.lines_of(told),
        has_sealed=visit.quotes is not None
        or any(one.sealed_name is not None for one in people),
        may_open=visit.is_within(actor.reach(Permission.SEAL_OPEN)),
    )


def title(told: VisitPage) -> str:
    """What the visit was, and to which post."""
    kind = str(words.KINDS[told.visit.kind])
    where = told.post.name if told.post else told.visit.spot
    return f"{kind}, {where}" if where else kind


def detail(flag: dict[str, Any]) -> str:
    """The numbers with which a question is asked; empty where it has none."""
    said = {
        Flag.FAR_FROM_POST: _("about %(distance_m)s metres away"),
        Flag.TOO_QUICK: _("%(minutes)s minutes, where %(least_minutes)s are usual"),
        Flag.TOO_CLOSE: _("%(minutes)s minutes apart"),
        Flag.CLOCK_OFF: _("%(hours)s hours off"),
        Flag.SAME_WORDS: _("in what came of it")
        if flag.get("what") == "outcome"
        else _("in what residents said"),
    }.get(Flag(flag["flag"]), "")
    try:
        return said % flag
    except KeyError:
        return ""


def _checked(found: InspectionPage) -> Checked:
    said = spoken()

    def told(one: Any) -> Found:
        return Found(one.label[said], str(one.state), one.score, one.count, one.note)

    return Checked(
        page=found,
        quick=[told(one) for one in found.quick],
        sections=[
            (section.label[said], [told(one) for one in section.items])
            for section in found.sections
        ],
        parts=[
            Part(section.label[said], section.weight, section.share)
            for section in found.sections
            if section.weight
        ],
        share_percent=round(100 * found.share_assessed),
    )


def spoken() -> str:
    """The language of the page, as data in two languages names it."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def post_names(actor: Principal, visits: list[Visit]) -> dict[UUID, str]:
    """Names of the posts to which these visits were, those in sight."""
    wanted = {visit.post_id for visit in visits if visit.post_id}
    return {pk: post.name for pk, post in posts_by_ids(actor, wanted).items()}


def not_yours() -> NotAllowed:
    """The refusal to who sees a visit and may not correct it."""
    return NotAllowed(_("You can see this visit, but it is not yours to change."))


@dataclass(frozen=True)
class Opened:
    """What was sealed in a visit, in the open; this look stands on the ledger."""

    told: VisitPage
    title: str
    names: list[tuple[str, str]]
    quotes: list[dict[str, Any]]


def opened(actor: Principal, visit_id: UUID, at: datetime) -> Opened:
    """Open the names and quotes of a visit in sight.

    Raises:
        NotFound: No such visit in sight.
        NotAllowed: It is in sight, and its seals are not.
    """
    told = selectors.visit(actor, visit_id)
    people = (*told.figures, *told.residents)
    rows = [one for one in people if one.sealed_name is not None]
    if not told.visit.is_within(actor.reach(Permission.SEAL_OPEN)):
        raise NotAllowed(_("You may not open what is sealed here."))
    names = open_many(rows, "sealed_name", by=actor, at=at, because="visit.read")
    visits = [told.visit] if told.visit.quotes is not None else []
    quotes = open_many(visits, "quotes", by=actor, at=at, because="visit.read")
    return Opened(
        told=told,
        title=title(told),
        names=[(one.role, names[one.pk]) for one in rows],
        quotes=json.loads(quotes.get(told.visit.pk) or "[]"),
    )
