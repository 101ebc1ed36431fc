"""A world with tables, made once and copied where a test needs its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kentongan.config.tests.homes import short_home
from kentongan.config.tests.programs import kentongan


@pytest.fixture(scope="session")
def pattern() -> Iterator[Path]:
    """A world that has all tables and is not running; only to be copied."""
    with short_home() as home:
        made = kentongan(home, "migrate")
        assert made.returncode == 0, made.stderr
        yield home
