"""What a superior may say to a visit, when, and which visits are looked at."""

import hashlib
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from kentongan.beat.visits.rules.kinds import Review
from kentongan.ground.units.rules.standings import Seat, may_review

NEXT: Final[Mapping[Review, frozenset[Review]]] = MappingProxyType(
    {
        Review.COUNTED: frozenset(
            {Review.FLAGGED, Review.ASKED, Review.APPROVED, Review.SET_ASIDE}
        ),
        Review.FLAGGED: frozenset({Review.ASKED, Review.APPROVED, Review.SET_ASIDE}),
        Review.ASKED: frozenset(
            {Review.ANSWERED, Review.APPROVED, Review.SET_ASIDE, Review.FLAGGED}
        ),
        Review.ANSWERED: frozenset(
            {Review.ASKED, Review.APPROVED, Review.SET_ASIDE, Review.FLAGGED}
        ),
        Review.APPROVED: frozenset({Review.FLAGGED}),
        Review.SET_ASIDE: frozenset({Review.FLAGGED}),
    }
)
"""The whole exchange; a step to FLAGGED is the record raising a question again,
because a photo was added or the visit was corrected."""

WAITING: Final = frozenset({Review.FLAGGED, Review.ANSWERED})
"""States in which the superior is asked to look."""
SETTLED: Final = frozenset({Review.APPROVED, Review.SET_ASIDE})
COUNTING: Final = frozenset(Review) - {Review.SET_ASIDE}
"""States in which a visit counts in figures."""

ONE_IN: Final = 10


def may_become(now: Review, then: Review) -> bool:
    """Whether a visit that is `now` may become `then`."""
    return then in NEXT[now]


def before(then: Review) -> frozenset[Review]:
    """The states from which a visit may become `then`."""
    return frozenset(now for now in Review if may_become(now, then))


def is_sampled(visit_id: UUID) -> bool:
    """Whether an unflagged visit is shown all the same: one in ten, for ever the same.

    By a hash and not by chance, so that sending twice or asking again draws no other
    lot; and not by the id itself, whose first half is the clock.
    """
    return int.from_bytes(hashlib.sha256(visit_id.bytes).digest()[:8]) % ONE_IN == 0


def first(*, flagged: bool, sampled: bool) -> Review:
    """Where a new visit stands: it counts at once unless somebody is to look."""
    return Review.FLAGGED if flagged or sampled else Review.COUNTED


def may_judge(seats: Collection[Seat], participants: Collection[Seat]) -> bool:
    """Whether somebody in `seats` may give a verdict on who took part.

    Only whoever is above everybody who took part, and never a subordinate of one.
    """
    return any(may_review(seat, participants) for seat in seats)
