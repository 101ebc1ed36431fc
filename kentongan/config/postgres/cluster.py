"""One data folder of PostgreSQL: made once, started and stopped by us alone."""

import os
import shutil
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from kentongan.config.postgres import addresses, configuration, files, processes
from kentongan.config.postgres.binaries import FOLDERS, MAJOR, program
from kentongan.config.postgres.configuration import SUPERUSER
from kentongan.config.postgres.errors import ServerRefused
from kentongan.config.postgres.owner import (
    Owner,
    name_of,
    owner_of,
    require_reachable,
)

SOCKET_NAME = ".s.PGSQL.5432"
# The kernel's own limit for a socket's path, less the closing zero byte.
SOCKET_PATH_LIMIT = 103 if sys.platform == "darwin" else 107
START_PATIENCE_S = 600  # after a power cut PostgreSQL first replays its journal
NOBODYS_NUMBER = 2**22 + 1  # above what any system gives to a process
LEFTOVER_PATIENCE_S = 30
LEFTOVERS = "pre-existing shared memory block"
LOG_LIMIT_BYTES = 10_000_000


@dataclass(frozen=True)
class Cluster:
    """The data folder below one home, with the programs that may touch it."""

    home: Path
    is_durable: bool = True
    major: int = MAJOR

    @property
    def folder(self) -> Path:
        """Data, log and leases; nobody but their owner enters."""
        return addresses.cluster_folder(self.home)

    @property
    def socket_folder(self) -> Path:
        """Where the server listens."""
        return addresses.socket_folder(self.home)

    @property
    def data(self) -> Path:
        """What PostgreSQL calls PGDATA."""
        return self.folder / "data"

    @property
    def owner(self) -> Owner:
        """Under whom the server runs."""
        return owner_of(self.folder, self.home, program("postgres", self.major))

    def prepare(self) -> None:
        """Make the folders where they are missing, and refuse unfit ones."""
        require_short(self.socket_folder / SOCKET_NAME)
        owner = self.owner
        make_home(self.home)
        require_reachable(self.folder.parent, owner)
        require_reachable(program("postgres", self.major), owner)
        for folder in (self.folder, self.socket_folder):
            if not folder.exists():
                folder.mkdir(mode=0o700)
                if owner.is_somebody_else:
                    os.chown(folder, owner.uid, owner.gid)

    def found_major(self) -> int | None:
        """The version that wrote the data; None before the first start."""
        try:
            return int((self.data / "PG_VERSION").read_text().strip())
        except FileNotFoundError:
            return None

    def require_our_major(self) -> None:
        """Refuse data of another version, and name what helps."""
        found = self.found_major()
        if kept := self.half_upgraded():
            raise ServerRefused(
                f"An upgrade stopped between {kept} and {self.data}; "
                "run `kentongan upgrade` again to finish it."
            )
        if found in (None, self.major):
            return
        help_ = (
            "run `kentongan upgrade`, which keeps the old folder beside the new one"
            if found in FOLDERS
            else "start it with the release of Kentongan that wrote it"
        )
        raise ServerRefused(
            f"The data in {self.data} were written by PostgreSQL {found}, "
            f"and this release works with {self.major}; {help_}."
        )

    def half_upgraded(self) -> Path | None:
        """The old folder, if an upgrade was cut off between its last two steps."""
        kept = sorted(self.folder.glob("data.[0-9]*"))
        return kept[-1] if kept and not self.data.exists() else None

    def create(self) -> None:
        """Make an empty data folder, whole or not at all."""
        self.initialise(draft := self.folder / "data.new")
        draft.rename(self.data)

    def initialise(self, target: Path) -> None:
        """Write an empty data folder at a path, over what an attempt left there."""
        if target.exists():
            shutil.rmtree(target)
        self.owner.run(
            [
                program("initdb", self.major),
                f"--pgdata={target}",
                f"--username={SUPERUSER}",
                "--auth-local=peer",
                "--auth-host=reject",
                "--encoding=UTF8",
                "--locale=C",
                "--data-checksums",
                *([] if self.is_durable else ["--no-sync"]),
            ],
            folder=self.folder,
        )
        self._configure(target)

    def _configure(self, data: Path) -> None:
        users = [self.owner.name, "root", name_of(os.geteuid())]
        configuration.write_rules_of_entry(data, users)
        configuration.write_settings(
            data, self.socket_folder, is_durable=self.is_durable
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        forget_dead_server(self.data, self.socket_folder)
        self._configure(self.data)
        log = self.folder / "log"
        if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
            log.replace(self.folder / "log.1")
        until = time.monotonic() + LEFTOVER_PATIENCE_S
        while True:
            begin = log.stat().st_size if log.exists() else 0
            try:
                return self._start_once(log)
            except ServerRefused as refused:
                with log.open("rb") as file:
                    file.seek(begin)
                    why = file.read().decode(errors="replace")
                # A killed server's children take a moment to notice and leave.
                if LEFTOVERS not in why or time.monotonic() > until:
                    raise ServerRefused(f"{refused}\n{why[-1500:]}") from None
            time.sleep(0.2)

    def _start_once(self, log: Path) -> None:
        self.owner.run(
            [
                *(program("pg_ctl", self.major), "start", "--wait", "--silent"),
                *(f"--timeout={START_PATIENCE_S}", f"--pgdata={self.data}"),
                f"--log={log}",
            ],
            folder=self.folder,
            timeout_s=START_PATIENCE_S + 30,
        )

    def stop(self) -> None:
        """Stop the server; who is still connected is sent away."""
        self.owner.run(
            [
                *(program("pg_ctl", self.major), "stop", "--wait", "--silent"),
                *("--mode=fast", "--timeout=120", f"--pgdata={self.data}"),
            ],
            folder=self.folder,
            timeout_s=150,
        )

    def wait_until_ready(self) -> None:
        """Wait for a server that somebody else started and then left alone."""
        until = time.monotonic() + START_PATIENCE_S
        while not self._says_ready():
            if time.monotonic() > until or not self.is_running():
                raise ServerRefused(
                    "The database does not become ready; "
                    f"its log at {self.folder / 'log'} may tell why."
                )
            time.sleep(0.1)

    def _says_ready(self) -> bool:
        # The eighth line of this file is PostgreSQL's own word on its state.
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[7].startswith("ready")

    def is_running(self) -> bool:
        """Whether the server answers at its socket."""
        if is_of_dead_server(self.data / "postmaster.pid"):
            return False  # its children may still hold the socket open
        with socket.socket(socket.AF_UNIX) as door:
            door.settimeout(5)
            try:
                door.connect(str(self.socket_folder / SOCKET_NAME))
            except OSError:
                return False
            return True


def forget_dead_server(data: Path, socket_folder: Path) -> None:
    """Let a new server start where a dead one left its lock files.

    PostgreSQL takes any process with the number in them for its own, even another
    program after a reboot, or one that is dead and not collected, as happens in
    containers; then it would never start again.
    """
    path = data / "postmaster.pid"
    if is_of_dead_server(path):
        # Not removed: the lines below the number let PostgreSQL see whether children
        # of the dead server still work on the data.
        rest = path.read_text().partition("\n")[2]
        files.write(path, f"{NOBODYS_NUMBER}\n{rest}")
    path = socket_folder / f"{SOCKET_NAME}.lock"
    if is_of_dead_server(path):
        path.unlink()


def is_of_dead_server(path: Path) -> bool:
    """Whether a lock file names a process that is no living PostgreSQL."""
    try:
        pid = int(path.read_text().partition("\n")[0])
    except (FileNotFoundError, ValueError):
        return False
    command = processes.command(pid) if processes.started(pid) else None
    return command is None or "postgres" not in command


def make_home(home: Path) -> None:
    """Make the world's folder; as root passable, for the database's user."""
    if not home.exists():
        home.mkdir(parents=True)
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)


def require_short(path: Path) -> None:
    """Refuse a socket path that the kernel would cut off."""
    length = len(os.fsencode(path))
    if length > SOCKET_PATH_LIMIT:
        raise ServerRefused(
            f"The database's socket would be at {path}: {length} bytes, and the "
            f"system allows {SOCKET_PATH_LIMIT}; set KENTONGAN_HOME to a shorter path."
        )
