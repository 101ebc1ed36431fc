"""The doors of the press office."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from kentongan.desk.news import selectors, services
from kentongan.desk.news.rules.drafting import Style, draft
from kentongan.desk.news.rules.states import Faces, State
from kentongan.desk.news.rules.words import Language
from kentongan.doors.console.naming import place_names
from kentongan.doors.console.news import pages
from kentongan.doors.console.news.forms import (
    CorrectForm,
    PictureForm,
    QuoteForm,
    ReasonForm,
    StyleForm,
    TextForm,
)
from kentongan.doors.look.refusals import show_problems
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting, Invalid, NotAllowed, Overtaken
from kentongan.ground.seals.services import read_file
from kentongan.ground.units.selectors import unit as unit_at

GET_AND_POST = ["GET", "HEAD", "POST"]
SHOWS = {
    "proses": [State.DRAFT, State.CHECKED, State.APPROVED],
    "terbit": [State.PUBLISHED, State.CORRECTED],
    "ditarik": [State.WITHDRAWN],
}
LOOK_BACK = timedelta(days=31)


@require_safe
@gate(Permission.NEWS_VIEW)
def releases(request: GatedRequest) -> HttpResponse:
    """Releases on their way, published, or withdrawn."""
    asked = request.GET.get("lihat", "")
    show = asked if asked in SHOWS else "proses"
    found = selectors.releases(request.actor).filter(state__in=SHOWS[show])
    page = Paginator(found, 30).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "show": show,
        "places": place_names(request.actor, {one.place for one in page}),
        "writes": bool(request.actor.reach(Permission.NEWS_WRITE)),
        "now": request.at,
    }
    return render(request, "console/news/list.html", context)


@require_safe
@gate(Permission.NEWS_WRITE)
def choose(request: GatedRequest) -> HttpResponse:
    """Choose the visits to write about: one, a week's, a programme's."""
    programme = request.GET.get("program", "")[:120]
    found = pages.recent_visits(
        request.actor, since=request.at - LOOK_BACK, programme=programme
    )
    context = {
        "visits": found,
        "places": place_names(request.actor, {one.place for one in found}),
        "programmes": sorted({p for one in found for p in one.programmes}),
        "programme": programme,
    }
    return render(request, "console/news/choose.html", context)


@require_POST
@gate(Permission.NEWS_WRITE)
def write(request: GatedRequest) -> HttpResponse:
    """Write a draft from these visits."""
    try:
        ids = [UUID(one) for one in request.POST.getlist("visit")]
        language = Language(request.POST.get("language") or Language.ID)
    except ValueError:
        raise Invalid(_("This cannot be read.")) from None
    if not ids:
        messages.error(request, _("Choose at least one visit."))
        return redirect("console:news:choose")
    made = services.write(ids, by=request.actor, at=request.at, language=language)
    return redirect("console:news:release", made.pk)


@require_safe
@gate(Permission.NEWS_VIEW)
def release(request: GatedRequest, release_id: UUID) -> HttpResponse:
    """One release: its words, what is missing, what is forbidden, what comes next."""
    return _page(request, release_id, {})


@require_POST
@gate(Permission.NEWS_WRITE)
def edit(request: GatedRequest, release_id: UUID) -> HttpResponse:
    """Change the words."""
    form = TextForm(request.POST, prefix="text")
    return _say(request, release_id, "text", form, services.edit)


@require_POST
@gate(Permission.NEWS_WRITE)
def check(request: GatedRequest, release_id: UUID) -> HttpResponse:
    """Say that it is ready."""
    return _step(request, release_id, services.check)


@require_POST
@gate(Permission.NEWS_APPROVE)
def approve(request: GatedRequest, release_id: UUID) -> HttpResponse:
    """Approve the words as they stand."""
    return _step(request, release_id, services.approve)


@require_POST
@gate(Permission.NEWS_APPROVE)
def publish(request: GatedRequest, release_id: UUID) -> HttpResponse:
    """Put it before the public."""
    return _step(request, release_id, services.publish)


@require_POST
@gate(Permission.NEWS_HOLD)
def hold(request: GatedRequest, release_id: UUID) -> HttpResponse:
    """Put a legal hold on it."""
    return _step(request, release_id, services.hold)


@require_POST
@gate(Permission.NEWS_HOLD)
def lift_hold(request: GatedRequest, release_id: UUID) -> HttpResponse:
    """Lift the hold."""
    return _step(request, release_id, services.lift_hold)


@require_POST
@gate(Permission.NEWS_APPROVE)
def correct(request: GatedRequest, release_id: UUID) -> HttpResponse:
    """Correct what is published, for everybody to see."""
    form = CorrectForm(request.POST, prefix="correct")
    return _say(request, release_id, "correct", form, services.correct)


@require_POST
@gate(Permission.NEWS_APPROVE)
def withdraw(request: GatedRequest, release_id: UUID) -> HttpResponse:
    """Take it back."""
    form = ReasonForm(request.POST, prefix="withdraw")
    return _say(request, release_id, "withdraw", form, services.withdraw)


@require_POST
@gate(Permission.NEWS_WRITE)
def ask_quote(request: GatedRequest, release_id: UUID) -> HttpResponse:
    """Ask somebody to stand by words; the address is shown this once."""
    form = QuoteForm(request.POST, prefix="quote")
    secret = ""
    if form.is_valid():
        try:
            _quote, secret = services.ask_quote(
                release_id, **form.cleaned_data, by=request.actor, at=request.at
            )
        except Invalid as refusal:
            show_problems(form, refusal)
    if not secret:
        return _page(request, release_id, {"quote": form}, status=422)
    link = request.build_absolute_uri(reverse("public:quotes:quote", args=[secret]))
    return _page(request, release_id, {}, link=link)


@require_POST
@gate(Permission.NEWS_WRITE)
def add_picture(request: GatedRequest, release_id: UUID) -> HttpResponse:
    """Take a photo of the visit in."""
    try:
        visit_id, photo_id = (UUID(request.POST.get(k, "")) for k in ("visit", "photo"))
    except ValueError:
        raise Invalid(_("This cannot be read.")) from None
    services.add_picture(
        release_id, visit_id, photo_id, by=request.actor, at=request.at
    )
    return redirect("console:news:release", release_id)


@require_POST
@gate(Permission.NEWS_WRITE)
def describe_picture(
    request: GatedRequest, release_id: UUID, picture_id: UUID
) -> HttpResponse:
    """Say what is to be seen."""
    form = PictureForm(request.POST, prefix=str(picture_id))
    if form.is_valid():
        told = dict(form.cleaned_data)
        told["faces"] = Faces(told["faces"])
        services.describe_picture(
            release_id, picture_id, **told, by=request.actor, at=request.at
        )
        return redirect("console:news:release", release_id)
    return _page(request, release_id, {str(picture_id): form}, status=422)


@require_POST
@gate(Permission.NEWS_WRITE)
def remove_picture(
    request: GatedRequest, release_id: UUID, picture_id: UUID
) -> HttpResponse:
    """Take a picture out."""
    services.remove_picture(release_id, picture_id, by=request.actor, at=request.at)
    return redirect("console:news:release", release_id)


@require_safe
@gate(Permission.NEWS_VIEW)
def picture(request: GatedRequest, release_id: UUID, picture_id: UUID) -> HttpResponse:
    """A picture on its way."""
    file_id = selectors.draft_picture(request.actor, release_id, picture_id)
    data, media = read_file(file_id)
    headers = {"Cache-Control": "private, no-cache"}
    return HttpResponse(data, content_type=media, headers=headers)


@require_http_methods(GET_AND_POST)
@gate(Permission.OUT_HEADINGS_EDIT)
def style(request: GatedRequest) -> HttpResponse:
    """Set how releases are worded, with the last one in these words beside it."""
    units = request.actor.reach(Permission.OUT_HEADINGS_EDIT).units
    if not units:
        raise NotAllowed(_("Your office decides this for no unit."))
    unit = unit_at(min(units, key=len))
    known = selectors.house_style(unit.path)
    names = ("headline", "opening", "closing", "credit")
    initial = {name: getattr(known, name) for name in names} if known else {}
    form = StyleForm(request.POST or None, initial=initial)
    told = {**dict.fromkeys(names, ""), **initial}
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        problems = services.style_problems(told)
        if not problems and "preview" not in request.POST:
            services.set_style(unit.path, **told, by=request.actor, at=request.at)
            messages.success(request, _("Releases say it so from now on."))
            return redirect("console:news:style")
        for name, sentence in problems.items():
            form.add_error(name, sentence)
        told = told if not problems else {**dict.fromkeys(names, ""), **initial}
    context = {"form": form, "unit": unit, "preview": _preview(request, told)}
    part = "#preview" if request.headers.get("HX-Request") else ""
    status = 422 if form.errors else 200
    return render(request, f"console/news/style.html{part}", context, status=status)


def _preview(request: GatedRequest, told: dict[str, str]) -> Any:
    """The last visit in sight, in these words; None where there is none."""
    last = pages.recent_visits(request.actor, since=request.at - LOOK_BACK)[:1]
    if not last:
        return None
    found = selectors.material(request.actor, [last[0].pk])
    return draft(found.facts, Style(told["headline"], told["opening"], told["closing"]))


def _step(
    request: GatedRequest, release_id: UUID, service: Callable[..., Any]
) -> HttpResponse:
    try:
        service(release_id, by=request.actor, at=request.at)
    except (Conflicting, Overtaken) as refusal:
        messages.error(request, str(refusal))
        return _page(request, release_id, {}, status=409)
    return redirect("console:news:release", release_id)


def _say(
    request: GatedRequest,
    release_id: UUID,
    name: str,
    form: Form,
    service: Callable[..., Any],
) -> HttpResponse:
    status = 422
    if form.is_valid():
        try:
            service(release_id, **form.cleaned_data, by=request.actor, at=request.at)
        except Invalid as refusal:
            show_problems(form, refusal)
        except (Conflicting, Overtaken) as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            return redirect("console:news:release", release_id)
    return _page(request, release_id, {name: form}, status=status)


def _page(
    request: GatedRequest,
    release_id: UUID,
    forms: dict[str, Form],
    *,
    status: int = 200,
    link: str = "",
) -> HttpResponse:
    page = pages.page(request.actor, release_id)
    row = page.release
    words = {
        "headline": row.headline,
        "body": row.body,
        "whatsapp": row.whatsapp,
        "caption": row.caption,
        "was": row.version,
    }
    blank: dict[str, Form] = {
        "text": TextForm(initial=words, prefix="text"),
        "correct": CorrectForm(initial=words, prefix="correct"),
        "withdraw": ReasonForm(prefix="withdraw"),
        "quote": QuoteForm(prefix="quote"),
    }
    style = selectors.house_style(row.unit)
    credit = style.credit if style else ""
    pictures = [
        (one, forms.get(str(one.pk)) or _picture_form(one, credit))
        for one in row.pictures.all()
    ]
    context = {
        "page": page,
        "forms": blank | forms,
        "pictures": pictures,
        "link": link,
        "now": request.at,
    }
    return render(request, "console/news/release.html", context, status=status)


def _picture_form(one: Any, credit: str) -> PictureForm:
    initial = {
        "alt": one.alt,
        "caption": one.caption,
        "credit": one.credit or credit,
        "faces": one.faces,
    }
    return PictureForm(initial=initial, prefix=str(one.pk))
