"""What the pages of posts join: the post, its place, its visits and its promises."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kentongan.beat.community.selectors import Pillars, pillars
from kentongan.beat.follow_ups import selectors as follow_ups
from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.visits import selectors as visits
from kentongan.beat.visits.models import Visit
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.boards import Stand
from kentongan.beat.watch.rules.posts import EQUIPMENT, Due, Reason
from kentongan.beat.watch.selectors import posts as watch
from kentongan.beat.watch.selectors.boards import Board, board
from kentongan.beat.watch.selectors.nights import NightLine, nights_between
from kentongan.doors.console.naming import place_names
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.paths import is_within, official_code, topmost
from kentongan.ground.basics.zones import Zone, night_of
from kentongan.ground.places.selectors import full_names, outlines, zone

NIGHTS = 30
SHOWN = 7
OUTLINE_M = 60.0
"""How far a drawn outline may leave the true one: less than a phone's pixel."""


def why_due(reason: Reason | None) -> str:
    """A reason in words."""
    if reason is None:
        return ""
    n = reason.days
    if reason.code is Due.NEVER_VISITED:
        return ngettext(
            "never visited, registered %(n)d day ago",
            "never visited, registered %(n)d days ago",
            n,
        ) % {"n": n}
    if reason.code is Due.FULL_SHEET:
        return ngettext("full sheet %(n)d day ago", "full sheet %(n)d days ago", n) % {
            "n": n
        }
    return ngettext("not visited for %(n)d day", "not visited for %(n)d days", n) % {
        "n": n
    }


@dataclass(frozen=True)
class ListPage:
    """A part of the list of posts with the names of their places."""

    posts: list[Post]
    next: str
    places: dict[str, str]
    counts: watch.PostCounts


def list_page(
    actor: Principal, *, search: str, order: str, after: str, at: datetime
) -> ListPage:
    """The posts in sight that fit."""
    found = watch.posts(actor, search=search, order=order, after=after)
    return ListPage(
        posts=found.posts,
        next=found.next,
        places=place_names(actor, {post.place for post in found.posts}),
        counts=watch.post_counts(actor, at=at),
    )


@dataclass(frozen=True)
class Nights:
    """How often a post was kept lately. It names nobody.

    Attributes:
        latest: The last seven nights that somebody kept, the latest first.
        heads: How many came, on the average of the nights kept.
    """

    latest: list[NightLine]
    kept: int
    of: int
    heads: float


def nights_of(actor: Principal, post: Post, at: datetime) -> Nights:
    """The nights of the last month, tonight apart."""
    last = night_of(at, post.place) - timedelta(days=1)
    lines = nights_between(actor, post.pk, last - timedelta(days=NIGHTS - 1), last)
    counts = [one.head_count for one in lines]
    heads = round(sum(counts) / len(counts), 1) if counts else 0.0
    return Nights(lines[: -SHOWN - 1 : -1], len(lines), NIGHTS, heads)


@dataclass(frozen=True)
class Tonight:
    """One night over the posts in sight, with the names of their places."""

    night: date
    board: Board
    places: dict[str, str]
    show: Stand | None
    is_now: bool

    @property
    def before(self) -> date:
        """The night before."""
        return self.night - timedelta(days=1)

    @property
    def after(self) -> date:
        """The night after."""
        return self.night + timedelta(days=1)


def tonight(
    actor: Principal, night: date, at: datetime, show: Stand | None = None
) -> Tonight:
    """How the posts in sight stand in one night."""
    found = board(actor, night, at=at, show=show)
    return Tonight(
        night,
        found,
        place_names(actor, {one.place for one in found.posts}),
        show,
        is_now=night == night_of(at, ""),
    )


@dataclass(frozen=True)
class Page:
    """One post's page."""

    watch: watch.PostPage
    place: str
    zone: Zone
    why: str
    wanted: list[tuple[str, str]]
    visits: list[Visit]
    promises: list[FollowUp]
    pillars: Pillars | None
    nights: Nights | None

    @property
    def village(self) -> str:
        """Code of the village in which it stands."""
        return official_code(self.post.place)

    @property
    def post(self) -> Post:
        """The post itself."""
        return self.watch.post


def page(actor: Principal, post_id: UUID, at: datetime) -> Page:
    """Everything on one post's page.

    Raises:
        NotFound: No such post in sight.
    """
    known = watch.post_page(actor, post_id, at=at)
    post = known.post
    seen = {one.item: one.state for one in known.equipment}
    sees_visits = post.is_within(actor.reach(Permission.VISIT_VIEW))
    sees_nights = bool(actor.reach(Permission.NIGHT_VIEW))
    sees_people = post.is_within(actor.reach(Permission.CONTACT_VIEW))
    return Page(
        watch=known,
        place=full_names([post.place]).get(post.place, post.place),
        zone=zone(post.place),
        why=why_due(known.reason),
        wanted=[(item, seen.get(item, "not_assessed")) for item in EQUIPMENT],
        visits=list(visits.of_post(actor, post_id)[:20]) if sees_visits else [],
        promises=list(follow_ups.of_post(actor, post_id)[:20]),
        pillars=pillars(actor, post.place, at=at) if sees_people else None,
        nights=nights_of(actor, post, at) if sees_nights else None,
    )


_STATES = {"due": "warn", "resting": "good", "unverified": "wait"}


def features(actor: Principal, at: datetime) -> dict[str, Any]:
    """Outlines and posts for the map: what is one's own, and the neighbours in grey."""
    reach = actor.reach(Permission.POST_VIEW)
    tops = topmost(official_code(path)[:5] for path in reach.places if path)
    drawn = outlines(tops, simplify_m=OUTLINE_M)
    for outline in drawn:
        said = outline["properties"]
        own = any(is_within(said["code"], top) for top in reach.places)
        said |= {"state": "own" if own else "other", "meta": said["word"]}
    found = watch.map_features(actor, at=at)
    names = full_names({one["properties"]["place"] for one in found["features"]})
    for one in found["features"]:
        said = one["properties"]
        days = ngettext("%(n)d day ago", "%(n)d days ago", said["days"]) % {
            "n": said["days"]
        }
        said["meta"] = f"{names.get(said['place'], '')} · {days}"
        said["state"] = _STATES[said["state"]]
        said["url"] = reverse("console:posts:post", args=[one["id"]])
    return found | {
        "features": drawn + found["features"],
        "note": _("Outlines are indicative, not definitive boundaries."),
    }
