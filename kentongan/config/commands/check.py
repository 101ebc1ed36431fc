"""Say whether this world is in order, line by line."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
from django.conf import settings
from django.core import checks
from django.db import connection

from kentongan.config import schema
from kentongan.config.commandline import needs_database
from kentongan.config.health import LATE_S, sealer_lag_s
from kentongan.config.postgres.addresses import home_of, is_embedded
from kentongan.ground.ledger.selectors import state

LEAST_FREE_BYTES: Final = 1_000_000_000
OLDEST_SERVER: Final = 150000


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    is_good: bool
    sentence: str


@click.command()
@needs_database
def command() -> None:
    """Say whether this world is in order: folders, keys, tables, ledger, room."""
    findings = [finding for look in LOOKS for finding in look()]
    for finding in findings:
        click.echo(f"{'ok   ' if finding.is_good else 'LOOK '} {finding.sentence}")
    bad = sum(not finding.is_good for finding in findings)
    click.echo(f"{len(findings)} checked, {bad} to look at.")
    if bad:
        raise SystemExit(1)


def private_folders() -> Iterator[Finding]:
    """Keys are ours alone."""
    folder = home_of() / "keys"
    for path in [folder, *sorted(folder.glob("*"))]:
        mode = path.stat().st_mode & 0o777
        yield Finding(not mode & 0o077, f"{path} has mode {mode:o}")


def keys_apart() -> Iterator[Finding]:
    """Keys do not lie in the folder of the database."""
    inside = (home_of() / "keys").resolve().is_relative_to(home_of() / "postgres")
    yield Finding(not inside, "keys lie outside the database's folder")


def tables() -> Iterator[Finding]:
    """The tables are those of this release, on a server that we support."""
    yield Finding(not schema.is_behind(), "tables are those of this release")
    version = connection.cursor().connection.info.server_version
    major = version // 10000
    yield Finding(version >= OLDEST_SERVER, f"the server is PostgreSQL {major}")


def powerless() -> Iterator[Finding]:
    """We do not work as somebody whom the second wall does not hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        row = cursor.fetchone()
    yield Finding(row == (False,), "our role is held by row-level security")


def ledger() -> Iterator[Finding]:
    """Lines get their numbers, and what follows from them was done."""
    now = state()
    lag_s = sealer_lag_s(datetime.now(UTC))
    yield Finding(
        lag_s < LATE_S or not now.waiting,
        f"{now.waiting} lines wait for a number, the oldest for {lag_s:.0f} s",
    )
    yield Finding(not now.parked, f"{now.parked} reactions were given up")


def room() -> Iterator[Finding]:
    """The disk has room."""
    free = shutil.disk_usage(home_of()).free
    yield Finding(free > LEAST_FREE_BYTES, f"{free / 1e9:.0f} GB free")


def clock() -> Iterator[Finding]:
    """Our clock and the database's agree."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row = cursor.fetchone()
    apart_s = abs((datetime.now(UTC) - row[0]).total_seconds())
    yield Finding(apart_s < 2, f"the database's clock is {apart_s:.1f} s from ours")


def django_says() -> Iterator[Finding]:
    """Django's own checks of the settings and models."""
    found = checks.run_checks()
    for message in found:
        yield Finding(message.level < checks.WARNING, str(message))
    yield Finding(not found, "Django's own checks")


def kind_of_world() -> Iterator[Finding]:
    """Say what world this is."""
    kind = "a demo world" if (home_of() / "demo").exists() else "a real world"
    place = "its own server" if is_embedded() else "the server of DATABASE_URL"
    yield Finding(Path(settings.KENTONGAN_HOME).exists(), f"{kind} on {place}")


LOOKS: Final[tuple[Callable[[], Iterator[Finding]], ...]] = (
    kind_of_world,
    private_folders,
    keys_apart,
    tables,
    powerless,
    ledger,
    clock,
    room,
    django_says,
)
