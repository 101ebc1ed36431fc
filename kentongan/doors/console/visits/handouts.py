"""Doors through which visits are handed out: text, paper and tables."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.beat.visits import documents, selectors
from kentongan.doors.console.visits import pages
from kentongan.doors.console.visits.handing import handed_out
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid
from kentongan.ground.basics.zones import local, moment_at
from kentongan.ground.places.selectors import full_names

MOST_ROWS = 2000
"""More visits than one table can hold in bearable time."""
YEAR = timedelta(days=365)
PHOTOS_SHARED = 4


@require_safe
@gate(Permission.VISIT_VIEW)
def whatsapp(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """The text that officers send to their superiors, ready to share."""
    page = pages.page(request.actor, visit_id)
    told = handed_out(request.actor, [page.visit], request.at)[0]
    context = {
        "page": page,
        "text": documents.whatsapp_text(told),
        "photos": [one for one in page.told.photos if one.file_id][:PHOTOS_SHARED],
    }
    return render(request, "console/visits/whatsapp.html", context)


@require_safe
@gate(Permission.VISIT_VIEW)
def pdf(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """One visit on paper."""
    page = selectors.visit(request.actor, visit_id)
    told = handed_out(request.actor, [page.visit], request.at)[0]
    return _file(
        documents.visit_pdf(told), "application/pdf", f"kunjungan-{told.date}.pdf"
    )


@require_safe
@gate(Permission.VISIT_VIEW)
def table(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """One visit as a line of the table that the officers' present system asks for."""
    page = selectors.visit(request.actor, visit_id)
    told = handed_out(request.actor, [page.visit], request.at)
    return _csv(documents.bos_csv(told), f"bos-{told[0].date}.csv")


@require_safe
@gate(Permission.VISIT_VIEW)
def bos(request: GatedRequest) -> HttpResponse:
    """A month's visits as that table: all in sight for who reviews, else one's own."""
    since, until = month(request.GET.get("bulan", ""), request.at)
    reviews = bool(request.actor.reach(Permission.VISIT_REVIEW))
    found = selectors.visits(request.actor) if reviews else selectors.own(request.actor)
    rows = list(found.filter(done_at__gte=since, done_at__lt=until)[: MOST_ROWS + 1])
    if len(rows) > MOST_ROWS:
        raise Invalid(
            _("These are too many for one table. Ask a smaller unit for its own.")
        )
    told = handed_out(request.actor, rows[::-1], request.at)
    return _csv(documents.bos_csv(told), f"bos-{local(since, ''):%Y-%m}.csv")


@require_safe
@gate(Permission.VISIT_VIEW)
def linmas(request: GatedRequest) -> HttpResponse:
    """How often each post was visited within a year, for SIM Linmas."""
    found = selectors.by_post(request.actor, since=request.at - YEAR, until=request.at)
    names = full_names({post.place for post, _count, _last in found})
    rows = [
        (names[post.place], post.name, count, local(last, post.place).date())
        for post, count, last in found
    ]
    return _csv(documents.linmas_csv(rows), "sim-linmas.csv")


def month(written: str, now: datetime) -> tuple[datetime, datetime]:
    """The month that "2026-07" names, this one where nothing is said; WIB.

    Raises:
        Invalid: It names none.
    """
    try:
        first = date.fromisoformat(f"{written}-01") if written else None
    except ValueError:
        raise Invalid(_("This is not a month.")) from None
    first = first or local(now, "").date().replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return moment_at(first, time(), ""), moment_at(last, time.max, "")


def _csv(text: str, name: str) -> HttpResponse:
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    return _file(b"\xef\xbb\xbf" + text.encode(), "text/csv; charset=utf-8", name)


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    held = "inline" if kind == "application/pdf" else "attachment"
    headers = {"Content-Disposition": f'{held}; filename="{name}"'}
    return HttpResponse(data, content_type=kind, headers=headers)
