"""Writing a promise down, and taking it back."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.rules import PromiseDraft, Said, State, faults
from kentongan.beat.follow_ups.services.steps import (
    Step,
    move,
    record_act,
    refuse,
    told,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting, NotAllowed, NotFound
from kentongan.ground.basics.ids import new_id
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def promise(
    draft: PromiseDraft, *, by: Actor, at: datetime, id: UUID | None = None
) -> FollowUp:
    """Write down what was promised. The same id with the same content is one promise.

    Where it is about a post, the caller takes the place from the post.

    Raises:
        NotFound: The place or post is out of sight.
        NotAllowed: It is in sight, and promises are not for `by` to write down there.
        Invalid: Nothing was promised, or for a day that is over.
        Conflicting: The id came before with other content.
    """
    draft = draft.tidy()
    refuse(faults(draft, at))
    _may_stand(draft, by)
    row = FollowUp(
        id=id or new_id(),
        **vars(draft),
        first_due=draft.due,
        promised_by=by.id,
        promised_at=at,
    )
    if id is None:  # a new id of our own is nobody else's
        FollowUp.objects.bulk_create([row])
    elif (twin := _same(row, draft) or _insert(row, draft)) is not None:
        return twin
    record_act(row, "promised", by=by, at=at, answerer=row.answerer)
    return row


def _insert(row: FollowUp, draft: PromiseDraft) -> FollowUp | None:
    """Insert under an id that was sent; the promise that came at once, if one did."""
    try:
        with transaction.atomic():
            FollowUp.objects.bulk_create([row])
    except IntegrityError:
        if (twin := _same(row, draft)) is None:
            raise
        return twin
    return None


@transaction.atomic
def withdraw(follow_up_id: UUID, because: str, *, by: Actor, at: datetime) -> FollowUp:
    """Take back a promise that was written down by mistake; it counts nowhere."""
    return move(
        follow_up_id,
        Step(
            State.WITHDRAWN,
            Said.WITHDRAWN,
            Permission.FOLLOW_UP_PROMISE,
            told(because),
            also={"settled_at": at},
        ),
        by=by,
        at=at,
    )


def _may_stand(draft: PromiseDraft, by: Actor) -> None:
    place, post_id = draft.place, draft.post_id
    if by.reach(Permission.FOLLOW_UP_PROMISE).covers(place=place, holding=post_id):
        return
    if by.reach(Permission.FOLLOW_UP_VIEW).covers(place=place, holding=post_id):
        raise NotAllowed(_("Your office writes down no promises here."))
    raise NotFound(_("There is no such place among yours."))


def _same(row: FollowUp, draft: PromiseDraft) -> FollowUp | None:
    """The promise of this id that came before; None if there is none."""
    known = (
        FollowUp.objects.everywhere(because="the same id was sent again")
        .filter(pk=row.pk)
        .first()
    )
    if known is None:
        return None
    told = {name: getattr(known, name) for name in vars(draft) if name != "due"}
    wanted = {name: value for name, value in vars(draft).items() if name != "due"}
    if told != wanted or known.first_due != draft.due:
        raise Conflicting(_("This number already stands for another promise."))
    return known
