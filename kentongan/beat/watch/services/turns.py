"""One turn: seen by its own post, given back, taken over by another. Parts of acts."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Member, SwapOffer, Turn
from kentongan.beat.watch.rules.agreements import NightRules, hours
from kentongan.beat.watch.rules.rosters import (
    JoiningFault,
    RosterState,
    SwapState,
    TurnKind,
    joining_fault,
)
from kentongan.beat.watch.selectors.rosters import agreement_on
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting, Invalid, NotFound, Overtaken
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import zone_of
from kentongan.ground.ledger.rules import Fact
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor


def seen_turn(turn_id: UUID, by: Actor) -> Turn:
    """A published turn of one's own post.

    Raises:
        NotFound: None among one's own.
    """
    rows = Turn.objects.visible_to(by, Permission.ROSTER_VIEW)
    turn = (
        rows.filter(pk=turn_id, roster__state=RosterState.PUBLISHED.value)
        .select_related("post", "member")
        .first()
    )
    if turn is None:
        raise NotFound(_("There is no such turn."))
    return turn


def not_over(turn: Turn, at: datetime) -> NightRules:
    """What was agreed for a night that is not over yet.

    Raises:
        Invalid: It is over; who came is told by its check-ins.
    """
    rules = agreement_on([turn.post_id], turn.night)[turn.post_id]
    _begins, ends = hours(rules, turn.night, zone_of(turn.post.place))
    if ends <= at:
        raise Invalid(_("This night is over."))
    return rules


def joining_allowed(
    rules: NightRules, turn: Turn, member_id: UUID, *, besides: UUID | None = None
) -> None:
    """Refuse somebody who may not come to that night in place of the turn's member.

    Raises:
        Conflicting: On duty already, exempt, or to stay apart from somebody there.
    """
    there = standing(turn).exclude(pk=turn.pk)
    if besides is not None:
        there = there.exclude(pk=besides)
    others = frozenset(there.values_list("member_id", flat=True))
    fault = joining_fault(rules, member_id, others)
    sentences = {
        JoiningFault.ON_DUTY: _("They are on duty that night already."),
        JoiningFault.EXEMPT: _("They take no turns, as was agreed."),
        JoiningFault.APART: _("They and somebody of that night are to stay apart."),
    }
    if fault is not None:
        raise Conflicting(sentences[fault])


def standing(turn: Turn) -> QuerySet[Turn]:
    """Turns of the same night that nobody gave back."""
    rows = Turn.objects.everywhere(because="the night of a turn that was let in")
    return rows.filter(post_id=turn.post_id, night=turn.night, withdrawn_at=None)


def withdraw(turn: Turn, *, at: datetime) -> bool:
    """Give a turn back; whether it was there to give."""
    return bool(standing(turn).filter(pk=turn.pk).update(withdrawn_at=at))


def stand_in(turn: Turn, member: Member, *, at: datetime) -> Turn:
    """A turn of `member` in the stead of this one, which is given back by it.

    Raises:
        Overtaken: Somebody else stands in already.
        Conflicting: The member came onto that night meanwhile.
    """
    rows = Turn.objects.everywhere(because="the night of a turn that was let in")
    mine = rows.filter(pk=turn.pk, substituted_by=None)
    made = Turn(
        id=new_id(),
        roster_id=turn.roster_id,
        post_id=turn.post_id,
        night=turn.night,
        member=member,
        kind=TurnKind.SUBSTITUTE.value,
    )
    # The row names who stands in before that row is there: its key is checked last.
    if not mine.update(substituted_by=made.pk, withdrawn_at=turn.withdrawn_at or at):
        raise Overtaken(_("Somebody else stands in already."))
    try:
        with transaction.atomic():
            Turn.objects.bulk_create([made])
    except IntegrityError as error:
        raise Conflicting(_("They are on duty that night already.")) from error
    close_offers(turn, at=at)
    return made


def close_offers(turn: Turn, *, at: datetime) -> None:
    """Nobody can take what is no longer there to give."""
    rows = SwapOffer.objects.everywhere(because="offers of a turn that was let in")
    open_ones = rows.filter(turn=turn, state=SwapState.OPEN.value)
    open_ones.update(state=SwapState.DECLINED.value, answered_at=at)


def note_turn(turn: Turn, did: str, *, by: Actor, at: datetime, **facts: Fact) -> None:
    """The line of an act on a turn."""
    record(
        f"turn.{did}",
        f"turn:{turn.pk}",
        by=by,
        at=at,
        place=turn.post.place,
        facts={"post_id": str(turn.post_id), "night": turn.night.isoformat(), **facts},
    )
