"""Near repeats: reports that follow each other closely in place and time (Knox 1964)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.desk.insight.silence.runs import Floats, Integers

METHOD: Final = "Knox, times permuted"
_BLOCK: Final = 2_000_000
"""Pairs looked at in one go: some tens of megabytes."""


@dataclass(frozen=True)
class Bins:
    """Half-open bins over distances: the first holds zero, each its upper end.

    Attributes:
        edges: Upper ends, rising, above zero.
        unit: "m", "days".
    """

    edges: tuple[float, ...]
    unit: str

    def __post_init__(self) -> None:
        """Refuse edges that make no bins.

        Raises:
            ValueError: None, or not rising above zero.
        """
        if not self.edges or any(b <= a for a, b in pairwise((0.0, *self.edges))):
            raise ValueError("edges rise above zero")

    @property
    def names(self) -> list[str]:
        """In interval notation, so that nobody wonders where an edge belongs."""
        ends = [f"{edge:g}" for edge in self.edges]
        first = f"[0, {ends[0]}] {self.unit}"
        return [first, *(f"({a}, {b}] {self.unit}" for a, b in pairwise(ends))]

    def of(self, distances: Floats) -> Integers:
        """Which bin holds each distance; the number of bins where none does."""
        return np.searchsorted(np.asarray(self.edges), distances, side="left")


@dataclass(frozen=True)
class Repeats:
    """Pairs by distance in place and in time.

    Attributes:
        observed: Shape (space bins, time bins).
        expected: The mean over the permutations.
        p: The share of permutations with at least as many, the data themselves
            counted among them; never below 1 / (permutations + 1).
        space_pairs: Pairs in each bin of place, whatever their times.
        time_pairs: Pairs in each bin of time, wherever they stand.
        first, last: The data's own window.
    """

    observed: Integers
    expected: Floats
    p: Floats
    space_pairs: Integers
    time_pairs: Integers
    space: Bins
    time: Bins
    events: int
    permutations: int
    seed: int
    first: float
    last: float
    method: str = METHOD

    @property
    def ratio(self) -> Floats:
        """Observed over expected; NaN where nothing was expected."""
        with np.errstate(divide="ignore", invalid="ignore"):
            found = self.observed / self.expected
        return np.asarray(np.where(self.expected > 0, found, np.nan))


def near_repeats(
    xy: ArrayLike,
    times: ArrayLike,
    bins: tuple[Bins, Bins],
    *,
    permutations: int = 999,
    seed: int = 0,
) -> Repeats:
    """Count close pairs, and how many there would be if times had nothing to do with places.

    Places stay, times are dealt out anew: only pairs close in place are ever looked at
    again.

    Args:
        xy: Shape (events, 2), in the unit of the first bins, on a plane.
        times: Shape (events,), in the unit of the second.
        bins: Of place and of time.
        permutations: At least 1.
        seed: The same seed gives the same result.

    Raises:
        ValueError: Fewer than two events, or places and times that do not match.
    """
    points, when = np.asarray(xy, float), np.asarray(times, float)
    if len(when) < 2 or points.shape != (len(when), 2):
        raise ValueError("at least two events, each with a place and a time")
    space, time = bins
    left, right, apart = close_pairs(points, space.edges[-1])
    rows = space.of(apart)
    observed = _table(when, (left, right, rows), bins)
    rng = np.random.default_rng(seed)
    total = np.zeros(observed.shape)
    as_many = np.ones(observed.shape, dtype=np.int64)
    for _permutation in range(permutations):
        found = _table(rng.permutation(when), (left, right, rows), bins)
        total += found
        as_many += found >= observed
    return Repeats(
        observed,
        total / permutations,
        as_many / (permutations + 1),
        np.bincount(rows, minlength=len(space.edges)),
        _time_pairs(when, time),
        space,
        time,
        len(when),
        permutations,
        seed,
        float(when.min()),
        float(when.max()),
    )


def close_pairs(points: Floats, within: float) -> tuple[Integers, Integers, Floats]:
    """Pairs at most `within` apart, each once, and how far apart.

    Sorted by x, each point is held against those that follow within reach.
    """
    order = np.argsort(points[:, 0], kind="stable")
    x, y = points[order, 0], points[order, 1]
    # A hair beyond, so that rounding loses no pair at the very edge: it is asked below.
    reach = np.searchsorted(x, x + within * (1 + 1e-12), side="right")
    counts = reach - np.arange(len(x)) - 1
    parts = [_near(x, y, one, counts, within) for one in _blocks(counts)]
    left, right, apart = (np.concatenate(part) for part in zip(*parts, strict=True))
    return order[left], order[right], apart


def _blocks(counts: Integers) -> list[NDArray[np.int64]]:
    ends = np.cumsum(counts)
    block = np.asarray(ends // _BLOCK)
    cuts = np.flatnonzero(np.diff(block)) + 1
    return np.split(np.arange(len(counts)), cuts)


def _near(
    x: Floats, y: Floats, chosen: Integers, counts: Integers, within: float
) -> tuple[Integers, Integers, Floats]:
    many = counts[chosen]
    left = np.repeat(chosen, many)
    starts = np.repeat(np.cumsum(many) - many, many)
    right = left + 1 + np.arange(len(left)) - starts
    apart = np.hypot(x[left] - x[right], y[left] - y[right])
    near = apart <= within
    return left[near], right[near], apart[near]


def _table(
    when: Floats, pairs: tuple[Integers, Integers, Integers], bins: tuple[Bins, Bins]
) -> Integers:
    left, right, rows = pairs
    columns = bins[1].of(np.abs(when[left] - when[right]))
    width = len(bins[1].edges) + 1
    shape = (len(bins[0].edges), width)
    cells = np.bincount(rows * width + columns, minlength=shape[0] * width)
    return cells.reshape(shape)[:, :-1]


def _time_pairs(when: Floats, time: Bins) -> Integers:
    """Pairs in each bin of time, without forming them: on a line counting is enough."""
    ordered = np.sort(when)
    places = np.arange(len(ordered))
    upto: Sequence[int] = [
        int((np.searchsorted(ordered, ordered + edge, side="right") - places - 1).sum())
        for edge in time.edges
    ]
    return np.diff(np.asarray([0, *upto]))
