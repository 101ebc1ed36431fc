"""Circles that hold more than their share: Kulldorff's scan (1997), Poisson model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.desk.insight.silence.runs import Floats, Integers

METHOD: Final = "Kulldorff's scan, circles, Poisson"


@dataclass(frozen=True)
class Cluster:
    """One circle.

    Attributes:
        members: Indexes of its places, the centre first.
        expected: Cases if they followed the people.
        p: The share of replicates whose best circle is as good, the data themselves
            counted among them.
    """

    members: tuple[int, ...]
    population: float
    cases: int
    expected: float
    llr: float
    p: float


@dataclass(frozen=True)
class Scan:
    """The clusters of one scan, the best first; no two share a place."""

    clusters: tuple[Cluster, ...]
    cases: int
    population: float
    most: float
    replicates: int
    seed: int
    method: str = METHOD


def llr(cases: ArrayLike, expected: ArrayLike, total: ArrayLike) -> Floats:
    """Log likelihood ratio of more inside than outside; 0 where there is not more.

    Args:
        cases: Inside, 0 to `total`.
        expected: Inside, above 0 and below `total`.
        total: Of all cases.
    """
    c, mu, n = (np.asarray(one, float) for one in (cases, expected, total))
    more = (c > mu) & (mu > 0)
    outside, rest = n - c, n - mu
    with np.errstate(divide="ignore", invalid="ignore"):
        inner = c * np.log(c / mu)
        outer = np.where(outside > 0, outside * np.log(outside / rest), 0.0)
    return np.asarray(np.where(more, inner + outer, 0.0))


def scan(
    xy: ArrayLike,
    cases: ArrayLike,
    population: ArrayLike,
    *,
    most: float = 0.5,
    replicates: int = 999,
    seed: int = 0,
) -> Scan:
    """Look into every circle around every place that holds at most a share of all people.

    Args:
        xy: Shape (places, 2), on a plane.
        cases: Whole numbers, one for each place.
        population: Above zero, one for each place.
        most: Share of all people that a circle may hold, above 0 and at most 0.5.
        replicates: Random worlds with as many cases, spread by the people.
        seed: The same seed gives the same result.

    Raises:
        ValueError: Arrays that do not match, or no people at a place.
    """
    points, people = np.asarray(xy, float), np.asarray(population, float)
    seen = np.asarray(cases, np.int64)
    if points.shape != (len(people), 2) or seen.shape != people.shape:
        raise ValueError("a place, its cases and its people, each as often")
    if not (people > 0).all():
        raise ValueError("every place has people")
    circles = _circles(points, people, most)
    total = int(seen.sum())
    share = people / people.sum()
    found = _scores(seen[None, :], share, circles)
    rng = np.random.default_rng(seed)
    best = np.zeros(replicates)
    for start in range(0, replicates, 100):
        worlds = rng.multinomial(total, share, size=min(100, replicates - start))
        scores = _scores(worlds, share, circles)
        best[start : start + 100] = np.max([s.max(axis=1) for s in scores], axis=0)
    picked = _disjoint([one[0] for one in found], circles)
    clusters = tuple(
        _cluster(circles[i][: k + 1], score, (seen, people), best)
        for i, k, score in picked
    )
    return Scan(clusters, total, float(people.sum()), most, replicates, seed)


def _circles(points: Floats, people: Floats, most: float) -> list[NDArray[np.intp]]:
    """The places around each centre, the nearest first, as far as a circle may reach."""
    limit = people.sum() * most
    found = []
    for centre in points:
        # By distance; among equals by their order, so that runs repeat.
        order = np.argsort(((points - centre) ** 2).sum(axis=1), kind="stable")
        reach = int(np.searchsorted(np.cumsum(people[order]), limit, side="right"))
        found.append(order[: max(reach, 1)])
    return found


def _scores(
    worlds: Integers, share: Floats, circles: Sequence[NDArray[np.intp]]
) -> list[Floats]:
    """By centre: shape (worlds, circles around it)."""
    total = worlds.sum(axis=1, keepdims=True)
    return [
        llr(np.cumsum(worlds[:, order], axis=1), total * np.cumsum(share[order]), total)
        for order in circles
    ]


def _disjoint(
    scores: Sequence[Floats], circles: Sequence[NDArray[np.intp]]
) -> list[tuple[int, int, float]]:
    """The best circle, the best that shares no place with it, and so on."""
    ranked = sorted(
        (
            (float(score), i, k)
            for i, row in enumerate(scores)
            for k, score in enumerate(row)
            if score > 0
        ),
        key=lambda one: (-one[0], one[2], one[1]),
    )
    taken: set[int] = set()
    picked = []
    for score, i, k in ranked:
        members = set(circles[i][: k + 1].tolist())
        if not members & taken:
            taken |= members
            picked.append((i, k, score))
    return picked


def _cluster(
    members: NDArray[np.intp],
    score: float,
    data: tuple[Integers, Floats],
    best: Floats,
) -> Cluster:
    seen, people = data
    inside = float(people[members].sum())
    return Cluster(
        tuple(members.tolist()),
        inside,
        int(seen[members].sum()),
        float(seen.sum()) * inside / float(people.sum()),
        score,
        float(1 + (best >= score).sum()) / (len(best) + 1),
    )
