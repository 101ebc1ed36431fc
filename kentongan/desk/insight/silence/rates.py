"""How often a post is heard on nights when it keeps watch, learned from its past."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from kentongan.desk.insight.silence.runs import Floats

LEAST, MOST = 0.002, 0.5
"""Bounds of how much posts differ (intraclass correlation): no prior of stone or air."""
EDGE: Final = 0.005


@dataclass(frozen=True)
class Prior:
    """What is believed of a post of which nothing is known: a beta distribution."""

    a: float
    b: float


def pooled(heard: Floats, missed: Floats) -> Prior:
    """The prior that all posts together speak for, by the method of moments.

    For a beta-binomial, n·Var(p) = m(1-m)(1 + (n-1)ρ); summed over posts this gives ρ,
    and a + b = 1/ρ - 1.

    Args:
        heard: Nights, one per post, 0 or more, may be weighted.
        missed: Nights, as above.
    """
    due = heard + missed
    told = due > 0
    posts, nights = int(told.sum()), float(due.sum())
    if not posts:
        return Prior(1.0, 1.0)
    mean = float(np.clip(heard.sum() / nights, EDGE, 1.0 - EDGE))
    spread = float((due[told] * (heard[told] / due[told] - mean) ** 2).sum())
    more = nights - posts
    alike = MOST
    if more > 0:
        alike = (spread / (mean * (1.0 - mean)) - (posts - 1)) / more
    strength = 1.0 / float(np.clip(alike, LEAST, MOST)) - 1.0
    return Prior(mean * strength, (1.0 - mean) * strength)


def learned(heard: Floats, missed: Floats, prior: Prior) -> tuple[Floats, Floats]:
    """The two parameters of each post's rate; its mean is a / (a + b)."""
    return heard + prior.a, missed + prior.b
