"""Fixtures for every test. There are few on purpose."""

import pytest

from tests.cast import Town, build_town


@pytest.fixture
def town(db: None) -> Town:
    """The cast of ``tests/cast.py``, written to the database."""
    return build_town()
