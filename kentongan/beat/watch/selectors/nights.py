"""Reading nights: counts for whoever sees the post, names for its residents alone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import CheckIn, Night, Round
from kentongan.beat.watch.rules.nights import NightState, Way
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.wall.actors import Actor

BOARD_ROWS: Final = 200


@dataclass(frozen=True)
class NightLine:
    """That a night was kept, and by how many. It names nobody.

    Attributes:
        is_closed_by_rule: Nobody said that it was over.
    """

    date: date
    state: NightState
    head_count: int
    opened_at: datetime | None
    is_closed_by_rule: bool


def nights_between(
    actor: Actor, post_id: UUID, first: date, last: date
) -> list[NightLine]:
    """The nights of a post in sight that somebody kept, both ends included."""
    rows = Night.objects.visible_to(actor, Permission.NIGHT_VIEW)
    chosen = rows.filter(post_id=post_id, date__range=(first, last))
    return [
        NightLine(
            row.date,
            NightState(row.state),
            row.head_count,
            row.opened_at,
            row.closed_at is not None and row.closed_by_id is None,
        )
        for row in chosen.order_by("date")
    ]


@dataclass(frozen=True)
class KeptPost:
    """A post that gave a sign in one night."""

    post_id: UUID
    name: str
    place: str
    head_count: int
    opened_at: datetime | None
    state: NightState


@dataclass(frozen=True)
class Board:
    """The posts in sight that gave a sign in one night. Whoever gave none is not judged.

    Attributes:
        posts: The first of them by place, at most `BOARD_ROWS`.
    """

    kept: int
    heads: int
    posts: list[KeptPost]


def board(actor: Actor, night: date) -> Board:
    """What an office sees of one night: which posts were kept, and by how many."""
    rows = Night.objects.visible_to(actor, Permission.NIGHT_VIEW).filter(date=night)
    whole = rows.aggregate(kept=Count("id"), heads=Coalesce(Sum("head_count"), 0))
    return Board(
        whole["kept"],
        whole["heads"],
        [
            KeptPost(
                row.post_id,
                row.post.name,
                row.place,
                row.head_count,
                row.opened_at,
                NightState(row.state),
            )
            for row in rows.select_related("post").order_by("place", "id")[:BOARD_ROWS]
        ],
    )


@dataclass(frozen=True)
class Came:
    """That a member was there, and in whose stead."""

    member_id: UUID
    way: Way
    done_at: datetime
    is_late: bool
    stands_in_for: UUID | None


def came(actor: Actor, post_id: UUID, night: date) -> list[Came]:
    """Who came to a night of one's own post, the first one first.

    Raises:
        NotFound: It is not the asker's own post.
    """
    if post_id not in actor.reach(Permission.NIGHT_KEEP).holdings:
        raise NotFound(_("There is no such post of yours."))
    rows = CheckIn.objects.visible_to(actor, Permission.NIGHT_KEEP)
    return [
        Came(
            row.member_id,
            Way(row.way),
            row.done_at,
            row.is_late,
            row.stands_in_for_id,
        )
        for row in rows.filter(post_id=post_id, night=night).order_by("done_at", "id")
    ]


@dataclass(frozen=True)
class Walked:
    """A round, and what was passed."""

    done_at: datetime
    checkpoints: str


def rounds(actor: Actor, post_id: UUID, night: date) -> list[Walked]:
    """The rounds of a night of one's own post, the first one first."""
    rows = Round.objects.visible_to(actor, Permission.NIGHT_KEEP)
    chosen = rows.filter(post_id=post_id, night=night).order_by("done_at", "id")
    return [Walked(row.done_at, row.checkpoints) for row in chosen]
