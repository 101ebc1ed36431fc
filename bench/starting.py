"""How long `kentongan up` takes to its first answer, in a world of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, sleep
from typing import Final
from urllib.error import URLError

from bench.frame import Figure, spread

STARTS: Final = 3
PATIENCE_S: Final = 120
PAGES: Final = ("/healthz", "/masuk/")


def figures() -> Iterator[Figure]:
    """The first start makes database, tables and keys; the others find them."""
    # Short, since the path of a socket may be no longer than 108 letters.
    home = Path(tempfile.mkdtemp(prefix="kb-", dir="/tmp"))
    try:
        home.chmod(0o755)
        yield spread("up: first start to /healthz", "s", [_start(home)["/healthz"]])
        taken = [_start(home) for _ in range(STARTS)]
        for page in PAGES:
            figure = f"up: second start to {page}"
            yield spread(figure, "s", [one[page] for one in taken], goal=5)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _start(home: Path) -> dict[str, float]:
    """Seconds from the command to each page's first answer; then it is stopped."""
    port = _free_port()
    bare = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("KENTONGAN_") and "DATABASE_URL" not in name
    }
    started = perf_counter()
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "kentongan", "up", "--port", str(port)],
        env=bare | {"KENTONGAN_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        return {
            page: _answered(f"http://127.0.0.1:{port}{page}", process) - started
            for page in PAGES
        }
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _answered(address: str, process: "subprocess.Popen[bytes]") -> float:
    until = perf_counter() + PATIENCE_S
    while perf_counter() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return perf_counter()
        except (URLError, OSError):
            sleep(0.02)
    raise RuntimeError(f"{address} did not answer (exit {process.poll()})")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])
