"""The rest of what residents agree: people, pairs, and dates of their own."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.agreements import NightRules
from kentongan.beat.watch.selectors import rosters
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.doors.public.ours.rule_forms import (
    DATE_KINDS,
    DateKind,
    DatesForm,
    PairForm,
    PeopleForm,
    over_by,
    without_dates,
    without_pair,
)
from kentongan.doors.public.ours.sheets import is_done, status_of
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.zones import night_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.ROSTER_MAKE)
def people(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Who takes no turns and who is experienced."""
    post, rules = _agreed(request, post_id)
    names = services.open_names(post_id, by=request.actor, at=request.at)
    form = PeopleForm(request.POST or None, names, rules)
    if _is_agreed(request, post, form, lambda: form.over(rules)):
        return redirect("public:ours:agreement", post_id)
    context = {"post": post, "form": form}
    return render(request, "public/ours/people.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.ROSTER_MAKE)
def pairs(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Who shares nights, and who never does."""
    post, rules = _agreed(request, post_id)
    names = services.open_names(post_id, by=request.actor, at=request.at)
    form = PairForm(request.POST or None, names)
    if _is_agreed(request, post, form, lambda: form.over(rules)):
        return redirect("public:ours:pairs", post_id)
    known = [
        (pair, [names.get(one, "") for one in pair], is_apart)
        for is_apart, some in ((True, rules.apart), (False, rules.together))
        for pair in some
    ]
    context = {"post": post, "form": form, "pairs": known}
    return render(request, "public/ours/pairs.html", context, status=status_of(form))


@require_POST
@gate(Permission.ROSTER_MAKE)
def drop_pair(
    request: GatedRequest, post_id: UUID, one: UUID, other: UUID
) -> HttpResponse:
    """Agree on nothing about these two any more."""
    post, rules = _agreed(request, post_id)
    _agree(request, post, without_pair(rules, (one, other)))
    return redirect("public:ours:pairs", post_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.ROSTER_MAKE)
def dates(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Other hours, nights without a watch, nights before holidays."""
    post, rules = _agreed(request, post_id)
    form = DatesForm(request.POST or None)
    if _is_agreed(request, post, form, lambda: form.over(rules)):
        return redirect("public:ours:dates", post_id)
    days = [(DateKind.NO_WATCH, day) for day in sorted(rules.no_watch)]
    days += [(DateKind.HOLIDAY, day) for day in sorted(rules.holidays)]
    context = {
        "post": post,
        "form": form,
        "seasons": rules.seasons,
        "days": [(kind, DATE_KINDS[kind], day) for kind, day in days],
    }
    return render(request, "public/ours/dates.html", context, status=status_of(form))


@require_POST
@gate(Permission.ROSTER_MAKE)
def drop_dates(
    request: GatedRequest, post_id: UUID, kind: str, first: str
) -> HttpResponse:
    """Agree on nothing about these dates any more."""
    post, rules = _agreed(request, post_id)
    try:
        told = DateKind(kind), date.fromisoformat(first)
    except ValueError:
        raise NotFound(_("There is no such day.")) from None
    _agree(request, post, without_dates(rules, *told))
    return redirect("public:ours:dates", post_id)


def _agreed(request: GatedRequest, post_id: UUID) -> tuple[Post, NightRules]:
    """The post and what holds there tonight, without dates that are over."""
    post = post_in_sight(request.actor, post_id)
    tonight = night_of(request.at, post.place)
    rules = rosters.agreement(request.actor, post_id, tonight)
    if rules is None:
        raise NotFound(_("The residents have not agreed their nights here yet."))
    return post, over_by(rules, tonight)


def _agree(request: GatedRequest, post: Post, rules: NightRules) -> None:
    services.agree(post.pk, rules, by=request.actor, at=request.at)
    messages.success(request, _("Agreed. It holds from tonight."))


def _is_agreed(
    request: GatedRequest, post: Post, form: forms.Form, over: Callable[[], NightRules]
) -> bool:
    return is_done(form, lambda: _agree(request, post, over()))
