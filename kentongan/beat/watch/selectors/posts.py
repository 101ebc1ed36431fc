"""Reading posts: one, lists of them, those that are due, and the map."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Equipment, Member, Post, Signal
from kentongan.beat.watch.rules.posts import DUE_AFTER, FULL_AFTER, Due, Reason, reason
from kentongan.ground.access import rls
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, NotFound
from kentongan.ground.basics.texts import words
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import within

PAGE: Final = 50
MOST_FEATURES: Final = 5000


def _visible(actor: Actor) -> QuerySet[Post]:
    return Post.objects.visible_to(actor, Permission.POST_VIEW)


def post(actor: Actor, post_id: UUID) -> Post:
    """One post, closed ones too.

    Raises:
        NotFound: None in sight.
    """
    row = _visible(actor).filter(pk=post_id).first()
    if row is None:
        raise NotFound(_("There is no such post."))
    return row


def by_ids(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Post]:
    """Those of `ids` that are in sight."""
    return {row.pk: row for row in _visible(actor).filter(pk__in=list(ids))}


@dataclass(frozen=True)
class PostPage:
    """What one post's page shows of the post itself.

    Attributes:
        members: How many keep watch; their names are the residents' own.
        is_own: Whether the reader belongs to this post's residents' side as its head.
        may: Permissions that the reader holds at this very post.
    """

    post: Post
    equipment: tuple[Equipment, ...]
    signals: tuple[Signal, ...]
    members: int
    reason: Reason | None
    is_own: bool
    may: frozenset[str]


_ACTS: Final = (
    Permission.POST_REGISTER,
    Permission.POST_UPDATE,
    Permission.POST_MEMBERS_MANAGE,
    Permission.CARD_ISSUE,
    Permission.SEAL_OPEN,
    Permission.VISIT_RECORD,
)


def post_page(actor: Actor, post_id: UUID, *, at: datetime) -> PostPage:
    """Everything of one post's page that the watch knows: four queries."""
    row = post(actor, post_id)
    return PostPage(
        post=row,
        equipment=tuple(Equipment.objects.filter(post=row).order_by("item")),
        signals=tuple(Signal.objects.filter(post=row).order_by("meaning")),
        members=Member.objects.filter(post=row, left_at=None).count(),
        reason=_reason(row, at),
        is_own=row.pk in actor.reach(Permission.POST_MEMBERS_MANAGE).holdings,
        may=frozenset(str(p) for p in _ACTS if row.is_within(actor.reach(p))),
    )


# Lists


@dataclass(frozen=True)
class PostList:
    """A part of a list, and where the next part begins; empty at its end."""

    posts: list[Post]
    next: str


_ORDERS: Final = {
    "place": ("place", "id"),
    "unvisited": ("quiet_since", "id"),
    "name": ("name_key", "id"),
}


def posts(
    actor: Actor,
    *,
    search: str = "",
    place: str = "",
    order: str = "place",
    after: str = "",
    limit: int = PAGE,
) -> PostList:
    """Open posts whose name or place begins with the words of `search`.

    Parts are found by the last row seen (`after`), so that the hundredth part costs
    as much as the first and a new post shifts nothing.
    """
    order = order if order in _ORDERS else "place"
    rows = _visible(actor).filter(within("place", place), closed_at=None)
    for word in words(search)[:8]:
        rows = rows.filter(search_key__contains=f" {word}")
    first, second = _ORDERS[order]
    if after:
        last, last_id = _cursor(after, order)
        rows = rows.filter(
            Q(**{f"{first}__gt": last}) | Q(**{first: last, f"{second}__gt": last_id}),
            **{f"{first}__gte": last},
        )
    found = list(rows.order_by(first, second)[: limit + 1])
    more = len(found) > limit
    return PostList(found[:limit], _token(found[limit - 1], order) if more else "")


def _token(row: Post, order: str) -> str:
    value = getattr(row, _ORDERS[order][0])
    told = value.isoformat() if isinstance(value, datetime) else value
    return urlsafe_b64encode(json.dumps([order, told, str(row.pk)]).encode()).decode()


def _cursor(token: str, order: str) -> tuple[Any, UUID]:
    try:
        kind, told, last_id = json.loads(urlsafe_b64decode(token))
        if kind != order or not isinstance(told, str) or "\0" in told:
            raise ValueError(token)
        value = datetime.fromisoformat(told) if order == "unvisited" else told
        return value, UUID(last_id)
    except (ValueError, TypeError, AttributeError) as error:
        raise Invalid(_("This list does not go on from there.")) from error


# What is due


@dataclass(frozen=True)
class DuePost:
    """A post to go to, and why."""

    post: Post
    days: int
    reason: Reason


def due_posts(
    actor: Actor, *, at: datetime, limit: int = 5, sheets: int = 0
) -> list[DuePost]:
    """The posts longest unvisited, those past :data:`DUE_AFTER`, the longest first.

    Behind them at most `sheets` that were visited lately and whose last full sheet is
    more than a quarter old. One query.
    """
    rows = _visible(actor).filter(closed_at=None)
    quiet = rows.filter(quiet_since__lte=at - DUE_AFTER)
    found = quiet.order_by("quiet_since", "id")[:limit]
    if sheets:
        unchecked = rows.filter(
            quiet_since__gt=at - DUE_AFTER,
            last_full_inspection_at__lte=at - FULL_AFTER,
        ).order_by("last_full_inspection_at", "id")[:sheets]
        found = found.union(unchecked, all=True)
    # A union promises no order, and the sort keeps that within each kind.
    due = _with_reasons(found, at)
    return sorted(due, key=lambda one: (one.reason.code is Due.FULL_SHEET, -one.days))


def _with_reasons(rows: Iterable[Post], at: datetime) -> list[DuePost]:
    why = ((row, _reason(row, at)) for row in rows)
    return [DuePost(row, found.days, found) for row, found in why if found]


def _reason(row: Post, at: datetime) -> Reason | None:
    return reason(
        row.last_visited_at, row.registered_at, row.last_full_inspection_at, at
    )


@dataclass(frozen=True)
class PostCounts:
    """How the posts in reach stand, read from the posts alone."""

    open: int
    due: int
    never_visited: int
    unverified: int


def post_counts(actor: Actor, *, at: datetime, place: str = "") -> PostCounts:
    """Posts in reach by state: one query, without reading a visit."""
    rows = _visible(actor).filter(within("place", place), closed_at=None)
    totals = rows.aggregate(
        open=Count("id"),
        due=Count("id", filter=Q(quiet_since__lte=at - DUE_AFTER)),
        never_visited=Count("id", filter=Q(last_visited_at=None)),
        unverified=Count("id", filter=Q(verified=False)),
    )
    return PostCounts(**totals)


def map_features(actor: Actor, *, at: datetime, place: str = "") -> dict[str, Any]:
    """Open posts with a point as GeoJSON, at most :data:`MOST_FEATURES`.

    ``state`` is ``due``, ``resting`` or ``unverified``; ``partial`` tells that some
    were left out.
    """
    rows = (
        _visible(actor)
        .filter(within("place", place), closed_at=None, point__isnull=False)
        .order_by("place", "id")
        .values_list("id", "name", "place", "point", "quiet_since", "verified")
    )
    found = list(rows[: MOST_FEATURES + 1])
    limit = at - DUE_AFTER
    features = [
        {
            "type": "Feature",
            "id": str(post_id),
            "geometry": {
                "type": "Point",
                "coordinates": [round(point.lon, 5), round(point.lat, 5)],
            },
            "properties": {
                "name": name,
                "place": path,
                "state": _state(quiet, limit, known=verified),
                "days": max((at - quiet) // timedelta(days=1), 0),
            },
        }
        for post_id, name, path, point, quiet, verified in found[:MOST_FEATURES]
        if point is not None
    ]
    return {
        "type": "FeatureCollection",
        "features": features,
        "partial": len(found) > MOST_FEATURES,
    }


def _state(quiet_since: datetime, limit: datetime, *, known: bool) -> str:
    if not known:
        return "unverified"
    return "due" if quiet_since <= limit else "resting"


@transaction.atomic
def by_token(token: str) -> Post | None:
    """The post of a poster's QR code, for whoever stands before it.

    Nobody is signed in, so the second wall would show nothing: a function of the
    owner's says which post the token names, and nothing else of it.
    """
    if not (token.isascii() and token.isprintable()):
        return None
    with connection.cursor() as cursor:
        cursor.execute("select watch_post_of_token(%s)", [token])
        (post_id,) = cursor.fetchone()
    if post_id is None:
        return None
    rls.widen(holdings=[post_id], because="the poster hangs in public")
    rows = Post.objects.everywhere(because="the poster hangs in public")
    return rows.filter(pk=post_id).first()
