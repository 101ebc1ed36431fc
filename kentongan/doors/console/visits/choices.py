"""Who may have been at a visit, and which sheet it follows: what a form offers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kentongan.beat.community.selectors import contacts
from kentongan.beat.visits.rules.sheet import SheetPlan
from kentongan.beat.visits.selectors import sheet_for
from kentongan.beat.watch import selectors as watch
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules import is_full_sheet_due
from kentongan.doors.console import words
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.paths import official_code
from kentongan.ground.places.selectors import full_name
from kentongan.ground.units.selectors import people


@dataclass(frozen=True)
class Choices:
    """What the form of one visit offers.

    Attributes:
        figures: Contact id, label, and the role under which the contact is recorded.
        sheet: The full sheet in force, where the visit is to a post.
        full_due: Whether it is due at this visit.
    """

    post: Post | None
    place: str
    officers: list[tuple[str, str]]
    figures: list[tuple[str, str, str]]
    sheet: SheetPlan | None
    sheet_ref: str
    full_due: bool


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
        figures=_figures(actor, post),
        sheet=plan,
        sheet_ref=ref,
        full_due=bool(post and is_full_sheet_due(post.last_full_inspection_at, at)),
    )


def _officers(actor: Principal, at: datetime) -> list[tuple[str, str]]:
    units = {standing.unit_path for standing in actor.standings}
    known = [one for one in people(actor, at=at) if one.unit_path in units]
    known.sort(key=lambda one: one.officer_id != actor.officer_id)
    offered = {str(one.officer_id): f"{one.title}, {one.seat_title}" for one in known}
    return list(offered.items())


def _figures(actor: Principal, post: Post | None) -> list[tuple[str, str, str]]:
    if post is None:
        return []
    known = contacts(actor, place=official_code(post.place))[:40]
    return [
        (str(one.pk), str(role), str(role))
        for one in known
        for role in [one.role or words.FIGURES.get(one.kind, one.kind)]
    ]
