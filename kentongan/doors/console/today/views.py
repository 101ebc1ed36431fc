"""The first page after signing in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kentongan.doors.console.today import pages
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission


@require_safe
@gate(Permission.VISIT_VIEW)
def today(request: GatedRequest) -> HttpResponse:
    """What waits today, for whoever looks."""
    page = pages.today(request.actor, request.at)
    context = {"page": page, "now": request.at}
    return render(request, "console/today/today.html", context)
