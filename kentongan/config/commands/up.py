"""Serve a world: database, pages, live streams, jobs and ledger under one command."""

import ipaddress
import os
import signal
import socket
import ssl
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Final

import click
import structlog

from kentongan.config import logs, schema
from kentongan.config.commandline import (
    Declined,
    database_as_found,
    prepare_home,
    refusals_as_sentences,
)
from kentongan.config.postgres import Server
from kentongan.config.postgres.addresses import home_of, is_embedded
from kentongan.config.supervisor import Child, Supervisor

PATIENCE_S: Final = 60
log = structlog.get_logger("kentongan.up")


@click.command()
@click.option("--bind", default="127.0.0.1", show_default=True, help="Our address.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--processes",
    default=1,
    show_default=True,
    type=click.IntRange(1, 5),
    help="Web processes; each holds up to 10 connections to the database.",
)
@click.option(
    "--tls-cert",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Certificate for HTTPS; phones need HTTPS to work offline.",
)
@click.option(
    "--tls-key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Its private key.",
)
def command(
    bind: str, port: int, processes: int, tls_cert: Path | None, tls_key: Path | None
) -> None:
    """Serve a world: database, pages, live streams, jobs and ledger.

    Prints the address when it answers. SIGTERM and Ctrl-C end it cleanly.
    """
    if bool(tls_cert) != bool(tls_key):
        raise click.UsageError("--tls-cert and --tls-key go together.")
    refuse_to_show_a_demo(home_of(), bind)
    logs.configure("up")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with listening(bind, port) as door, refusals_as_sentences():
        if tls_cert and tls_key:
            os.environ["KENTONGAN_HTTPS"] = "1"
        prepare_home()
        address = Address(door, bind, is_https=tls_cert is not None)
        serve(address, family(door, processes, tls_cert, tls_key), stop)


def serve(address: "Address", children: list[Child], stop: threading.Event) -> None:
    """Have a database with all its tables, and the children on it, until the end."""
    revive = Server(home_of()).revive if is_embedded() else lambda: False
    supervisor = Supervisor(children, revive)
    supervisor.start()  # the pages load while the database starts
    with ExitStack() as stack:
        stack.callback(supervisor.end)  # should the database not start
        stack.enter_context(database_as_found("owner"))
        stack.callback(supervisor.end)  # else here, before the database goes
        if schema.is_behind():
            schema.migrate()
            log.info("brought the tables up to this release")
        telling = threading.Thread(
            target=address.tell_when_ready, args=(stop, supervisor.first_is_up)
        )
        telling.start()
        supervisor.run(stop)
        telling.join()


def family(
    door: socket.socket, processes: int, tls_cert: Path | None, tls_key: Path | None
) -> list[Child]:
    """The processes that together serve a world."""
    us = [sys.executable, "-m", "kentongan", "run"]
    web = [*us, "web", "--descriptor", str(door.fileno())]
    if tls_cert and tls_key:
        web += ["--tls-cert", str(tls_cert), "--tls-key", str(tls_key)]
    return [
        *(
            Child(
                f"web-{number}",
                web,
                {"KENTONGAN_DATABASE_ROLE": "app"},
                descriptors=[door.fileno()],
            )
            for number in range(1, processes + 1)
        ),
        *(
            Child(
                name,
                [*us, name],
                {"KENTONGAN_DATABASE_ROLE": "system"},
                may_wait=True,
            )
            for name in ("relay", "worker")
        ),
    ]


def listening(bind: str, port: int) -> socket.socket:
    """The socket that all web processes answer on; it outlives each of them."""
    try:
        kind = socket.AF_INET6 if ":" in bind else socket.AF_INET
        return socket.create_server((bind, port), family=kind, backlog=2048)
    except OSError as error:
        raise Declined(
            f"Can not listen on {bind}:{port}: {os.strerror(error.errno or 0)}."
        ) from error


def refuse_to_show_a_demo(place: Path, bind: str) -> None:
    """Keep invented people from being taken for real ones on a public address."""
    if (place / "demo").exists() and not is_loopback(bind):
        raise Declined(
            f"{place} is a demo world, whose sign-ins everybody knows; it is served "
            "on this machine only (--bind 127.0.0.1)."
        )


def is_loopback(bind: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return bind == "localhost"


def own_host(environ: Mapping[str, str] = os.environ) -> str:
    """A name under which we answer, to ask ourselves by."""
    first = next(iter(environ.get("KENTONGAN_HOSTS", "").split()), "*")
    return "localhost" if first == "*" else first.lstrip(".")


class Address:
    """Where the world answers, told to the person once it is true."""

    def __init__(self, door: socket.socket, bind: str, *, is_https: bool) -> None:
        """Take the open socket and how people may reach it."""
        self.port: int = door.getsockname()[1]
        self.is_https = is_https
        if is_loopback(bind):
            self.name = "localhost"
        elif bind in ("0.0.0.0", "::"):  # noqa: S104  # compared, not bound
            self.name = socket.gethostname()
        else:
            self.name = f"[{bind}]" if ":" in bind else bind
        family = "::1" if ":" in bind else "127.0.0.1"
        is_open = is_loopback(bind) or bind in ("0.0.0.0", "::")  # noqa: S104
        self.probe = family if is_open else bind

    @property
    def url(self) -> str:
        """What to type into a browser."""
        return f"{'https' if self.is_https else 'http'}://{self.name}:{self.port}"

    def tell_when_ready(self, stop: threading.Event, told: threading.Event) -> None:
        """Print the address when the health page answers."""
        until = time.monotonic() + PATIENCE_S
        pause = 0.05
        while not stop.is_set():
            if self.answers():
                click.echo(f"Kentongan answers at {self.url}")
                told.set()
                return
            if time.monotonic() > until:
                log.error("does not answer", address=self.url, seconds=PATIENCE_S)
                until = float("inf")
            stop.wait(pause)
            pause = min(pause * 1.2, 1.0)

    def answers(self) -> bool:
        """Whether the health page says that all is well."""
        where = HTTPConnection(self.probe, self.port, timeout=5)
        if self.is_https:
            # We ask ourselves, by an address that the certificate does not name.
            trusting = ssl._create_unverified_context()  # noqa: S323
            where = HTTPSConnection(self.probe, self.port, timeout=5, context=trusting)
        try:
            where.request("GET", "/healthz", headers={"Host": own_host()})
            return where.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            where.close()
