"""Visits: the list, the one page on which one is told, and what a superior says."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from kentongan.beat.visits import selectors, services
from kentongan.doors.console.naming import place_names
from kentongan.doors.console.visits import pages
from kentongan.doors.console.visits.filters import VisitsFilter
from kentongan.doors.console.visits.forms import ApproveForm, PhotosForm, ReviewForm
from kentongan.doors.console.visits.pasting import PasteForm, pasted
from kentongan.doors.console.visits.telling import Telling, telling, telling_again
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting, Invalid

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@gate(Permission.VISIT_VIEW)
def visits(request: GatedRequest) -> HttpResponse:
    """Visits in sight, newest first."""
    form = VisitsFilter(request.GET)
    asked = form.asked() if form.is_valid() else {}
    found = selectors.visits(request.actor, **asked)
    return _listed(request, found, "list", form)


@require_safe
@gate(Permission.VISIT_REVIEW)
def to_review(request: GatedRequest) -> HttpResponse:
    """Visits that wait for a superior's word: flagged ones, and one in ten."""
    found = selectors.to_review(request.actor, at=request.at)
    return _listed(request, found, "review", None)


@require_http_methods(GET_AND_POST)
@gate(Permission.VISIT_RECORD)
def record(request: GatedRequest) -> HttpResponse:
    """Tell a visit, once, on one page."""
    return _tell(request, telling(request), _("Saved. Now hand it out."))


@require_http_methods(GET_AND_POST)
@gate(Permission.VISIT_RECORD)
def paste(request: GatedRequest) -> HttpResponse:
    """Paste what was sent already: the form is filled, and nothing is stored yet."""
    form = PasteForm(request.POST or None)
    if form.is_valid():
        read = pasted(request, form.cleaned_data["text"])
        context = {"telling": read.telling, "pasted": read}
        return render(request, "console/visits/record.html", context)
    status = 422 if form.is_bound else 200
    return render(request, "console/visits/paste.html", {"form": form}, status=status)


@require_http_methods(GET_AND_POST)
@gate(Permission.VISIT_CORRECT)
def correct(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """Tell a visit better; what was said before stays on record."""
    found = selectors.visit(request.actor, visit_id)
    if "correct" not in found.may:
        raise pages.not_yours()
    page = telling_again(request, found.visit)
    return _tell(request, page, _("Corrected. The words of before are kept."))


@require_safe
@gate(Permission.VISIT_VIEW)
def visit(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """One visit: what was checked, said and promised, and what became of it."""
    return _page(request, visit_id, {})


@require_POST
@gate(Permission.VISIT_REVIEW)
def ask(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """Return a visit with a question."""
    return _say(request, visit_id, "ask", ReviewForm, services.ask)


@require_POST
@gate(Permission.VISIT_RECORD)
def answer(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """Answer the superior's question."""
    return _say(request, visit_id, "answer", ReviewForm, services.answer)


@require_POST
@gate(Permission.VISIT_REVIEW)
def approve(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """Approve a visit."""
    return _say(request, visit_id, "approve", ApproveForm, services.approve)


@require_POST
@gate(Permission.VISIT_REVIEW)
def set_aside(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """Keep a visit on record, and not count it."""
    return _say(request, visit_id, "set_aside", ReviewForm, services.set_aside)


@require_POST
@gate(Permission.SEAL_OPEN)
def names(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """Open the names and quotes of a visit; the ledger says who looked."""
    opened = pages.opened(request.actor, visit_id, request.at)
    return render(request, "console/visits/names.html", {"opened": opened})


@require_POST
@gate(Permission.VISIT_RECORD)
def add_photos(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """Add photos to a visit of one's own."""
    form = PhotosForm(request.POST, request.FILES, prefix="add")
    if form.is_valid():
        try:
            for photo in form.cleaned_data["photos"]:
                services.add_photo(
                    visit_id, photo.read(), by=request.actor, at=request.at
                )
        except Invalid as refusal:
            form.add_error("photos", "; ".join(refusal.problems.values()))
        else:
            return redirect("console:visits:visit", visit_id)
    return _page(request, visit_id, {"add": form}, status=422)


@require_safe
@gate(Permission.VISIT_VIEW)
def photo(request: GatedRequest, visit_id: UUID, photo_id: UUID) -> HttpResponse:
    """One picture of a visit."""
    data, media_type = selectors.photo(request.actor, visit_id, photo_id)
    headers = {"Cache-Control": "private, max-age=3600"}
    return HttpResponse(data, content_type=media_type, headers=headers)


def _tell(request: GatedRequest, page: Telling, said: str) -> HttpResponse:
    if request.method == "POST" and page.is_valid():
        made = page.save()
        if made is not None:
            messages.success(request, said)
            return redirect("console:visits:visit", made.pk)
    status = 422 if request.method == "POST" else 200
    context = {"telling": page}
    return render(request, "console/visits/record.html", context, status=status)


def _listed(
    request: GatedRequest, found: Any, which: str, form: VisitsFilter | None
) -> HttpResponse:
    page = Paginator(found, 30).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "which": which,
        "form": form,
        "is_filtered": bool(form and form.is_bound and any(request.GET.values())),
        "places": place_names(request.actor, {one.place for one in page}),
        "posts": pages.post_names(request.actor, list(page)),
        "reviews": bool(request.actor.reach(Permission.VISIT_REVIEW)),
        "records": bool(request.actor.reach(Permission.VISIT_RECORD)),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "console/visits/list.html", context, status=status)


def _say(
    request: GatedRequest,
    visit_id: UUID,
    act: str,
    form_class: type[Form],
    service: Callable[..., Any],
) -> HttpResponse:
    form = form_class(request.POST, prefix=act)
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            service(visit_id, text, by=request.actor, at=request.at)
        except (Invalid, Conflicting) as refusal:
            problems = getattr(refusal, "problems", {})
            form.add_error("text", "; ".join(problems.values()) or str(refusal))
        else:
            return redirect("console:visits:visit", visit_id)
    return _page(request, visit_id, {act: form}, status=422)


def _page(
    request: GatedRequest, visit_id: UUID, forms: dict[str, Form], *, status: int = 200
) -> HttpResponse:
    blank: dict[str, Form] = {
        "ask": ReviewForm(prefix="ask"),
        "answer": ReviewForm(prefix="answer"),
        "approve": ApproveForm(prefix="approve"),
        "set_aside": ReviewForm(prefix="set_aside"),
        "add": PhotosForm(prefix="add"),
    }
    page = pages.page(request.actor, visit_id)
    context = {
        "page": page,
        "forms": blank | forms,
        "now": request.at,
        "writes_news": page.visit.is_within(request.actor.reach(Permission.NEWS_WRITE)),
    }
    return render(request, "console/visits/visit.html", context, status=status)
