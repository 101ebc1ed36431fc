"""Who uses the server: it stops when the last living process has left."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from kentongan.config.postgres import files, processes


@dataclass(frozen=True)
class Lease:
    """One use of the server by one process, known by its number and its start."""

    pid: int
    started: str
    token: str

    @property
    def is_alive(self) -> bool:
        """Whether the very process that took the lease still runs."""
        return processes.started(self.pid) == self.started


def new_lease() -> Lease:
    """A lease for the process that asks."""
    pid = os.getpid()
    return Lease(pid, processes.started(pid) or "", secrets.token_hex(8))


class Leases:
    """The file of leases, read and written only while its lock is held."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "leases.json"
        self.lock_path = folder / "lock"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock; it falls with the process, however that ends."""
        descriptor = files.open_lock(self.lock_path)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def living(self) -> list[Lease]:
        """The leases whose processes still run."""
        try:
            rows = json.loads(self.path.read_text(encoding="utf-8"))
            leases = [Lease(**row) for row in rows]
        except (FileNotFoundError, ValueError, TypeError):
            return []  # torn by a power cut: nobody of that time is alive
        return [lease for lease in leases if lease.is_alive]

    def write(self, leases: list[Lease]) -> None:
        """Replace the file in one step, so that no reader finds half of it."""
        files.write(self.path, json.dumps([asdict(lease) for lease in leases]))
