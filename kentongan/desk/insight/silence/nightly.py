"""The pass of one night over all posts: who is silent beyond what is usual for it."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kentongan.desk.insight.silence.contacts import Sparse, are_sparse, have_duty
from kentongan.desk.insight.silence.discoveries import adjusted
from kentongan.desk.insight.silence.outages import Suspicion, suspected
from kentongan.desk.insight.silence.rates import Prior, learned, pooled
from kentongan.desk.insight.silence.runs import (
    LONGEST,
    Floats,
    Integers,
    Truths,
    beta_binomial,
)

METHOD: Final = "beta-binomial run, Benjamini-Hochberg, neighbours excused"


class Sign(IntEnum):
    """What became of a post's night; not due also where an answer explains it."""

    NOT_DUE = 0
    HEARD = 1
    SILENT = 2


@dataclass(frozen=True)
class Parameters:
    """All that the pass was told, kept beside its result.

    Attributes:
        level: The part of the flags of a night that may be false.
        half_life: Due nights after which a night weighs half.
        longest_lesson: Of a long silence, only so many nights lower the usual rate: a
            post closed for a month is not one that is heard every other night.
    """

    level: float = 0.05
    half_life: float = 90.0
    longest_lesson: int = 3
    suspicion: Suspicion = field(default_factory=Suspicion)
    sparse: Sparse = field(default_factory=Sparse)


@dataclass(frozen=True)
class Past:
    """What is kept of each post's nights: two weights and the silence it is in."""

    heard: Floats
    missed: Floats
    run: Integers


@dataclass(frozen=True)
class Tonight:
    """One night, one entry per post, in the order of `Past`.

    Attributes:
        signs: Of `Sign`.
        due_per_week: By the post's own agreement.
        quiet_days: Since it was last heard or spoken to.
        neighbours: Numbers of the groups it stands in, the widest first.
    """

    signs: NDArray[np.int8]
    due_per_week: Floats
    quiet_days: Integers
    neighbours: tuple[Integers, ...]


@dataclass(frozen=True)
class Findings:
    """What the night says of each post, and how that was found.

    Attributes:
        chance: Of a silence this long, for this post (the p-value); 1 if not silent.
        adjusted: The same beside all other posts.
        is_flagged: Silent beyond chance.
        outage: 0, or 1 + the index in `neighbours` of the group suspected.
        has_contact_duty: Somebody should ask today.
    """

    chance: Floats
    adjusted: Floats
    is_flagged: Truths
    outage: NDArray[np.int8]
    has_contact_duty: Truths
    past: Past
    prior: Prior
    parameters: Parameters
    posts_tested: int
    method: str = METHOD


def nothing_known(posts: int) -> Past:
    """The past of so many new posts."""
    return Past(np.zeros(posts), np.zeros(posts), np.zeros(posts, np.int64))


def find(past: Past, tonight: Tonight, parameters: Parameters) -> Findings:
    """Judge one night, and hand on the past for the next."""
    prior = pooled(past.heard, past.missed)
    a, b = learned(past.heard, past.missed, prior)
    outage = _outages(past, tonight, b / (a + b), parameters.suspicion)
    after = live_on(past, np.where(outage > 0, Sign.NOT_DUE, tonight.signs), parameters)
    sparse = are_sparse(tonight.due_per_week, a, b, parameters.sparse)
    silent = (tonight.signs == Sign.SILENT) & (outage == 0)
    tested = ((tonight.signs == Sign.HEARD) | silent) & ~sparse
    chance = np.ones(a.shape)
    at = np.flatnonzero(tested & silent)
    chance[at] = beta_binomial(a[at], b[at], after.run[at])
    beside = np.ones(a.shape)
    beside[tested] = adjusted(chance[tested])
    return Findings(
        chance=chance,
        adjusted=beside,
        is_flagged=silent & (beside <= parameters.level),
        outage=outage,
        has_contact_duty=have_duty(sparse, tonight.quiet_days, parameters.sparse),
        past=after,
        prior=prior,
        parameters=parameters,
        posts_tested=int(tested.sum()),
    )


def live_on(past: Past, signs: NDArray[np.int8], parameters: Parameters) -> Past:
    """The past with one night more: a silence becomes a lesson when it is over."""
    is_heard = signs == Sign.HEARD
    lesson = np.minimum(past.run, parameters.longest_lesson)
    fade = np.where(is_heard, 0.5 ** ((lesson + 1) / parameters.half_life), 1.0)
    run = past.run + (signs == Sign.SILENT)
    return Past(
        heard=past.heard * fade + is_heard,
        missed=past.missed * fade + np.where(is_heard, lesson, 0),
        run=np.where(is_heard, 0, np.minimum(run, LONGEST)),
    )


def _outages(
    past: Past, tonight: Tonight, silence: Floats, rule: Suspicion
) -> NDArray[np.int8]:
    """Where neighbours fell silent together, the widest group first.

    Posts silent before have no voice: theirs is not tonight's outage, though they are
    excused with the others. Nights excused add nothing to a run, so an outage of many
    nights stays one.
    """
    is_silent = tonight.signs == Sign.SILENT
    has_voice = (is_silent & (past.run == 0)) | (tonight.signs == Sign.HEARD)
    outage = np.zeros(is_silent.shape, np.int8)
    for index, groups in enumerate(tonight.neighbours):
        free = outage == 0
        found = suspected(is_silent, has_voice & free, silence, groups, rule)
        outage[found[groups] & is_silent & free] = index + 1
    return outage
