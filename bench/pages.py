"""Server time of the first page and of the list of posts, for three offices."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from bench.frame import Figure, share, spread
from bench.world import AT
from bench.world.organisation import account_id, office_id
from bench.world.territory import MINE, villages_in_order
from kentongan.beat.watch.selectors import posts as watch
from kentongan.ground.access import rls
from kentongan.ground.access.actors import Principal, principal
from kentongan.ground.access.models import Account

ROUNDS: Final = 3
REQUESTS: Final = 40
WARM: Final = 4
CONTROL: Final = "/masuk/"
"""A page that no world makes heavier: growth is told against it, since the machine is
shared and may be twice as fast a minute later."""
PAGES: Final = {"Hari ini": "/hari-ini/", "post list": "/pos/"}
BROWSER: Final[dict[str, Any]] = {
    "SERVER_NAME": "localhost",
    "HTTP_ACCEPT_LANGUAGE": "id",
}
BY_THE_WAY: Final = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "set local role")
"""Not counted as queries: the role is taken on here, and connected as in production."""


@dataclass(frozen=True)
class Timing:
    """One page of one officer.

    Attributes:
        taken_ms: Of every request, round by round.
        control_ms: Of the control, asked in turns with it.
    """

    taken_ms: list[list[float]]
    control_ms: list[float]
    queries: int

    @property
    def p95_ms(self) -> list[float]:
        """Of each round."""
        return [share(one, 0.95) for one in self.taken_ms]

    @property
    def weight(self) -> float:
        """The middle request, in controls."""
        taken = [ms for one in self.taken_ms for ms in one]
        return share(taken, 0.5) / share(self.control_ms, 0.5)


Timings = dict[tuple[str, str], Timing]


def offices() -> dict[str, Account]:
    """A Bhabinkamtibmas of three villages, a Kasat of a Polres, a Kapolda."""
    first = villages_in_order()[0]
    seats = {
        f"Bhabinkamtibmas of {MINE} villages": office_id(
            first.polsek, "bhabinkamtibmas", first.path
        ),
        "Kasat Binmas": office_id(first.polres, "kasat_binmas"),
        "Kapolda": office_id(first.polda, "kapolda"),
    }
    return {
        name: Account.objects.get(pk=account_id(seat)) for name, seat in seats.items()
    }


@contextmanager
def as_in_production() -> Iterator[None]:
    """Pages read as the role ``kentongan_app``, behind the second wall."""
    with override_settings(KENTONGAN_SET_ROLE=True):
        yield


def measure() -> Timings:
    """Each page of each office, asked for as a browser would that is signed in."""
    found = {}
    with as_in_production():
        for name, account in offices().items():
            client = Client(**BROWSER)
            client.force_login(account)
            for page, address in PAGES.items():
                found[page, name] = _timing(client, address)
    return found


def told(before: Timings, after: Timings, grown: str) -> Iterator[Figure]:
    """What was measured, held against what is promised."""
    for (page, name), timing in after.items():
        what = f"{page}, {name}"
        yield spread(f"{what}: p95", "ms", timing.p95_ms, goal=60)
        yield spread(f"{what}: queries", "n", [timing.queries], goal=12)
        growth = timing.weight / before[page, name].weight
        goal = None if name == "Kapolda" else 1.3
        yield spread(f"{what}: growth, {grown}", "times", [growth], goal=goal)


def wall() -> Iterator[Figure]:
    """What the second wall costs on the tables themselves, asked through selectors."""
    walled = _walled()
    for name, account in offices().items():
        actor = principal(account, at=AT)
        for what, ask in QUESTIONS.items():
            up: list[float] = []
            down: list[float] = []
            for _round in range(ROUNDS):  # in turns, since the machine is shared
                with _down(walled):
                    down += _asked(actor, ask)
                up += _asked(actor, ask)
            without = share(down, 0.5)
            figure = spread(f"second wall, {name}: {what}", "ms", up)
            yield Figure(
                **{
                    **vars(figure),
                    "beside": f"without it {without:.2f} ms",
                    "ratio": round(share(up, 0.5) / without, 2),
                }
            )


QUESTIONS: Final[dict[str, Callable[[Principal], object]]] = {
    "posts, longest unvisited": lambda a: watch.posts(a, order="unvisited"),
    "posts, counted": lambda a: watch.post_counts(a, at=AT),
    "posts, a word in them": lambda a: watch.posts(a, search="kenanga 4"),
}


def _timing(client: Client, address: str) -> Timing:
    for _ in range(WARM):
        _get(client, address)
    nobody = Client(**BROWSER)
    rounds: list[list[float]] = []
    control: list[float] = []
    for _ in range(ROUNDS):
        rounds.append([])
        for _ in range(REQUESTS):
            rounds[-1].append(_get(client, address))
            control.append(_get(nobody, CONTROL))
    with CaptureQueriesContext(connection) as asked:
        _get(client, address)
    counted = [
        query
        for query in asked.captured_queries
        if not query["sql"].startswith(BY_THE_WAY)
    ]
    return Timing(rounds, control, len(counted))


def _get(client: Client, address: str) -> float:
    started = time.perf_counter()
    answer = client.get(address)
    taken = time.perf_counter() - started
    assert answer.status_code == 200, (address, answer.status_code)
    return taken * 1000


def _asked(actor: Principal, ask: Callable[[Principal], object]) -> list[float]:
    taken = []
    with as_in_production(), transaction.atomic():
        rls.enter(actor)
        ask(actor)
        for _ in range(5):
            started = time.perf_counter()
            ask(actor)
            taken.append((time.perf_counter() - started) * 1000)
    return taken


def _walled() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relrowsecurity")
        return [name for (name,) in cursor.fetchall()]


@contextmanager
def _down(tables: list[str]) -> Iterator[None]:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"alter table {table} disable row level security")
        yield
        for table in tables:
            cursor.execute(f"alter table {table} enable row level security")
