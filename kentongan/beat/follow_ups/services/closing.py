"""Closing a promise as kept, and opening it again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.rules import (
    ROLE_LENGTH,
    Answerer,
    Closing,
    Confirming,
    Said,
    State,
    confirming,
)
from kentongan.beat.follow_ups.services.steps import (
    Step,
    allowed,
    move,
    moved_by,
    short,
    told,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotAllowed
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def confirm(
    follow_up_id: UUID, *, by: Actor, at: datetime, on_behalf_of: str = ""
) -> FollowUp:
    """Close it as kept: the head of the post or whoever raised it says so.

    Args:
        on_behalf_of: The role in whose name `by` records it ("Kadus V"); empty where
            `by` heads the post or raised it.

    Raises:
        NotAllowed: `by` would confirm the own word, or names nobody who said so.
        Overtaken: It is not declared done any more.
    """
    row = allowed(follow_up_id, by, Permission.FOLLOW_UP_CONFIRM)
    spoken = short(on_behalf_of, limit=ROLE_LENGTH)
    if row.state == State.DECLARED_DONE:
        _may_confirm(row, spoken, by)
    return move(
        follow_up_id,
        Step(
            State.KEPT,
            Said.KEPT,
            Permission.FOLLOW_UP_CONFIRM,
            on_behalf_of=spoken,
            also={"settled_at": at},
            turn=row.turn,
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def reopen(follow_up_id: UUID, because: str, *, by: Actor, at: datetime) -> FollowUp:
    """Say that it is not done after all. It is again with the office that answers."""
    return move(
        follow_up_id,
        Step(
            State.OPEN,
            Said.REOPENED,
            Permission.FOLLOW_UP_CONFIRM,
            told(because),
            also={"settled_at": None, "reopened": F("reopened") + 1},
        ),
        by=by,
        at=at,
    )


def _may_confirm(row: FollowUp, on_behalf_of: str, by: Actor) -> None:
    way = confirming(
        Closing(
            heads_post=row.post_id in by.reach(Permission.FOLLOW_UP_CONFIRM).holdings,
            raised_it=not row.raised_by_role
            and by.id is not None
            and row.promised_by == by.id,
            declared_it=moved_by(row, by),
            answerer=Answerer(row.answerer),
            answerer_name=row.answerer_name,
            on_behalf_of=on_behalf_of,
        )
    )
    if way is Confirming.OWN_WORD:
        raise NotAllowed(_("Nobody confirms their own word. Ask who raised it."))
    if way is Confirming.WHO_SAYS_SO:
        raise NotAllowed(_("Say on whose behalf you confirm, for example Kadus V."))
