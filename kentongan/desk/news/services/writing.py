"""Writing: a draft from the record, edits, the house style."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.desk.news.models import HouseStyle, Release
from kentongan.desk.news.rules.drafting import draft, unknown_placeholders
from kentongan.desk.news.rules.states import Act
from kentongan.desk.news.rules.words import Language
from kentongan.desk.news.selectors import Material, material, publisher_of, style_for
from kentongan.desk.news.services.allowed import (
    HEADLINE,
    allowed,
    length_of,
    move,
    note,
    remember,
    words,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, NotAllowed
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.paths import ancestors
from kentongan.ground.basics.texts import line, paragraphs
from kentongan.ground.ledger.services import record as write_line
from kentongan.ground.places.selectors import by_paths
from kentongan.ground.wall.actors import Actor

MOST_VISITS = 40


@transaction.atomic
def write(
    visit_ids: Sequence[UUID],
    *,
    by: Actor,
    at: datetime,
    language: Language = Language.ID,
) -> Release:
    """Write a draft from one visit, or from several: a week, a programme, an event.

    Raises:
        NotFound: One of the visits is not in sight.
        NotAllowed: `by` writes no releases there.
        Invalid: Too many visits for one text.
    """
    if len(visit_ids) > MOST_VISITS:
        raise Invalid(_("Forty visits are the most that one text can carry."))
    found = material(by, visit_ids)
    reach = by.reach(Permission.NEWS_WRITE)
    if not all(reach.covers(place=one.place) for one in found.visits):
        raise NotAllowed(_("Your office writes no releases here."))
    place = _common(found, by)
    unit, _title = publisher_of(found.visits[0].unit)
    made = draft(found.facts, style_for(unit), language)
    row = Release(
        id=new_id(),
        place=place,
        place_id=by_paths([place])[place].pk,
        unit=unit,
        visits=[str(one.pk) for one in found.visits],
        event_date=max(one.date for one in found.visits),
        language=language,
        headline=_whole_words(made.headline),
        body=made.body,
        whatsapp=made.whatsapp,
        caption=made.caption,
        missing=list(made.missing),
        left_out=made.left_out,
        made_by=by.id,
        made_office=by.office,
        made_at=at,
        changed_at=at,
    )
    Release.objects.bulk_create([row])
    remember(row, by=by, at=at)
    note(row, "written", by=by, at=at, visits=len(found.visits))
    return row


@transaction.atomic
def edit(  # noqa: PLR0913  a release has this many parts
    release_id: UUID,
    headline: str,
    body: str,
    *,
    by: Actor,
    at: datetime,
    was: int,
    whatsapp: str = "",
    caption: str = "",
) -> Release:
    """Change the words; what was checked or approved is a draft again.

    Args:
        was: The version that was edited.

    Raises:
        Invalid: Something is missing or too long.
        Overtaken: Somebody changed it meanwhile, or it is published.
    """
    row = allowed(release_id, by, Permission.NEWS_WRITE)
    kept = words(headline, body, whatsapp, caption)
    move(row, Act.EDIT, at=at, was=was, version=was + 1, **kept)
    remember(row, by=by, at=at)
    note(row, "edited", by=by, at=at)
    return row


@transaction.atomic
def set_style(  # noqa: PLR0913  a house style has this many parts
    unit_path: str,
    *,
    headline: str,
    opening: str,
    closing: str,
    credit: str,
    by: Actor,
    at: datetime,
) -> HouseStyle:
    """Set how a unit words its releases.

    Raises:
        NotAllowed: `by` sets no words for this unit.
        Invalid: A pattern names what we cannot fill, or is too long.
    """
    if not by.reach(Permission.OUT_HEADINGS_EDIT).covers(unit=unit_path):
        raise NotAllowed(_("Your office does not decide this for that unit."))
    kept = {
        "headline": line(headline),
        "opening": line(opening),
        "closing": paragraphs(closing),
        "credit": line(credit),
    }
    problems = style_problems(kept)
    if problems:
        raise Invalid(_("These words cannot be used like that."), problems)
    row, _new = HouseStyle.objects.update_or_create(unit=unit_path, defaults=kept)
    write_line("house_style.set", f"unit:{unit_path}", by=by, at=at, unit=unit_path)
    return row


def style_problems(kept: dict[str, str]) -> dict[str, str]:
    """What is wrong with the patterns of a style, by field."""
    found = {}
    for name, text in kept.items():
        most = length_of(HouseStyle, name)
        if len(text) > most:
            found[name] = _("Shorter, please.")
        elif name in ("headline", "closing") and unknown_placeholders(text):
            found[name] = _(
                "Between braces we know only: kind, place, post, unit, date."
            )
    return found


def _whole_words(headline: str) -> str:
    if len(headline) <= HEADLINE:
        return headline
    cut: str = headline[:HEADLINE].rpartition(" ")[0]
    return cut


def _common(found: Material, by: Actor) -> str:
    """The smallest place that holds all visits, where `by` writes; else the first."""
    chains = [set(ancestors(one.place)) for one in found.visits]
    shared = sorted(set.intersection(*chains), key=len)
    first: str = found.visits[0].place
    place: str = shared[-1] if shared else first
    if by.reach(Permission.NEWS_WRITE).covers(place=place):
        return place
    return first
