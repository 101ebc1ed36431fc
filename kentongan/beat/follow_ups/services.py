"""Promising, answering, closing and reopening. The only code that writes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.follow_ups.models import FollowUp, Reply
from kentongan.beat.follow_ups.rules import (
    ROLE_LENGTH,
    SETTLED,
    TEXT_LENGTH,
    Answerer,
    Closing,
    Confirming,
    Fault,
    PromiseDraft,
    Said,
    State,
    before,
    confirming,
    faults,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
    Overtaken,
)
from kentongan.ground.basics.ids import id_of_text, new_id
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
class _Step:
    """One change of state, and what it says."""

    then: State
    said: Said
    permission: Permission
    text: str = ""
    on_behalf_of: str = ""
    also: Mapping[str, Any] = field(default_factory=dict)
    turn: int | None = None


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
    _refuse_faults(faults(draft, at))
    _may_stand(draft, by)
    row = FollowUp(
        id=id or new_id(),
        **vars(draft),
        first_due=draft.due,
        promised_by=by.id,
        promised_at=at,
    )
    if id is not None and (before_this := _same(row, draft)) is not None:
        return before_this
    try:
        with transaction.atomic():
            FollowUp.objects.bulk_create([row])
    except IntegrityError:
        if (twin := _same(row, draft)) is None:
            raise
        return twin
    _record(row, "promised", by=by, at=at, answerer=row.answerer)
    return row


@transaction.atomic
def answer(follow_up_id: UUID, text: str, *, by: Actor, at: datetime) -> FollowUp:
    """Say how it stands; nothing is closed by that.

    The same words by the same account on the same day are said once.
    """
    row = _allowed(follow_up_id, by, Permission.FOLLOW_UP_ANSWER)
    words = _told(text)
    if row.state in SETTLED:
        raise Overtaken(_("This promise is already closed."))
    step = _Step(State(row.state), Said.ANSWERED, Permission.FOLLOW_UP_ANSWER, words)
    if _reply(row, step, by=by, at=at):
        _record(row, Said.ANSWERED, by=by, at=at)
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
    return _move(
        follow_up_id,
        _Step(
            State.DECLARED_DONE,
            Said.DECLARED_DONE,
            Permission.FOLLOW_UP_ANSWER,
            _short(text),
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def give_up(follow_up_id: UUID, because: str, *, by: Actor, at: datetime) -> FollowUp:
    """Say honestly that it cannot be done, and why."""
    return _move(
        follow_up_id,
        _Step(
            State.NOT_POSSIBLE,
            Said.GIVEN_UP,
            Permission.FOLLOW_UP_ANSWER,
            _told(because),
            also={"settled_at": at},
        ),
        by=by,
        at=at,
    )


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
    row = _allowed(follow_up_id, by, Permission.FOLLOW_UP_CONFIRM)
    spoken = _short(on_behalf_of, limit=ROLE_LENGTH)
    if row.state == State.DECLARED_DONE:
        _may_confirm(row, spoken, by)
    return _move(
        follow_up_id,
        _Step(
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
    return _move(
        follow_up_id,
        _Step(
            State.OPEN,
            Said.REOPENED,
            Permission.FOLLOW_UP_CONFIRM,
            _told(because),
            also={"settled_at": None, "reopened": F("reopened") + 1},
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def withdraw(follow_up_id: UUID, because: str, *, by: Actor, at: datetime) -> FollowUp:
    """Take back a promise that was written down by mistake; it counts nowhere."""
    return _move(
        follow_up_id,
        _Step(
            State.WITHDRAWN,
            Said.WITHDRAWN,
            Permission.FOLLOW_UP_PROMISE,
            _told(because),
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
    row = _allowed(follow_up_id, by, Permission.FOLLOW_UP_ANSWER)
    words = _told(because)
    if due < local(at, row.place).date():
        _refuse_faults({"due": Fault.PAST})
    if row.state == State.OPEN and row.due == due:
        return row
    won = (
        _mine(follow_up_id, by, Permission.FOLLOW_UP_ANSWER)
        .filter(state=State.OPEN, due=row.due, turn=row.turn)
        .update(due=due, postponed=F("postponed") + 1)
    )
    before_this, row = row.due, _again(row)
    if not won:
        if row.state == State.OPEN and row.due == due:
            return row
        raise Overtaken(_("Somebody else changed this promise meanwhile."))
    step = _Step(State.OPEN, Said.POSTPONED, Permission.FOLLOW_UP_ANSWER, words)
    _reply(row, step, by=by, at=at)
    _record(
        row,
        Said.POSTPONED,
        by=by,
        at=at,
        due=due.isoformat(),
        before=before_this.isoformat() if before_this else None,
    )
    return row


def _move(follow_up_id: UUID, step: _Step, *, by: Actor, at: datetime) -> FollowUp:
    """Take one step. One conditional UPDATE decides between two who take it at once."""
    row = _allowed(follow_up_id, by, step.permission)
    ready = _mine(follow_up_id, by, step.permission).filter(state__in=before(step.then))
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
    row = _again(row)
    if won:
        _reply(row, step, by=by, at=at)
        _record(row, step.said, by=by, at=at)
    elif not (row.state == step.then and _moved_by(row, by)):
        raise Overtaken(_("Somebody else changed this promise meanwhile."))
    return row


def _moved_by(row: FollowUp, by: Actor) -> bool:
    return (row.moved_by, row.moved_office) == (by.id, by.office)


def _may_confirm(row: FollowUp, on_behalf_of: str, by: Actor) -> None:
    way = confirming(
        Closing(
            heads_post=row.post_id in by.reach(Permission.FOLLOW_UP_CONFIRM).holdings,
            raised_it=not row.raised_by_role
            and by.id is not None
            and row.promised_by == by.id,
            declared_it=_moved_by(row, by),
            answerer=Answerer(row.answerer),
            answerer_name=row.answerer_name,
            on_behalf_of=on_behalf_of,
        )
    )
    if way is Confirming.OWN_WORD:
        raise NotAllowed(_("Nobody confirms their own word. Ask who raised it."))
    if way is Confirming.WHO_SAYS_SO:
        raise NotAllowed(_("Say on whose behalf you confirm, for example Kadus V."))


def _mine(follow_up_id: UUID, by: Actor, permission: Permission) -> QuerySet[FollowUp]:
    return FollowUp.objects.visible_to(by, permission).filter(pk=follow_up_id)


def _allowed(follow_up_id: UUID, by: Actor, permission: Permission) -> FollowUp:
    row = _mine(follow_up_id, by, Permission.FOLLOW_UP_VIEW).first()
    if row is None:
        raise NotFound(_("There is no such promise."))
    if not row.is_within(by.reach(permission)):
        raise NotAllowed(_("You can see this promise, but it is not yours to change."))
    return row


def _again(row: FollowUp) -> FollowUp:
    """The row as it is now, for who was already let in to it."""
    return FollowUp.objects.everywhere(because="read again after the change").get(
        pk=row.pk
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


def _reply(row: FollowUp, step: _Step, *, by: Actor, at: datetime) -> bool:
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


def _record(row: FollowUp, did: str, *, by: Actor, at: datetime, **facts: Fact) -> None:
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


def _told(text: str) -> str:
    words = _short(text)
    if not words:
        _refuse_faults({"text": Fault.EMPTY})
    return words


def _short(text: str, limit: int = TEXT_LENGTH) -> str:
    words = line(text)
    if len(words) > limit:
        _refuse_faults({"text": Fault.TOO_LONG})
    return words


def _refuse_faults(found: Mapping[str, Fault]) -> None:
    if found:
        problems = {name: str(_SENTENCES[fault]) for name, fault in found.items()}
        raise Invalid(_("This promise cannot be written down like that."), problems)
