"""Reading silences: which posts in sight are still asked how their night was."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from kentongan.beat.watch.models import Silence
from kentongan.beat.watch.models.silences import OPEN
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


def open_silences(actor: Actor) -> list[SilenceLine]:
    """The open questions that `actor` may answer, the latest night first."""
    rows = _open(actor).select_related("post").order_by("-night", "place", "id")
    return [
        SilenceLine(row.pk, row.post_id, row.post.name, row.place, row.night)
        for row in rows[:LISTED]
    ]


def count_silences(actor: Actor) -> int:
    """How many open questions `actor` may answer."""
    return _open(actor).count()


def _open(actor: Actor) -> QuerySet[Silence]:
    return Silence.objects.visible_to(actor, Permission.NIGHT_ANSWER).filter(OPEN)
