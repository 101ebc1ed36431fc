"""Silence: one night's pass over 400,000 posts, and a seeded world of sound and dead posts.

The pass is timed from its arrays; streaming the nights from the database is not in it.
The simulation kills some posts on a known night and counts, beside the fixed rule of
three silent nights, what is flagged wrongly and how long the dead wait.
"""

import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from bench.frame import Figure, repeat, spread
from kentongan.desk.insight.silence import cusums, runs
from kentongan.desk.insight.silence.nightly import (
    Findings,
    Parameters,
    Past,
    Sign,
    Tonight,
    find,
    live_on,
    nothing_known,
)

SEED: Final = 20_261_124
POSTS: Final = 400_000
SMALL: Final = 20_000
LEARNING, WATCHED, DEATH = 120, 40, 10
"""Nights before anything is judged, nights judged, and on which of them posts die."""
DEAD: Final = 0.005
OUTAGE: Final = 0.002
VILLAGE, DISTRICT = 5, 60
RATES: Final = (18.0, 2.0)
PEACE: Final = 10_000
P: Final = Parameters()


@dataclass
class World:
    """Posts with rates of their own, in villages that now and then lose their mast."""

    random: np.random.Generator
    rates: Any
    is_dead: Any
    numbers: Any

    def night(self, turn: int = -1) -> tuple[Tonight, Any]:
        """One night, and which posts an outage hid."""
        size = self.rates.size
        heard = self.random.random(size) < self.rates
        if turn >= DEATH:
            heard &= ~self.is_dead
        villages = self.numbers // VILLAGE
        hidden = (self.random.random(int(villages[-1]) + 1) < OUTAGE)[villages]
        heard &= ~hidden
        signs = np.where(heard, Sign.HEARD, Sign.SILENT).astype(np.int8)
        groups = (self.numbers // DISTRICT, villages)
        week, today = np.full(size, 7.0), np.zeros(size, np.int64)
        return Tonight(signs, week, today, groups), hidden


def figures() -> Iterator[Figure]:
    """The pass first, then what it finds."""
    yield from _pass()
    yield from _simulation()


def _world(posts: int) -> World:
    random = np.random.default_rng(SEED)
    return World(
        random, random.beta(*RATES, posts), random.random(posts) < DEAD,
        np.arange(posts),
    )  # fmt: skip


def _learned(world: World) -> Past:
    past = nothing_known(world.rates.size)
    for _ in range(LEARNING):
        past = live_on(past, world.night()[0].signs, P)
    return past


def _pass() -> Iterator[Figure]:
    world = _world(POSTS)
    past, (tonight, _) = _learned(world), world.night(DEATH)
    name = f"silence: one night of {POSTS:,} posts, arrays in, arrays out"
    yield spread(name, "s", repeat(lambda: find(past, tonight, P), 5), goal=20)
    tracemalloc.start()
    find(past, tonight, P)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    yield spread("silence: memory of that beyond its input", "MiB", [peak], goal=1024)


def _simulation() -> Iterator[Figure]:
    """False flags and delays of each rule over the same nights."""
    world = _world(SMALL)
    past = _learned(world)
    usual = np.clip((past.heard + 9) / (past.heard + past.missed + 10), 0.5, 0.99)
    peace = [runs.nights_for_peace(1 - rate, PEACE) for rate in usual]
    rules: dict[str, Rule] = {
        "fixed, three silent nights": _Run(np.full(SMALL, 3)),
        f"own run, {PEACE:,} nights between false flags": _Run(np.array(peace)),
        "CUSUM to half the usual rate": _Cusum(usual),
    }
    ours = "learned rates, neighbours excused"
    firsts = {name: np.full(SMALL, WATCHED) for name in [*rules, ours]}
    false = dict.fromkeys(firsts, 0)
    for turn in range(WATCHED):
        tonight, _ = world.night(turn)
        found: Findings = find(past, tonight, P)
        past = found.past
        flags = {name: rule(tonight.signs) for name, rule in rules.items()}
        flags[ours] = found.is_flagged
        for name, flagged in flags.items():
            alive = ~world.is_dead if turn >= DEATH else np.ones(SMALL, bool)
            new = flagged & (firsts[name] == WATCHED)
            false[name] += int((new & alive).sum())
            # A flag before its death is false, and the post may be flagged again.
            counted = new & (~world.is_dead | (turn >= DEATH))
            firsts[name][counted] = turn
    for name, first in firsts.items():
        waits = first[world.is_dead] - DEATH + 1
        per = 1000 * false[name] / (SMALL * WATCHED)
        yield spread(f"silence: false flags, {name}", "per 1,000 nights", [per])
        yield spread(
            f"silence: nights until a dead post is flagged, {name}", "", waits.tolist()
        )


Rule = Callable[[Any], Any]


class _Run:
    """Flags after so many silent nights on end, outages and all."""

    def __init__(self, limit: Any) -> None:
        self.limit, self.run = limit, np.zeros(limit.size, int)

    def __call__(self, signs: Any) -> Any:
        self.run = np.where(signs == Sign.SILENT, self.run + 1, 0)
        return self.run >= self.limit


class _Cusum:
    """Flags when the evidence for half the usual rate reaches five nats."""

    def __init__(self, usual: Any) -> None:
        self.usual, self.score = usual, np.zeros(usual.size)

    def __call__(self, signs: Any) -> Any:
        heard = signs == Sign.HEARD
        self.score = cusums.step(self.score, heard, self.usual, self.usual / 2)
        return self.score >= 5.0
