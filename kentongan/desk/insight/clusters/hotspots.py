"""Places whose neighbourhood stands out: Getis and Ord's local G* (1995)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from kentongan.desk.insight.silence.discoveries import adjusted
from kentongan.desk.insight.silence.runs import Floats, Truths

METHOD: Final = "Getis-Ord G*, binary neighbours, Benjamini-Hochberg"


@dataclass(frozen=True)
class Hotspots:
    """Every place with its score.

    Attributes:
        z: Above zero where the neighbourhood holds more than its share.
        p: Two-sided, by the normal curve; rough for places of few neighbours.
        q: Adjusted for asking every place at once.
        level: The expected share of false ones among those that stand out.
    """

    z: Floats
    p: Floats
    q: Floats
    level: float
    method: str = METHOD

    @property
    def stand_out(self) -> Truths:
        """Which neighbourhoods hold more than chance would give them."""
        return np.asarray((self.q <= self.level) & (self.z > 0))


def hotspots(
    values: ArrayLike, neighbours: Sequence[Sequence[int]], *, level: float = 0.05
) -> Hotspots:
    """Score each place by the sum over itself and its neighbours.

    Args:
        values: One for each place, best a rate: counts follow the number of people.
        neighbours: Indexes of the neighbours of each place, without itself.
        level: See :class:`Hotspots`.

    Raises:
        ValueError: Fewer than two places, or lists that do not match them.
    """
    x = np.asarray(values, float)
    n = len(x)
    if n < 2 or len(neighbours) != n:
        raise ValueError("two places or more, each with its list of neighbours")
    spread = float(np.sqrt(np.mean((x - x.mean()) ** 2)))
    groups = [sorted({*map(int, near), own}) for own, near in enumerate(neighbours)]
    sums = np.array([x[group].sum() for group in groups])
    sizes = np.array([len(group) for group in groups], float)
    scale = spread * np.sqrt(sizes * (n - sizes) / (n - 1))
    # Where all are alike, or all are neighbours, nothing stands out.
    z = np.where(
        scale > 0, (sums - x.mean() * sizes) / np.where(scale > 0, scale, 1), 0.0
    )
    p = np.array([erfc(abs(one) / sqrt(2.0)) for one in z])
    return Hotspots(z, p, adjusted(p), level)
