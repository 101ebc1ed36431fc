"""What the page of tonight shows: who is on duty, and who came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.agreements import hours
from kentongan.beat.watch.rules.nights import (
    CARRIED,
    EARLIEST,
    NightState,
    days_back,
)
from kentongan.beat.watch.selectors import rosters
from kentongan.beat.watch.selectors.nights import (
    Came,
    NightLine,
    Walked,
    came,
    nights_between,
    rounds,
)
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.beat.watch.selectors.silences import SilenceLine, our_silences
from kentongan.beat.watch.services import open_names
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.zones import Zone, night_of, zone_of

DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class OnDuty:
    """Somebody of tonight: on the roster, or come besides.

    Attributes:
        came: When and how; None while they have not.
        instead_of: Name of the member in whose stead they came.
    """

    member_id: UUID
    name: str
    came: Came | None
    instead_of: str


@dataclass(frozen=True)
class OurNight:
    """Tonight, as those who keep it see it.

    Attributes:
        line: The night as it was opened; None while nobody came.
        my_id: The reader, if a member; `is_in` when noted already.
        missing: Members who are not noted yet, those on duty first.
        recent: The last fortnight, the latest first; None for a night nobody kept.
        is_typed: Whether the night is over and its sheet may still be typed.
        rounds: Those that were walked, of `rounds_due`.
        questions: The latest that the post is asked about this night or the one
            before, where the reader may answer; `older` ones wait besides.
        earliest: The first night whose sheet may still be typed.
    """

    post: Post
    night: date
    zone: Zone
    hours: tuple[datetime, datetime] | None
    is_on: bool
    line: NightLine | None
    people: list[OnDuty]
    my_id: UUID | None
    is_in: bool
    missing: list[tuple[UUID, str]]
    names: Mapping[UUID, str]
    recent: list[tuple[date, NightLine | None]]
    is_typed: bool
    is_head: bool
    rounds: list[Walked]
    rounds_due: int
    questions: list[SilenceLine]
    older: int
    earliest: date

    @property
    def is_open(self) -> bool:
        """Whether somebody came and nobody closed it."""
        return self.line is not None and self.line.state is NightState.OPEN


def our_night(
    actor: Principal, post_id: UUID, at: datetime, night: date | None = None
) -> OurNight:
    """Who is on duty tonight, and who came; or on a night of the last seven days.

    Raises:
        NotFound: It is not one's own post, or the night is too far away to be typed.
    """
    post = post_in_sight(actor, post_id)
    zone, current = zone_of(post.place), night_of(at, post.place)
    tonight = night or current
    if not timedelta(0) <= current - tonight <= CARRIED:
        raise NotFound(_("There is no such night."))
    arrived = {one.member_id: one for one in came(actor, post_id, tonight)}
    rules = rosters.agreement(actor, post_id, tonight)
    names = open_names(post_id, by=actor, at=at)
    due = [
        turn.member_id for turn in rosters.turns_on([post_id], tonight).get(post_id, [])
    ]
    days = days_back(current, 14)
    kept = {one.date: one for one in nights_between(actor, post_id, days[0], current)}
    me = rosters.membership(actor, post_id)
    span = hours(rules, tonight, zone) if rules else None
    asked = our_silences(actor, post_id, at=at)
    absent = [one for one in due if one not in arrived]
    rest = sorted(names.keys() - arrived.keys() - set(due), key=names.__getitem__)
    return OurNight(
        post=post,
        night=tonight,
        zone=zone,
        hours=span,
        is_on=span is not None and span[0] - EARLIEST <= at < span[1],
        is_typed=span is not None and span[1] <= at <= span[0] + CARRIED,
        is_head=post_id in actor.reach(Permission.ROSTER_MAKE).holdings,
        rounds=rounds(actor, post_id, tonight),
        rounds_due=rules.rounds if rules else 0,
        questions=[one for one in asked if one.night >= tonight - DAY][:1],
        older=sum(one.night < tonight - DAY for one in asked),
        earliest=current - CARRIED,
        line=kept.get(tonight),
        people=[
            _on_duty(one, arrived.get(one), names)
            for one in [*due, *(one for one in arrived if one not in due)]
        ],
        my_id=me.pk if me else None,
        is_in=me is not None and me.pk in arrived,
        missing=[(one, names.get(one, "")) for one in [*absent, *rest]],
        names=names,
        recent=[(one, kept.get(one)) for one in reversed(days[:-1])],
    )


def _on_duty(member_id: UUID, there: Came | None, names: Mapping[UUID, str]) -> OnDuty:
    instead = there.stands_in_for if there else None
    return OnDuty(
        member_id,
        names.get(member_id, ""),
        there,
        names.get(instead, "") if instead else "",
    )
