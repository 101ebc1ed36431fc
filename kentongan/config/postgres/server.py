"""The server of one home, shared by every process that works with that home."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kentongan.config.postgres import files, roles
from kentongan.config.postgres.addresses import APP, DATABASE, socket_url
from kentongan.config.postgres.cluster import Cluster
from kentongan.config.postgres.leases import Lease, Leases, new_lease


class Server:
    """PostgreSQL in a home: runs while at least one living process needs it."""

    def __init__(self, home: Path, *, is_durable: bool = True) -> None:
        """Name the home; nothing is made or started yet.

        Args:
            home: The world's folder, KENTONGAN_HOME.
            is_durable: False only for tests: a power cut may then lose everything.
        """
        self.home = home.absolute()
        self.cluster = Cluster(self.home, is_durable=is_durable)
        self.leases = Leases(self.cluster.folder)
        self._held: list[Lease] = []

    @contextmanager
    def leased(self) -> Iterator["Server"]:
        """Have the server run for the length of a block."""
        self.acquire()
        try:
            yield self
        finally:
            self.release()

    def acquire(self) -> None:
        """Take a lease, and start the server if it is off."""
        self.cluster.prepare()
        lease = new_lease()
        with self.leases.locked():
            living = self.leases.living()
            self._ensure_running()
            self.leases.write([*living, lease])
        self._held.append(lease)

    def release(self) -> None:
        """Give a lease back; the last one out stops the server."""
        lease = self._held.pop()
        if lease.pid != os.getpid():
            return  # a forked child came by its parent's lease, and leaves it alone
        with self.leases.locked():
            living = [other for other in self.leases.living() if other != lease]
            self.leases.write(living)
            if not living and self.cluster.is_running():
                self.cluster.stop()

    def require_fit(self) -> None:
        """Refuse a home in which the server could not run; start nothing."""
        self.cluster.prepare()
        self.cluster.require_our_major()

    def revive(self) -> bool:
        """Start the server if it died under those who lease it; whether it had."""
        if self.cluster.is_running():
            return False
        with self.leases.locked():
            self._ensure_running()
        return True

    def url(self, *, role: str = APP, database: str = DATABASE) -> str:
        """Where to connect, as one of the three roles."""
        return socket_url(self.home, role=role, database=database)

    def is_running(self) -> bool:
        """Whether the server answers, whoever started it."""
        return self.cluster.is_running()

    def _ensure_running(self) -> None:
        self.cluster.require_our_major()
        if self.cluster.found_major() is None:
            self.cluster.create()
        if self.cluster.is_running():
            self.cluster.wait_until_ready()
        else:
            self.cluster.start()
        mark = self.cluster.folder / "roles"
        if not mark.exists() or mark.read_text() != roles.VERSION:
            roles.establish(self.home)
            files.write(mark, roles.VERSION)
