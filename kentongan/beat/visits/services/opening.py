"""Opening all that is sealed in some visits, for whoever was let in to them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from kentongan.beat.follow_ups.selectors import by_ids as follow_ups_by_ids
from kentongan.beat.reports.selectors import by_ids as reports_by_ids
from kentongan.beat.visits.models import Attendance, Visit
from kentongan.beat.visits.rules.drafts import Quote, VisitDraft
from kentongan.beat.visits.selectors.records import Opened, drafts_of, parts_of
from kentongan.beat.visits.services.allowed import allowed
from kentongan.ground.access.permissions import Permission
from kentongan.ground.seals.services import open_many
from kentongan.ground.wall.actors import EVERYWHERE, Actor, Clockwork

ITSELF: Final = Clockwork(
    reaches={
        str(permission): EVERYWHERE
        for permission in (
            Permission.REPORT_VIEW,
            Permission.REPORT_VIEW_SENSITIVE,
            Permission.FOLLOW_UP_VIEW,
            Permission.SEAL_OPEN,
        )
    }
)
"""The system, for keeping what a record said before it was corrected."""


@dataclass(frozen=True)
class OpenedVisit:
    """What was sealed in one visit, for one reader.

    Attributes:
        names: Attendance id to name.
    """

    names: dict[UUID, str]
    quotes: tuple[Quote, ...]


@transaction.atomic
def open_visit(
    visit_id: UUID, *, by: Actor, at: datetime, because: str = "visit.read"
) -> OpenedVisit:
    """Sealed names and quotes of one visit; a line on the ledger says who looked.

    Raises:
        NotFound: None in sight.
        NotAllowed: It is in sight, and `by` opens no seals there.
    """
    visit = allowed(visit_id, by, Permission.SEAL_OPEN)
    rows = list(Attendance.objects.filter(visit=visit, sealed_name__isnull=False))
    names = open_many(rows, "sealed_name", by=by, at=at, because=because)
    quotes = open_many([visit], "quotes", by=by, at=at, because=because)[visit.pk]
    return OpenedVisit(names, tuple(Quote(**q) for q in json.loads(quotes or "[]")))


def opened_drafts(
    visits: Sequence[Visit], *, by: Actor, at: datetime, because: str
) -> list[VisitDraft]:
    """The visits as drafts with everything open; every opening is a line.

    What `by` may not read of reports and promises stays out.
    """
    parts = parts_of(visits)
    sealed = [
        row
        for rows in parts.attendance.values()
        for row in rows
        if row.sealed_name is not None
    ]
    quoted = [visit for visit in visits if visit.quotes is not None]
    reports = reports_by_ids(
        by, [row.report_id for rows in parts.heard.values() for row in rows]
    )
    hidden = [row for row in reports.values() if row.sensitive]
    texts = open_many(hidden, "sealed_text", by=by, at=at, because=because)
    roles = open_many(hidden, "sealed_role", by=by, at=at, because=because)
    opened = Opened(
        names=open_many(sealed, "sealed_name", by=by, at=at, because=because),
        quotes=open_many(quoted, "quotes", by=by, at=at, because=because),
        reports=reports,
        told={row.pk: (texts[row.pk], roles[row.pk]) for row in hidden},
        follow_ups=follow_ups_by_ids(
            by, [row.follow_up_id for rows in parts.promised.values() for row in rows]
        ),
    )
    return drafts_of(visits, parts, opened)
