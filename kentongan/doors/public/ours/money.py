"""The small sums of one's own post: totals for all, each house its own line."""

from uuid import UUID

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
from kentongan.beat.watch.rules.agreements import ContributionKind
from kentongan.beat.watch.rules.money import Unit
from kentongan.beat.watch.selectors import rosters
from kentongan.beat.watch.selectors.money import given_on
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.doors.public.ours import book_pages as pages
from kentongan.doors.public.ours.entries import (
    DwellerForm,
    EveningForm,
    HouseForm,
    SumForm,
)
from kentongan.doors.public.ours.sheets import Sheet, answered
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.zones import local, night_of

_BOOK = "public:ours:till"


@require_safe
@never_cache
@gate(Permission.MONEY_VIEW)
def money(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """What the post has, what it was spent on, and one's own house."""
    page = pages.our_money(request.actor, post_id)
    return render(request, "public/ours/money.html", {"page": page})


@require_safe
@never_cache
@gate(Permission.MONEY_KEEP)
def till(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """The book of who keeps the box: every house, every entry."""
    page = pages.our_till(request.actor, post_id, request.at)
    return render(request, "public/ours/till.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.MONEY_KEEP)
def evening(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """What each house gave on one evening, typed at once."""
    actor, at = request.actor, request.at
    post = post_in_sight(actor, post_id)
    houses = services.open_houses(post_id, by=actor, at=at)
    night = night_of(at, post.place)
    rules = rosters.agreement(actor, post_id, night)
    is_cups = rules is not None and rules.jimpitan.kind is ContributionKind.IN_KIND
    agreed = rules.jimpitan.amount_rp if rules else 0
    unit = Unit.CUPS if is_cups else Unit.RP
    given = given_on(actor, post_id, night)
    expected = dict.fromkeys(houses.keys() - given, 1 if is_cups else agreed)
    form = EveningForm(
        request.POST or None, houses, expected, on=night, unit=unit.value
    )
    sheet = Sheet(
        _("This evening's jimpitan"),
        _("As agreed, unless a house gave something else. 0 where nobody was home."),
        _BOOK,
    )
    return answered(
        request,
        post,
        form,
        sheet,
        lambda: services.book(post_id, form.drafts, by=actor, at=at, once=form.sent),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.MONEY_KEEP)
def entry(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """One sum that came or went."""
    actor, at = request.actor, request.at
    post = post_in_sight(actor, post_id)
    houses = services.open_houses(post_id, by=actor, at=at)
    form = SumForm(request.POST or None, houses, local(at, post.place).date())
    sheet = Sheet(
        _("Write a sum down"),
        _("A slip is taken back by a second line; nothing is rewritten."),
        _BOOK,
    )
    return answered(
        request,
        post,
        form,
        sheet,
        lambda: services.book(post_id, [form.draft], by=actor, at=at, once=form.sent),
    )


@require_POST
@gate(Permission.MONEY_KEEP)
def reverse_entry(request: GatedRequest, post_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take an entry back by a second line."""
    services.reverse(entry_id, by=request.actor, at=request.at)
    messages.success(request, _("Taken back. Both lines stay."))
    return redirect(_BOOK, post_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.MONEY_KEEP)
def house(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """A house that gives from now on."""
    post = services.own_post(post_id, request.actor, Permission.MONEY_KEEP)
    form = HouseForm(request.POST or None)
    sheet = Sheet(
        _("A house"),
        _("Only who keeps the box sees the list of houses."),
        _BOOK,
        _("Add"),
    )
    return answered(
        request,
        post,
        form,
        sheet,
        lambda: services.add_house(
            post_id, form.cleaned_data["label"], by=request.actor, at=request.at
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.MONEY_KEEP)
def dweller(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """Say in which house a member lives, so that they see its line."""
    actor, at = request.actor, request.at
    post = post_in_sight(actor, post_id)
    houses = services.open_houses(post_id, by=actor, at=at)
    names = services.open_names(post_id, by=actor, at=at)
    form = DwellerForm(request.POST or None, names, houses)
    sheet = Sheet(
        _("Who lives where"),
        _("A member sees the line of their own house, and of no other."),
        _BOOK,
        _("Save"),
    )
    return answered(
        request,
        post,
        form,
        sheet,
        lambda: services.put_in_house(**form.cleaned_data, by=actor, at=at),
    )
