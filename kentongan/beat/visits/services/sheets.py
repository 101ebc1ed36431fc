"""A Polres' own sheet and its own words for reports."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.visits.models import Heading, Sheet
from kentongan.beat.visits.rules.sheet import as_json, plan_of, problems
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, NotAllowed, Overtaken
from kentongan.ground.basics.texts import line, paragraphs
from kentongan.ground.ledger.services import record as write_line
from kentongan.ground.wall.actors import Actor

_SENTENCES: Final = {
    "not-a-list": gettext_lazy("This cannot be read."),
    "too-many": gettext_lazy("These are too many."),
    "empty": gettext_lazy("Please fill this in."),
    "key": gettext_lazy("A short word of small letters, digits and _."),
    "twice": gettext_lazy("This is in the list twice."),
    "label": gettext_lazy("Name it in Indonesian and in English, briefly."),
    "weight": gettext_lazy("A weight is a whole number from 1 to 100."),
    "scored": gettext_lazy("Say yes or no."),
}
NAME_LENGTH: Final = 80


@transaction.atomic
def edit_sheet(
    unit_path: str,
    name: str,
    sections: Sequence[Mapping[str, Any]],
    *,
    by: Actor,
    at: datetime,
    was: int | None = None,
) -> Sheet:
    """Put a new version of a unit's sheet in force; older ones stay for old visits.

    Args:
        was: The version that was edited; None where there was none. Who edited an
            older one is told so.

    Raises:
        NotAllowed: `by` sets no sheets for this unit.
        Invalid: The sheet cannot be used; problems by path.
        Overtaken: Somebody else put another version in force meanwhile.
    """
    _may(unit_path, by, Permission.SHEET_EDIT)
    title = line(name)
    found = problems(sections)
    if not 0 < len(title) <= NAME_LENGTH:
        found["name"] = "empty" if not title else "label"
    if found:
        raise Invalid(
            _("This sheet cannot be used like that."),
            {path: str(_SENTENCES[code]) for path, code in found.items()},
        )
    current = Sheet.objects.filter(unit=unit_path, in_force=True)
    if was is not None and not current.filter(version=was).update(in_force=False):
        raise Overtaken(_("Somebody else has changed this sheet meanwhile."))
    sheet = Sheet(
        unit=unit_path,
        version=(was or 0) + 1,
        name=title,
        sections=as_json(plan_of(sections)),
        made_at=at,
    )
    try:
        with transaction.atomic():
            sheet.save(force_insert=True)
    except IntegrityError as error:
        raise Overtaken(_("Somebody else has changed this sheet meanwhile.")) from error
    write_line(
        "sheet.edited",
        f"sheet:{sheet.pk}",
        by=by,
        at=at,
        unit=unit_path,
        facts={"version": sheet.version},
    )
    return sheet


@transaction.atomic
def set_heading(
    unit_path: str,
    *,
    greeting: str,
    by: Actor,
    at: datetime,
    basis: str = "",
    closing: str = "",
) -> Heading:
    """Set how a unit words what it hands out: greeting, *dasar* (Sprin), closing.

    Raises:
        NotAllowed: `by` sets no headings for this unit.
        Invalid: The greeting is missing, or a part is too long.
    """
    _may(unit_path, by, Permission.OUT_HEADINGS_EDIT)
    words = {
        "greeting": paragraphs(greeting),
        "basis": paragraphs(basis),
        "closing": paragraphs(closing),
    }
    limits = {"greeting": 200, "basis": 300, "closing": 300}
    found = {
        part: _("Shorter, please.")
        for part, limit in limits.items()
        if len(words[part]) > limit
    }
    if not words["greeting"]:
        found["greeting"] = _("Please fill this in.")
    if found:
        raise Invalid(_("These words cannot be used like that."), found)
    heading, _new = Heading.objects.update_or_create(unit=unit_path, defaults=words)
    write_line("heading.set", f"heading:{unit_path}", by=by, at=at, unit=unit_path)
    return heading


def _may(unit_path: str, by: Actor, permission: Permission) -> None:
    if not by.reach(permission).covers(unit=unit_path):
        raise NotAllowed(_("Your office does not decide this for that unit."))
