"""Our own small files in the folder of the database's user.

As root we write into a folder that belongs to somebody less trusted, so nothing
here follows a link that might have been laid there.
"""

import os
from pathlib import Path

PRIVATE = 0o600


def write(path: Path, text: str) -> None:
    """Replace a file in one step, private to the owner of its folder."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(draft, flags, PRIVATE), "w", encoding="utf-8") as file:
        give_to_folder_owner(file.fileno(), path.parent)
        file.write(text)
    draft.replace(path)


def open_lock(path: Path) -> int:
    """A descriptor of a file that is only ever locked, never written."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, PRIVATE)
    give_to_folder_owner(descriptor, path.parent)
    return descriptor


def give_to_folder_owner(descriptor: int, folder: Path) -> None:
    """Make a file of root's usable for the user whose folder it lies in."""
    if os.geteuid() == 0:
        state = folder.stat()
        os.fchown(descriptor, state.st_uid, state.st_gid)
