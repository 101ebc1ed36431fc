"""The calendar behind a secret address, fetched by a phone that nobody signs in."""

from datetime import UTC, datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.beat.watch.documents.calendars import calendar_bytes
from kentongan.beat.watch.selectors.calendars import calendar_by_secret
from kentongan.ground.access.gates import open_to_all
from kentongan.ground.basics.errors import NotFound

KEPT: Final = timedelta(days=31)
"""So long a night that is over stays in the calendar."""


@require_safe
@open_to_all(because="whoever holds the secret address was given it by the post")
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Nights with their hours, and no names."""
    first = (datetime.now(UTC) - KEPT).date()
    found = calendar_by_secret(secret, first)
    if found is None:
        raise NotFound(_("There is no such calendar."))
    return HttpResponse(
        calendar_bytes(found),
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, max-age=3600"},
    )
