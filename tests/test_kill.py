"""Whatever is killed while visits are recorded: none is lost, none is doubled."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import psycopg
import pytest

from kentongan.config.postgres import Server
from kentongan.config.tests.homes import short_home

ROOT = Path(__file__).parent.parent


class World:
    """A world of its own, with a server that may be killed."""

    def __init__(self, home: Path, url: str) -> None:
        self.home = home
        self.url = url
        self.env = {
            **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
            "KENTONGAN_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "kentongan.config.settings",
        }

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603  our own program, our own arguments
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def run(self, *arguments: str) -> None:
        subprocess.run(  # noqa: S603
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.env,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def ask(self, query: str) -> int:
        with psycopg.connect(self.url) as connection:
            row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return int(row[0])


@contextmanager
def world() -> Iterator[World]:
    with short_home() as home, Server(home).leased() as server:
        made = World(home, server.url(role="kentongan_system"))
        made.run("-m", "kentongan", "migrate")
        made.run("-m", "tests.ground_for_kills")
        yield made


def _kill_sometime(world: World, chance: Random, victims: list[str]) -> None:
    """Kill one of them after a moment: the recorder, the relay, or a server process."""
    time.sleep(chance.uniform(0.3, 1.5))
    victim = chance.choice(victims)
    if victim == "server":
        with psycopg.connect(world.url) as connection:
            rows = connection.execute(
                "select pid from pg_stat_activity where backend_type = 'client backend'"
                " and pid <> pg_backend_pid()"
            ).fetchall()
        pids = [row[0] for row in rows]
    else:
        pids = [int(victim)]
    if pids:
        try:
            os.kill(chance.choice(pids), signal.SIGKILL)
        except ProcessLookupError:
            pass  # it ended by itself a moment ago


def _record_under_fire(world: World, visits: int, kills: int) -> int:
    """Record until all are told stored, while processes die; how many runs it took."""
    chance = Random(7)  # noqa: S311
    runs = 0
    stored = 0
    relay = world.start("-m", "kentongan", "run", "relay")
    while stored < visits:
        runs += 1
        recorder = world.start("-m", "tests.recorder", str(stored), str(visits))
        if runs <= kills:
            victims = [str(recorder.pid), str(relay.pid), "server"]
            _kill_sometime(world, chance, victims)
        told, _ = recorder.communicate(timeout=60)
        numbers = [int(line) for line in told.split()]
        stored = max([stored, *(n + 1 for n in numbers)])
        if relay.poll() is not None:
            relay.communicate(timeout=60)
            relay = world.start("-m", "kentongan", "run", "relay")
        assert runs < kills + 20, "it does not come forward"
    try:
        _wait_for_relay(world)
    finally:
        relay.terminate()
        relay.communicate(timeout=30)
    return runs


def _wait_for_relay(world: World) -> None:
    for _ in range(300):
        behind = world.ask(
            "select (select count(*) from ledger_waiting) + (select "
            "coalesce(max(number), 0) from ledger_seal) - coalesce((select number from ledger_cursor "
            "where name = 'relay'), 0)"
        )
        if not behind:
            return
        time.sleep(0.1)
    raise AssertionError(f"the relay is {behind} behind")


def _check(world: World, visits: int) -> None:
    assert world.ask("select count(*) from visits_visit") == visits
    assert world.ask("select count(*) from reports_report") == visits
    assert world.ask("select count(*) from follow_ups_followup") == visits
    for act in ("visit.recorded", "report.taken-in", "follow-up.promised"):
        lines = f"select count(*) from ledger_line where act = '{act}'"  # noqa: S608
        assert world.ask(lines) == visits, act
    assert world.ask("select count(*) from ledger_line") == world.ask(
        "select max(number) from ledger_seal"
    )
    world.run("-m", "kentongan", "ledger", "verify")


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("visits", "kills"),
    [(120, 6), pytest.param(1000, 40, marks=pytest.mark.soak)],
)
def test_killing_any_process_loses_and_doubles_no_recording(
    visits: int, kills: int
) -> None:
    with world() as made:
        runs = _record_under_fire(made, visits, kills)
        assert runs > 1, "nothing was killed in time"
        _check(made, visits)
