"""Reading what became of a planning, for who makes the roster."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.desk.planning.models import Planning
from kentongan.desk.planning.states import PATIENCE, PlanningKind, PlanningState
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.wall.actors import Actor


@dataclass(frozen=True)
class PlanningLine:
    """The last that was asked for a month.

    Attributes:
        is_late: It should have been answered by now, and may be asked anew.
        changes: Of a mending: a turn, and the member who would stand in for it.
    """

    planning_id: UUID
    kind: PlanningKind
    state: PlanningState
    sentence: str
    changes: tuple[tuple[UUID, UUID], ...]
    is_late: bool


def last_planning(
    actor: Actor, post_id: UUID, month: date, *, at: datetime
) -> PlanningLine | None:
    """What was asked last for a month of one's own post; None if nothing was.

    Raises:
        NotFound: `actor` does not plan for this post.
    """
    if post_id not in actor.reach(Permission.ROSTER_MAKE).holdings:
        raise NotFound(_("There is no roster here that you could see."))
    rows = Planning.objects.visible_to(actor, Permission.ROSTER_MAKE)
    row = rows.filter(post_id=post_id, month=month).order_by("-asked_at", "-id").first()
    if row is None:
        return None
    return PlanningLine(
        planning_id=row.pk,
        kind=PlanningKind(row.kind),
        state=PlanningState(row.state),
        sentence=row.sentence,
        changes=tuple((UUID(turn), UUID(member)) for turn, member in row.changes),
        is_late=row.asked_at < at - PATIENCE,
    )
