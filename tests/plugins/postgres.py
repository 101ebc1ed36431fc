"""Tests run on the server that the program itself runs: our own PostgreSQL.

Loaded by `-p` and not from a conftest, since the settings are read before any
conftest is, and they must name the folder of the tests.
"""

import os
from pathlib import Path
from typing import Final

import pytest

from kentongan.config.postgres import Server
from kentongan.config.postgres.addresses import is_embedded

REPO: Final = Path(__file__).resolve().parents[2]
HOME: Final = Path(os.environ.get("KENTONGAN_TEST_HOME", REPO / "var" / "test"))

SERVER: Final = pytest.StashKey[Server]()

os.environ["KENTONGAN_HOME"] = str(HOME)
os.environ["KENTONGAN_DATABASE_ROLE"] = "owner"  # it alone may make a test database


def pytest_configure(config: pytest.Config) -> None:
    """Have the server run for as long as this run of tests does."""
    (HOME / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns without
    is_worker = hasattr(config, "workerinput")
    if is_worker or not is_embedded() or config.option.collectonly:
        return
    server = Server(HOME, is_durable=False)
    server.acquire()
    config.stash[SERVER] = server


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give the lease back; if nobody else tests, the server stops."""
    if server := config.stash.get(SERVER, None):
        server.release()
