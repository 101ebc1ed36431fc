"""Situasi: last night, what needs somebody, and what differs from before."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kentongan.beat.follow_ups import selectors as follow_ups
from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.reports import selectors as reports
from kentongan.beat.reports.models import Report
from kentongan.beat.reports.rules.threads import State
from kentongan.beat.watch.rules.boards import Stand
from kentongan.beat.watch.selectors import posts as watch
from kentongan.beat.watch.selectors.boards import Board, PostTonight, board
from kentongan.desk.insight.changes import Change, Direction, changes
from kentongan.doors.console.naming import place_names
from kentongan.doors.console.posts.pages import why_due
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.zones import local

SHOWN = 5
SPAN = timedelta(days=28)
"""Four whole weeks, so that both spans hold the same days of the week."""
TO_ASK = (Stand.SILENT, Stand.LATE, Stand.OUTAGE)


@dataclass(frozen=True)
class Due:
    """A post to go to, and why, in words."""

    row: watch.DuePost
    why: str


@dataclass(frozen=True)
class Compared:
    """One category of reports now and before."""

    category: str
    change: Change


@dataclass(frozen=True)
class Situation:
    """The first screen of whoever answers for an area.

    Attributes:
        night: The night that ended this morning, wherever the day stands now.
        no_word: How many were expected and asked, and nobody has told why.
        compared: Categories heard of in either span, the largest first.
        days: How long each of the two spans is.
    """

    at: datetime
    night: date
    today: date
    board: Board
    no_word: int
    outage: int
    paper: int
    explained: int
    to_ask: list[PostTonight]
    posts: watch.PostCounts
    due: list[Due]
    promises: follow_ups.BoardCounts
    late: list[FollowUp]
    told: list[Report]
    waiting: Counter[str]
    compared: list[Compared]
    days: int
    places: dict[str, str]

    @property
    def changed(self) -> list[Compared]:
        """Those of which a change may be said."""
        return [one for one in self.compared if _is_said(one)]

    @property
    def unsaid(self) -> list[Compared]:
        """Those whose movement may be chance."""
        return [one for one in self.compared if not _is_said(one)]


def situation(actor: Principal, at: datetime) -> Situation:
    """What `actor` sees in one minute.

    Reads one night, the posts, the open promises and two spans of reports: none of it
    grows with the years behind.
    """
    standing = actor.standing
    here = standing.places[0] if standing and standing.places else ""
    today = local(at, here).date()
    night = today - timedelta(days=1)
    found = board(actor, night, at=at)
    to_ask = [one for one in found.posts if one.stand in TO_ASK][:SHOWN]
    due = watch.due_posts(actor, at=at, limit=SHOWN)
    late = list(follow_ups.board(actor, at=at, show="overdue")[:SHOWN])
    told = list(reports.triage(actor, side=State.RECEIVED, today=today)[:SHOWN])
    stands_at = (
        {one.place for one in told}
        | {one.place for one in to_ask}
        | {one.place for one in late}
    )
    stands_at |= {one.post.place for one in due}
    return Situation(
        at=at,
        night=night,
        today=today,
        board=found,
        no_word=found.counts[Stand.SILENT] + found.counts[Stand.LATE],
        outage=found.counts[Stand.OUTAGE],
        paper=found.counts[Stand.PAPER],
        explained=found.counts[Stand.ANSWERED],
        to_ask=to_ask,
        posts=watch.post_counts(actor, at=at),
        due=[Due(one, why_due(one.reason)) for one in due],
        promises=follow_ups.board_counts(actor, at=at),
        late=late,
        told=told,
        waiting=reports.waiting(actor, today=today),
        compared=_compared(actor, at),
        days=SPAN.days,
        places=place_names(actor, stands_at),
    )


def _is_said(one: Compared) -> bool:
    return one.change.direction is not Direction.NOT_SAID


def _compared(actor: Principal, at: datetime) -> list[Compared]:
    """Categories heard of in either span, the largest first."""
    before = reports.counts(actor, since=at - 2 * SPAN, until=at - SPAN)
    now = reports.counts(actor, since=at - SPAN, until=at)
    rows = [Compared(key, one) for key, one in changes(before, now).items()]
    return sorted(rows, key=lambda row: (-row.change.now, row.category))
