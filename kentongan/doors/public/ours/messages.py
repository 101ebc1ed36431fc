"""Texts to hand on: tonight for the group, and everybody's own nights of a month."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kentongan.beat.watch.documents.messages import month_text, night_text
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.agreements import NightRules, hours, is_held_on
from kentongan.beat.watch.rules.rosters import RosterState
from kentongan.beat.watch.selectors import rosters
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.beat.watch.services import open_names
from kentongan.doors.public.ours.months import month_shown
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.zones import night_of, zone_of


@dataclass(frozen=True)
class _Duty:
    """One night of a member."""

    night: date
    hours: tuple[datetime, datetime] | None


@dataclass(frozen=True)
class OurMessages:
    """Texts of one month.

    Attributes:
        tonight: For the group of the members; empty where no watch is held.
        members: Name and text of each who has a turn; for the head alone.
    """

    post: Post
    month: date
    tonight: str
    members: list[tuple[str, str]]


@require_safe
@never_cache
@gate(Permission.ROSTER_VIEW)
def messages(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """What can be copied into the chat that everybody uses; nothing is sent from here."""
    month = month_shown(request, post_id)
    page = our_messages(request.actor, post_id, month, request.at)
    return render(request, "public/ours/messages.html", {"page": page})


def our_messages(
    actor: Principal, post_id: UUID, month: date, at: datetime
) -> OurMessages:
    """The texts of a published month.

    Raises:
        NotFound: It is not one's own post.
    """
    post = post_in_sight(actor, post_id)
    names = open_names(post_id, by=actor, at=at)
    return OurMessages(
        post,
        month,
        _tonight(actor, post, names, at),
        _members(actor, post, month, names)
        if post_id in actor.reach(Permission.ROSTER_MAKE).holdings
        else [],
    )


def _tonight(actor: Principal, post: Post, names: dict[UUID, str], at: datetime) -> str:
    night = night_of(at, post.place)
    rules = rosters.agreement(actor, post.pk, night)
    if rules is None or not is_held_on(rules, night):
        return ""
    turns = rosters.turns_on([post.pk], night).get(post.pk, [])
    return night_text(
        post.name,
        night,
        hours(rules, night, zone_of(post.place)),
        sorted(names.get(turn.member_id, "") for turn in turns),
        wanted=rules.members_per_shift,
    )


def _members(
    actor: Principal, post: Post, month: date, names: dict[UUID, str]
) -> list[tuple[str, str]]:
    try:
        found = rosters.roster(actor, post.pk, month)
    except NotFound:
        return []
    if found.state is not RosterState.PUBLISHED:
        return []
    rules = rosters.agreement(actor, post.pk, month)
    nights: dict[UUID, list[_Duty]] = {}
    for turn in found.turns:
        nights.setdefault(turn.member_id, []).append(_duty(turn.night, rules, post))
    told = [
        (names[one], month_text(post.name, names[one], month, duties))
        for one, duties in nights.items()
        if one in names
    ]
    return sorted(told)


def _duty(night: date, rules: NightRules | None, post: Post) -> _Duty:
    span = hours(rules, night, zone_of(post.place)) if rules else None
    return _Duty(night, span)
