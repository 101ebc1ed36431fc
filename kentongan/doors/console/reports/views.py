"""What residents told: the list by who waits longest, and the page of one report."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kentongan.beat.follow_ups.rules import Answerer
from kentongan.beat.reports import selectors, services
from kentongan.beat.reports.models import Report
from kentongan.beat.reports.rules.threads import Closing, State
from kentongan.doors.console.naming import place_names
from kentongan.doors.console.reports.forms import (
    CloseForm,
    MergeForm,
    PledgeForm,
    WordForm,
)
from kentongan.doors.look.refusals import show_problems
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid
from kentongan.ground.basics.zones import local
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.places.selectors import full_names

LOOKED_BACK: Final = timedelta(days=90)
OPENED: Final = "report.read"


@require_safe
@gate(Permission.REPORT_VIEW_SHARED)
def reports(request: GatedRequest) -> HttpResponse:
    """One side of the list."""
    asked = request.GET.get("lihat", "")
    side = asked if asked in selectors.SIDES else State.RECEIVED.value
    today = local(request.at, "").date()
    found = selectors.triage(request.actor, side=side, today=today)
    page = Paginator(found, 30).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "side": side,
        "sides": selectors.waiting(request.actor, today=today),
        "places": place_names(request.actor, {one.place for one in page}),
        "today": today,
        "figures": selectors.figures(
            request.actor, since=request.at - LOOKED_BACK, until=request.at
        ),
    }
    return render(request, "console/reports/list.html", context)


@require_safe
@gate(Permission.REPORT_VIEW_SHARED)
def report(request: GatedRequest, report_id: UUID) -> HttpResponse:
    """One report with everything that was said about it."""
    return _page(request, selectors.report(request.actor, report_id), {})


@require_POST
@never_cache
@gate(Permission.REPORT_VIEW_SENSITIVE)
def open_words(request: GatedRequest, report_id: UUID) -> HttpResponse:
    """The same page with its sealed words; a line on the ledger says who read them."""
    opened = services.open_thread(
        report_id, by=request.actor, at=request.at, because=OPENED
    )
    found = selectors.report(request.actor, report_id)
    return _page(request, found, {}, opened=opened)


@require_POST
@never_cache
@gate(Permission.SEAL_OPEN)
def open_teller(request: GatedRequest, report_id: UUID) -> HttpResponse:
    """The same page with the name that was left; likewise on the ledger."""
    teller = services.open_teller(
        report_id, by=request.actor, at=request.at, because=OPENED
    )
    found = selectors.report(request.actor, report_id)
    return _page(request, found, {}, teller=teller)


@require_POST
@gate(Permission.REPORT_ANSWER)
def ask(request: GatedRequest, report_id: UUID) -> HttpResponse:
    """Ask whoever told."""
    return _say(request, report_id, "ask", services.ask)


@require_POST
@gate(Permission.REPORT_ANSWER)
def answer(request: GatedRequest, report_id: UUID) -> HttpResponse:
    """Say what is being done."""
    return _say(request, report_id, "answer", services.answer)


@require_POST
@gate(Permission.FOLLOW_UP_PROMISE)
def pledge(request: GatedRequest, report_id: UUID) -> HttpResponse:
    """Promise something; it stands on the board of promises as well."""

    def pledged(report_id: UUID, **told: Any) -> Report:
        moment = {name: told.pop(name) for name in ("by", "at")}
        one = services.Pledge(**told | {"answerer": Answerer(told["answerer"])})
        return services.pledge(report_id, one, **moment)

    return _say(request, report_id, "pledge", pledged)


@require_POST
@gate(Permission.REPORT_ANSWER)
def close(request: GatedRequest, report_id: UUID) -> HttpResponse:
    """Close it, with its reason."""

    def closed(report_id: UUID, text: str, *, closing: str, **moment: Any) -> Report:
        return services.close(report_id, text, closing=Closing(closing), **moment)

    return _say(request, report_id, "close", closed)


@require_POST
@gate(Permission.REPORT_ANSWER)
def merge(request: GatedRequest, report_id: UUID) -> HttpResponse:
    """Close it as one with another."""

    def merged(report_id: UUID, text: str, *, into: str, **moment: Any) -> Report:
        return services.merge(report_id, UUID(into), text, **moment)

    return _say(request, report_id, "merge", merged)


def _say(
    request: GatedRequest, report_id: UUID, act: str, service: Callable[..., Report]
) -> HttpResponse:
    found = selectors.report(request.actor, report_id)
    form = _forms(request, found, request.POST)[act]
    if form.is_valid():
        try:
            service(report_id, by=request.actor, at=request.at, **form.cleaned_data)
        except Invalid as refusal:
            show_problems(form, refusal, otherwise="text")
        else:
            return redirect("console:reports:report", report_id)
    return _page(request, found, {act: form}, status=422)


def _forms(request: GatedRequest, found: Report, data: Any = None) -> dict[str, Form]:
    alike = selectors.alike(request.actor, found)
    return {
        "ask": WordForm(data, prefix="ask"),
        "answer": WordForm(data, prefix="answer"),
        "pledge": PledgeForm(data, prefix="pledge"),
        "close": CloseForm(data, prefix="close"),
        "merge": MergeForm(data, prefix="merge", alike=alike),
    }


def _page(
    request: GatedRequest,
    found: Report,
    forms: dict[str, Form],
    *,
    status: int = 200,
    opened: dict[UUID, str] | None = None,
    teller: str = "",
) -> HttpResponse:
    actor = request.actor
    sealed = found.sensitive and opened is None
    words = list(selectors.remarks_about(actor, found))
    context = {
        "one": found,
        "text": (opened or {}).get(found.pk, found.text),
        "said": [(word, (opened or {}).get(word.pk, word.text)) for word in words],
        "sealed": sealed,
        "teller": teller,
        "may_answer": found.is_within(actor.reach(Permission.REPORT_ANSWER)),
        "may_open": found.is_within(actor.reach(Permission.SEAL_OPEN)),
        "forms": _forms(request, found) | forms,
        "alike": selectors.alike(actor, found),
        "place": full_names([found.place]).get(found.place, found.place),
        "today": local(request.at, found.place).date(),
        "lines": lines_about(f"report:{found.pk}"),
    }
    return render(request, "console/reports/report.html", context, status=status)
