"""Which user of the machine owns the data: never root, whom PostgreSQL refuses.

Root's own home is closed to every other user. There the server runs as root's files'
owner under another number, in a user namespace: to itself it is nobody special, to the
rest of the machine it may do what root's files allow and nothing of root's powers.
"""

import os
import pwd
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kentongan.config.postgres.errors import ServerRefused


@dataclass(frozen=True)
class Owner:
    """The machine's user under whom the server runs and whose the data are."""

    name: str
    uid: int
    gid: int
    apart_as: tuple[int, int] | None = None
    """User and group numbers that it bears inside a namespace of its own."""

    @property
    def is_somebody_else(self) -> bool:
        """Whether we must step down from root to become this user."""
        return os.geteuid() != self.uid

    def run(
        self, command: Sequence[str | Path], *, folder: Path, timeout_s: float = 120
    ) -> str:
        """Run a program as this user; its error output is the refusal's reason."""
        user: dict[str, object] = {}
        if self.is_somebody_else:
            user = {"user": self.uid, "group": self.gid, "extra_groups": []}
        # Output goes to a file, not a pipe: the server inherits it from pg_ctl
        # and would keep a pipe open for as long as it lives.
        with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
            done = subprocess.run(  # type: ignore[call-overload]  # noqa: S603
                [*self._apart(), *(str(part) for part in command)],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                timeout=timeout_s,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
                **user,
            )
            said.seek(0)
            output = said.read()
        if done.returncode != 0:
            name = Path(str(command[0])).name
            last = output.strip()[-2000:] or f"it left with code {done.returncode}"
            raise ServerRefused(f"PostgreSQL's {name} failed: {last}")
        return output

    def _apart(self) -> list[str]:
        if self.apart_as is None:
            return []
        user, group = self.apart_as
        return ["unshare", "--user", f"--map-user={user}", f"--map-group={group}"]


def owner_of(folder: Path, *ways: Path) -> Owner:
    """Whose the server in this folder is, or will be if the folder is new.

    Args:
        folder: Where its data lie.
        ways: What it must be able to reach besides.
    """
    if folder.exists():
        uid = folder.stat().st_uid
        if uid == os.geteuid() == 0:
            return _apart(_unprivileged())
        if os.geteuid() not in (0, uid):
            raise ServerRefused(
                f"{folder} belongs to another user ({name_of(uid)}); "
                "work as that user, or set KENTONGAN_HOME to a folder of your own."
            )
        return _by_uid(uid)
    if os.geteuid() != 0:
        return _by_uid(os.geteuid())
    usual = _unprivileged()
    if all(_may_reach(way, usual) for way in ways) or not _can_stand_apart(usual):
        return usual
    return _apart(usual)


def _unprivileged() -> Owner:
    for name in ("postgres", "nobody"):
        try:
            return _owner(pwd.getpwnam(name))
        except KeyError:
            continue
    raise ServerRefused(
        "PostgreSQL does not run as root, and this machine has neither a user "
        "'postgres' nor 'nobody'; start Kentongan as an ordinary user."
    )


def _apart(usual: Owner) -> Owner:
    """Root's files' owner, who to itself is the usual one."""
    return Owner(name=usual.name, uid=0, gid=0, apart_as=(usual.uid, usual.gid))


def _can_stand_apart(usual: Owner) -> bool:
    """Whether this machine lets us make a user namespace."""
    trial = Owner("", 0, 0, apart_as=(usual.uid, usual.gid))
    try:
        trial.run(["true"], folder=Path("/"), timeout_s=10)
    except (ServerRefused, OSError):
        return False
    return True


def _may_reach(path: Path, owner: Owner) -> bool:
    return all(
        _may_enter(folder, owner) for folder in (path, *path.parents) if folder.is_dir()
    )


def require_reachable(path: Path, owner: Owner) -> None:
    """Refuse a path whose parents the owner may not enter; never loosen them."""
    if not owner.is_somebody_else:
        return
    for folder in reversed([path, *path.parents]):
        if folder.exists() and not _may_enter(folder, owner):
            raise ServerRefused(
                f"As root, the database runs as user '{owner.name}', who may not "
                f"enter {folder} on the way to {path}; start Kentongan as an "
                "ordinary user, or set KENTONGAN_HOME to a folder such as "
                "/var/lib/kentongan and install it where others may read."
            )


def _may_enter(folder: Path, owner: Owner) -> bool:
    state = folder.stat()
    if state.st_uid == owner.uid:
        return bool(state.st_mode & stat.S_IXUSR)
    if state.st_gid == owner.gid:
        return bool(state.st_mode & stat.S_IXGRP)
    return bool(state.st_mode & stat.S_IXOTH)


def _by_uid(uid: int) -> Owner:
    try:
        return _owner(pwd.getpwuid(uid))
    except KeyError:
        raise ServerRefused(
            f"User number {uid} has no name on this machine, and PostgreSQL needs "
            "one; add a line to /etc/passwd, or name your own server in DATABASE_URL."
        ) from None


def _owner(entry: pwd.struct_passwd) -> Owner:
    return Owner(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


def name_of(uid: int) -> str:
    """The machine's name for a user number, or else the number."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
