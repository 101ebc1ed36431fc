"""Posts that statistics cannot hear: somebody asks them once a week instead."""

from dataclasses import dataclass

import numpy as np

from kentongan.desk.insight.silence.runs import Floats, Integers, Truths, beta_binomial


@dataclass(frozen=True)
class Sparse:
    """When a post is too seldom heard for its silence to tell anything.

    Attributes:
        due_per_week: Fewer nights a week than this are too few.
        nights: A silence as long as this must be noticed by statistics,
        chance: which is when its chance falls to this.
        every: Days after which somebody asks.
    """

    due_per_week: float = 2.0
    nights: int = 14
    chance: float = 1e-3
    every: int = 7


def are_sparse(due_per_week: Floats, a: Floats, b: Floats, rule: Sparse) -> Truths:
    """Which posts are too seldom due, or too often silent, to be judged by a run."""
    hidden = beta_binomial(a, b, rule.nights) > rule.chance
    return np.asarray((due_per_week < rule.due_per_week) | hidden)


def have_duty(is_sparse: Truths, quiet_days: Integers, rule: Sparse) -> Truths:
    """Which of them somebody should speak to today."""
    return np.asarray(is_sparse & (quiet_days >= rule.every))
