"""Many posts tested in one night: how many of the flags may be false (BH 1995)."""

import numpy as np
from numpy.typing import ArrayLike

from kentongan.desk.insight.silence.runs import Floats


def adjusted(p: ArrayLike) -> Floats:
    """Benjamini-Hochberg: flag all at or below q, and q of the flags are false.

    The expected share of false flags is held for posts that are independent or go
    together (positive dependence); that they fall silent together through one mast is
    taken out before, see `outages`.

    Args:
        p: One dimension, each 0 to 1.

    Returns:
        Adjusted values in the same order, never below their p, 1 at most.
    """
    values = np.asarray(p, float)
    tests = values.size
    if not tests:
        return values.copy()
    order = np.argsort(values, kind="stable")[::-1]
    scaled = values[order] * (tests / np.arange(tests, 0, -1))
    result = np.empty(tests)
    result[order] = np.minimum(1.0, np.minimum.accumulate(scaled))
    # Rounding may put the last of them a hair under its own p.
    return np.asarray(np.maximum(result, values))
