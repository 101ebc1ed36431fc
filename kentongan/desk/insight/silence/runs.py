"""How unlikely a run of silent nights is for a post that is as it always was."""

from math import ceil, log1p
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Truths: TypeAlias = NDArray[np.bool_]

LONGEST: Final = 400
"""Nights that are counted one by one; a longer run is taken for this long."""


def geometric(rate: ArrayLike, nights: ArrayLike) -> Floats:
    """The chance of so many silent nights on end, where the rate is known: (1-p)^r."""
    return np.asarray(np.power(1.0 - np.asarray(rate, float), np.asarray(nights)))


def beta_binomial(a: ArrayLike, b: ArrayLike, nights: ArrayLike) -> Floats:
    """The chance of so many silent nights on end, where the rate was learned.

    B(a, b+r) / B(a, b), as the product of (b+i)/(a+b+i) for i < r: the second night of
    silence is likelier after the first, since the rate is only believed.

    Args:
        a: Nights heard and the prior's, any shape, above 0.
        b: Nights missed and the prior's, same shape, above 0.
        nights: Silent nights on end, whole, 0 or more; beyond `LONGEST` cut to it.

    Returns:
        Same shape; relative error under 1e-12 against exact fractions.
    """
    heard, missed, run = np.broadcast_arrays(
        np.asarray(a, float), np.asarray(b, float), np.asarray(nights, np.int64)
    )
    chance = np.ones(run.shape).ravel()
    heard, missed = heard.ravel(), missed.ravel()
    run = np.minimum(run.ravel(), LONGEST)
    at = np.flatnonzero(run > 0)
    night = 0
    while at.size:  # few posts are silent long, so the rounds soon grow small
        chance[at] *= (missed[at] + night) / (heard[at] + missed[at] + night)
        night += 1
        at = at[run[at] > night]
    return chance.reshape(np.broadcast(a, b, nights).shape)


def nights_between_false_flags(silence: ArrayLike, nights: ArrayLike) -> Floats:
    """How long a rule of so many silent nights on end leaves a sound post in peace.

    The mean number of nights to the first flag (ARL0), nights being independent and
    each silent with chance `silence`: (1 - s^m) / ((1 - s) s^m). Nothing is ever
    flagged where a post is never silent: infinity.
    """
    s, m = np.asarray(silence, float), np.asarray(nights)
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.power(s, m)
        mean = (1.0 - power) / ((1.0 - s) * power)
    return np.asarray(np.where(s >= 1.0, m, mean))


def nights_for_peace(silence: float, peace: float) -> int:
    """The shortest run whose false flags lie at least `peace` nights apart.

    From (1 - s^m) / ((1 - s) s^m) >= N follows s^-m >= N (1 - s) + 1.
    """
    if not 0.0 < silence < 1.0:
        raise ValueError("the chance of a silent night lies between 0 and 1")
    exact = log1p(peace * (1.0 - silence)) / -float(np.log(silence))
    return max(1, ceil(exact - 1e-9))
