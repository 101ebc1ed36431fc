"""Who may have been at a visit, and which sheet it follows: what a form offers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from kentongan.beat.community.selectors import contacts
from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules.drafts import VisitDraft
from kentongan.beat.visits.rules.sheet import SheetPlan
from kentongan.beat.visits.selectors import sheet_for, sheet_named
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.posts import is_full_sheet_due
from kentongan.beat.watch.selectors import posts as watch
from kentongan.doors.console import words
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.paths import official_code
from kentongan.ground.places.selectors import full_name
from kentongan.ground.units.selectors import people

RESIDENTS: Final = "warga"
"""The role under which residents are counted, in the words of the exchange format."""


@dataclass(frozen=True)
class Choices:
    """What the form of one visit offers.

    Attributes:
        visit: The one that is corrected; None for a new one.
        figures: Contact id, label, and the role under which the contact is recorded.
        sheet: The full sheet that holds, where the visit is to a post.
        full_due: Whether it is due at this visit.
        messages: What was told at the visit before it was corrected.
    """

    post: Post | None
    place: str
    officers: list[tuple[str, str]]
    figures: list[tuple[str, str, str]]
    sheet: SheetPlan | None
    sheet_ref: str
    full_due: bool
    visit: Visit | None = None
    messages: tuple[str, ...] = ()


def choices(actor: Principal, post_id: UUID | None, at: datetime) -> Choices:
    """What to offer `actor` for a visit to a post, or to anywhere.

    Raises:
        NotFound: No such post in sight.
    """
    post = watch.post(actor, post_id) if post_id else None
    plan, ref = sheet_for(post.place, at) if post else (None, "")
    return Choices(
        post=post,
        place=full_name(post.place) if post else "",
        officers=_officers(actor, at),
        figures=_figures(actor, post.place) if post else [],
        sheet=plan,
        sheet_ref=ref,
        full_due=bool(post and is_full_sheet_due(post.last_full_inspection_at, at)),
    )


def choices_again(
    actor: Principal, visit: Visit, said: VisitDraft, at: datetime
) -> Choices:
    """What to offer `actor` to correct a visit: its own sheet, if it followed one."""
    post = None
    if visit.post_id is not None:
        post = watch.by_ids(actor, [visit.post_id]).get(visit.post_id)
    plan, ref = sheet_for(visit.place, at) if visit.post_id else (None, "")
    if said.sheet:
        named = sheet_named(said.sheet)
        plan, ref = (named.plan, named.ref) if named else (None, said.sheet)
    return Choices(
        post=post,
        place=full_name(visit.place),
        officers=_officers(actor, at),
        figures=_figures(actor, visit.place),
        sheet=plan,
        sheet_ref=ref,
        full_due=bool(said.items),
        visit=visit,
        messages=said.messages,
    )


def _officers(actor: Principal, at: datetime) -> list[tuple[str, str]]:
    units = {standing.unit_path for standing in actor.standings}
    known = [one for one in people(actor, at=at) if one.unit_path in units]
    known.sort(key=lambda one: one.officer_id != actor.officer_id)
    offered = {str(one.officer_id): f"{one.title}, {one.seat_title}" for one in known}
    return list(offered.items())


def _figures(actor: Principal, place: str) -> list[tuple[str, str, str]]:
    known = contacts(actor, place=official_code(place))[:40]
    return [
        (str(one.pk), str(role), str(role))
        for one in known
        for role in [one.role or words.FIGURES.get(one.kind, one.kind)]
    ]
