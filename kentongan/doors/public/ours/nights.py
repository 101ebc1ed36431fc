"""Tonight at one's own post: who is here, rounds, and that it is over."""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from kentongan.beat.watch import services
from kentongan.beat.watch.documents.nights import SILENCE_REASONS
from kentongan.beat.watch.documents.sheets import attendance_pdf, codes_pdf
from kentongan.beat.watch.rules.nights import CheckInDraft, RoundDraft, Way
from kentongan.beat.watch.rules.silence import Reason
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.doors.look.asked import day_asked
from kentongan.doors.public.ours import night_pages as pages
from kentongan.doors.public.ours.entries import PresenceForm, RoundForm
from kentongan.doors.public.ours.sheets import is_done, status_of
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid
from kentongan.ground.basics.ids import id_of_text, new_id
from kentongan.ground.basics.zones import night_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.NIGHT_KEEP)
def night(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Who is on duty tonight, who came, and the buttons that say so.

    A night of the last seven days is typed from its sheet in the same way.
    """
    actor, at = request.actor, request.at
    page = pages.our_night(actor, post_id, at, _asked(request))
    form = PresenceForm(request.POST or None, page.names)

    def note() -> None:
        drafts = _drafts(page, form, at)
        services.check_in(post_id, page.night, drafts, by=actor, at=at)

    if is_done(form, note):
        messages.success(request, _("Noted. Thank you for keeping watch."))
        return _to_night(post_id, page)
    context = {
        "page": page,
        "form": form,
        "round": RoundForm(),
        "reasons": SILENCE_REASONS,
    }
    return render(request, "public/ours/night.html", context, status=status_of(form))


@require_safe
@never_cache
@gate(Permission.NIGHT_KEEP)
def sheet(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """The night's list to sign, for a post without a phone."""
    page = pages.our_night(request.actor, post_id, request.at, _asked(request))
    if page.hours is None:
        raise Invalid(_("The residents have not agreed their nights here yet."))
    names = [one.name for one in page.people]
    demo = settings.KENTONGAN_DEMO
    pdf = attendance_pdf(
        page.post, page.night, page.hours, names, page.rounds_due, demo=demo
    )
    return _printed(pdf, "daftar-hadir.pdf")


@require_POST
@never_cache
@gate(Permission.ROSTER_MAKE)
def codes(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """New digits for everybody, on slips to cut; those before end at once."""
    post = post_in_sight(request.actor, post_id)
    names = services.open_names(post_id, by=request.actor, at=request.at)
    issued = services.issue_codes(post_id, by=request.actor, at=request.at)
    pdf = codes_pdf(post, issued, names, demo=settings.KENTONGAN_DEMO)
    return _printed(pdf, "kode-jaga.pdf")


@require_POST
@gate(Permission.NIGHT_KEEP)
def walk(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Say that a round was walked."""
    post = post_in_sight(request.actor, post_id)
    form = RoundForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Shorter, please."))
    draft = RoundDraft(
        form.sent or new_id(), request.at, form.cleaned_data["checkpoints"]
    )
    tonight = night_of(request.at, post.place)
    services.note_round(post_id, tonight, draft, by=request.actor, at=request.at)
    messages.success(request, _("Round noted."))
    return redirect("public:ours:night", post_id)


@require_POST
@gate(Permission.NIGHT_ANSWER)
def answer(request: GatedRequest, post_id: UUID, silence_id: UUID) -> HttpResponse:
    """Say why there was no sign."""
    told = request.POST.get("reason", "")
    if told not in set(Reason):
        raise Invalid(_("Choose what was the matter."))
    services.answer_silence(silence_id, Reason(told), by=request.actor, at=request.at)
    messages.success(request, _("Thank you. The question is closed."))
    return redirect("public:ours:night", post_id)


@require_POST
@gate(Permission.NIGHT_KEEP)
def close(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Say that tonight's watch is over."""
    post = post_in_sight(request.actor, post_id)
    tonight = night_of(request.at, post.place)
    services.close_night(post_id, tonight, by=request.actor, at=request.at)
    messages.success(request, _("The night is closed. Rest well."))
    return redirect("public:ours:night", post_id)


def _drafts(
    page: pages.OurNight, form: PresenceForm, at: datetime
) -> list[CheckInDraft]:
    """Tonight, now; on a night that is over, as its sheet says: at its beginning."""
    told = form.cleaned_data
    is_paper = page.is_typed and page.hours is not None
    when = page.hours[0] if is_paper and page.hours else at
    return [
        CheckInDraft(
            id_of_text(f"check-in:{page.post.pk}:{page.night}:{member}"),
            member,
            when,
            told["instead"],
            Way.PAPER if is_paper else None,
        )
        for member in told["members"]
    ]


def _asked(request: GatedRequest) -> date | None:
    return day_asked(request, "malam", missing=_("There is no such night."))


def _to_night(post_id: UUID, page: pages.OurNight) -> HttpResponse:
    to = redirect("public:ours:night", post_id)
    if page.is_typed:
        to["Location"] += f"?malam={page.night.isoformat()}"
    return to


def _printed(pdf: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
