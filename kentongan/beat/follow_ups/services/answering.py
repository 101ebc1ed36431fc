"""Saying how a promise stands: a word, done, not possible, later."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.rules import SETTLED, Fault, Said, State
from kentongan.beat.follow_ups.services.steps import (
    Step,
    again,
    allowed,
    mine,
    move,
    record_act,
    refuse,
    reply,
    short,
    told,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Overtaken
from kentongan.ground.basics.zones import local
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def answer(follow_up_id: UUID, text: str, *, by: Actor, at: datetime) -> FollowUp:
    """Say how it stands; nothing is closed by that.

    The same words by the same account on the same day are said once.
    """
    row = allowed(follow_up_id, by, Permission.FOLLOW_UP_ANSWER)
    words = told(text)
    if row.state in SETTLED:
        raise Overtaken(_("This promise is already closed."))
    step = Step(State(row.state), Said.ANSWERED, Permission.FOLLOW_UP_ANSWER, words)
    if reply(row, step, by=by, at=at):
        record_act(row, Said.ANSWERED, by=by, at=at)
    return row


@transaction.atomic
def declare_done(
    follow_up_id: UUID, text: str = "", *, by: Actor, at: datetime
) -> FollowUp:
    """Say that it is done. It is *kept* only when somebody else confirms it.

    Raises:
        NotFound: No such promise in sight.
        NotAllowed: It is in sight, and not for `by` to answer.
        Overtaken: Somebody else answered first.
    """
    return move(
        follow_up_id,
        Step(
            State.DECLARED_DONE,
            Said.DECLARED_DONE,
            Permission.FOLLOW_UP_ANSWER,
            short(text),
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def give_up(follow_up_id: UUID, because: str, *, by: Actor, at: datetime) -> FollowUp:
    """Say honestly that it cannot be done, and why."""
    return move(
        follow_up_id,
        Step(
            State.NOT_POSSIBLE,
            Said.GIVEN_UP,
            Permission.FOLLOW_UP_ANSWER,
            told(because),
            also={"settled_at": at},
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def postpone(
    follow_up_id: UUID, due: date, because: str, *, by: Actor, at: datetime
) -> FollowUp:
    """Give it a new day, and say why. The first day stays on record.

    Raises:
        Overtaken: Somebody else changed the day or the state meanwhile.
        Invalid: The day is over, or no reason was given.
    """
    row = allowed(follow_up_id, by, Permission.FOLLOW_UP_ANSWER)
    words = told(because)
    if due < local(at, row.place).date():
        refuse({"due": Fault.PAST})
    if row.state == State.OPEN and row.due == due:
        return row
    won = (
        mine(follow_up_id, by, Permission.FOLLOW_UP_ANSWER)
        .filter(state=State.OPEN, due=row.due, turn=row.turn)
        .update(due=due, postponed=F("postponed") + 1)
    )
    before_this, row = row.due, again(row)
    if not won:
        if row.state == State.OPEN and row.due == due:
            return row
        raise Overtaken(_("Somebody else changed this promise meanwhile."))
    step = Step(State.OPEN, Said.POSTPONED, Permission.FOLLOW_UP_ANSWER, words)
    reply(row, step, by=by, at=at)
    record_act(
        row,
        Said.POSTPONED,
        by=by,
        at=at,
        due=due.isoformat(),
        before=before_this.isoformat() if before_this else None,
    )
    return row
