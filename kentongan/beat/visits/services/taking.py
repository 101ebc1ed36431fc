"""Handing in a visit: new, sent again, or the correction of one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules.drafts import VisitDraft
from kentongan.beat.visits.services.correcting import correct
from kentongan.beat.visits.services.recording import Taken, known_visit, record_new
from kentongan.ground.basics.errors import Invalid
from kentongan.ground.wall.actors import Actor


def record(
    draft: VisitDraft,
    *,
    by: Actor,
    at: datetime,
    received_at: datetime | None = None,
) -> Visit:
    """Record a visit. See :func:`take_in`, which also tells whether it was new."""
    return take_in(draft, by=by, at=at, received_at=received_at).visit


@transaction.atomic
def take_in(
    draft: VisitDraft,
    *,
    by: Actor,
    at: datetime,
    received_at: datetime | None = None,
) -> Taken:
    """Record a visit with all that follows from it. Sending it twice stores it once.

    Args:
        draft: With its place resolved to a path (``forms`` do that). One that carries
            `corrects` becomes a new version of that visit.
        at: When it was handed in by the sender's reckoning; on every line.
        received_at: When it came to us; `at` where the sender is ourselves.

    Raises:
        NotFound: Place or post is out of sight.
        NotAllowed: It is in sight, and `by` records no visits there.
        Invalid: What was sent cannot be a visit; problems by field.
        Conflicting: The id came before with other content, and it corrects nothing.
    """
    if draft.corrects is None:
        return record_new(draft, by=by, at=at, received_at=received_at)
    before = known_visit(draft.corrects)
    if before is None:
        raise Invalid(
            _("The visit to be corrected is not known here."),
            {"corrects": _("not known")},
        )
    visit = correct(draft.corrects, draft, by=by, at=at, received_at=received_at)
    return Taken(visit, is_new=visit.version > before.version)
