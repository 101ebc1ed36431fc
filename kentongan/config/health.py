"""Whether we are well: for load balancers, monitors and our own supervisor."""

from datetime import UTC, datetime
from typing import Final

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from kentongan.ground.access.gates import open_to_all
from kentongan.ground.ledger.models import Waiting
from kentongan.ground.ledger.rules import received_at
from kentongan.ground.ledger.selectors import state

LATE_S: Final = 60.0
"""A line that waits longer for its number tells that the sealer stands still."""


@never_cache
@open_to_all(because="a monitor has no account, and the answer is only numbers")
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database answers and the sealer seals, else 503."""
    try:
        ledger = state()
        lag_s = sealer_lag_s(datetime.now(UTC))
    except DatabaseError:
        return JsonResponse({"status": "down", "database": False}, status=503)
    is_late = lag_s > LATE_S
    return JsonResponse(
        {
            "status": "late" if is_late else "ok",
            "database": True,
            "last_number": ledger.last_number,
            "waiting": ledger.waiting,
            "sealer_lag_s": round(lag_s, 3),
            "relay_lag": ledger.relay_lag,
            "parked": ledger.parked,
        },
        status=503 if is_late else 200,
    )


def sealer_lag_s(now: datetime) -> float:
    """How long the oldest line has been waiting for its number."""
    oldest = Waiting.objects.order_by("line_id").values_list("line_id", flat=True)
    first = oldest.first()
    return max(0.0, (now - received_at(first)).total_seconds()) if first else 0.0
