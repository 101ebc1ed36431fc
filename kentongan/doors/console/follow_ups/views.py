"""Promises: the board, and what can be said about each."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kentongan.beat.follow_ups import selectors, services
from kentongan.beat.follow_ups.models import FollowUp
from kentongan.doors.console.follow_ups.forms import (
    ConfirmForm,
    DoneForm,
    PostponeForm,
    WordsForm,
)
from kentongan.doors.console.naming import place_names
from kentongan.doors.look.refusals import show_problems
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid
from kentongan.ground.basics.zones import local
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.places.selectors import full_names

SHOWS = ("open", "overdue", "declared", "settled")


@require_safe
@gate(Permission.FOLLOW_UP_VIEW)
def board(request: GatedRequest) -> HttpResponse:
    """One side of the board of promises."""
    asked = request.GET.get("lihat", "")
    show = asked if asked in SHOWS else "open"
    found = selectors.board(request.actor, at=request.at, show=show)
    page = Paginator(found, 30).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "show": show,
        "counts": selectors.board_counts(request.actor, at=request.at),
        "places": place_names(request.actor, {one.place for one in page}),
        "today": local(request.at, "").date(),
    }
    return render(request, "console/follow_ups/board.html", context)


@require_safe
@gate(Permission.FOLLOW_UP_VIEW)
def promise(request: GatedRequest, follow_up_id: UUID) -> HttpResponse:
    """One promise with everything that was said about it."""
    found = selectors.follow_up(request.actor, follow_up_id)
    return _page(request, found, {})


@require_POST
@gate(Permission.FOLLOW_UP_ANSWER)
def answer(request: GatedRequest, follow_up_id: UUID) -> HttpResponse:
    """Say how it stands."""
    return _say(request, follow_up_id, "answer", WordsForm, services.answer)


@require_POST
@gate(Permission.FOLLOW_UP_ANSWER)
def declare_done(request: GatedRequest, follow_up_id: UUID) -> HttpResponse:
    """Say that it is done."""
    return _say(request, follow_up_id, "done", DoneForm, services.declare_done)


@require_POST
@gate(Permission.FOLLOW_UP_CONFIRM)
def confirm(request: GatedRequest, follow_up_id: UUID) -> HttpResponse:
    """Close it as kept."""
    return _say(request, follow_up_id, "confirm", ConfirmForm, services.confirm)


@require_POST
@gate(Permission.FOLLOW_UP_CONFIRM)
def reopen(request: GatedRequest, follow_up_id: UUID) -> HttpResponse:
    """Say that it is not done after all."""
    return _say(request, follow_up_id, "reopen", WordsForm, services.reopen)


@require_POST
@gate(Permission.FOLLOW_UP_ANSWER)
def postpone(request: GatedRequest, follow_up_id: UUID) -> HttpResponse:
    """Give it a new day."""
    return _say(request, follow_up_id, "postpone", PostponeForm, services.postpone)


@require_POST
@gate(Permission.FOLLOW_UP_ANSWER)
def give_up(request: GatedRequest, follow_up_id: UUID) -> HttpResponse:
    """Say honestly that it cannot be done."""
    return _say(request, follow_up_id, "give_up", WordsForm, services.give_up)


# The service's own names for what the one field of a form says.
_ARGUMENTS = {"reopen": "because", "give_up": "because", "postpone": "because"}


def _say(
    request: GatedRequest,
    follow_up_id: UUID,
    act: str,
    form_class: type[Form],
    service: Callable[..., FollowUp],
) -> HttpResponse:
    form = form_class(request.POST, prefix=act)
    if form.is_valid():
        said = dict(form.cleaned_data)
        if "text" in said:
            said[_ARGUMENTS.get(act, "text")] = said.pop("text")
        try:
            service(follow_up_id, by=request.actor, at=request.at, **said)
        except Invalid as refusal:
            words = next(iter(form.fields))  # under the service's own name, or ours
            show_problems(form, refusal, otherwise=words)
        else:
            return redirect("console:follow_ups:promise", follow_up_id)
    found = selectors.follow_up(request.actor, follow_up_id)
    return _page(request, found, {act: form}, status=422)


def _page(
    request: GatedRequest, found: FollowUp, forms: dict[str, Form], *, status: int = 200
) -> HttpResponse:
    may = {
        "answer": found.is_within(request.actor.reach(Permission.FOLLOW_UP_ANSWER)),
        "confirm": found.is_within(request.actor.reach(Permission.FOLLOW_UP_CONFIRM)),
    }
    blank: dict[str, Any] = {
        "answer": WordsForm(prefix="answer"),
        "done": DoneForm(prefix="done"),
        "confirm": ConfirmForm(prefix="confirm"),
        "reopen": WordsForm(prefix="reopen"),
        "postpone": PostponeForm(prefix="postpone"),
        "give_up": WordsForm(prefix="give_up"),
    }
    context = {
        "one": found,
        "may": may,
        "forms": blank | forms,
        "place": full_names([found.place]).get(found.place, found.place),
        "today": local(request.at, found.place).date(),
        "lines": lines_about(f"follow_up:{found.pk}"),
    }
    return render(request, "console/follow_ups/promise.html", context, status=status)
