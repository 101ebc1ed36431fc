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

from kentongan.beat.visits import documents, selectors, services
from kentongan.doors.console.visits import pages
from kentongan.doors.console.visits.forms import ApproveForm, ReviewForm
from kentongan.doors.console.visits.telling import Telling
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid
from kentongan.ground.places.selectors import full_names


@require_safe
@gate(Permission.VISIT_VIEW)
def visits(request: GatedRequest) -> HttpResponse:
    """Visits in sight, newest first."""
    return _listed(request, selectors.visits(request.actor), "list")


@require_safe
@gate(Permission.VISIT_REVIEW)
def to_review(request: GatedRequest) -> HttpResponse:
    """Visits that wait for a superior's word: flagged ones, and one in ten."""
    return _listed(request, selectors.to_review(request.actor, at=request.at), "review")


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.VISIT_RECORD)
def record(request: GatedRequest) -> HttpResponse:
    """Tell a visit, once, on one page."""
    telling = Telling(request)
    if request.method == "POST" and telling.is_valid():
        made = telling.save()
        if made is not None:
            messages.success(request, _("Saved. Now hand it out."))
            return redirect("console:visits:visit", made.pk)
    status = 422 if request.method == "POST" else 200
    context = {"telling": telling}
    return render(request, "console/visits/record.html", context, status=status)


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


@require_safe
@gate(Permission.VISIT_VIEW)
def photo(request: GatedRequest, visit_id: UUID, photo_id: UUID) -> HttpResponse:
    """One picture of a visit."""
    data, media_type = selectors.photo(request.actor, visit_id, photo_id)
    headers = {"Cache-Control": "private, max-age=3600"}
    return HttpResponse(data, content_type=media_type, headers=headers)


@require_safe
@gate(Permission.VISIT_VIEW)
def whatsapp(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """The text that officers send to their superiors, ready to share."""
    page = selectors.visit(request.actor, visit_id)
    context = {"page": page, "text": documents.whatsapp_text(page)}
    return render(request, "console/visits/whatsapp.html", context)


@require_safe
@gate(Permission.VISIT_VIEW)
def pdf(request: GatedRequest, visit_id: UUID) -> HttpResponse:
    """One visit on paper."""
    made = documents.visit_pdf(selectors.visit(request.actor, visit_id))
    return HttpResponse(made, content_type="application/pdf")


@require_safe
@gate(Permission.VISIT_VIEW)
def bos(request: GatedRequest) -> HttpResponse:
    """Visits of the last month as a table shaped like the officers' present system."""
    text = documents.bos_csv(pages.last_month(request.actor, request.at))
    headers = {"Content-Disposition": 'attachment; filename="bos.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _listed(request: GatedRequest, found: Any, which: str) -> HttpResponse:
    page = Paginator(found, 30).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "which": which,
        "places": full_names({one.place for one in page}),
        "reviews": bool(request.actor.reach(Permission.VISIT_REVIEW)),
        "records": bool(request.actor.reach(Permission.VISIT_RECORD)),
    }
    return render(request, "console/visits/list.html", context)


def _say(
    request: GatedRequest,
    visit_id: UUID,
    act: str,
    form_class: type[Form],
    service: Callable[..., Any],
) -> HttpResponse:
    form = form_class(request.POST, prefix=act)
    if form.is_valid():
        try:
            service(
                visit_id, form.cleaned_data["text"], by=request.actor, at=request.at
            )
        except Invalid as refusal:
            form.add_error("text", "; ".join(refusal.problems.values()) or str(refusal))
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
    }
    context = {
        "page": pages.page(request.actor, visit_id, request.at),
        "forms": blank | forms,
        "now": request.at,
    }
    return render(request, "console/visits/visit.html", context, status=status)
