"""Whether the tables are those of this release, and what to do if they are not."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
from django.apps import AppConfig
from django.conf import settings

from kentongan.config.postgres import ServerRefused, database_url
from kentongan.config.postgres.addresses import home_of


def ensure() -> None:
    """Bring the tables up to this release, as their owner, where they are behind."""
    if is_behind():
        migrate()


def wait(patience_s: float = 24 * 3600) -> None:
    """Wait until somebody else has brought the tables up to this release."""
    until = time.monotonic() + patience_s
    while is_behind():
        if time.monotonic() > until:
            raise ServerRefused("The tables are not those of this release.")
        time.sleep(0.2)


def migrate() -> None:
    """Run the migrations in a process of its own, which connects as the owner."""
    done = subprocess.run(
        [sys.executable, "-m", "kentongan", "migrate"],
        env=os.environ | {"KENTONGAN_DATABASE_ROLE": "owner"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise ServerRefused(f"The migrations failed: {done.stderr.strip()[-3000:]}")


def is_behind() -> bool:
    """Whether a migration on disk is not applied.

    One query, no migration is loaded and no model is: Django's own answer takes
    seconds, and every start would pay for it.
    """
    return bool(_on_disk() - _applied())


def _on_disk() -> set[tuple[str, str]]:
    return {
        (app.label, path.stem)
        for app in map(AppConfig.create, settings.INSTALLED_APPS)
        for path in (Path(app.path) / "migrations").glob("[0-9]*.py")
    }


def _applied() -> set[tuple[str, str]]:
    with psycopg.connect(database_url(home_of(os.environ), "owner")) as connection:
        known = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
        if known is None or known[0] is None:
            return set()
        rows = connection.execute("SELECT app, name FROM django_migrations")
        return set(rows.fetchall())
