"""A swap is agreed between two members: one offers a turn, the other takes it."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Member, SwapOffer, Turn
from kentongan.beat.watch.rules.rosters import SwapState
from kentongan.beat.watch.services.own import own_member, speaks_for
from kentongan.beat.watch.services.turns import (
    joining_allowed,
    not_over,
    note_turn,
    seen_turn,
    stand_in,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
    Overtaken,
)
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def offer_swap(
    turn_id: UUID,
    *,
    by: Actor,
    at: datetime,
    to: UUID | None = None,
    in_return: UUID | None = None,
) -> SwapOffer:
    """Offer one's turn to a member, or to whoever of the post says yes first.

    Args:
        turn_id: One's own turn; the head offers for a member without an account.
        to: The member asked; None asks everybody.
        in_return: The turn of that member which one would take.

    Raises:
        NotFound: No such turn or member among one's own.
        NotAllowed: Somebody else's turn, or the post has agreed on no swaps.
        Overtaken: The turn was given back meanwhile.
        Conflicting: It is on offer already, or the other may not stand there.
    """
    turn = seen_turn(turn_id, by)
    if not speaks_for(turn.member, by):
        raise NotAllowed(_("This is somebody else's turn."))
    agreed = not_over(turn, at)
    if not agreed.swaps:
        raise NotAllowed(_("This post has agreed on no swaps."))
    if turn.withdrawn_at is not None:
        raise Overtaken(_("This turn was given back already."))
    asked = _asked(turn, to)
    back = _in_return(in_return, asked, by=by, at=at)
    if asked is not None:
        joining_allowed(agreed, turn, asked.pk, besides=back.pk if back else None)
    offer = SwapOffer(
        post_id=turn.post_id, turn=turn, to_member=asked, in_return=back, offered_at=at
    )
    try:
        with transaction.atomic():
            SwapOffer.objects.bulk_create([offer])
    except IntegrityError as error:
        raise Conflicting(_("This turn is on offer already.")) from error
    note_turn(turn, "offered", by=by, at=at, offer_id=str(offer.pk))
    return offer


def _asked(turn: Turn, to: UUID | None) -> Member | None:
    if to is None:
        return None
    member = Member.objects.filter(pk=to, post_id=turn.post_id, left_at=None).first()
    if member is None:
        raise NotFound(_("There is no such member."))
    if member.pk == turn.member_id:
        raise Invalid(_("A swap needs two people."))
    return member


def _in_return(
    turn_id: UUID | None, asked: Member | None, *, by: Actor, at: datetime
) -> Turn | None:
    if turn_id is None:
        return None
    back = seen_turn(turn_id, by)
    if asked is None or back.member_id != asked.pk or back.withdrawn_at is not None:
        raise Invalid(_("What you take in return is a turn of the one you ask."))
    not_over(back, at)
    return back


@transaction.atomic
def accept_swap(offer_id: UUID, *, by: Actor, at: datetime) -> Turn:
    """Take a turn that was offered; of two who say yes one is told so.

    Returns:
        The new turn of whoever took it.

    Raises:
        NotFound: No such offer among one's own.
        NotAllowed: It was offered to somebody else.
        Overtaken: It was answered, or a turn of it was given back.
        Conflicting: One of both may not stand on the other's night.
    """
    offer = _seen_offer(offer_id, by)
    if offer.state != SwapState.OPEN:
        # Before asking whose it is: the answer has written itself into the offer.
        raise Overtaken(_("Somebody has answered this offer already."))
    taker = _taker(offer, by)
    # Turns before offers, as every act on a turn does: whoever takes one closes the
    # offers of it, and two that took an offer first would wait for each other.
    turn, back = _locked(offer, by)
    answered = SwapOffer.objects.visible_to(by, Permission.ROSTER_VIEW).filter(
        pk=offer.pk, state=SwapState.OPEN.value
    )
    if not answered.update(
        state=SwapState.ACCEPTED.value, to_member=taker, answered_at=at
    ):
        raise Overtaken(_("Somebody has answered this offer already."))
    if turn.withdrawn_at is not None or (back and back.withdrawn_at is not None):
        raise Overtaken(_("This turn was given back already."))
    made = _take_over(turn, taker, back, at=at)
    if back is not None:
        _take_over(back, turn.member, turn, at=at)
    note_turn(turn, "swapped", by=by, at=at, offer_id=str(offer.pk))
    return made


def _taker(offer: SwapOffer, by: Actor) -> Member:
    if offer.to_member is not None:
        if not speaks_for(offer.to_member, by):
            raise NotAllowed(_("This was offered to somebody else."))
        return offer.to_member
    taker = own_member(offer.post_id, by)
    if taker.pk == offer.turn.member_id:
        raise NotAllowed(_("A swap needs two people."))
    return taker


def _locked(offer: SwapOffer, by: Actor) -> tuple[Turn, Turn | None]:
    """Both turns in one order, so that two offers that cross do not wait in a ring."""
    wanted = [pk for pk in (offer.turn_id, offer.in_return_id) if pk]
    rows = (
        Turn.objects.visible_to(by, Permission.ROSTER_VIEW)
        .filter(pk__in=wanted)
        .select_related("post", "member")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    found = {row.pk: row for row in rows}
    back = found[offer.in_return_id] if offer.in_return_id else None
    return found[offer.turn_id], back


def _take_over(
    turn: Turn, member: Member, besides: Turn | None, *, at: datetime
) -> Turn:
    agreed = not_over(turn, at)
    if member.left_at is not None:
        raise Overtaken(_("Somebody of this swap has left the post."))
    joining_allowed(agreed, turn, member.pk, besides=besides.pk if besides else None)
    return stand_in(turn, member, at=at)


@transaction.atomic
def decline_swap(offer_id: UUID, *, by: Actor, at: datetime) -> None:
    """Say no, or take one's own offer back. Saying so twice is saying so once.

    Raises:
        NotAllowed: Neither offered by `by` nor to `by` alone.
        Overtaken: It was accepted meanwhile.
    """
    offer = _seen_offer(offer_id, by)
    sides = [offer.turn.member, offer.to_member]
    if not any(side is not None and speaks_for(side, by) for side in sides):
        raise NotAllowed(_("This was offered to somebody else."))
    rows = SwapOffer.objects.visible_to(by, Permission.ROSTER_VIEW).filter(pk=offer.pk)
    if rows.filter(state=SwapState.OPEN.value).update(
        state=SwapState.DECLINED.value, answered_at=at
    ):
        note_turn(offer.turn, "kept", by=by, at=at, offer_id=str(offer.pk))
    elif rows.filter(state=SwapState.ACCEPTED.value).exists():
        raise Overtaken(_("Somebody has answered this offer already."))


def _seen_offer(offer_id: UUID, by: Actor) -> SwapOffer:
    rows = SwapOffer.objects.visible_to(by, Permission.ROSTER_VIEW)
    offer = (
        rows.filter(pk=offer_id)
        .select_related("turn__member", "turn__post", "to_member")
        .first()
    )
    if offer is None:
        raise NotFound(_("There is no such offer."))
    return offer
