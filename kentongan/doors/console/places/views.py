"""The territory: find a place by how people call it, and who answers for it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kentongan.doors.console.places import pages
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.places.selectors import find


@require_safe
@gate(Permission.PLACE_VIEW)
def search(request: GatedRequest) -> HttpResponse:
    """Places that the words may mean, the likeliest first."""
    asked = request.GET.get("q", "").replace("\0", "")[:120]
    context = {"asked": asked, "found": find(asked, limit=15) if asked.strip() else []}
    return render(request, "console/places/search.html", context)


@require_safe
@gate(Permission.PLACE_VIEW)
def place(request: GatedRequest, path: str) -> HttpResponse:
    """One place, and who answers for it."""
    page = pages.page(request.actor, path, request.at)
    return render(request, "console/places/place.html", {"page": page})
