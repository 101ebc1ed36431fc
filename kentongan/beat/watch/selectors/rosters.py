"""Reading what was agreed and whose turn it is: ids and counts, never a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import (
    Agreement,
    Member,
    Post,
    Roster,
    SwapOffer,
    Turn,
)
from kentongan.beat.watch.rules.agreements import NightRules, hours
from kentongan.beat.watch.rules.rosters import (
    RosterState,
    Shortfall,
    SwapState,
    TurnDraft,
    TurnKind,
    last_of,
    shortfalls,
)
from kentongan.beat.watch.rules.stored_agreements import from_json
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.zones import zone_of
from kentongan.ground.wall.actors import Actor

PUBLISHED = RosterState.PUBLISHED.value


# What was agreed


@dataclass(frozen=True)
class Agreed:
    """One version of an agreement, and the first night for which it holds."""

    version: int
    from_date: date
    made_at: datetime
    rules: NightRules


def agreement_on(post_ids: Iterable[UUID], day: date) -> dict[UUID, NightRules]:
    """What each of these posts had agreed for the night of `day`, by post.

    Posts without an agreement are left out. The caller was let in to the posts, or is
    a clock; the second wall lets nobody else read.
    """
    rows = (
        Agreement.objects.everywhere(because="the caller was let in to these posts")
        .filter(post_id__in=list(post_ids), from_date__lte=day)
        .order_by("post_id", "-version")
        .distinct("post_id")
    )
    return {row.post_id: from_json(row.rules) for row in rows}


def agreements(post_id: UUID) -> list[Agreed]:
    """Every version of a post that the caller was let in to, the latest first."""
    rows = Agreement.objects.everywhere(because="the caller was let in to these posts")
    return [
        Agreed(row.version, row.from_date, row.made_at, from_json(row.rules))
        for row in rows.filter(post_id=post_id).order_by("-version")
    ]


def agreed_for(versions: Iterable[Agreed], day: date) -> Agreed | None:
    """Of versions with the latest first, the one that holds for a night."""
    return next((one for one in versions if one.from_date <= day), None)


def agreement(actor: Actor, post_id: UUID, day: date) -> NightRules | None:
    """What the residents agreed for the night of `day`, for those who belong there."""
    _own(actor, post_id)
    return agreement_on([post_id], day).get(post_id)


# Whose turn it is


@dataclass(frozen=True)
class TurnLine:
    """One member on one night."""

    turn_id: UUID
    member_id: UUID
    kind: TurnKind = TurnKind.DUTY


def turns_on(post_ids: Iterable[UUID], day: date) -> dict[UUID, list[TurnLine]]:
    """Who is on duty on the night of `day`, by post; posts without turns left out."""
    rows = (
        _standing(Turn.objects.everywhere(because="the caller was let in to the posts"))
        .filter(post_id__in=list(post_ids), night=day)
        .order_by("post_id", "id")
    )
    found: dict[UUID, list[TurnLine]] = {}
    for row in rows:
        line = TurnLine(row.pk, row.member_id, TurnKind(row.kind))
        found.setdefault(row.post_id, []).append(line)
    return found


def posts_on_duty(night: date) -> QuerySet[Turn, UUID]:
    """The posts whose published roster has somebody on that night; for a clock."""
    rows = Turn.objects.everywhere(because="the clock asks every post alike")
    return _standing(rows).filter(night=night).values_list("post_id", flat=True)


def head_counts(
    post_ids: Iterable[UUID], first: date, last: date
) -> dict[UUID, dict[date, int]]:
    """How many are on duty, by post and night: all that the police learn of a roster.

    A function of the owner's counts, so that nobody outside ever reads a turn.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select post_id, night, heads from watch_head_counts(%s, %s, %s)",
            [list(post_ids), first, last],
        )
        found: dict[UUID, dict[date, int]] = {}
        for post_id, night, heads in cursor.fetchall():
            found.setdefault(post_id, {})[night] = heads
    return found


@dataclass(frozen=True)
class RosterTurn:
    """A turn as the residents see it.

    Attributes:
        instead_of: The member in whose stead this one stands.
        has_left: The member left the post since: somebody else is needed.
    """

    turn_id: UUID
    night: date
    member_id: UUID
    kind: TurnKind
    instead_of: UUID | None
    has_left: bool


@dataclass(frozen=True)
class RosterPage:
    """The roster of one month, without names.

    Attributes:
        gaps: What each night falls short of, by what was agreed.
        taken: How many turns each member has in this month.
    """

    roster_id: UUID
    month: date
    state: RosterState
    version: int
    fairness: dict[str, Any]
    turns: tuple[RosterTurn, ...]
    gaps: dict[date, frozenset[Shortfall]]
    taken: dict[UUID, int]


def roster(actor: Actor, post_id: UUID, month: date) -> RosterPage:
    """A month's roster of one's own post; a draft for who makes it alone.

    Raises:
        NotFound: There is none, or none for `actor` to see.
    """
    _own(actor, post_id)
    rows = Roster.objects.visible_to(actor, Permission.ROSTER_VIEW)
    row = rows.filter(post_id=post_id, month=month.replace(day=1)).first()
    is_maker = post_id in actor.reach(Permission.ROSTER_MAKE).holdings
    if row is None or (row.state != PUBLISHED and not is_maker):
        raise NotFound(_("There is no roster for this month yet."))
    turns = _roster_turns(actor, row)
    present = [turn for turn in turns if not turn.has_left]
    taken: dict[UUID, int] = {}
    for turn in present:
        taken[turn.member_id] = taken.get(turn.member_id, 0) + 1
    return RosterPage(
        roster_id=row.pk,
        month=row.month,
        state=RosterState(row.state),
        version=row.version,
        fairness=row.fairness,
        turns=turns,
        gaps=_gaps(row, present),
        taken=taken,
    )


def _roster_turns(actor: Actor, row: Roster) -> tuple[RosterTurn, ...]:
    rows = (
        Turn.objects.visible_to(actor, Permission.ROSTER_VIEW)
        .filter(roster=row, withdrawn_at=None)
        .select_related("member", "instead_of")
        .order_by("night", "id")
    )
    return tuple(map(_roster_turn, rows))


def _roster_turn(turn: Turn) -> RosterTurn:
    return RosterTurn(
        turn_id=turn.pk,
        night=turn.night,
        member_id=turn.member_id,
        kind=TurnKind(turn.kind),
        instead_of=_instead_of(turn),
        has_left=turn.member.left_at is not None,
    )


def _instead_of(turn: Turn) -> UUID | None:
    before: Turn | None = getattr(turn, "instead_of", None)
    return before.member_id if before else None


def _gaps(row: Roster, turns: Iterable[RosterTurn]) -> dict[date, frozenset[Shortfall]]:
    versions = agreements(row.post_id)
    drafts = [TurnDraft(turn.night, turn.member_id) for turn in turns]
    last = last_of(row.month)
    found: dict[date, frozenset[Shortfall]] = {}
    for version in versions:
        short = shortfalls(version.rules, row.month, last, drafts)
        found |= {
            night: codes
            for night, codes in short.items()
            if agreed_for(versions, night) is version
        }
    return dict(sorted(found.items()))


def waiting_turns(
    actor: Actor, post_id: UUID, first: date, last: date
) -> list[RosterTurn]:
    """Turns between two nights that wait for somebody, for who plans.

    They were given back and nobody stands in, or their member left the post.

    Raises:
        NotFound: For everybody else.
    """
    if post_id not in actor.reach(Permission.ROSTER_MAKE).holdings:
        raise NotFound(_("There is no roster here that you could see."))
    rows = Turn.objects.visible_to(actor, Permission.ROSTER_MAKE).filter(
        Q(withdrawn_at__isnull=False) | Q(member__left_at__isnull=False),
        post_id=post_id,
        night__range=(first, last),
        roster__state=PUBLISHED,
        substituted_by=None,
    )
    return [
        _roster_turn(turn)
        for turn in rows.select_related("member", "instead_of").order_by("night", "id")
    ]


def turns_by_id(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, RosterTurn]:
    """These turns of one's own post, for who plans."""
    rows = Turn.objects.visible_to(actor, Permission.ROSTER_MAKE).filter(
        pk__in=list(ids)
    )
    found = rows.select_related("member", "instead_of")
    return {turn.pk: _roster_turn(turn) for turn in found}


def turn_counts(
    actor: Actor, post_id: UUID, first: date, last: date
) -> dict[UUID, int]:
    """How many turns each member had between two nights: the balance to carry over."""
    _own(actor, post_id)
    rows = _standing(Turn.objects.visible_to(actor, Permission.ROSTER_VIEW))
    counted = (
        rows.filter(post_id=post_id, night__range=(first, last))
        .values("member_id")
        .annotate(turns=Count("id"))
    )
    return {row["member_id"]: row["turns"] for row in counted}


# One's own


@dataclass(frozen=True)
class MyTurn:
    """A night of one's own, and its hours; none where nothing is agreed any more."""

    turn_id: UUID
    night: date
    kind: TurnKind
    hours: tuple[datetime, datetime] | None
    is_offered: bool


def membership(actor: Actor, post_id: UUID) -> Member | None:
    """The member of a post that this account is."""
    if actor.id is None:
        return None
    rows = Member.objects.filter(post_id=post_id, left_at=None)
    return rows.filter(account_id=actor.id).first()


def spoken_for(actor: Actor, post_id: UUID) -> list[UUID]:
    """Members for whom this account speaks: oneself, and of the head who has none."""
    _own(actor, post_id)
    me = membership(actor, post_id)
    own = [me.pk] if me else []
    if post_id not in actor.reach(Permission.ROSTER_MAKE).holdings:
        return own
    rows = Member.objects.filter(post_id=post_id, left_at=None, account_id=None)
    return own + list(rows.order_by("id").values_list("id", flat=True))


def my_turns(actor: Actor, post_id: UUID, first: date) -> list[MyTurn]:
    """One's own nights from `first` on, the next first."""
    _own(actor, post_id)
    member = membership(actor, post_id)
    if member is None:
        return []
    rows = _standing(Turn.objects.visible_to(actor, Permission.ROSTER_VIEW))
    turns = rows.filter(member=member, night__gte=first).order_by("night", "id")
    offers = SwapOffer.objects.visible_to(actor, Permission.ROSTER_VIEW).filter(
        post_id=post_id, state=SwapState.OPEN.value
    )
    offered = set(offers.values_list("turn_id", flat=True))
    versions, zone = agreements(post_id), zone_of(_place(actor, post_id))
    mine = []
    for turn in turns:
        held = agreed_for(versions, turn.night)
        when = hours(held.rules, turn.night, zone) if held else None
        kind = TurnKind(turn.kind)
        mine.append(MyTurn(turn.pk, turn.night, kind, when, turn.pk in offered))
    return mine


@dataclass(frozen=True)
class Offer:
    """An open offer of a turn.

    Attributes:
        from_member: Whose turn it is.
        to_member: To whom it is offered; None where to whoever comes first.
        return_night: The night that would be taken in return, if any.
    """

    offer_id: UUID
    night: date
    from_member: UUID
    to_member: UUID | None
    return_night: date | None


def open_offers(actor: Actor, post_id: UUID, first: date) -> list[Offer]:
    """Offers of one's own post for nights from `first` on, the next night first."""
    _own(actor, post_id)
    rows = (
        SwapOffer.objects.visible_to(actor, Permission.ROSTER_VIEW)
        .filter(post_id=post_id, state=SwapState.OPEN.value)
        .filter(turn__night__gte=first, turn__withdrawn_at=None)
        .filter(in_return__withdrawn_at=None)
        .select_related("turn", "in_return")
        .order_by("turn__night", "id")
    )
    return [
        Offer(
            offer_id=row.pk,
            night=row.turn.night,
            from_member=row.turn.member_id,
            to_member=row.to_member_id,
            return_night=row.in_return.night if row.in_return else None,
        )
        for row in rows
    ]


def _standing(rows: QuerySet[Turn]) -> QuerySet[Turn]:
    """Turns that hold: published, not withdrawn, of somebody who is still there."""
    return rows.filter(withdrawn_at=None, roster__state=PUBLISHED, member__left_at=None)


def _own(actor: Actor, post_id: UUID) -> None:
    """Refuse whoever does not belong to the post; police reach no roster by place."""
    if post_id not in actor.reach(Permission.ROSTER_VIEW).holdings:
        raise NotFound(_("There is no roster here that you could see."))


def _place(actor: Actor, post_id: UUID) -> str:
    rows = Post.objects.visible_to(actor, Permission.POST_VIEW).filter(pk=post_id)
    return rows.values_list("place", flat=True).get()
