"""A post that is heard less often, though never silent for long: Bernoulli CUSUM."""

import numpy as np
from numpy.typing import ArrayLike

from kentongan.desk.insight.silence.runs import Floats, Truths


def step(
    score: ArrayLike, heard: ArrayLike, usual: ArrayLike, low: ArrayLike
) -> Floats:
    """The scores after one more night: evidence that the rate fell to `low`.

    S' = max(0, S + log of the likelihood of this night under `low` over under `usual`).

    Args:
        score: Before, 0 or more, nats, one per post.
        heard: Whether the post was heard.
        usual: Its usual rate, between 0 and 1.
        low: The rate that should be noticed, under `usual`.
    """
    p, worse = np.asarray(usual, float), np.asarray(low, float)
    gain = np.where(
        np.asarray(heard, bool), np.log(worse / p), np.log((1.0 - worse) / (1.0 - p))
    )
    return np.asarray(np.maximum(0.0, np.asarray(score, float) + gain))


def scores(
    heard: ArrayLike, usual: ArrayLike, low: ArrayLike, *, limit: float
) -> tuple[Floats, Truths]:
    """Scores and alarms of every night, beginning anew after each alarm.

    Args:
        heard: Nights by posts, or nights alone.
        usual: Per post.
        low: Per post.
        limit: Nats at which an alarm is given.
    """
    signs = np.asarray(heard, bool)
    found = np.zeros(signs.shape)
    before = np.zeros(signs.shape[1:])
    for night, sign in enumerate(signs):
        found[night] = step(before, sign, usual, low)
        before = np.where(found[night] >= limit, 0.0, found[night])
    return found, found >= limit
