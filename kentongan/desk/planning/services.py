"""Asking for a roster, and taking what was found. Nothing here loads the solver."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from kentongan.beat.watch.rules.rosters import month_of
from kentongan.beat.watch.services import replace_turn
from kentongan.beat.watch.services.own import own_post
from kentongan.desk.planning.models import Planning
from kentongan.desk.planning.states import PATIENCE, PlanningKind, PlanningState
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotAllowed, NotFound, Overtaken
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor

TASK = "planning.carry_out"
QUEUE = "planning"


@transaction.atomic
def ask(
    post_id: UUID, month: date, kind: PlanningKind, *, by: Actor, at: datetime
) -> Planning:
    """Have a month planned or mended behind the pages; asking twice is asking once.

    Raises:
        NotAllowed: `by` is not the post's own head.
    """
    row = own_post(post_id, by, Permission.ROSTER_MAKE)
    if by.id is None:
        raise NotAllowed(_("Only a member of this post can do this."))
    month = month_of(month)
    rows = Planning.objects.visible_to(by, Permission.ROSTER_MAKE).filter(
        post=row, month=month
    )
    waiting = rows.filter(state=PlanningState.ASKED.value)
    # What is answered has been read; what nobody answered in time never will be.
    rows.exclude(state=PlanningState.ASKED.value).delete()
    waiting.filter(asked_at__lt=at - PATIENCE).delete()
    planning = Planning(
        post=row,
        month=month,
        kind=kind.value,
        asked_at=at,
        asked_by_id=by.id,
        language=get_language() or "id",
    )
    try:
        with transaction.atomic():
            Planning.objects.bulk_create([planning])
    except IntegrityError:
        # Somebody asked at this very moment, or just before.
        return waiting.get()
    record(
        "planning.asked",
        f"post:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"month": f"{month:%Y-%m}", "kind": kind.value},
    )
    task = app.configure_task(TASK, queue=QUEUE)
    task.defer(planning_id=str(planning.pk))
    return planning


@transaction.atomic
def take_changes(planning_id: UUID, *, by: Actor, at: datetime) -> int:
    """Do what a mending proposed, all of it or nothing; how many turns changed hands.

    Raises:
        NotFound: There is no such proposal for one's own post.
        NotAllowed: `by` is not the post's own head, or the post has no substitutes.
        Overtaken: It was taken, or a turn of it changed meanwhile.
        Conflicting: Somebody came onto such a night meanwhile.
    """
    rows = Planning.objects.visible_to(by, Permission.ROSTER_VIEW).filter(
        pk=planning_id, kind=PlanningKind.MEND.value
    )
    planning = rows.first()
    if planning is None:
        raise NotFound(_("There is no such proposal."))
    own_post(planning.post_id, by, Permission.ROSTER_MAKE)
    found = rows.filter(state=PlanningState.FOUND.value)
    if not found.update(state=PlanningState.TAKEN.value):
        raise Overtaken(_("Somebody has taken this proposal already."))
    for turn, member in planning.changes:
        replace_turn(UUID(turn), UUID(member), by=by, at=at)
    return len(planning.changes)
