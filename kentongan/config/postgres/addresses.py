"""Where the database answers: connection strings for each of our three roles."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

DATABASE = "kentongan"
OWNER = "kentongan_owner"
APP = "kentongan_app"
SYSTEM = "kentongan_system"
ROLES: Mapping[str, str] = {"owner": OWNER, "app": APP, "system": SYSTEM}


def home_of(environ: Mapping[str, str] = os.environ) -> Path:
    """The world's folder."""
    return Path(environ.get("KENTONGAN_HOME", "var")).absolute()


def cluster_folder(home: Path) -> Path:
    """The folder below a home that holds the data, their log and the leases."""
    return home.absolute() / "postgres"


def socket_folder(home: Path) -> Path:
    """The folder that holds nothing but the socket; its owner alone may enter."""
    return home.absolute() / "run"


def socket_url(home: Path, *, role: str, database: str = DATABASE) -> str:
    """The URL of the embedded server's socket, as psycopg and libpq read it."""
    folder = quote(str(socket_folder(home)), safe="/")
    return f"postgresql:///{quote(database)}?host={folder}&user={quote(role)}"


def database_url(
    home: Path, role: str = "app", environ: Mapping[str, str] = os.environ
) -> str:
    """The URL for one of `owner`, `app`, `system`: your server's, else our own.

    `KENTONGAN_OWNER_DATABASE_URL` and its two sisters let an operator give each
    role its own sign-in; without them `DATABASE_URL` serves all three.
    """
    if role not in ROLES:
        raise ValueError(f"{role!r} is none of the roles {', '.join(ROLES)}")
    if given := environ.get(f"KENTONGAN_{role.upper()}_DATABASE_URL"):
        return given
    if given := environ.get("DATABASE_URL"):
        return given
    return socket_url(home, role=ROLES[role])


def is_embedded(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether we run the database ourselves, since no other was named."""
    return not environ.get("DATABASE_URL")
