"""The police organisation: units, what they answer for, and their seats."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.places.selectors import full_names
from kentongan.ground.units import selectors


@require_safe
@gate(Permission.UNIT_VIEW)
def tree(request: GatedRequest) -> HttpResponse:
    """All units, in the order of the tree: public organisation data."""
    units = list(selectors.units_within())
    for one in units:
        one.depth = one.path.count(".")  # type: ignore[attr-defined]
    return render(request, "console/units/tree.html", {"units": units})


@require_safe
@gate(Permission.UNIT_VIEW)
def unit(request: GatedRequest, path: str) -> HttpResponse:
    """One unit: above it, below it, its area and its seats."""
    found = selectors.unit(path)
    below = selectors.units_within(path).exclude(path=path)
    context = {
        "unit": found,
        "above": [one for one in selectors.chain_above(path) if one != found],
        "below": [one for one in below if one.parent_id == found.pk],
        "places": full_names(selectors.jurisdiction_of(path, request.at)),
        "seats": selectors.seats_of(path, request.at),
        "may_see_people": bool(request.actor.reach(Permission.PEOPLE_VIEW)),
    }
    return render(request, "console/units/unit.html", context)
