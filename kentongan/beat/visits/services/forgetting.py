"""Forgetting in time: after a year only role and count remain."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from kentongan.beat.visits.models import Attendance, Version
from kentongan.ground.ledger.services import record as write_line

NAMES_KEPT: Final = timedelta(days=365)


@transaction.atomic
def expire_names(*, at: datetime) -> int:
    """Forget sealed names of visits, and old versions that hold them; how many."""
    limit = at - NAMES_KEPT
    names = Attendance.objects.filter(
        sealed_name__isnull=False, done_at__lte=limit
    ).update(sealed_name=None)
    versions = Version.objects.filter(
        content__isnull=False, visit__done_at__lte=limit
    ).update(content=None)
    if names or versions:
        write_line(
            "visit.names-expired",
            "visit:many",
            by=None,
            at=at,
            facts={"names": names, "versions": versions},
        )
    return names
