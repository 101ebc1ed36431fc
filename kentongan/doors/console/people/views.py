"""Officers, the seats they hold, and how a seat passes from one to the next."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.doors.console.people import pages
from kentongan.doors.console.people.forms import HandOverForm
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.units import selectors, services


@require_safe
@gate(Permission.PEOPLE_VIEW)
def people(request: GatedRequest) -> HttpResponse:
    """Officers in the units in sight, by unit."""
    found = selectors.people(request.actor, at=request.at)
    return render(request, "console/people/list.html", {"people": found})


@require_safe
@gate(Permission.PEOPLE_VIEW)
def person(request: GatedRequest, officer_id: UUID) -> HttpResponse:
    """One officer."""
    page = pages.person_page(request.actor, officer_id, request.at)
    return render(request, "console/people/person.html", {"page": page})


@require_safe
@gate(Permission.PEOPLE_VIEW)
def seat(request: GatedRequest, office_id: UUID) -> HttpResponse:
    """One seat: its villages, promises and contacts, and who holds it."""
    page = pages.passing(request.actor, office_id, request.at)
    may = request.actor.reach(Permission.HANDOVER_MAKE)
    context = {"page": page, "may_pass": may.covers(unit=page.office.unit_path)}
    return render(request, "console/people/seat.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.HANDOVER_MAKE)
def hand_over(request: GatedRequest, office_id: UUID) -> HttpResponse:
    """Pass a seat to a successor, with the list of what passes in sight."""
    page = pages.passing(request.actor, office_id, request.at)
    people = selectors.people(request.actor, at=request.at)
    form = HandOverForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        made = services.hand_over(
            office_id,
            to=form.cleaned_data["successor"],
            acting=form.cleaned_data["acting"],
            by=request.actor,
            at=request.at,
        )
        if note := form.cleaned_data["note"]:
            services.leave_note(made.pk, note, by=request.actor, at=request.at)
        messages.success(request, _("The seat was handed over. Both see this list."))
        return redirect("console:people:handover", made.pk)
    status = 422 if form.is_bound else 200
    context = {"page": page, "form": form}
    return render(request, "console/people/hand_over.html", context, status=status)


@require_safe
@gate(Permission.UNIT_VIEW)
def handover(request: GatedRequest, handover_id: UUID) -> HttpResponse:
    """A hand-over as both officers see it afterwards."""
    page = pages.handover_page(request.actor, handover_id)
    return render(request, "console/people/handover.html", {"page": page})
