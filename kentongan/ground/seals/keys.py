"""The key ring: outside the database, owner-only, several keys while they rotate."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from kentongan.ground.basics import keyfiles

RING: Final = "ring.json"


@dataclass(frozen=True)
class Ring:
    """The keys of one world.

    Attributes:
        current: Number of the key that new values are sealed with.
        keys: Number to key; older ones still open what they sealed.
        index: Key of blind indexes.
        files: Key of stored files.
    """

    current: int
    keys: dict[int, bytes]
    index: bytes
    files: bytes


def ensure(home: Path) -> None:
    """Make whatever key of this world does not exist yet."""
    folder = home / "keys"
    keyfiles.ensure(folder / RING, _new_ring)
    for name in ("ledger.json", "django.json"):
        keyfiles.ensure(folder / name, lambda: {"secret": keyfiles.random_secret()})


def ring() -> Ring:
    """The ring as it is now; read again when another process has rotated it."""
    path = settings.KENTONGAN_HOME / "keys" / RING
    if not path.exists():
        keyfiles.ensure(path, _new_ring)
    return _read(path, path.stat().st_mtime_ns)


def add_key() -> int:
    """Put a new current key on the ring; its number."""
    path = settings.KENTONGAN_HOME / "keys" / RING
    content = keyfiles.read(path)
    number = int(content["current"]) + 1
    content["current"] = number
    content["keys"][str(number)] = keyfiles.random_secret()
    keyfiles.replace(path, content)
    return number


def drop_keys_before(number: int) -> None:
    """Take older keys off the ring, once nothing is sealed with them."""
    path = settings.KENTONGAN_HOME / "keys" / RING
    content = keyfiles.read(path)
    content["keys"] = {n: k for n, k in content["keys"].items() if int(n) >= number}
    keyfiles.replace(path, content)


def _new_ring() -> keyfiles.Content:
    return {
        "current": 1,
        "keys": {"1": keyfiles.random_secret()},
        "index": keyfiles.random_secret(),
        "files": keyfiles.random_secret(),
    }


@lru_cache(maxsize=4)
def _read(path: Path, changed_ns: int) -> Ring:
    content = keyfiles.read(path)
    return Ring(
        current=int(content["current"]),
        keys={int(n): bytes.fromhex(k) for n, k in content["keys"].items()},
        index=bytes.fromhex(content["index"]),
        files=bytes.fromhex(content["files"]),
    )
