"""The logbook and the guest book of one's own post."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from kentongan.beat.watch import services
from kentongan.beat.watch.models import LogbookLine, Post
from kentongan.beat.watch.rules.rosters import month_of
from kentongan.beat.watch.selectors import books
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.doors.look.asked import day_asked
from kentongan.doors.public.ours import book_pages as pages
from kentongan.doors.public.ours.entries import (
    GROUNDS,
    CorrectionForm,
    GuestForm,
    LetterForm,
    LineForm,
)
from kentongan.doors.public.ours.sheets import (
    WRITTEN,
    Sheet,
    is_done,
    shown,
    status_of,
)
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.zones import local, night_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.BOOK_VIEW)
def logbook(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """The lines of one night, what the watch before left, and a new line."""
    actor, at = request.actor, request.at
    post = post_in_sight(actor, post_id)
    clock = local(at, post.place).time()
    form = LineForm(request.POST or None, initial={"happened_at": clock})

    written: list[LogbookLine] = []

    def write() -> None:
        draft = form.draft(post.place, at)
        line = services.write_line(post_id, draft, by=actor, at=at, once=form.sent)
        written.append(line)

    if is_done(form, write):
        messages.success(request, str(WRITTEN))
        return _to_night(post_id, written[0].night)
    night = _day(request, "malam", night_of(at, post.place))
    page = pages.our_logbook(
        actor, post, night, at, is_checked="periksa" in request.GET
    )
    context = {"page": page, "form": form}
    return render(request, "public/ours/logbook.html", context, status=status_of(form))


@require_safe
@never_cache
@gate(Permission.BOOK_VIEW)
def sheets(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """The month of a night on paper."""
    post = _own(request, post_id)
    night = _day(request, "malam", night_of(request.at, post.place))
    return HttpResponse(
        pages.logbook_sheets(request.actor, post, month_of(night), request.at),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="buku-mutasi.pdf"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.BOOK_WRITE)
def correct(request: GatedRequest, post_id: UUID, line_id: UUID) -> HttpResponse:
    """Put a line right by a new one."""
    actor, at = request.actor, request.at
    post = _own(request, post_id)
    old = services.read_line(line_id, by=actor, at=at)
    form = CorrectionForm(request.POST or None, initial={"text": old.text})
    if is_done(
        form,
        lambda: services.correct_line(
            line_id, form.cleaned_data["text"], by=actor, at=at, once=form.sent
        ),
    ):
        messages.success(request, str(WRITTEN))
        return _to_night(post_id, old.night)
    sheet = Sheet(
        _("Put a line right"),
        _("The old line stays as it was; yours stands beside it and names it."),
    )
    return shown(request, post, form, sheet)


@require_POST
@gate(Permission.BOOK_KEEP)
def erase(request: GatedRequest, post_id: UUID, line_id: UUID) -> HttpResponse:
    """Make a text unreadable for ever."""
    services.erase_line(line_id, by=request.actor, at=request.at)
    messages.success(request, _("The text is gone for ever; that it was there stays."))
    return redirect("public:ours:logbook", post_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.BOOK_VIEW)
def guests(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Who stays on one day, and a new guest."""
    actor, at = request.actor, request.at
    post = post_in_sight(actor, post_id)
    today = local(at, post.place).date()
    initial = {"from_date": today, "to_date": today}
    form = GuestForm(request.POST or None, initial=initial)
    if is_done(
        form,
        lambda: services.write_guest(
            post_id, form.draft, by=actor, at=at, once=form.sent
        ),
    ):
        messages.success(request, _("Written down. Forgotten 30 days after the stay."))
        return redirect("public:ours:guests", post_id)
    page = pages.our_guests(actor, post, _day(request, "hari", today), at)
    context = {"page": page, "form": form, "grounds": GROUNDS}
    return render(request, "public/ours/guests.html", context, status=status_of(form))


@require_POST
@gate(Permission.BOOK_KEEP)
def remove_guest(request: GatedRequest, post_id: UUID, guest_id: UUID) -> HttpResponse:
    """Take a guest out of the book before the time."""
    services.remove_guest(guest_id, by=request.actor, at=request.at)
    messages.success(request, _("Taken out of the book."))
    return redirect("public:ours:guests", post_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.BOOK_KEEP)
def letter(request: GatedRequest, post_id: UUID, guest_id: UUID) -> HttpResponse:
    """Tell one guest to an office that asks for that guest by a letter."""
    post = _own(request, post_id)
    form = LetterForm(request.POST or None)
    told: list[services.OpenedGuest] = []

    def disclose() -> None:
        guest = services.disclose_guest(
            guest_id, form.request, by=request.actor, at=request.at
        )
        told.append(guest)

    done = is_done(form, disclose)
    context = {"post": post, "form": form, "guest": told[0] if done else None}
    status = 200 if done else status_of(form)
    return render(request, "public/ours/letter.html", context, status=status)


def _own(request: GatedRequest, post_id: UUID) -> Post:
    """The post, for whoever belongs there; nobody else finds its books."""
    post = post_in_sight(request.actor, post_id)
    books.refuse_others(request.actor, post_id, Permission.BOOK_VIEW)
    return post


def _to_night(post_id: UUID, night: date) -> HttpResponse:
    """The page on which a line stands that was just written."""
    answer = redirect("public:ours:logbook", post_id)
    answer["Location"] += f"?malam={night.isoformat()}"
    return answer


def _day(request: GatedRequest, name: str, otherwise: date) -> date:
    """The day that was asked for."""
    return day_asked(request, name, missing=_("There is no such day.")) or otherwise
