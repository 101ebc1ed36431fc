"""One visit with everything that its page shows: at most twelve queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.selectors import by_ids as follow_ups_by_ids
from kentongan.beat.reports.models import Report
from kentongan.beat.reports.selectors import by_ids as reports_by_ids
from kentongan.beat.visits.models import (
    Attendance,
    Heard,
    Inspection,
    Item,
    Photo,
    Promised,
    Version,
    Visit,
    Word,
)
from kentongan.beat.visits.rules import ItemState, Presence, Review
from kentongan.beat.visits.rules.review import may_become
from kentongan.beat.visits.rules.score import Found, Result, result
from kentongan.beat.visits.rules.sheet import (
    DEFAULT,
    DEFAULT_REF,
    QUICK,
    SheetItem,
    SheetPlan,
    plan_of,
)
from kentongan.beat.visits.selectors.reviewing import may_give_verdict
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.selectors.posts import by_ids as posts_by_ids
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.ledger.models import Line
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.places.selectors import full_name
from kentongan.ground.seals.services import read_file
from kentongan.ground.units.selectors import chain_above
from kentongan.ground.wall.actors import Actor


@dataclass(frozen=True)
class FoundItem:
    """One item as it was found, with its words in both languages."""

    key: str
    label: Mapping[str, str]
    state: ItemState
    score: int | None = None
    count: int | None = None
    note: str = ""


@dataclass(frozen=True)
class FoundSection:
    """A section of the sheet with what was found.

    Attributes:
        share: Points of points possible, 0..1; None where nothing was assessed.
    """

    label: Mapping[str, str]
    weight: int
    share: float | None
    items: tuple[FoundItem, ...]


@dataclass(frozen=True)
class InspectionPage:
    """What was checked.

    Attributes:
        quick: The taps that were made, in their order.
        sections: Of the sheet; empty where only taps were made. A sheet that we do
            not know is one section without weight.
        score: 0..100; None where nothing could be scored.
        share_assessed: Items assessed of all items, 0..1.
    """

    sheet_ref: str
    sheet_name: str
    quick: tuple[FoundItem, ...]
    sections: tuple[FoundSection, ...]
    score: float | None
    share_assessed: float


@dataclass(frozen=True)
class PhotoEntry:
    """A picture of the visit, or the name of one that is elsewhere."""

    id: UUID
    file_id: UUID | None
    name: str
    caption: str
    width_px: int | None
    height_px: int | None


@dataclass(frozen=True)
class VisitPage:
    """Everything for one screen, as this reader may see it.

    Attributes:
        officers: Those on site; `elsewhere` only made a statement.
        figures, residents: Civilians; a name in the open stands in ``name``, a sealed
            one is told by ``sealed_name`` being there.
        information: What this reader may know of; `hidden_reports` more were told.
        words: Between the superior and those whose visit it is, oldest first.
        versions: What it said before corrections, oldest first, sealed.
        may: What this reader may do now: ``answer``, ``ask``, ``approve``,
            ``set_aside``, ``correct``, ``add_photo``.
    """

    visit: Visit
    place_name: str
    post: Post | None
    officers: tuple[Attendance, ...]
    elsewhere: tuple[Attendance, ...]
    military: tuple[Attendance, ...]
    figures: tuple[Attendance, ...]
    residents: tuple[Attendance, ...]
    inspection: InspectionPage | None
    information: tuple[Report, ...]
    hidden_reports: int
    follow_ups: tuple[FollowUp, ...]
    photos: tuple[PhotoEntry, ...]
    words: tuple[Word, ...]
    versions: tuple[Version, ...]
    may: frozenset[str]

    @property
    def flags(self) -> list[dict[str, Any]]:
        """Questions that the record raises: ``flag`` and its numbers."""
        return list(self.visit.flags)

    @property
    def civilians_count(self) -> int:
        """Civilians present: as counted on the day, else those on the record."""
        listed = sum(row.count for row in (*self.figures, *self.residents))
        return self.visit.attendee_count or listed


_PHOTO: Final = ("id", "file_id", "name", "caption", "width_px", "height_px")


def visit(actor: Actor, visit_id: UUID) -> VisitPage:
    """One visit with all that its page shows.

    Raises:
        NotFound: None in sight.
    """
    row = _row(actor, visit_id)
    present = list(Attendance.objects.filter(visit=row))
    extra = vars(row)
    reports = reports_by_ids(actor, extra["report_ids"])
    promises = follow_ups_by_ids(actor, extra["follow_up_ids"])
    posts = posts_by_ids(actor, [row.post_id]) if row.post_id else {}
    return VisitPage(
        visit=row,
        place_name=full_name(row.place),
        post=posts.get(row.post_id) if row.post_id else None,
        officers=_of(present, Presence.OFFICER, on_site=True),
        elsewhere=_of(present, Presence.OFFICER, on_site=False),
        military=_of(present, Presence.MILITARY),
        figures=_of(present, Presence.FIGURE),
        residents=_of(present, Presence.RESIDENT),
        inspection=_inspection(row),
        information=tuple(reports[i] for i in extra["report_ids"] if i in reports),
        hidden_reports=len(extra["report_ids"]) - len(reports),
        follow_ups=tuple(promises[i] for i in extra["follow_up_ids"] if i in promises),
        photos=tuple(
            PhotoEntry(
                **photo
                | {
                    "id": UUID(photo["id"]),
                    "file_id": UUID(photo["file_id"]) if photo["file_id"] else None,
                }
            )
            for photo in extra["photo_list"]
        ),
        words=()
        if row.review == Review.COUNTED
        else tuple(Word.objects.filter(visit=row)),
        versions=tuple(Version.objects.filter(visit=row)) if row.version > 1 else (),
        may=_may(row, actor, present),
    )


def lines_of(page: VisitPage) -> list[Line]:
    """The ledger's lines about a visit and all that it caused: two queries.

    Of post, place, units and people only what was written with this visit.
    """
    row = page.visit
    own = [
        f"visit:{row.pk}",
        *(f"report:{report.pk}" for report in page.information),
        *(f"follow_up:{one.pk}" for one in page.follow_ups),
    ]
    touched = [
        f"post:{row.post_id}",
        f"place:{row.place_id}",
        *(f"unit:{unit.pk}" for unit in chain_above(row.unit)),
        *(
            f"officer:{one.officer_id}"
            for one in (*page.officers, *page.elsewhere, *page.military)
            if one.officer_id
        ),
    ]
    moments = (row.received_at, row.done_at)
    caused = lines_about(*own, *touched)
    return list(caused.filter(Q(subject__in=own) | Q(at__in=moments)))


def photo(actor: Actor, visit_id: UUID, photo_id: UUID) -> tuple[bytes, str]:
    """A picture of a visit in sight, and its media type.

    Raises:
        NotFound: No such visit in sight, no such picture, or it is no longer kept.
    """
    seen = Visit.objects.visible_to(actor, Permission.VISIT_VIEW).filter(pk=visit_id)
    row = Photo.objects.filter(visit__in=seen, pk=photo_id).first()
    if row is None or row.file_id is None:
        raise NotFound(_("There is no such picture."))
    return read_file(row.file_id)


def _row(actor: Actor, visit_id: UUID) -> Visit:
    mine = OuterRef("pk")
    heard = Heard.objects.filter(visit_id=mine).order_by("order", "id")
    promised = Promised.objects.filter(visit_id=mine).order_by("order", "id")
    photos = Photo.objects.filter(visit_id=mine).order_by("order", "id")
    row = (
        Visit.objects.visible_to(actor, Permission.VISIT_VIEW)
        .filter(pk=visit_id)
        .annotate(
            report_ids=ArraySubquery(heard.values("report_id")),
            follow_up_ids=ArraySubquery(promised.values("follow_up_id")),
            photo_list=ArraySubquery(
                photos.values(json=JSONObject(**{name: name for name in _PHOTO}))
            ),
        )
        .first()
    )
    if row is None:
        raise NotFound(_("There is no such visit."))
    return row


def _of(
    present: Sequence[Attendance], presence: Presence, *, on_site: bool | None = None
) -> tuple[Attendance, ...]:
    return tuple(
        row
        for row in present
        if row.presence == presence and on_site in (None, row.on_site)
    )


def _inspection(visit: Visit) -> InspectionPage | None:
    row = Inspection.objects.select_related("sheet").filter(visit=visit).first()
    if row is None:
        return None
    found = [
        Found(one.item, ItemState(one.state), one.score, one.count, one.note)
        for one in (Item.objects.filter(inspection=row) if row.sheet_ref else ())
    ]
    plan = _plan(row)
    return InspectionPage(
        sheet_ref=row.sheet_ref,
        sheet_name=row.sheet.name if row.sheet else "",
        quick=tuple(
            FoundItem(key, item.label, ItemState(row.quick[key]))
            for key, item in QUICK.items()
            if key in row.quick
        ),
        sections=_sections(plan, found),
        score=row.score,
        share_assessed=row.share_assessed,
    )


def _plan(row: Inspection) -> SheetPlan | None:
    if row.sheet is not None:
        return plan_of(row.sheet.sections)
    return DEFAULT if row.sheet_ref == DEFAULT_REF else None


def _sections(
    plan: SheetPlan | None, found: Sequence[Found]
) -> tuple[FoundSection, ...]:
    if not found:
        return ()
    known: Result | None = result(plan, found) if plan else None
    by_key = {one.item: one for one in found}
    sections = [
        FoundSection(
            section.label,
            section.weight,
            done.share,
            tuple(
                _item(item, by_key[item.key])
                for item in section.items
                if item.key in by_key
            ),
        )
        for section, done in zip(
            plan.sections if plan else (), known.sections if known else (), strict=True
        )
    ]
    other = [one for one in found if plan is None or one.item not in plan.items]
    if other:
        told = {"id": "Lainnya", "en": "Other"}
        items = tuple(
            _item(SheetItem(one.item, {"id": one.item, "en": one.item}), one)
            for one in other
        )
        sections.append(FoundSection(told, 0, None, items))
    return tuple(section for section in sections if section.items)


def _item(item: SheetItem, found: Found) -> FoundItem:
    return FoundItem(
        item.key, item.label, found.state, found.score, found.count, found.note
    )


def _may(visit: Visit, actor: Actor, present: Sequence[Attendance]) -> frozenset[str]:
    may: set[str] = set()
    review = Review(visit.review)
    if visit.is_within(actor.reach(Permission.VISIT_CORRECT)):
        may.add("correct")
    if visit.is_within(actor.reach(Permission.VISIT_RECORD)) and _is_own(
        visit, actor, present
    ):
        may.add("add_photo")
        if review is Review.ASKED:
            may.add("answer")
    acts = {
        Review.ASKED: "ask",
        Review.APPROVED: "approve",
        Review.SET_ASIDE: "set_aside",
    }
    open_acts = {name for then, name in acts.items() if may_become(review, then)}
    if (
        open_acts
        and visit.is_within(actor.reach(Permission.VISIT_REVIEW))
        and may_give_verdict(visit, actor, present)
    ):
        may |= open_acts
    return frozenset(may)


def _is_own(visit: Visit, actor: Actor, present: Sequence[Attendance]) -> bool:
    if not isinstance(actor, Principal) or actor.id is None:
        return False
    return (
        visit.recorded_by == actor.id
        or visit.office_id in actor.office_ids
        or any(
            row.officer_id == actor.officer_id and row.on_site
            for row in present
            if row.officer_id
        )
    )
