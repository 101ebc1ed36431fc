"""One command serves a world, keeps it alive, and ends it cleanly."""

import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kentongan.config.commands.up import is_loopback, own_host
from kentongan.config.postgres import Server
from kentongan.config.postgres import processes as living
from kentongan.config.supervisor import pause_after
from kentongan.config.tests.homes import short_home
from kentongan.config.tests.programs import kentongan, started

# One worker for all of them, since a world takes seconds to make.
pytestmark = pytest.mark.xdist_group("world")


class World:
    """A served world: its address, its log, its process."""

    def __init__(self, home: Path, process: "subprocess.Popen[str]", url: str) -> None:
        self.home, self.process, self.url = home, process, url
        self.log: list[dict[str, Any]] = []
        self._lines: SimpleQueue[str] = SimpleQueue()
        # Read at once, so that nobody waits for room in the pipe; an empty line ends it.
        self._reading = Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._lines.put(line)
        self._lines.put("")

    def ask(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        request = urllib.request.Request(self.url + path, headers=headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
                return answer.status, answer.read().decode(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), dict(error.headers)

    def until(self, event: str, **facts: object) -> dict[str, Any]:
        """Read the log until a line says what we wait for; a minute at most."""
        until = time.monotonic() + 60
        while line := self._next(until):
            if not line.startswith("{"):
                continue
            said: dict[str, Any] = json.loads(line)
            self.log.append(said)
            if said["event"] == event and facts.items() <= said.items():
                return said
        raise AssertionError(f"the log ended without {event}: {self.log}")

    def _next(self, until: float) -> str:
        try:
            return self._lines.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            return ""

    def end(self) -> None:
        """Have it end by itself, or else by force."""
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=15)
        self._reading.join(timeout=30)  # its children hold the pipe until they end

    def pids(self, name: str = "") -> list[int]:
        started = [said for said in self.log if said["event"] == "started"]
        return [said["pid"] for said in started if said["child"].startswith(name)]

    def answers(self) -> bool:
        try:
            return self.ask("/healthz")[0] == 200
        except OSError:
            return False


@contextmanager
def served(home: Path, *options: str) -> Iterator[World]:
    process = started(home, "--json", "up", "--port", "0", *options)
    world = None
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.fullmatch(r"Kentongan answers at (https?://localhost:\d+)\n", said)
        assert found, said + process.communicate(timeout=20)[1]
        world = World(home, process, found[1])
        yield world
    finally:
        if world is None:
            process.kill()
            process.communicate(timeout=30)
        else:
            world.end()
        for pipe in (process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()


@pytest.fixture(scope="module")
def world(pattern: Path) -> Iterator[World]:
    with short_home(like=pattern) as home, served(home) as world:
        yield world


def test_the_health_page_tells_how_the_ledger_stands(world: World) -> None:
    status, body, headers = world.ask("/healthz")
    told = json.loads(body)
    assert status == 200
    assert told["status"] == "ok"
    assert told["database"] is True
    assert {"waiting", "sealer_lag_s", "relay_lag", "parked"} <= told.keys()
    assert "no-store" in headers["cache-control"]


def test_a_request_keeps_the_id_that_a_proxy_gave_it(world: World) -> None:
    _, _, headers = world.ask("/healthz", **{"X-Request-ID": "proxy-0123456789"})
    assert headers["x-request-id"] == "proxy-0123456789"


def test_an_id_that_could_break_a_log_line_is_replaced(world: World) -> None:
    _, _, headers = world.ask("/healthz", **{"X-Request-ID": 'x" admin="1'})
    assert re.fullmatch("[0-9a-f]{32}", headers["x-request-id"])


def test_who_is_not_signed_in_hears_nothing(world: World) -> None:
    status, body, _ = world.ask("/live/ledger")
    assert (status, json.loads(body)["code"]) == (401, "signed-out")
    status, _, _ = world.ask("/live/ledger", Cookie="sessionid=invented")
    assert status == 401


def test_a_log_line_names_the_route_and_not_the_address(world: World) -> None:
    assert world.ask("/nothing/of/siti-rahasia?telp=0812345")[0] == 404
    said = world.until("answered", status=404)
    assert "siti" not in json.dumps(said)
    assert "0812345" not in json.dumps(said)
    assert {"request_id", "method", "ms"} <= said.keys()


@pytest.mark.parametrize("name", ["web-1", "relay", "worker"])
def test_a_killed_process_comes_back(world: World, name: str) -> None:
    if not world.pids(name):
        world.until("started", child=name)
    pids = world.pids(name)
    try:
        os.kill(pids[-1], signal.SIGKILL)
    except ProcessLookupError:  # begun anew a moment ago, on a machine under load
        pids = [world.until("started", child=name)["pid"]]
        os.kill(pids[-1], signal.SIGKILL)
    died = world.until("died", child=name)
    assert died["code"] == -signal.SIGKILL
    again = world.until("started", child=name)
    assert again["pid"] != pids[-1]
    until = time.monotonic() + 30
    while not world.answers():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_no_process_connects_as_a_superuser(world: World) -> None:
    with Server(world.home).leased() as server:
        done = kentongan(world.home, "check")
        assert server.is_running()
    assert "ok    our role is held by row-level security" in done.stdout


def test_a_killed_database_comes_back(world: World) -> None:
    pid_file = world.home / "postgres" / "data" / "postmaster.pid"
    pid = int(pid_file.read_text().split("\n")[0])
    os.kill(pid, signal.SIGKILL)
    world.until("started", child="postgres")
    until = time.monotonic() + 30
    while not world.answers():
        assert time.monotonic() < until
        time.sleep(0.1)
    assert int(pid_file.read_text().split("\n")[0]) != pid


def certified(home: Path) -> list[str]:
    """A certificate that nobody but this machine trusts, as options of `up`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (home / "cert.pem").write_bytes(cert.public_bytes(pem))
    (home / "key.pem").write_bytes(
        key.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    files = ("--tls-cert", home / "cert.pem", "--tls-key", home / "key.pem")
    return [str(word) for word in files]


def test_a_world_ends_within_ten_seconds_and_leaves_nothing(pattern: Path) -> None:
    with short_home(like=pattern) as home:
        with served(home, "--processes", "2") as world:
            world.until("started", child="worker")
            pids = world.pids()
            began = time.monotonic()
            world.process.terminate()
            assert world.process.wait(timeout=15) == 0
            assert time.monotonic() - began < 10
        assert len(pids) == 4
        assert not any(living.started(pid) for pid in pids)
        assert not Server(home).is_running()

        # Once more by HTTPS, and this time the supervisor can not say good-bye.
        with served(home, *certified(home)) as world:
            assert world.url.startswith("https://")
            world.until("started", child="worker")
            pids = world.pids()
            world.process.kill()
            until = time.monotonic() + 20
            while any(living.started(pid) for pid in pids):
                assert time.monotonic() < until
                time.sleep(0.1)
        assert not Server(home).is_running()


def test_a_taken_port_is_refused_in_a_sentence(world: World) -> None:
    port = world.url.rpartition(":")[2]
    with short_home() as home:
        done = kentongan(home, "up", "--port", port)
        assert done.returncode == 1
        assert done.stderr.startswith(f"Error: Can not listen on 127.0.0.1:{port}:")
        assert not home.exists()


def test_a_demo_world_is_shown_on_this_machine_only() -> None:
    with short_home() as home:
        home.mkdir()
        (home / "demo").touch()
        done = kentongan(home, "up", "--bind", "192.0.2.1")
        assert done.returncode == 1
        assert "is a demo world" in done.stderr
        assert not (home / "postgres").exists()


@pytest.mark.parametrize(
    ("bind", "is_ours_alone"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104
        ("::", False),
        ("192.168.1.5", False),
        ("localhost.example.org", False),
    ],
)
def test_only_loopback_addresses_are_ours_alone(bind: str, is_ours_alone: bool) -> None:
    assert is_loopback(bind) == is_ours_alone


@pytest.mark.parametrize(
    ("hosts", "host"),
    [
        ("", "localhost"),
        ("*", "localhost"),
        ("kentongan.example localhost", "kentongan.example"),
        (".kentongan.example", "kentongan.example"),
    ],
)
def test_we_ask_ourselves_by_a_name_that_we_answer_to(hosts: str, host: str) -> None:
    assert own_host({"KENTONGAN_HOSTS": hosts}) == host


def test_one_half_of_tls_is_refused(tmp_path: Path) -> None:
    cert = tmp_path / "cert.pem"
    cert.touch()
    done = kentongan(tmp_path, "up", "--tls-cert", str(cert))
    assert done.returncode == 2
    assert "go together" in done.stderr


def test_the_pause_before_a_restart_grows_and_stays_bearable() -> None:
    assert [pause_after(deaths) for deaths in (1, 2, 3)] == [0.5, 1.0, 2.0]
    assert pause_after(1000) == 30.0
