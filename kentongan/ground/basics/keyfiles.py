"""Secrets in files: made once, owner-only, outside the database folder."""

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

Content = dict[str, Any]


def random_secret() -> str:
    """256 random bits as 64 hex digits."""
    return secrets.token_hex(32)


def read(path: Path) -> Content:
    """The JSON object in a key file.

    Raises:
        FileNotFoundError: The world has no such key; it was never brought up.
        PermissionError: Others may read it, so it is no secret any more.
    """
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path} is readable by others; run: chmod 600 {path}")
    content: Content = json.loads(path.read_text())
    return content


def ensure(path: Path, make: Callable[[], Content]) -> Content:
    """Read the key file, or make it first. Two processes at once make one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read(path)
    with os.fdopen(handle, "w") as file:
        json.dump(make(), file)
        file.flush()
        os.fsync(file.fileno())
    return read(path)


def replace(path: Path, content: Content) -> None:
    """Put new content in the place of the old in one step."""
    beside = path.with_suffix(f".{secrets.token_hex(4)}")
    ensure(beside, lambda: content)
    beside.replace(path)
