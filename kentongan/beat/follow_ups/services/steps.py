"""What every act on a promise shares: who is let in, and one step in its life."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.follow_ups.models import FollowUp, Reply
from kentongan.beat.follow_ups.rules import TEXT_LENGTH, Fault, Said, State, before
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import (
    NotAllowed,
    NotFound,
    Overtaken,
    refuse_faults,
)
from kentongan.ground.basics.ids import id_of_text
from kentongan.ground.basics.texts import line
from kentongan.ground.basics.zones import local
from kentongan.ground.ledger.rules import Fact
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor

_SENTENCES: Final = {
    Fault.EMPTY: gettext_lazy("Say it in a few words."),
    Fault.TOO_LONG: gettext_lazy("Shorter, please."),
    Fault.PAST: gettext_lazy("This day is already over."),
}


@dataclass(frozen=True)
class Step:
    """One change of state, and what it says."""

    then: State
    said: Said
    permission: Permission
    text: str = ""
    on_behalf_of: str = ""
    also: Mapping[str, Any] = field(default_factory=dict)
    turn: int | None = None


def move(follow_up_id: UUID, step: Step, *, by: Actor, at: datetime) -> FollowUp:
    """Take one step. One conditional UPDATE decides between two who take it at once."""
    row = allowed(follow_up_id, by, step.permission)
    ready = mine(follow_up_id, by, step.permission).filter(state__in=before(step.then))
    if step.turn is not None:
        ready = ready.filter(turn=step.turn)
    won = ready.update(
        state=step.then,
        turn=F("turn") + 1,
        moved_by=by.id,
        moved_office=by.office,
        moved_at=at,
        **step.also,
    )
    row = again(row)
    if won:
        reply(row, step, by=by, at=at)
        record_act(row, step.said, by=by, at=at)
    elif not (row.state == step.then and moved_by(row, by)):
        raise Overtaken(_("Somebody else changed this promise meanwhile."))
    return row


def moved_by(row: FollowUp, by: Actor) -> bool:
    """Whether the last step was this very one's, in this very office."""
    return (row.moved_by, row.moved_office) == (by.id, by.office)


def mine(follow_up_id: UUID, by: Actor, permission: Permission) -> QuerySet[FollowUp]:
    """The promise as a condition: there only where `by` holds `permission`."""
    return FollowUp.objects.visible_to(by, permission).filter(pk=follow_up_id)


def allowed(follow_up_id: UUID, by: Actor, permission: Permission) -> FollowUp:
    """The promise, if `by` holds `permission` there.

    Raises:
        NotFound: There is none in sight.
        NotAllowed: It is in sight, and that is all.
    """
    row = mine(follow_up_id, by, Permission.FOLLOW_UP_VIEW).first()
    if row is None:
        raise NotFound(_("There is no such promise."))
    if not row.is_within(by.reach(permission)):
        raise NotAllowed(_("You can see this promise, but it is not yours to change."))
    return row


def again(row: FollowUp) -> FollowUp:
    """The row as it is now, for who was already let in to it."""
    return FollowUp.objects.everywhere(because="read again after the change").get(
        pk=row.pk
    )


def reply(row: FollowUp, step: Step, *, by: Actor, at: datetime) -> bool:
    """Keep what was said; whether it had not been said before."""
    day = local(at, row.place).date()
    said = (row.pk, row.turn, step.said, by.id, by.office, day, row.due, step.text)
    _kept, new = Reply.objects.get_or_create(
        id=id_of_text("reply:" + "|".join(map(str, said))),
        defaults={
            "follow_up": row,
            "kind": step.said,
            "text": step.text,
            "state": row.state,
            "due": row.due if step.said is Said.POSTPONED else None,
            "by_account": by.id,
            "by_office": by.office,
            "on_behalf_of": step.on_behalf_of,
            "at": at,
        },
    )
    return new


def record_act(
    row: FollowUp, did: str, *, by: Actor, at: datetime, **facts: Fact
) -> None:
    """Add the line; it names the office that answers, so that a reaction can reach it."""
    answering = row.answerer_office_id or row.office_id
    record(
        f"follow-up.{did}",
        f"follow_up:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        unit=row.unit,
        facts={"office_id": str(answering) if answering else None} | facts,
    )


def told(text: str) -> str:
    """`text` on one line; refused where it says nothing."""
    words = short(text)
    if not words:
        refuse({"text": Fault.EMPTY})
    return words


def short(text: str, limit: int = TEXT_LENGTH) -> str:
    """`text` on one line; refused where it is too long."""
    words = line(text)
    if len(words) > limit:
        refuse({"text": Fault.TOO_LONG})
    return words


def refuse(found: Mapping[str, Fault]) -> None:
    """Raise what is wrong, in words; nothing if nothing is."""
    sentence = _("This promise cannot be written down like that.")
    refuse_faults(sentence, found, _SENTENCES)
