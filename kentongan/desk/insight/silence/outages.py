"""Neighbours silent together: one suspected outage, not fifty flags."""

from dataclasses import dataclass

import numpy as np

from kentongan.desk.insight.silence.runs import Floats, Integers, Truths


@dataclass(frozen=True)
class Suspicion:
    """From when neighbours silent together are taken for an outage.

    Attributes:
        posts: At least so many silent.
        share: At least this part of those due.
        level: The chance that any place is suspected in a night without an outage.
    """

    posts: int = 3
    share: float = 0.6
    level: float = 0.01


def suspected(
    is_silent: Truths,
    is_due: Truths,
    silence: Floats,
    groups: Integers,
    rule: Suspicion,
) -> Truths:
    """Which groups of neighbours are too silent for chance.

    The chance that k or more of a group are silent is bounded from above by Chernoff,
    exp(k - μ - k ln(k/μ)) for k > μ, which holds for unequal posts; it is held against
    `level` shared out over all groups with posts due.

    Args:
        is_silent: One per post; only posts due count.
        is_due: One per post.
        silence: The chance of a silent night, one per post.
        groups: The number of its group, one per post, 0 or more.

    Returns:
        One per group.
    """
    size = int(groups.max(initial=-1)) + 1
    due = np.bincount(groups, is_due, size)
    silent = np.bincount(groups, is_silent & is_due, size)
    expected = np.maximum(np.bincount(groups, silence * is_due, size), 1e-12)
    many = np.maximum(silent, expected)
    bound = np.exp(many - expected - many * np.log(many / expected))
    level = rule.level / max(1, int((due > 0).sum()))
    return np.asarray(
        (silent >= rule.posts) & (silent >= rule.share * due) & (bound <= level)
    )
