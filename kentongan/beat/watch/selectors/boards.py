"""One night over all posts in sight: which are awake, which are quiet. No names, ever."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from kentongan.beat.watch.models import Night, Post, Silence
from kentongan.beat.watch.rules.boards import Heard, Stand, stand_of, with_outages
from kentongan.beat.watch.rules.nights import NightState
from kentongan.beat.watch.rules.posts import Hearing
from kentongan.beat.watch.selectors.rosters import head_counts
from kentongan.ground.access.permissions import Permission
from kentongan.ground.wall.actors import Actor

BOARD_ROWS: Final = 200


@dataclass(frozen=True)
class PostTonight:
    """How one post stands.

    Attributes:
        head_count: How many came; 0 where nobody checked in.
        due: How many are on the roster.
        last_sign_at: The latest check-in or round.
    """

    post_id: UUID
    name: str
    place: str
    stand: Stand
    head_count: int
    due: int
    last_sign_at: datetime | None


@dataclass(frozen=True)
class Board:
    """One night over the posts in sight.

    Attributes:
        counts: How many posts stand how; every stand is there.
        heads: How many people came.
        posts: Those asked for, what needs a look first; at most `BOARD_ROWS`.
        total: How many were asked for.
    """

    counts: Mapping[Stand, int]
    heads: int
    posts: list[PostTonight]
    total: int

    @property
    def due(self) -> int:
        """Posts that expected somebody, or kept watch unasked."""
        return sum(self.counts.values()) - self.counts[Stand.NOT_DUE]

    @property
    def kept(self) -> int:
        """Posts that gave a sign."""
        return self.counts[Stand.AWAKE] + self.counts[Stand.OVER]


def board(
    actor: Actor, night: date, *, at: datetime, show: Stand | None = None
) -> Board:
    """What an office sees of one night.

    Reads one night of nights, silences and counted turns: no history, however long.
    """
    posts = {
        post_id: (name, place, Hearing(hearing))
        for post_id, name, place, hearing in Post.objects.visible_to(
            actor, Permission.NIGHT_VIEW
        )
        .filter(closed_at=None)
        .values_list("id", "name", "place", "hearing")
    }
    due = head_counts(posts, night, night)
    nights = {
        post_id: (NightState(state), heads, sign)
        for post_id, state, heads, sign in Night.objects.visible_to(
            actor, Permission.NIGHT_VIEW
        )
        .filter(date=night)
        .values_list("post_id", "state", "head_count", "last_sign_at")
    }
    asked = _asked(actor, night, at)
    places = {post_id: place for post_id, (_name, place, _hearing) in posts.items()}
    stands = with_outages(
        {
            post_id: stand_of(
                Heard(
                    hearing,
                    due.get(post_id, {}).get(night, 0),
                    nights[post_id][0] if post_id in nights else None,
                    *asked.get(post_id, (False, False, False)),
                )
            )
            for post_id, (_name, _place, hearing) in posts.items()
        },
        places,
    )
    order = {stand: number for number, stand in enumerate(Stand)}
    chosen = [one for one in posts if show is None or stands[one] is show]
    chosen.sort(key=lambda one: (order[stands[one]], places[one], one))
    counted = Counter(stands.values())
    return Board(
        {stand: counted[stand] for stand in Stand},
        sum(
            heads
            for post_id, (_state, heads, _sign) in nights.items()
            if post_id in posts
        ),
        [
            PostTonight(
                one,
                posts[one][0],
                places[one],
                stands[one],
                nights[one][1] if one in nights else 0,
                due.get(one, {}).get(night, 0),
                nights[one][2] if one in nights else None,
            )
            for one in chosen[:BOARD_ROWS]
        ],
        len(chosen),
    )


def _asked(
    actor: Actor, night: date, at: datetime
) -> dict[UUID, tuple[bool, bool, bool]]:
    """By post: is a question open, has it come to the offices, was it answered."""
    rows = Silence.objects.visible_to(actor, Permission.NIGHT_VIEW)
    found: dict[UUID, tuple[bool, bool, bool]] = {}
    for post_id, listed_from, answered_at in rows.filter(
        night=night, taken_back_at=None
    ).values_list("post_id", "listed_from", "answered_at"):
        open_, listed, answered = found.get(post_id, (False, False, False))
        is_open = answered_at is None
        found[post_id] = (
            open_ or is_open,
            listed or (is_open and listed_from <= at),
            answered or not is_open,
        )
    return found
