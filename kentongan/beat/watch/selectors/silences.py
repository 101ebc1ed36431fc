"""Reading silences: which posts in sight are still asked how their night was."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from kentongan.beat.watch.models import Silence
from kentongan.beat.watch.models.silences import OPEN
from kentongan.beat.watch.rules.silence import SilenceKind
from kentongan.ground.access.permissions import Permission
from kentongan.ground.wall.actors import Actor

LISTED: Final = 100


@dataclass(frozen=True)
class SilenceLine:
    """A night of a post that nobody has told anything about yet."""

    silence_id: UUID
    post_id: UUID
    name: str
    place: str
    night: date
    kind: SilenceKind


def open_silences(actor: Actor, *, at: datetime) -> list[SilenceLine]:
    """The open questions that `actor` may answer, the latest night first.

    A post's own people are asked at once; an office is told in the morning.
    """
    return _lines(_open(actor, at))


def our_silences(actor: Actor, post_id: UUID, *, at: datetime) -> list[SilenceLine]:
    """The open questions to one post that `actor` may answer."""
    return _lines(_open(actor, at).filter(post_id=post_id))


def count_silences(actor: Actor, *, at: datetime) -> int:
    """How many open questions `actor` may answer."""
    return _open(actor, at).count()


def _lines(rows: QuerySet[Silence]) -> list[SilenceLine]:
    ordered = rows.select_related("post").order_by("-night", "place", "id")
    return [
        SilenceLine(
            row.pk,
            row.post_id,
            row.post.name,
            row.place,
            row.night,
            SilenceKind(row.kind),
        )
        for row in ordered[:LISTED]
    ]


def _open(actor: Actor, at: datetime) -> QuerySet[Silence]:
    rows = Silence.objects.visible_to(actor, Permission.NIGHT_ANSWER).filter(OPEN)
    own = actor.reach(Permission.NIGHT_ANSWER).holdings
    return rows.filter(Q(listed_from__lte=at) | Q(post_id__in=own))
