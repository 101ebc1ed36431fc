"""How even a roster is, and how even it could be at best: plain arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fairness:
    """How evenly turns lie on people.

    Attributes:
        spread: Turns between who has most and who has fewest, carried ones included.
        jain: Jain's index (1984) of the same numbers: 1 is even, 1/n is one for all.
        heavy_spread: The spread of the turns on weekends and before holidays.
    """

    spread: int
    jain: float
    heavy_spread: int


def spread(counts: Sequence[int]) -> int:
    """The most less the fewest; 0 for nobody."""
    return max(counts) - min(counts) if counts else 0


def jain(counts: Sequence[int]) -> float:
    """Jain's index, (sum x)^2 / (n * sum x^2), between 1/n and 1; 1 where all is 0.

    Source: Jain, Chiu, Hawe: A Quantitative Measure of Fairness (DEC-TR-301, 1984).
    """
    squares = len(counts) * sum(count**2 for count in counts)
    return sum(counts) ** 2 / squares if squares else 1.0


def least_spread(carried: Sequence[int], turns: int) -> int:
    """The smallest spread that `turns` further turns can leave, whatever the rules.

    The turns go, one by one, to whoever has fewest: no other hand-out is more even,
    since the fewest cannot end higher nor the most lower.
    """
    if not carried:
        return 0
    levels = sorted(carried)
    left = turns
    for known in range(1, len(levels)):
        step = (levels[known] - levels[known - 1]) * known
        if left < step:
            return levels[-1] - levels[known - 1] - left // known
        left -= step
    return 0 if left % len(levels) == 0 else 1
