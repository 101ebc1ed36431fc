"""Reading nights: counts for whoever sees the post, names for its residents alone."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.beat.watch.models import CheckIn, Night, Round
from kentongan.beat.watch.rules.nights import NightState, Way
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.wall.actors import Actor


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
