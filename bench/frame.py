"""What a figure is, and how one is measured.

Each module of this folder may offer ``figures()``; `python -m bench` runs them all on a
scratch database that it makes and drops. Read the numbers as ratios: machines differ.
"""

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from django.db import connection


@dataclass(frozen=True)
class Figure:
    """One measured thing.

    Attributes:
        median: Of the repetitions, as are `min` and `max`.
        beside: What it is held against: a goal or another way, in words.
        ratio: The median over that; under 1 is better than it.
    """

    name: str
    unit: str
    median: float
    min: float
    max: float
    beside: str = ""
    ratio: float | None = None


def spread(
    name: str, unit: str, values: Sequence[float], *, goal: float | None = None
) -> Figure:
    """The figure of these repetitions, held against a goal where there is one."""
    median = statistics.median(values)
    return Figure(
        name=name,
        unit=unit,
        median=round(median, 4),
        min=round(min(values), 4),
        max=round(max(values), 4),
        beside="" if goal is None else f"goal {goal:g} {unit}",
        ratio=round(median / goal, 4) if goal else None,
    )


def repeat(function: Callable[[], object], times: int) -> list[float]:
    """How long each of `times` calls took, seconds."""
    taken = []
    for _ in range(times):
        started = perf_counter()
        function()
        taken.append(perf_counter() - started)
    return taken


def share(values: Iterable[float], part: float) -> float:
    """The value under which `part` (0 to 1) of them lie: 0.99 gives the p99."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


@contextmanager
def scratch_database(name: str = "kentongan_bench") -> Iterator[None]:
    """A database with our tables that lives as long as this block."""
    connection.settings_dict["TEST"]["NAME"] = name
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            # Threads of a server that we ran hold theirs until they are collected.
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        connection.creation.destroy_test_db(before, verbosity=0)
