"""Posts: the register as list and map, one post, and what is told about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from kentongan.beat.watch import documents, services
from kentongan.beat.watch.documents.nights import SILENCE_REASONS
from kentongan.beat.watch.rules.boards import Stand
from kentongan.beat.watch.rules.silence import Reason
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.beat.watch.selectors.posts import post_page
from kentongan.beat.watch.selectors.silences import open_silences
from kentongan.doors.console import words
from kentongan.doors.console.naming import place_names
from kentongan.doors.console.posts import pages
from kentongan.doors.console.posts.forms import (
    EquipmentForm,
    PostForm,
    SignalsForm,
    told_of,
)
from kentongan.doors.look.asked import day_asked
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting, Invalid, NotFound
from kentongan.ground.basics.zones import night_of
from kentongan.ground.places.selectors import full_name
from kentongan.ground.seals.services import open_sealed

ORDERS = ("unvisited", "place", "name")
GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@gate(Permission.POST_VIEW)
def posts(request: GatedRequest) -> HttpResponse:
    """The posts in sight, as a list or on the map."""
    asked = request.GET.get("urut", "")
    order = asked if asked in ORDERS else "unvisited"
    search = request.GET.get("q", "")[:80]
    context = {
        "page": pages.list_page(
            request.actor,
            search=search,
            order=order,
            after=request.GET.get("lanjut", ""),
            at=request.at,
        ),
        "search": search,
        "order": order,
        "as_map": request.GET.get("lihat") == "peta",
        "may_register": bool(request.actor.reach(Permission.POST_REGISTER)),
        "now": request.at,
    }
    return render(request, "console/posts/list.html", context)


@require_safe
@gate(Permission.NIGHT_VIEW)
def tonight(request: GatedRequest) -> HttpResponse:
    """Which posts are awake tonight, and which are quiet; or on an earlier night."""
    asked = day_asked(request, "malam", missing=_("There is no such night."))
    night = asked or night_of(request.at, "")
    wanted = request.GET.get("keadaan", "")
    show = Stand(wanted) if wanted in set(Stand) else None
    page = pages.tonight(request.actor, night, request.at, show)
    context = {"page": page, "actor": request.actor, "stands": words.STANDS}
    return render(request, "console/posts/tonight.html", context)


@require_safe
@gate(Permission.NIGHT_ANSWER)
def silences(request: GatedRequest) -> HttpResponse:
    """Nights without a sign that wait for a word."""
    rows = open_silences(request.actor, at=request.at)
    places = place_names(request.actor, {one.place for one in rows})
    context = {"rows": rows, "places": places, "reasons": SILENCE_REASONS}
    return render(request, "console/posts/silences.html", context)


@require_POST
@gate(Permission.NIGHT_ANSWER)
def answer(request: GatedRequest, silence_id: UUID) -> HttpResponse:
    """Say why there was no sign."""
    told = request.POST.get("reason", "")
    if told not in set(Reason):
        raise Invalid(_("Choose what was the matter."))
    services.answer_silence(silence_id, Reason(told), by=request.actor, at=request.at)
    messages.success(request, _("Thank you. The question is closed."))
    return redirect("console:posts:silences")


@require_safe
@gate(Permission.POST_VIEW)
def geojson(request: GatedRequest) -> HttpResponse:
    """Outlines and posts for the map."""
    return JsonResponse(
        pages.features(request.actor, request.at),
        content_type="application/geo+json",
        headers={"Cache-Control": "private, max-age=60"},
    )


@require_safe
@gate(Permission.POST_VIEW)
def post(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """One post with its history."""
    page = pages.page(request.actor, post_id, request.at)
    return render(request, "console/posts/post.html", {"page": page, "now": request.at})


@require_http_methods(GET_AND_POST)
@gate(Permission.POST_REGISTER)
def register(request: GatedRequest) -> HttpResponse:
    """Put a post on the register."""
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.register(form.draft(), by=request.actor, at=request.at)
        except (Invalid, Conflicting, NotFound) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The post is on the register."))
            return redirect("console:posts:post", made.pk)
    return _form(request, "register", form, None)


@require_http_methods(GET_AND_POST)
@gate(Permission.POST_UPDATE)
def update(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Write down anew what the register says of a post."""
    page = post_page(request.actor, post_id, at=request.at)
    if request.method == "POST":
        form = PostForm(request.POST)
    else:
        form = PostForm(initial=told_of(page) | _sealed(request, page))
    if form.is_bound and form.is_valid():
        try:
            services.update_post(post_id, form.draft(), by=request.actor, at=request.at)
        except (Invalid, Conflicting) as refusal:
            form.refuse(refusal)
        else:
            return redirect("console:posts:post", post_id)
    return _form(request, "update", form, page)


@require_http_methods(GET_AND_POST)
@gate(Permission.POST_UPDATE)
def equipment(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Tell in what state the pieces of a post are."""

    def save(form: EquipmentForm) -> None:
        services.note_equipment(post_id, form.found(), by=request.actor, at=request.at)

    page = post_page(request.actor, post_id, at=request.at)
    states = {one.item: one.state for one in page.equipment}
    form = EquipmentForm(request.POST or None, initial=states)
    return _told(request, "equipment", form, page, save)


@require_http_methods(GET_AND_POST)
@gate(Permission.POST_UPDATE)
def signals(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Tell the post's own kentongan codes."""

    def save(form: SignalsForm) -> None:
        table = form.cleaned_data["table"]
        services.set_signals(post_id, table, by=request.actor, at=request.at)

    page = post_page(request.actor, post_id, at=request.at)
    table = "\n".join(f"{one.meaning} = {one.strokes}" for one in page.signals)
    form = SignalsForm(request.POST or None, initial={"table": table})
    return _told(request, "signals", form, page, save)


@require_POST
@gate(Permission.POST_REGISTER)
def verify(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Say that a post that was only mentioned is really there."""
    services.verify(post_id, by=request.actor, at=request.at)
    return redirect("console:posts:post", post_id)


@require_POST
@gate(Permission.SEAL_OPEN)
def head(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Open the name of a post's head; the ledger says who looked."""
    row = post_in_sight(request.actor, post_id)
    opened = {
        name: open_sealed(
            row, name, by=request.actor, at=request.at, because="post.head"
        )
        for name in ("head_name", "head_phone")
    }
    context = {"post": row, "opened": opened}
    return render(request, "console/posts/head.html", context)


@require_safe
@gate(Permission.POST_VIEW)
def poster(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """The poster with the post's QR code, for its wall."""
    row = post_in_sight(request.actor, post_id)
    url = request.build_absolute_uri(f"/p/{row.qr_token}/")
    pdf = documents.poster_pdf(row, url, demo=settings.KENTONGAN_DEMO)
    return HttpResponse(pdf, content_type="application/pdf")


def _told(
    request: GatedRequest,
    which: str,
    form: Any,
    page: Any,
    save: Callable[[Any], None],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            save(form)
        except Invalid as refusal:
            for sentence in refusal.problems.values():
                form.add_error(None, sentence)
        else:
            return redirect("console:posts:post", page.post.pk)
    return _form(request, which, form, page)


def _form(request: GatedRequest, which: str, form: Form, page: Any) -> HttpResponse:
    place = full_name(page.post.place) if page else ""
    context = {"form": form, "page": page, "which": which, "place": place}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "console/posts/form.html", context, status=status)


def _sealed(request: GatedRequest, page: Any) -> dict[str, str]:
    """The sealed words of the head, for who may open them, so that saving keeps them."""
    names = ("head_name", "head_phone")
    if not any(getattr(page.post, name) for name in names):
        return {}
    return {
        name: open_sealed(
            page.post, name, by=request.actor, at=request.at, because="post.edited"
        )
        for name in names
    }
