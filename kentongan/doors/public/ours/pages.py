"""What the pages of a post's own residents show, names opened once a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.agreements import NightRules, hours, is_held_on
from kentongan.beat.watch.rules.rosters import RosterState, Shortfall, last_of, month_of
from kentongan.beat.watch.selectors import rosters
from kentongan.beat.watch.selectors.absences import AbsenceLine, absences
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.beat.watch.services import open_names
from kentongan.desk.planning.selectors import PlanningLine, last_planning
from kentongan.desk.planning.states import PlanningState
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.zones import Zone, night_of, zone_of


@dataclass(frozen=True)
class OurOffer:
    """A turn that somebody would give away, in words."""

    offer_id: UUID
    night: date
    name: str
    return_night: date | None
    is_mine: bool


@dataclass(frozen=True)
class OurPost:
    """Tonight and one's own nights, on one screen.

    Attributes:
        night: The night that is on, or comes next on this very day.
        hours: When it begins and ends; None where it is not held or nothing is agreed.
        names: Who is on duty tonight.
        is_head: Whether the reader runs the post.
    """

    post: Post
    night: date
    zone: Zone
    rules: NightRules | None
    hours: tuple[datetime, datetime] | None
    names: list[str]
    mine: list[rosters.MyTurn]
    offers: list[OurOffer]
    is_head: bool


def our_post(actor: Principal, post_id: UUID, at: datetime) -> OurPost:
    """The first page of a member.

    Raises:
        NotFound: It is not one's own post.
    """
    post = post_in_sight(actor, post_id)
    night = night_of(at, post.place)
    rules = rosters.agreement(actor, post_id, night)
    if rules is not None and hours(rules, night, zone_of(post.place))[1] <= at:
        night += timedelta(days=1)  # it is morning: what counts now is the evening
    is_held = rules is not None and is_held_on(rules, night)
    zone = zone_of(post.place)
    names = open_names(post_id, by=actor, at=at)
    turns = rosters.turns_on([post_id], night).get(post_id, [])
    me = rosters.membership(actor, post_id)
    return OurPost(
        post=post,
        night=night,
        zone=zone,
        rules=rules,
        hours=hours(rules, night, zone) if rules and is_held else None,
        names=sorted(names.get(turn.member_id, "") for turn in turns),
        mine=rosters.my_turns(actor, post_id, night),
        offers=[
            OurOffer(
                offer_id=offer.offer_id,
                night=offer.night,
                name=names.get(offer.from_member, ""),
                return_night=offer.return_night,
                is_mine=me is not None and offer.from_member == me.pk,
            )
            for offer in rosters.open_offers(actor, post_id, night)
            if offer.to_member is None or (me is not None and offer.to_member == me.pk)
        ],
        is_head=post_id in actor.reach(Permission.ROSTER_MAKE).holdings,
    )


@dataclass(frozen=True)
class Night:
    """One night of a month: who is on duty, and what it falls short of."""

    day: date
    names: list[str]
    gaps: list[Shortfall]


@dataclass(frozen=True)
class Proposal:
    """Who would stand in for whom on which night."""

    night: date
    name: str
    instead_of: str


@dataclass(frozen=True)
class Planned:
    """What the planner was asked last, and what it found.

    Attributes:
        line: None where nothing was asked for this month.
        missing: How many turns to come wait for somebody.
        proposals: What it would change.
    """

    line: PlanningLine | None
    missing: int
    proposals: list[Proposal]

    @property
    def is_waiting(self) -> bool:
        """Whether no answer has come yet."""
        return self.line is not None and self.line.state is PlanningState.ASKED

    @property
    def is_at_work(self) -> bool:
        """Whether the planner is at work, as far as anybody knows."""
        return self.is_waiting and self.line is not None and not self.line.is_late

    @property
    def refusal(self) -> str:
        """Why nothing was found; empty where it was, or nothing was asked."""
        is_refused = self.line and self.line.state is PlanningState.REFUSED
        return self.line.sentence if self.line and is_refused else ""


@dataclass(frozen=True)
class OurRoster:
    """A month of a post as its residents see it.

    Attributes:
        shares: How many turns each has, the most first.
        planned: What the planner does; None for who does not plan.
        roster_id: None where there is none yet.
    """

    post: Post
    month: date
    roster_id: UUID | None
    is_published: bool
    nights: list[Night]
    shares: list[tuple[str, int]]
    fairness: Mapping[str, object]
    is_head: bool
    has_agreement: bool
    planned: Planned | None

    @property
    def before(self) -> date:
        """The month before."""
        return month_of(self.month - timedelta(days=1))

    @property
    def after(self) -> date:
        """The month after."""
        return month_of(self.month + timedelta(days=31))

    @property
    def widest(self) -> int:
        """How many turns lie between the most and the fewest."""
        counts = [count for _, count in self.shares]
        return max(counts) - min(counts) if counts else 0


def our_roster(actor: Principal, post_id: UUID, month: date, at: datetime) -> OurRoster:
    """A month's roster with its names, or an empty one that can be made."""
    post = post_in_sight(actor, post_id)
    is_head = post_id in actor.reach(Permission.ROSTER_MAKE).holdings
    names = open_names(post_id, by=actor, at=at)
    agreed = rosters.agreement(actor, post_id, month_of(month + timedelta(days=31)))
    try:
        found = rosters.roster(actor, post_id, month)
    except NotFound:
        found = None
    nights: dict[date, list[str]] = {}
    for turn in found.turns if found else ():
        nights.setdefault(turn.night, []).append(names.get(turn.member_id, ""))
    gaps = found.gaps if found else {}
    return OurRoster(
        post=post,
        month=month,
        roster_id=found.roster_id if found else None,
        is_published=found is not None and found.state is RosterState.PUBLISHED,
        nights=[
            Night(day, sorted(nights.get(day, [])), sorted(gaps.get(day, ())))
            for day in sorted(nights.keys() | gaps.keys())
        ],
        shares=sorted(
            ((names.get(one, ""), count) for one, count in found.taken.items()),
            key=lambda share: (-share[1], share[0]),
        )
        if found
        else [],
        fairness=found.fairness if found else {},
        is_head=is_head,
        has_agreement=agreed is not None,
        planned=_planned(actor, post, month, names, at) if is_head else None,
    )


def _planned(
    actor: Principal,
    post: Post,
    month: date,
    names: Mapping[UUID, str],
    at: datetime,
) -> Planned:
    """What the planner was asked, and what became of it."""
    tonight = night_of(at, post.place)
    line = last_planning(actor, post.pk, month, at=at)
    last = last_of(month)
    missing = rosters.waiting_turns(actor, post.pk, max(month, tonight), last)
    is_open = line is not None and line.state is PlanningState.FOUND
    changes = line.changes if line and is_open else ()
    turns = rosters.turns_by_id(actor, [turn for turn, _member in changes])
    return Planned(
        line=line,
        missing=len(missing),
        proposals=[
            Proposal(
                turns[turn].night,
                names.get(member, ""),
                names.get(turns[turn].member_id, ""),
            )
            for turn, member in changes
            if turn in turns
        ],
    )


@dataclass(frozen=True)
class OurAbsences:
    """Nights kept free: one's own, and for the head everybody's.

    Attributes:
        people: For whom the reader may speak, with names; oneself first.
        lines: Each with whose it is and whether the reader may take it back.
    """

    post: Post
    people: Mapping[UUID, str]
    lines: list[tuple[AbsenceLine, str, bool]]
    is_head: bool


def our_absences(actor: Principal, post_id: UUID, at: datetime) -> OurAbsences:
    """What is still to come of what members keep free.

    Raises:
        NotFound: It is not one's own post.
    """
    post = post_in_sight(actor, post_id)
    tonight = night_of(at, post.place)
    names = open_names(post_id, by=actor, at=at)
    spoken_for = rosters.spoken_for(actor, post_id)
    people = {one: names[one] for one in spoken_for if one in names}
    return OurAbsences(
        post=post,
        people=people,
        lines=[
            (line, names.get(line.member_id, ""), line.member_id in people)
            for line in absences(actor, post_id, tonight)
        ],
        is_head=post_id in actor.reach(Permission.ROSTER_MAKE).holdings,
    )
