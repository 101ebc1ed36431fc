"""Tonight at one's own post: who is here, and that it is over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.beat.watch import services
from kentongan.beat.watch.rules.nights import CheckInDraft
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.doors.public.ours import night_pages as pages
from kentongan.doors.public.ours.entries import PresenceForm
from kentongan.doors.public.ours.sheets import is_done, status_of
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import night_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.NIGHT_KEEP)
def night(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Who is on duty tonight, who came, and the buttons that say so."""
    actor, at = request.actor, request.at
    page = pages.our_night(actor, post_id, at)
    form = PresenceForm(request.POST or None, page.names)

    def note() -> None:
        told = form.cleaned_data
        drafts = [
            CheckInDraft(new_id(), member, at, told["instead"])
            for member in told["members"]
        ]
        services.check_in(post_id, page.night, drafts, by=actor, at=at)

    if is_done(form, note):
        messages.success(request, _("Noted. Thank you for keeping watch."))
        return redirect("public:ours:night", post_id)
    context = {"page": page, "form": form}
    return render(request, "public/ours/night.html", context, status=status_of(form))


@require_POST
@gate(Permission.NIGHT_KEEP)
def close(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Say that tonight's watch is over."""
    post = post_in_sight(request.actor, post_id)
    tonight = night_of(request.at, post.place)
    services.close_night(post_id, tonight, by=request.actor, at=request.at)
    messages.success(request, _("The night is closed. Rest well."))
    return redirect("public:ours:night", post_id)
