"""Our post: tonight, one's own turns, the rules and the roster."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from kentongan.beat.watch import services
from kentongan.beat.watch.documents.rosters import roster_pdf
from kentongan.beat.watch.rules.agreements import READY_MADE, NightRules
from kentongan.beat.watch.selectors import rosters
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.desk.planning.services import ask, take_changes
from kentongan.desk.planning.states import PlanningKind
from kentongan.doors.look.refusals import show_problems
from kentongan.doors.public.ours import pages
from kentongan.doors.public.ours.forms import AgreementForm
from kentongan.doors.public.ours.months import month_shown
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, NotFound
from kentongan.ground.basics.zones import night_of


@require_safe
@gate(Permission.ROSTER_VIEW)
def start(request: GatedRequest) -> HttpResponse:
    """On to one's own post."""
    own = sorted(request.actor.reach(Permission.ROSTER_VIEW).holdings)
    if not own:
        raise NotFound(_("You belong to no post."))
    return redirect("public:ours:post", own[0])


@require_safe
@never_cache
@gate(Permission.ROSTER_VIEW)
def ours(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Tonight, and one's own nights."""
    page = pages.our_post(request.actor, post_id, request.at)
    return render(request, "public/ours/post.html", {"page": page, "now": request.at})


@require_http_methods(["GET", "HEAD", "POST"])
@gate(Permission.ROSTER_MAKE)
def agreement(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """What was agreed, and the form by which it is agreed anew."""
    post = post_in_sight(request.actor, post_id)
    tonight = night_of(request.at, post.place)
    current = rosters.agreement(request.actor, post_id, tonight)
    sets = {one.code: one.rules for one in READY_MADE}
    begun = sets.get(request.GET.get("mulai", ""), current or NightRules())
    form = AgreementForm(request.POST or None, initial=AgreementForm.showing(begun))
    if form.is_valid():
        try:
            rules = form.over(current or NightRules())
            services.agree(post_id, rules, by=request.actor, at=request.at)
        except Invalid as refusal:
            show_problems(form, refusal)
        else:
            messages.success(request, _("Agreed. It holds from tonight."))
            return redirect("public:ours:post", post_id)
    status = 422 if form.is_bound else 200
    context = {"post": post, "form": form, "sets": READY_MADE, "is_new": not current}
    return render(request, "public/ours/agreement.html", context, status=status)


@require_safe
@never_cache
@gate(Permission.ROSTER_VIEW)
def roster(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """A month: who keeps watch when, and how even it is."""
    month = month_shown(request, post_id)
    page = pages.our_roster(request.actor, post_id, month, request.at)
    return render(request, "public/ours/roster.html", {"page": page})


@require_safe
@never_cache
@gate(Permission.ROSTER_VIEW)
def poster(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """A month on one sheet, for the wall of the post."""
    post = post_in_sight(request.actor, post_id)
    page = rosters.roster(request.actor, post_id, month_shown(request, post_id))
    names = services.open_names(post_id, by=request.actor, at=request.at)
    return HttpResponse(
        roster_pdf(post, page, names, demo=settings.KENTONGAN_DEMO),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="jadwal.pdf"'},
    )


@require_POST
@never_cache
@gate(Permission.ROSTER_VIEW)
def give_calendar(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """A new address for one's own calendar, shown this once; the old one ends."""
    post = post_in_sight(request.actor, post_id)
    me = rosters.membership(request.actor, post_id)
    secret = services.give_feed(
        post_id, by=request.actor, at=request.at, member_id=me.pk if me else None
    )
    address = request.build_absolute_uri(reverse("public:calendar", args=[secret]))
    context = {"post": post, "address": address}
    return render(request, "public/ours/calendar.html", context)


@require_POST
@gate(Permission.ROSTER_MAKE)
def plan(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Have a fair roster made for a month; it is a draft until it is published."""
    month = month_shown(request, post_id)
    ask(post_id, month, PlanningKind.MAKE, by=request.actor, at=request.at)
    return _to_roster(post_id, month)


@require_POST
@gate(Permission.ROSTER_MAKE)
def mend(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Have somebody found for turns that were given back, with the least change."""
    month = month_shown(request, post_id)
    ask(post_id, month, PlanningKind.MEND, by=request.actor, at=request.at)
    return _to_roster(post_id, month)


@require_POST
@gate(Permission.ROSTER_MAKE)
def take(request: GatedRequest, post_id: UUID, planning_id: UUID) -> HttpResponse:
    """Do what was proposed."""
    month = month_shown(request, post_id)
    count = take_changes(planning_id, by=request.actor, at=request.at)
    told = ngettext(
        "Done: %(n)d turn has somebody new.",
        "Done: %(n)d turns have somebody new.",
        count,
    )
    messages.success(request, told % {"n": count})
    return _to_roster(post_id, month)


@require_POST
@gate(Permission.ROSTER_MAKE)
def publish(request: GatedRequest, post_id: UUID, roster_id: UUID) -> HttpResponse:
    """Let every member see the draft."""
    made = services.publish(roster_id, by=request.actor, at=request.at)
    messages.success(request, _("Every member sees it now."))
    return _to_roster(post_id, made.month)


@require_POST
@gate(Permission.ROSTER_VIEW)
def ill(request: GatedRequest, post_id: UUID, turn_id: UUID) -> HttpResponse:
    """Give a turn back, without a reason."""
    services.fall_ill(turn_id, by=request.actor, at=request.at)
    messages.success(
        request, _("The turn is given back. The head of the post is told.")
    )
    return redirect("public:ours:post", post_id)


@require_POST
@gate(Permission.ROSTER_VIEW)
def offer(request: GatedRequest, post_id: UUID, turn_id: UUID) -> HttpResponse:
    """Offer a turn to whoever takes it."""
    services.offer_swap(turn_id, by=request.actor, at=request.at)
    messages.success(request, _("Offered to every member."))
    return redirect("public:ours:post", post_id)


@require_POST
@gate(Permission.ROSTER_VIEW)
def accept(request: GatedRequest, post_id: UUID, offer_id: UUID) -> HttpResponse:
    """Take a turn that somebody offers."""
    services.accept_swap(offer_id, by=request.actor, at=request.at)
    messages.success(request, _("The turn is yours. Thank you."))
    return redirect("public:ours:post", post_id)


def _to_roster(post_id: UUID, month: date) -> HttpResponse:
    address = redirect("public:ours:roster", post_id)
    address["Location"] += f"?bulan={month:%Y-%m}"
    return address
