"""Everybody stands before every door."""

from collections.abc import Callable

import pytest
from django.test import Client

from kentongan.doors.console.tests.scene import Scene, build_scene
from kentongan.ground.access.models import Account
from tests.cast import Town
from tests.make import signed_in


@pytest.fixture
def scene(town: Town) -> Scene:
    """A visit of Rina's, and everything around it."""
    return build_scene(town)


@pytest.fixture
def browser() -> Callable[[Account | None], Client]:
    """A browser in which somebody is signed in, or nobody."""
    return signed_in
