"""Correcting a visit from an earlier version of it: what goes together is merged."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.beat.visits.models import Version, Visit
from kentongan.beat.visits.rules import exchange
from kentongan.beat.visits.rules.drafts import Civilian, Present, VisitDraft
from kentongan.beat.visits.rules.merging import Conflict, merge, remembered
from kentongan.beat.visits.services.allowed import allowed, hold
from kentongan.beat.visits.services.correcting import correct
from kentongan.beat.visits.services.opening import ITSELF, opened_drafts
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, Overtaken
from kentongan.ground.seals.services import open_many
from kentongan.ground.wall.actors import Actor

_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "tz": ("zone",),
    "attendees": ("civilians",),
    "inspection": ("quick", "sheet", "items"),
    "follow_ups": ("pledges",),
}
"""Fields of a draft for properties of the format that are called otherwise there."""
_FIXED: Final = frozenset({"format", "id", "corrects", "place", "units", "spans"})
"""What a correction from a phone leaves alone."""


class Contested(Overtaken):
    """Somebody else changed the same property since; a person has to decide.

    Attributes:
        version: What the conflicts were found against.
    """

    code = "conflict"

    def __init__(
        self, sentence: str, conflicts: Sequence[Conflict], version: int
    ) -> None:
        """Say it, and about what."""
        super().__init__(sentence)
        self.conflicts = tuple(conflicts)
        self.version = version


@transaction.atomic
def correct_from(
    visit_id: UUID,
    base_version: int,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    received_at: datetime | None = None,
) -> Visit:
    """Correct some properties of the visit as it was at `base_version`.

    What others corrected since is kept; both stay in its history.

    Raises:
        NotFound, NotAllowed: As for :func:`correct`.
        Invalid: There was no such version, or that cannot be changed so.
        Contested: Both changed the same; nothing was stored.
    """
    hold(visit_id)
    visit = allowed(visit_id, by, Permission.VISIT_CORRECT)
    if fixed := sorted(_FIXED & set(changes)):
        raise Invalid(
            _("This cannot be corrected from a phone."),
            {name: _("not here") for name in fixed},
        )
    whole = opened_drafts([visit], by=ITSELF, at=at, because="visit.corrected")[0]
    now = exchange.write(whole)
    base = now if base_version == visit.version else _kept(visit, base_version, at)
    found = merge(base, now, remembered(base, changes))
    if found.conflicts:
        raise Contested(
            _("Somebody else corrected the same meanwhile. Compare, then decide."),
            found.conflicts,
            visit.version,
        )
    if not visit.written:  # chosen here, and not written by a record
        whole = replace(
            whole, place=visit.place, place_id=visit.place_id, local=(), written=None
        )
    draft = _laid_over(whole, exchange.read(found.document), found.changed)
    return correct(visit_id, draft, by=by, at=at, received_at=received_at)


def _kept(visit: Visit, version: int, at: datetime) -> dict[str, Any]:
    row = Version.objects.filter(visit=visit, version=version).first()
    if row is None:
        raise Invalid(
            _("This visit never had such a version."), {"base_version": _("not known")}
        )
    # By the system: the corrector is shown none of it but what is in dispute.
    texts = open_many([row], "content", by=None, at=at, because="visit.merged")
    told: dict[str, Any] = json.loads(texts[row.pk])
    return told


def _laid_over(
    whole: VisitDraft, read: VisitDraft, changed: frozenset[str]
) -> VisitDraft:
    """`whole` with the changed properties; what the format does not carry is kept."""
    values = {
        field: getattr(read, field)
        for name in changed
        for field in _FIELDS.get(name, (name,))
    }
    if "civilians" in values:
        values["civilians"] = _met_again(whole.civilians, values["civilians"])
    for name in {"officers", "military"} & set(values):
        values[name] = _served_again(getattr(whole, name), values[name])
    return replace(whole, **values)


def _served_again(
    before: Sequence[Present], after: Sequence[Present]
) -> tuple[Present, ...]:
    """The same people in service, with whom of our books they are."""
    ids = {one.name: one.officer_id for one in before}
    return tuple(replace(one, officer_id=ids.get(one.name)) for one in after)


def _met_again(
    before: Sequence[Civilian], after: Sequence[Civilian]
) -> tuple[Civilian, ...]:
    """The same civilians, with why they are named and which contact they are."""
    known = {one.name: one for one in before if one.name}
    return tuple(
        replace(
            one,
            consent=known[one.name].consent,
            contact_id=known[one.name].contact_id,
        )
        if one.name in known
        else one
        for one in after
    )
