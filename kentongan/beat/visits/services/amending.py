"""Changing parts of a visit whose other parts the hand that changes may not read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules.drafts import VisitDraft
from kentongan.beat.visits.services.allowed import allowed
from kentongan.beat.visits.services.correcting import correct
from kentongan.beat.visits.services.opening import ITSELF, opened_drafts
from kentongan.ground.access.permissions import Permission
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def amend(
    visit_id: UUID,
    change: Callable[[VisitDraft], VisitDraft],
    *,
    by: Actor,
    at: datetime,
) -> Visit:
    """Correct a visit by `change`, which is given the whole record, sealed parts open.

    The one who corrects is shown none of it: what the page did not show is kept as it
    was. Refusals as for :func:`correct`.
    """
    visit = allowed(visit_id, by, Permission.VISIT_CORRECT)
    whole = opened_drafts([visit], by=ITSELF, at=at, because="visit.corrected")[0]
    if not visit.written:  # chosen here, and not written by a record
        whole = replace(
            whole, place=visit.place, place_id=visit.place_id, local=(), written=None
        )
    return correct(visit_id, change(whole), by=by, at=at)
