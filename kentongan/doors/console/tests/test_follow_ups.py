"""A promise at its doors: what is refused keeps the words that were typed."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.doors.console.tests.scene import Scene
from kentongan.ground.access.models import Account

pytestmark = pytest.mark.django_db
Browser = Callable[[Account | None], Client]


@pytest.mark.parametrize(("day", "status"), [("2020-01-01", 422), ("2027-12-01", 302)])
def test_a_new_day_that_is_over_is_refused_beside_the_words_typed(
    scene: Scene, browser: Browser, day: str, status: int
) -> None:
    url = reverse("console:follow_ups:postpone", args=[scene.promise.pk])
    sent = {"postpone-text": "Tiang belum datang", "postpone-due": day}
    answer = browser(scene.town.rina).post(url, sent)
    assert answer.status_code == status
    if status == 422:
        page = answer.content.decode()
        assert "Tiang belum datang" in page
        assert 'aria-invalid="true"' in page
