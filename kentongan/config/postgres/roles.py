"""Three roles and who may do what: made with a new data folder, never loosened."""

from collections.abc import Iterator
from pathlib import Path

import psycopg

from kentongan.config.postgres.addresses import (
    APP,
    DATABASE,
    OWNER,
    SYSTEM,
    socket_url,
)
from kentongan.config.postgres.configuration import SUPERUSER

VERSION = "1"
"""Raise it when the statements below change; then each world runs them once."""

WITHOUT_POWER = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION"


def establish(home: Path) -> None:
    """Make roles, grants and the database where they are missing."""
    with _connect(home, "postgres") as connection:
        for role, extra in ((OWNER, "CREATEDB"), (APP, ""), (SYSTEM, "")):
            _make_role(connection, role, f"{WITHOUT_POWER} {extra}")
        # So that tests and migrations can try what the others may do. Not
        # inherited: the owner gains no right, and no policy of theirs applies to it.
        connection.execute(
            f"GRANT {APP}, {SYSTEM} TO {OWNER} WITH INHERIT FALSE, SET TRUE"
        )
    # template1 hands its default privileges to every database made from it, among
    # them those that a test run makes.
    with _connect(home, "template1") as connection:
        _grant(connection)
    with _connect(home, "postgres") as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
        ).fetchone()
        if known is None:
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        connection.execute(f"REVOKE CONNECT ON DATABASE {DATABASE} FROM PUBLIC")
        connection.execute(
            f"GRANT CONNECT ON DATABASE {DATABASE} TO {OWNER}, {APP}, {SYSTEM}"
        )
    with _connect(home, DATABASE) as connection:
        _grant(connection)


def default_grants(owner: str = OWNER) -> Iterator[str]:
    """Statements by which all that the owner will make serves the other two.

    Also printed by `kentongan roles`, for who runs a PostgreSQL of their own.
    """
    yield f"GRANT USAGE ON SCHEMA public TO {APP}, {SYSTEM}"
    for what, rights in (
        ("TABLES", "SELECT, INSERT, UPDATE, DELETE"),
        ("SEQUENCES", "USAGE, SELECT"),
        ("FUNCTIONS", "EXECUTE"),
    ):
        yield (
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} "
            f"GRANT {rights} ON {what} TO {APP}, {SYSTEM}"
        )


def _grant(connection: psycopg.Connection) -> None:
    for statement in default_grants():
        connection.execute(statement)


def _make_role(connection: psycopg.Connection, role: str, rights: str) -> None:
    known = connection.execute(
        "SELECT 1 FROM pg_roles WHERE rolname = %s", [role]
    ).fetchone()
    verb = "ALTER" if known else "CREATE"
    connection.execute(f"{verb} ROLE {role} {rights}")


def _connect(home: Path, database: str) -> psycopg.Connection:
    return psycopg.connect(
        socket_url(home, role=SUPERUSER, database=database), autocommit=True
    )
