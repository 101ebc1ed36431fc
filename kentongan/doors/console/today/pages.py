"""Hari ini: what residents wait for, which posts are due, what the superior asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.beat.community.models import Contact
from kentongan.beat.community.selectors import long_unmet
from kentongan.beat.follow_ups import selectors as follow_ups
from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.visits import selectors as visits
from kentongan.beat.visits.models import Visit
from kentongan.beat.watch.rules.posts import Due as DueCode
from kentongan.beat.watch.selectors import posts as watch
from kentongan.beat.watch.selectors.silences import count_silences
from kentongan.doors.console.naming import own_villages, place_names
from kentongan.doors.console.posts.pages import why_due
from kentongan.doors.console.visits.pages import post_names
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.zones import local

SHOWN = 5
SHEETS = 3


T = TypeVar("T")


@dataclass(frozen=True)
class Shown(Generic[T]):
    """The first rows of a list, and how many there are, as far as anybody counted."""

    rows: list[T]
    more: bool

    @property
    def count(self) -> str:
        """ "3", or "5+"."""
        return f"{len(self.rows)}{'+' if self.more else ''}"


def _shown(rows: Iterable[T]) -> Shown[T]:
    found = list(rows)
    return Shown(found[:SHOWN], len(found) > SHOWN)


@dataclass(frozen=True)
class Due:
    """A post to go to, and why, in words."""

    row: watch.DuePost
    why: str


@dataclass(frozen=True)
class Today:
    """Everything on the first page, the most waiting first."""

    greeting: str
    today: date
    villages: list[str]
    waiting: Shown[FollowUp]
    counts: follow_ups.BoardCounts
    due: list[Due]
    due_total: str
    more_due: bool
    full_due: list[Due]
    questions: Shown[Visit]
    to_review: Shown[Visit]
    unmet: list[Contact]
    places: dict[str, str]
    posts: dict[UUID, str]
    silent: int


def greeting(moment: datetime) -> str:
    """How people greet each other at this hour."""
    hour = moment.hour
    if 4 <= hour < 11:
        return _("Good morning")
    if 11 <= hour < 15:
        return _("Good day")
    return _("Good afternoon") if 15 <= hour < 18 else _("Good evening")


def today(actor: Principal, at: datetime) -> Today:
    """The first page of `actor`: nine queries.

    Who keeps villages sees which sheet is due and whom to meet again; who answers for
    an area sees how many posts wait there.
    """
    own = own_villages(actor)
    here = own[0] if own else ""
    wanted = watch.due_posts(actor, at=at, limit=SHOWN + 1, sheets=SHEETS if own else 0)
    due = _shown(one for one in wanted if one.reason.code is not DueCode.FULL_SHEET)
    full = [one for one in wanted if one.reason.code is DueCode.FULL_SHEET]
    unmet = long_unmet(actor, at=at, limit=3) if own else []
    waiting = _shown(follow_ups.waiting_for_answer(actor, at=at, limit=SHOWN + 1))
    questions = _shown(visits.questions_for(actor)[: SHOWN + 1])
    review = _shown(
        visits.to_review(actor, at=at)[: SHOWN + 1] if _reviews(actor) else ()
    )
    visited = [*questions.rows, *review.rows]
    standing = [*own, *(one.post.place for one in [*due.rows, *full])]
    standing += [one.place for one in [*waiting.rows, *unmet]]
    standing += [one.place for one in visited]
    places = place_names(actor, standing)
    return Today(
        greeting=greeting(local(at, here)),
        today=local(at, here).date(),
        villages=[places[path] for path in own],
        waiting=waiting,
        counts=follow_ups.board_counts(actor, at=at),
        due=[Due(one, why_due(one.reason)) for one in due.rows],
        due_total=due.count,
        more_due=due.more,
        full_due=[Due(one, why_due(one.reason)) for one in full],
        questions=questions,
        to_review=review,
        unmet=unmet,
        places=places,
        posts=post_names(actor, review.rows) if review.rows else {},
        silent=count_silences(actor, at=at) if own else 0,
    )


def _reviews(actor: Principal) -> bool:
    return bool(actor.reach(Permission.VISIT_REVIEW))
