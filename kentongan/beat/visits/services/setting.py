"""Everything that a draft only names, found or made: place, post, unit, people."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.beat.visits.rules import Source
from kentongan.beat.visits.rules.drafts import VisitDraft, WrittenUnits
from kentongan.beat.visits.rules.score import Result, result
from kentongan.beat.visits.selectors.sheets import SheetInForce, sheet_named
from kentongan.beat.visits.services.people import (
    People,
    make_known,
    office_of,
    people_of,
    recorder,
)
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.selectors import posts as posts
from kentongan.beat.watch.services import register_mentioned
from kentongan.ground.basics.errors import Invalid
from kentongan.ground.basics.paths import is_within, official_code
from kentongan.ground.places.models import Place
from kentongan.ground.places.selectors import by_path, code_on
from kentongan.ground.places.services import name_local
from kentongan.ground.units.rules.mentions import UnitMention
from kentongan.ground.units.selectors import (
    offices_for_place,
    unit_for_place,
)
from kentongan.ground.units.services import establish_mentioned_unit
from kentongan.ground.wall.actors import Actor

_LATELY: Final = timedelta(days=2)
"""No decree changes a code between a visit and its recording so soon after."""


@dataclass(frozen=True)
class Setting:
    """A draft with all that it names.

    Attributes:
        draft: As it is stored: every officer's words filled in, its unit found.
        registered: Whether this very act put the post on the register.
        sheet: The sheet that its items follow; None where we do not know it.
        result: The score; None where nothing can be scored.
    """

    draft: VisitDraft
    place_id: UUID
    place: str
    code_of_day: str
    post: Post | None
    registered: bool
    people: People
    office_id: UUID | None
    recorder_id: UUID | None
    sheet: SheetInForce | None
    result: Result | None


def settle(draft: VisitDraft, *, by: Actor, at: datetime) -> Setting:
    """Find or make what the draft names; part of recording, inside its transaction."""
    place_id, place, known = _stand(draft, by=by, at=at)
    post, registered = _post(draft, place, place_id, known, by=by, at=at)
    if post is not None:
        place, place_id = post.place, post.place_id
    draft = _with_unit(draft, by=by, at=at)
    if draft.source is Source.IMPORT:
        draft = make_known(_with_any_unit(draft, place), by=by, at=at)
    people = people_of(replace(draft, place=draft.path, local=()), by=by)
    if people.own and not draft.unit:
        draft = replace(draft, unit=people.own[0].unit_path)
    draft = _with_any_unit(draft, place)
    sheet = sheet_named(draft.sheet) if draft.sheet else None
    return Setting(
        draft=replace(draft, officers=people.officers, military=people.military),
        place_id=place_id,
        place=place,
        code_of_day=_code_of_day(place, draft, at),
        post=post,
        registered=registered,
        people=people,
        office_id=office_of(people, place) or _office_by_place(place, at),
        recorder_id=recorder(by),
        sheet=sheet,
        result=result(sheet.plan, draft.items) if sheet else None,
    )


def _stand(
    draft: VisitDraft, *, by: Actor, at: datetime
) -> tuple[UUID, str, Place | None]:
    """The deepest place, its local levels named on the way."""
    known: Place | None = None
    path = draft.place
    for one in draft.local:
        known = name_local(path, level_word=one.level, name=one.name, by=by, at=at)
        path = known.path
    if known is not None:
        return known.pk, path, known
    if draft.place_id is None or draft.post_id is None:
        # A sender's word for which place a path is would be kept for ever.
        known = by_path(path)
        return known.pk, known.path, known
    return draft.place_id, path, None


def _post(
    draft: VisitDraft,
    place: str,
    place_id: UUID,
    known: Place | None,
    *,
    by: Actor,
    at: datetime,
) -> tuple[Post | None, bool]:
    if draft.post_id is not None:
        post = posts.post(by, draft.post_id)
        if not is_within(post.place, place):
            raise Invalid(
                _("This post stands somewhere else."), {"post": _("another place")}
            )
        return post, False
    if not draft.mentioned_post:
        return None, False
    standing = known or Place(pk=place_id, path=place)
    post = register_mentioned(standing, draft.mentioned_post, by=by, at=at)
    return post, post.registered_at == at and not post.verified


def _with_unit(draft: VisitDraft, *, by: Actor, at: datetime) -> VisitDraft:
    """The draft with the path of the unit that it writes, if it writes one."""
    if not draft.unit and draft.units != WrittenUnits():
        unit = establish_mentioned_unit(UnitMention(**vars(draft.units)), by=by, at=at)
        return replace(draft, unit=unit.path if unit else "")
    return draft


def _with_any_unit(draft: VisitDraft, place: str) -> VisitDraft:
    """The draft with the unit that answers for the place, where none is known yet."""
    if draft.unit:
        return draft
    unit = unit_for_place(place, draft.done_at)
    return replace(draft, unit=unit.path if unit else "")


def _code_of_day(place: str, draft: VisitDraft, at: datetime) -> str:
    code = official_code(place)
    if at - draft.done_at < _LATELY:
        return code
    return code_on(by_path(code), draft.date) or code


def _office_by_place(place: str, at: datetime) -> UUID | None:
    """The village's seat today, for a record that nobody in office wrote."""
    return next((office.pk for office in offices_for_place(place, at)), None)
