"""More or fewer than before, and how sure that is: counts of two equal spans.

If nothing changed, each of the ``before + now`` events fell into either span with equal
chance (the conditional test of two Poisson counts; Przyborowski and Wilenski 1940). The
test is exact. Several questions asked at once share the error between them (Bonferroni),
so that the chance of crying "changed" anywhere, where nothing changed, is at most ALPHA.
Events that come in bunches (five calls about one fight) break the assumption: then
"changed" is said too often, which is why the page shows both counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp, lgamma, log
from typing import Final

METHOD: Final = "exact conditional test of two Poisson counts, Bonferroni"
ALPHA: Final = 0.05
_NEGLIGIBLE: Final = 1e-17


class Direction(StrEnum):
    """What may be said of a count."""

    UP = "up"
    DOWN = "down"
    NOT_SAID = "not_said"


@dataclass(frozen=True)
class Change:
    """One count beside the one before it.

    Attributes:
        p: Two-sided, for this question alone; 0 to 1.
        level: At or below which a change is said.
        rise_from: The least count that would have been called a rise.
        fall_to: The greatest that would have been called a fall; None where even
            none at all would not.
    """

    before: int
    now: int
    p: float
    level: float
    rise_from: int
    fall_to: int | None

    @property
    def direction(self) -> Direction:
        """Up, down, or not to be said yet."""
        if self.now >= self.rise_from:
            return Direction.UP
        if self.fall_to is not None and self.now <= self.fall_to:
            return Direction.DOWN
        return Direction.NOT_SAID


def p_value(before: int, now: int) -> float:
    """How likely so uneven a split is by chance alone: twice the smaller tail.

    Relative error under 1e-9 up to a million events.
    """
    total, most = before + now, max(before, now)
    if 2 * most == total:
        return 1.0
    term = exp(
        lgamma(total + 1)
        - lgamma(most + 1)
        - lgamma(total - most + 1)
        - total * log(2.0)
    )
    tail, count = term, most
    # Beyond the middle every term is smaller than the one before it.
    while count < total and term > tail * _NEGLIGIBLE:
        term *= (total - count) / (count + 1)
        tail += term
        count += 1
    return min(1.0, 2.0 * tail)


def change(before: int, now: int, *, level: float = ALPHA) -> Change:
    """A count beside the one before it, and what would have had to happen."""
    return Change(
        before,
        now,
        p_value(before, now),
        level,
        _rise_from(before, level),
        _fall_to(before, level),
    )


def changes(
    before: Mapping[str, int], now: Mapping[str, int], *, alpha: float = ALPHA
) -> dict[str, Change]:
    """Every key of either side, each judged at its share of `alpha`."""
    keys = [*dict.fromkeys([*before, *now])]
    return {
        key: change(before.get(key, 0), now.get(key, 0), level=alpha / len(keys))
        for key in keys
    }


def _rise_from(before: int, level: float) -> int:
    """Bisection: the value falls as the count rises above `before`."""
    low, high = before, 2 * before + 64
    while p_value(before, high) > level:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if p_value(before, middle) <= level:
            high = middle
        else:
            low = middle
    return high


def _fall_to(before: int, level: float) -> int | None:
    if p_value(before, 0) > level:
        return None
    low, high = 0, before
    while high - low > 1:
        middle = (low + high) // 2
        if p_value(before, middle) <= level:
            low = middle
        else:
            high = middle
    return low
