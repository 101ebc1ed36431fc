"""Bring back a world from a backup: database, files and, from their file, the keys."""

from pathlib import Path
from typing import Final

import click
import psycopg
from psycopg import sql

from kentongan.config import backups
from kentongan.config.commandline import Declined, database_as_found
from kentongan.config.postgres import Server, database_url, roles
from kentongan.config.postgres.addresses import (
    DATABASE,
    OWNER,
    home_of,
    is_embedded,
    socket_url,
)
from kentongan.config.postgres.cluster import make_home
from kentongan.config.postgres.configuration import SUPERUSER
from kentongan.config.postgres.leases import Leases

DRAFT: Final = f"{DATABASE}_restored"
OLD: Final = f"{DATABASE}_old"


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--keys",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file of keys that was written beside the backup.",
)
@click.option("--replace", is_flag=True, help="Replace the world that is there.")
@click.option(
    "--even-expired",
    is_flag=True,
    help="Also a backup older than 30 days, which may hold what was erased since.",
)
@click.option("--dry-run", is_flag=True, help="Only check that all could be brought.")
def command(
    file: Path, keys: Path | None, *, replace: bool, even_expired: bool, dry_run: bool
) -> None:
    """Bring back a world from a backup, into a home that has none yet.

    The archive is checked whole before anything is touched, and the old database
    goes only when the new one stands.
    """
    home = home_of()
    make_home(home)
    with backups.room_for(home) as room:
        unpacked = Path(room)
        manifest = backups.unpack(file, unpacked)
        if manifest.is_expired and not even_expired:
            raise Declined(
                f"{file} was made at {manifest.made_at}, more than 30 days ago, and "
                "may hold what was erased since; --even-expired brings it back."
            )
        if keys is not None:
            (unpacked / "keys").mkdir(mode=0o700)
            backups.unpack_keys(keys, unpacked / "keys")
        _require_room(home, keys, replace=replace)
        count = len(list(backups.stored(unpacked / "files")))
        if dry_run:
            click.echo(f"{file} is whole: of {manifest.made_at}, {count} files.")
            return
        with database_as_found("owner"):
            _restore_database(home, unpacked / backups.DUMP, replace=replace)
        if keys is not None:
            backups.put_in_place(unpacked / "keys", home / "keys")
        (unpacked / "files").mkdir(mode=0o700, exist_ok=True)
        backups.put_in_place(unpacked / "files", home / "files")
        if manifest.is_demo:
            (home / "demo").touch()
    click.echo(f"Brought back the world of {manifest.made_at}: {count} files.")
    if keys is None:
        click.echo("No keys were given: what is sealed needs those already in place.")


def _require_room(home: Path, keys: Path | None, *, replace: bool) -> None:
    if is_embedded() and (home / "postgres").exists():
        leases = Leases(home / "postgres")
        with leases.locked():
            if leases.living():
                raise Declined("The world is in use; stop `kentongan up` first.")
    if keys is not None and (home / "keys").exists() and not replace:
        raise Declined(f"{home} has keys already; --replace puts these in their place.")


def _restore_database(home: Path, dump: Path, *, replace: bool) -> None:
    url = socket_url(home, role=SUPERUSER) if is_embedded() else ""
    if _has_tables(url or database_url(home, "owner")) and not (replace and url):
        raise Declined(
            "There is a world in this database already; "
            + ("--replace puts the backup in its place." if url else "empty it.")
        )
    if not url:
        backups.run(
            "pg_restore",
            *("--exit-on-error", "--single-transaction", "--no-owner", str(dump)),
            url=database_url(home, "owner"),
        )
        return
    _swap(home, dump)


def _swap(home: Path, dump: Path) -> None:
    """Build the new database beside the old one, then change their names."""
    server = Server(home)
    with psycopg.connect(
        server.url(role=SUPERUSER, database="postgres"), autocommit=True
    ) as connection:
        for name in (DRAFT, OLD):
            _execute(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        _execute(
            connection, "CREATE DATABASE {} OWNER {} TEMPLATE template0", DRAFT, OWNER
        )
        backups.run(
            "pg_restore",
            *("--exit-on-error", "--single-transaction", str(dump)),
            url=server.url(role=SUPERUSER, database=DRAFT),
        )
        _execute(connection, "ALTER DATABASE {} RENAME TO {}", DATABASE, OLD)
        _execute(connection, "ALTER DATABASE {} RENAME TO {}", DRAFT, DATABASE)
        _execute(connection, "DROP DATABASE {} WITH (FORCE)", OLD)
    roles.establish(home)


def _has_tables(url: str) -> bool:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
    return row is not None and row[0] is not None


def _execute(connection: psycopg.Connection, template: str, *names: str) -> None:
    statement = sql.SQL(template).format(*map(sql.Identifier, names))
    connection.execute(statement)
