"""The ledger: how fast lines are written, sealed, and handed on to reactions."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final
from uuid import UUID

from django.db import connection, connections, transaction

from bench.frame import Figure, share, spread
from bench.world import AT
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger import relay, sealer
from kentongan.ground.ledger.rules import SealedLine
from kentongan.ground.ledger.services import record

ROUNDS: Final = 3
THREADS: Final = 4
SECONDS: Final = 2.0
HEARD: Final = 60
ACT: Final = "bench.written"
_heard: dict[UUID, float] = {}


@relay.reacts_to(ACT)
def note(line: SealedLine) -> None:
    """Keep when the line came."""
    _heard[line.id] = time.perf_counter()


def measure() -> Iterator[Figure]:
    """Writing, sealing, and the way from a commit to its reaction."""
    _drain()
    alone = [_by_threads(_row) for _ in range(ROUNDS)]
    yield spread(f"PostgreSQL alone: rows by {THREADS} threads", "1/s", alone)
    written = [_by_threads(_line) for _ in range(ROUNDS)]
    figure = spread(f"ledger: lines by {THREADS} threads", "1/s", written)
    beside = share(alone, 0.5)
    yield Figure(
        **{
            **vars(figure),
            "beside": f"rows alone {beside:,.0f}/s",
            "ratio": round(share(written, 0.5) / beside, 2),
        }
    )
    yield spread("ledger: lines sealed when draining", "1/s", [_drain()])
    with _sealer_and_relay():
        _wait_until_quiet()
        rounds = [share(_waits(), 0.95) for _ in range(ROUNDS)]
    yield spread("ledger: commit to reaction, p95", "ms", rounds, goal=100)


def _line(_cursor: Any) -> None:
    with transaction.atomic():
        record(ACT, "bench:1", by=None, at=AT, place="12.18.04.2024", facts={"n": 1})


def _row(cursor: Any) -> None:
    cursor.execute("insert into bench_rows values (%s, '{}')", [new_id()])


def _by_threads(write: Callable[[Any], None]) -> float:
    """Commits a second, all threads together."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create table if not exists bench_rows (id uuid primary key, facts jsonb)"
        )
    counts: list[int] = []
    ready = threading.Barrier(THREADS)

    def work() -> None:
        done = 0
        try:
            with connection.cursor() as cursor:
                ready.wait()
                until = time.perf_counter() + SECONDS
                while time.perf_counter() < until:
                    write(cursor)
                    done += 1
        finally:
            counts.append(done)
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def _drain() -> float:
    """Lines a second, until none waits."""
    started = time.perf_counter()
    sealed = 0
    while batch := sealer.seal_waiting():
        sealed += batch
    return sealed / (time.perf_counter() - started)


@contextmanager
def _sealer_and_relay() -> Iterator[None]:
    """Both at work, as ``kentongan run relay`` has them."""
    stop = threading.Event()
    threads = [threading.Thread(target=duty, args=[stop]) for duty in _DUTIES]
    with ExitStack() as stack:
        for thread in threads:
            thread.start()
            stack.callback(thread.join)
        stack.callback(stop.set)
        yield


_DUTIES: Final = (sealer.run, relay.run)


def _waits() -> list[float]:
    """From commit to reaction, milliseconds, for lines that come one by one."""
    committed = {}
    for turn in range(HEARD):
        with transaction.atomic():
            line = record(ACT, f"bench:{turn}", by=None, at=AT)
        committed[line.id] = time.perf_counter()
        time.sleep(0.013 + turn % 7 / 200)
    until = time.perf_counter() + 10
    while time.perf_counter() < until and not committed.keys() <= _heard.keys():
        time.sleep(0.01)
    return [(_heard[one] - then) * 1000 for one, then in committed.items()]


def _wait_until_quiet() -> None:
    """Until the relay has passed all that was written before."""
    with transaction.atomic():
        last = record(ACT, "bench:last", by=None, at=AT)
    until = time.perf_counter() + 60
    while last.id not in _heard and time.perf_counter() < until:
        time.sleep(0.05)
