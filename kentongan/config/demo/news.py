"""Two releases of the demo, by the press office, through the services of every day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from kentongan.beat.visits.models import Visit
from kentongan.desk.news import services
from kentongan.ground.access.actors import Principal

STYLE: Final = {
    "headline": "",
    "opening": "SERDANG BEDAGAI —",
    "closing": "Dalam keadaan darurat hubungi 110, gratis.",
    "credit": "Humas",
}


def tell_news(unit: str, press: Principal, now: datetime) -> int:
    """One release published, one on its way; how many were written.

    Of the newest visits at which something was promised: those say the most.
    """
    services.set_style(unit, **STYLE, by=press, at=now - timedelta(days=30))
    rows = Visit.objects.visible_to(press, "visit_view")
    told = rows.filter(promised__isnull=False).exclude(outcome="")
    newest = list(told.order_by("-done_at", "-id").values_list("pk", flat=True)[:2])
    steps: tuple[Callable[..., object], ...] = (
        services.check,
        services.approve,
        services.publish,
    )
    for number, visit in enumerate(newest):
        made = services.write([visit], by=press, at=now - timedelta(hours=5))
        if number == 0:
            _all(steps, made.pk, press, now - timedelta(hours=4))
    return len(newest)


def _all(
    steps: tuple[Callable[..., object], ...],
    release_id: UUID,
    press: Principal,
    at: datetime,
) -> None:
    for minutes, step in enumerate(steps):
        step(release_id, by=press, at=at + timedelta(minutes=10 * minutes))
