"""What a calendar shows: a member's own nights, or how many are on duty. No names."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from kentongan.beat.watch.models import CalendarFeed, Post, Turn
from kentongan.beat.watch.rules.agreements import hours, is_held_on
from kentongan.beat.watch.selectors.rosters import (
    PUBLISHED,
    Agreed,
    agreed_for,
    agreements,
)
from kentongan.ground.access import rls
from kentongan.ground.basics.zones import Zone, zone_of


@dataclass(frozen=True)
class CalendarLine:
    """One night in a calendar.

    Attributes:
        uid: The same for ever, whatever happens to the night.
        sequence: Rises with every change of it.
        changed_at: When it was last changed.
        heads: How many are on duty; None in a member's own calendar.
    """

    uid: str
    night: date
    begins: datetime
    ends: datetime
    sequence: int
    changed_at: datetime
    is_cancelled: bool
    heads: int | None = None


@dataclass(frozen=True)
class Calendar:
    """A post's or a member's nights, and the zone of their clock."""

    post_id: UUID
    post_name: str
    zone: Zone
    is_own: bool
    lines: tuple[CalendarLine, ...]


def feed_digest(secret: str) -> str:
    """What is kept of a calendar's secret address."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def calendar_by_secret(secret: str, first: date) -> Calendar | None:
    """The calendar behind a secret address, its nights from `first` on.

    Nobody is signed in: whoever holds the address was given it.
    """
    if not (secret.isascii() and secret.isprintable()):
        return None
    digest = feed_digest(secret)
    with connection.cursor() as cursor:
        cursor.execute("select watch_post_of_feed(%s)", [digest])
        (post_id,) = cursor.fetchone()
    if post_id is None:
        return None
    rls.widen(holdings=[post_id], because="the secret address was given by the post")
    feeds = CalendarFeed.objects.everywhere(because="the address was given by the post")
    feed = feeds.select_related("post", "member").get(digest=digest)
    if feed.member is not None and feed.member.left_at is not None:
        return None
    return calendar(feed.post, feed.member_id, first)


def calendar(post: Post, member_id: UUID | None, first: date) -> Calendar:
    """The nights of a member from `first` on; of the whole post without one.

    The caller was let in to the post. Withdrawn turns stay, so that a calendar that
    knew them learns that they are cancelled.
    """
    turns = (
        Turn.objects.everywhere(because="the caller was let in to the post")
        .filter(post_id=post.pk, roster__state=PUBLISHED, night__gte=first)
        .select_related("roster", "member")
        .order_by("night", "id")
    )
    versions, zone = agreements(post.pk), zone_of(post.place)
    if member_id is not None:
        mine = turns.filter(member_id=member_id)
        lines = [_line(f"turn-{t.pk}", [t], versions, zone) for t in mine]
    else:
        by_night: dict[date, list[Turn]] = {}
        for turn in turns:
            by_night.setdefault(turn.night, []).append(turn)
        lines = [
            _line(f"night-{post.pk}-{night:%Y%m%d}", together, versions, zone)
            for night, together in by_night.items()
        ]
    return Calendar(
        post_id=post.pk,
        post_name=post.name,
        zone=zone,
        is_own=member_id is not None,
        lines=tuple(line for line in lines if line is not None),
    )


def _line(
    uid: str, turns: Sequence[Turn], versions: Sequence[Agreed], zone: Zone
) -> CalendarLine | None:
    """One night of these turns; None where nothing was agreed for it."""
    night = turns[0].night
    agreed = agreed_for(versions, night)
    if agreed is None:
        return None
    here = [t for t in turns if t.withdrawn_at is None and t.member.left_at is None]
    begins, ends = hours(agreed.rules, night, zone)
    return CalendarLine(
        uid=uid,
        night=night,
        begins=begins,
        ends=ends,
        # Versions, turns, withdrawals and leavings only ever grow in number.
        sequence=agreed.version + 2 * len(turns) - len(here),
        changed_at=max(
            agreed.made_at,
            *(t.roster.published_at for t in turns if t.roster.published_at),
            *(t.withdrawn_at for t in turns if t.withdrawn_at),
            *(t.member.left_at for t in turns if t.member.left_at),
        ),
        is_cancelled=not here or not is_held_on(agreed.rules, night),
        heads=len(here) if uid.startswith("night-") else None,
    )
