"""Handing visits out in the exchange format, with every name open, on the ledger."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules import exchange
from kentongan.beat.visits.services.opening import opened_drafts
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotAllowed
from kentongan.ground.ledger.services import record as write_line
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import within

_CHUNK: Final = 200
_BECAUSE: Final = "visit.exported"


def export(
    *, by: Actor, at: datetime, unit: str = "", since: date | None = None
) -> Iterator[dict[str, Any]]:
    """Visits as documents of ``kentongan.visit/1``, the oldest first.

    A few hundred at a time, each with a line that says how many were handed out and
    one for every opening of seals.

    Args:
        unit: Only visits in the name of this unit and those below it.
        since: Only visits from that day on.

    Raises:
        NotAllowed: `by` hands out no visits.
    """
    if not by.reach(Permission.VISIT_EXPORT):
        raise NotAllowed(_("Your office hands out no visits."))
    last: tuple[datetime, UUID] | None = None
    while True:
        chunk, last = _export_after(last, unit, since, by=by, at=at)
        yield from chunk
        if last is None:
            return


@transaction.atomic
def _export_after(
    last: tuple[datetime, UUID] | None,
    unit: str,
    since: date | None,
    *,
    by: Actor,
    at: datetime,
) -> tuple[list[dict[str, Any]], tuple[datetime, UUID] | None]:
    rows = Visit.objects.visible_to(by, Permission.VISIT_EXPORT).filter(
        within("unit", unit)
    )
    if since is not None:
        rows = rows.filter(date__gte=since)
    if last is not None:
        rows = rows.filter(Q(done_at__gt=last[0]) | Q(done_at=last[0], pk__gt=last[1]))
    visits = list(rows.order_by("done_at", "pk")[:_CHUNK])
    if not visits:
        return [], None
    write_line(
        "visit.exported",
        f"visit:{visits[0].pk}",
        by=by,
        at=at,
        unit=unit,
        facts={"count": len(visits)},
    )
    drafts = opened_drafts(visits, by=by, at=at, because=_BECAUSE)
    end = visits[-1]
    return [exchange.write(draft) for draft in drafts], (
        (end.done_at, end.pk) if len(visits) == _CHUNK else None
    )
