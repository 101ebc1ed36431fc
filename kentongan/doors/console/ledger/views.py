"""The auditor's pages: who did what, and what could not follow."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kentongan.doors.console.ledger.forms import LinesForm
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.selectors import names_of_accounts
from kentongan.ground.ledger import selectors

NOBODY = UUID(int=0)
"""No account has it: the clock, and the operator of the machine."""


@require_safe
@gate(Permission.LEDGER_READ)
def lines(request: GatedRequest) -> HttpResponse:
    """Lines of the ledger, newest first, by what was asked for."""
    form = LinesForm(request.GET)
    filters = form.filters() if form.is_valid() else {}
    found = selectors.lines(request.actor, **filters)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    names = names_of_accounts({line.actor_id for line in page if line.actor_id})
    for line in page:
        line.who = names.get(line.actor_id or NOBODY, "")  # type: ignore[attr-defined]
    context = {"form": form, "page": page, "state": selectors.state()}
    status = 200 if form.is_valid() else 422
    return render(request, "console/ledger/lines.html", context, status=status)


@require_safe
@gate(Permission.LEDGER_READ)
def parked(request: GatedRequest) -> HttpResponse:
    """Reactions that were given up after five tries."""
    context = {"failures": selectors.parked_failures()[:200]}
    return render(request, "console/ledger/parked.html", context)
