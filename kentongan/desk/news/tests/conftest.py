"""The press office, for every test of this package."""

import pytest

from kentongan.desk.news.tests.makers import Desk, build_desk
from tests.cast import Town


@pytest.fixture
def desk(town: Town) -> Desk:
    """A press officer, and a visit to write about."""
    return build_desk(town)
