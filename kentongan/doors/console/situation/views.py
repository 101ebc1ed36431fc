"""The situation of an area, for whoever answers for it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kentongan.doors.console.situation import pages
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission


@require_safe
@gate(Permission.VISIT_REVIEW)
def situation(request: GatedRequest) -> HttpResponse:
    """What happened last night, what needs her, and what is different."""
    page = pages.situation(request.actor, request.at)
    return render(request, "console/situation/situation.html", {"page": page})
