"""Rosters and their turns: drafted and published by the head, kept by the members."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.watch.models import Member, Post, Roster, Turn
from kentongan.beat.watch.rules.agreements import nights_between
from kentongan.beat.watch.rules.rosters import (
    RosterFault,
    RosterState,
    TurnDraft,
    last_of,
    month_of,
    roster_faults,
)
from kentongan.beat.watch.selectors.rosters import agreed_for, agreements
from kentongan.beat.watch.services.own import own_post
from kentongan.beat.watch.services.turns import (
    close_offers,
    joining_allowed,
    not_over,
    note_turn,
    seen_turn,
    stand_in,
    withdraw,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import (
    NotAllowed,
    NotFound,
    Overtaken,
    refuse_faults,
)
from kentongan.ground.ledger.rules import Fact
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor

_SENTENCES: Final = {
    RosterFault.EMPTY: gettext_lazy("Nobody is on this roster yet."),
    RosterFault.OTHER_MONTH: gettext_lazy("This night is not in this month."),
    RosterFault.NOT_HELD: gettext_lazy("There is no watch on this night."),
    RosterFault.NOT_A_MEMBER: gettext_lazy(
        "Somebody here is not a member of this post."
    ),
    RosterFault.TWICE: gettext_lazy("Somebody is on this night twice."),
}


@transaction.atomic
def draft_roster(
    post_id: UUID,
    month: date,
    turns: Iterable[TurnDraft],
    *,
    by: Actor,
    at: datetime,
    fairness: Mapping[str, Any] | None = None,
) -> Roster:
    """Write a month's turns as a draft; a second time in place of the first.

    What falls short of the agreement is told by the page, not refused here: the
    residents may have reasons of their own.

    Raises:
        NotAllowed: `by` is not the post's own head.
        Invalid: Nobody, a stranger, or a night that is not held.
        Overtaken: That month is published already; its turns are changed one by one.
    """
    row = own_post(post_id, by, Permission.ROSTER_MAKE)
    month, drafts = month_of(month), sorted(turns)
    _refuse(_faults(row, month, drafts))
    draft = _draft(row, month, dict(fairness or {}), by=by, at=at)
    Turn.objects.visible_to(by, Permission.ROSTER_MAKE).filter(roster=draft).delete()
    Turn.objects.bulk_create(
        Turn(roster=draft, post=row, night=turn.night, member_id=turn.member_id)
        for turn in drafts
    )
    _record(draft, row, "drafted", by=by, at=at, turns=len(drafts))
    return draft


def _draft(
    row: Post, month: date, fairness: dict[str, Any], *, by: Actor, at: datetime
) -> Roster:
    """The month's one draft, locked by its own UPDATE."""
    mine = Roster.objects.visible_to(by, Permission.ROSTER_MAKE).filter(
        post=row, month=month
    )
    written = mine.filter(state=RosterState.DRAFT.value).update(
        fairness=fairness, drafted_at=at, version=F("version") + 1
    )
    if written:
        return mine.get()
    fresh = Roster(post=row, month=month, fairness=fairness, drafted_at=at)
    try:
        with transaction.atomic():
            Roster.objects.bulk_create([fresh])
    except IntegrityError as error:
        raise Overtaken(
            _("This month has a roster already. Change its turns one by one.")
        ) from error
    return fresh


def _faults(row: Post, month: date, drafts: list[TurnDraft]) -> dict[str, RosterFault]:
    versions = agreements(row.pk)
    held = {
        night
        for version in versions
        for night in nights_between(version.rules, month, last_of(month))
        if agreed_for(versions, night) is version
    }
    members = Member.objects.filter(post=row, left_at=None)
    return roster_faults(
        month,
        drafts,
        held=frozenset(held),
        members=frozenset(members.values_list("id", flat=True)),
    )


@transaction.atomic
def publish(roster_id: UUID, *, by: Actor, at: datetime) -> Roster:
    """Make a draft everybody's. Publishing twice is publishing once.

    Raises:
        NotFound: There is no such roster among one's own.
        NotAllowed: `by` belongs to the post and is not its head.
        Overtaken: Somebody on it has left since it was drafted.
    """
    seen = Roster.objects.visible_to(by, Permission.ROSTER_VIEW).select_related("post")
    found = seen.filter(pk=roster_id).first()
    if found is None:
        raise NotFound(_("There is no such roster."))
    row = own_post(found.post_id, by, Permission.ROSTER_MAKE)
    drafts = Roster.objects.visible_to(by, Permission.ROSTER_MAKE).filter(
        pk=roster_id, state=RosterState.DRAFT.value
    )
    if drafts.update(state=RosterState.PUBLISHED.value, published_at=at):
        turns = Turn.objects.visible_to(by, Permission.ROSTER_MAKE).filter(
            roster_id=roster_id
        )
        if turns.filter(member__left_at__isnull=False).exists():
            raise Overtaken(_("Somebody on this roster has left. Draft it once more."))
        _record(found, row, "published", by=by, at=at, turns=turns.count())
    return seen.get(pk=roster_id)


@transaction.atomic
def replace_turn(turn_id: UUID, member_id: UUID, *, by: Actor, at: datetime) -> Turn:
    """Let another member stand on a night; who stood for whom is kept.

    The head does this, also for a turn whose member fell ill.

    Raises:
        NotAllowed: `by` is not the post's own head, or the post has no substitutes.
        Overtaken: Somebody else stands in already.
        Conflicting: The other is on duty that night, is exempt, or they stay apart.
        Invalid: The night is over.
    """
    turn = seen_turn(turn_id, by)
    own_post(turn.post_id, by, Permission.ROSTER_MAKE)
    agreed = not_over(turn, at)
    if not agreed.substitutes:
        raise NotAllowed(_("This post has agreed on no substitutes."))
    member = Member.objects.filter(
        pk=member_id, post_id=turn.post_id, left_at=None
    ).first()
    if member is None:
        raise NotFound(_("There is no such member."))
    joining_allowed(agreed, turn, member.pk)
    made = stand_in(turn, member, at=at)
    note_turn(turn, "replaced", by=by, at=at, by_member=str(member.pk))
    return made


@transaction.atomic
def fall_ill(turn_id: UUID, *, by: Actor, at: datetime) -> None:
    """Give a turn back, without a reason: the member, or the head for them.

    Giving it back twice is giving it back once.
    """
    turn = seen_turn(turn_id, by)
    is_head = turn.post_id in by.reach(Permission.ROSTER_MAKE).holdings
    if not is_head and turn.member.account_id != by.id:
        raise NotAllowed(_("This is somebody else's turn."))
    not_over(turn, at)
    if withdraw(turn, at=at):
        close_offers(turn, at=at)
        note_turn(turn, "withdrawn", by=by, at=at)


def _refuse(faults: Mapping[str, RosterFault]) -> None:
    sentence = _("Something in this roster needs another look.")
    refuse_faults(sentence, faults, _SENTENCES)


def _record(
    roster: Roster, row: Post, did: str, *, by: Actor, at: datetime, **facts: Fact
) -> None:
    record(
        f"roster.{did}",
        f"roster:{roster.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"post_id": str(row.pk), "month": f"{roster.month:%Y-%m}", **facts},
    )
