"""Nights that a member keeps free, said before the roster is made."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.beat.watch import services
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.doors.public.ours import pages
from kentongan.doors.public.ours.forms import AbsenceForm
from kentongan.doors.public.ours.sheets import is_done, status_of
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.zones import night_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.ROSTER_VIEW)
def absences(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """What one keeps free, and more of it."""
    actor, at = request.actor, request.at
    tonight = night_of(at, post_in_sight(actor, post_id).place)
    page = pages.our_absences(actor, post_id, at)
    form = AbsenceForm(request.POST or None, page.people, tonight)
    if is_done(
        form,
        lambda: services.tell_absence(
            form.cleaned_data["member_id"], form.draft, by=actor, at=at
        ),
    ):
        messages.success(request, _("Noted. The next roster is made with it."))
        return redirect("public:ours:absences", post_id)
    context = {"page": page, "form": form}
    return render(request, "public/ours/absences.html", context, status=status_of(form))


@require_POST
@gate(Permission.ROSTER_VIEW)
def take_back(request: GatedRequest, post_id: UUID, absence_id: UUID) -> HttpResponse:
    """One can come after all."""
    services.take_absence_back(absence_id, by=request.actor, at=request.at)
    messages.success(request, _("Taken back."))
    return redirect("public:ours:absences", post_id)
