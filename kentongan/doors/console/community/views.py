"""Villages with their three pillars, their contacts and partners."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from kentongan.beat.community import services
from kentongan.doors.console.community import pages
from kentongan.doors.console.community.forms import ContactForm, PartnerForm, refuse
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting, Invalid
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.paths import official_code
from kentongan.ground.seals.services import open_sealed

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@gate(Permission.CONTACT_VIEW)
def villages(request: GatedRequest) -> HttpResponse:
    """The villages whose people are in sight; the only one opens at once."""
    found = pages.villages(request.actor)
    if len(found) == 1:
        return redirect("console:community:village", found[0].place.path)
    return render(request, "console/community/villages.html", {"villages": found})


@require_safe
@gate(Permission.CONTACT_VIEW)
def village(request: GatedRequest, place: str) -> HttpResponse:
    """One village's people."""
    page = pages.village_page(request.actor, place, request.at)
    context = {"page": page, "now": request.at}
    return render(request, "console/community/village.html", context)


@require_http_methods(GET_AND_POST)
@gate(Permission.CONTACT_EDIT)
def add(request: GatedRequest, place: str) -> HttpResponse:
    """List somebody."""
    where = pages.village_in_sight(request.actor, place)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        seat = next(iter(request.actor.office_ids), None)
        try:
            draft = form.draft(where, seat)
            services.add_contact(draft, by=request.actor, at=request.at)
        except (Invalid, Conflicting) as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Listed. The name is sealed."))
            return redirect("console:community:village", official_code(place))
    context = {"form": form, "place": where, "which": "contact"}
    status = 422 if form.is_bound else 200
    return render(request, "console/community/form.html", context, status=status)


@require_http_methods(GET_AND_POST)
@gate(Permission.CONTACT_EDIT)
def add_partner(request: GatedRequest, place: str) -> HttpResponse:
    """List an organisation."""
    where = pages.village_in_sight(request.actor, place)
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_partner(
                form.cleaned_data["name"],
                kind=form.cleaned_data["kind"],
                phone=form.cleaned_data["phone"],
                place_id=where.pk,
                place=where.path,
                by=request.actor,
                at=request.at,
            )
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            return redirect("console:community:village", official_code(place))
    context = {"form": form, "place": where, "which": "partner"}
    status = 422 if form.is_bound else 200
    return render(request, "console/community/form.html", context, status=status)


@require_safe
@gate(Permission.CONTACT_VIEW)
def contact(request: GatedRequest, contact_id: UUID) -> HttpResponse:
    """One contact, the name behind its seal."""
    return _contact(request, contact_id, {})


@require_POST
@gate(Permission.SEAL_OPEN)
def name(request: GatedRequest, contact_id: UUID) -> HttpResponse:
    """Open name and number; the ledger says who looked."""
    row = pages.contact_page(request.actor, contact_id, request.at).contact
    opened = {
        field: open_sealed(
            row, field, by=request.actor, at=request.at, because="contact.read"
        )
        for field in ("name", "phone")
        if getattr(row, field)
    }
    return _contact(request, contact_id, opened)


@require_POST
@gate(Permission.CONTACT_EDIT)
def met(request: GatedRequest, contact_id: UUID) -> HttpResponse:
    """Note that somebody was met today."""
    services.note_meeting(
        contact_id,
        occasion=f"meeting:{new_id()}",
        by=request.actor,
        at=request.at,
        officer_id=request.actor.officer_id,
        office_id=next(iter(request.actor.office_ids), None),
    )
    return redirect("console:community:contact", contact_id)


@require_POST
@gate(Permission.CONTACT_EDIT)
def renew(request: GatedRequest, contact_id: UUID) -> HttpResponse:
    """Note that somebody agreed anew."""
    services.renew_consent(contact_id, by=request.actor, at=request.at)
    return redirect("console:community:contact", contact_id)


@require_POST
@gate(Permission.CONTACT_EDIT)
def end(request: GatedRequest, contact_id: UUID) -> HttpResponse:
    """Take somebody off the list; name and number go at once."""
    place = pages.contact_page(request.actor, contact_id, request.at).village
    services.end_contact(contact_id, by=request.actor, at=request.at)
    messages.success(request, _("Off the list. Name and number are gone."))
    return redirect("console:community:village", place)


@require_POST
@gate(Permission.CONTACT_EDIT)
def end_partner(request: GatedRequest, partner_id: UUID) -> HttpResponse:
    """Take an organisation off the list."""
    services.end_partner(partner_id, by=request.actor, at=request.at)
    messages.success(request, _("Off the list."))
    return redirect("console:community:villages")


def _contact(
    request: GatedRequest, contact_id: UUID, opened: dict[str, str]
) -> HttpResponse:
    page = pages.contact_page(request.actor, contact_id, request.at)
    context = {"page": page, "opened": opened, "now": request.at}
    return render(request, "console/community/contact.html", context)
