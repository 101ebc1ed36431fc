"""How often the pages that everybody opens first ask the database."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules import Review
from kentongan.doors.console.posts import pages as posts_pages
from kentongan.doors.console.tests.scene import NOW, Scene
from kentongan.doors.console.today import pages as today_pages
from kentongan.ground.access.actors import principal
from kentongan.ground.access.models import Account

pytestmark = pytest.mark.django_db
Browser = Callable[[Account | None], Client]
WHO = ("rina", "bonar", "tiur")


@pytest.fixture(autouse=True)
def _something_waits_for_everybody(request: pytest.FixtureRequest) -> None:
    """Rina is asked, or her superiors are to look: the page is at its fullest."""
    scene: Scene = request.getfixturevalue("scene")
    who = request.getfixturevalue("who")
    state = Review.ASKED if who == "rina" else Review.FLAGGED
    rows = Visit.objects.everywhere(because="a test").filter(pk=scene.visit.pk)
    rows.update(review=state, reviewer_office_id=None)


@pytest.mark.parametrize("who", WHO)
def test_hari_ini_asks_at_most_nine_times(
    scene: Scene, who: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actor = principal(getattr(scene.town, who), at=NOW)
    with django_assert_max_num_queries(9):
        page = today_pages.today(actor, NOW)
    assert page.counts.open == 1
    assert len([*page.questions.rows, *page.to_review.rows]) == 1


@pytest.mark.parametrize("who", WHO)
def test_the_list_of_posts_asks_at_most_four_times(
    scene: Scene, who: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actor = principal(getattr(scene.town, who), at=NOW)
    with django_assert_max_num_queries(4):
        page = posts_pages.list_page(
            actor, search="", order="unvisited", after="", at=NOW
        )
    assert scene.town.melati in page.posts


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("address", ["/hari-ini/", "/pos/", "/kunjungan/"])
def test_a_whole_request_asks_at_most_twelve_times(
    scene: Scene, browser: Browser, address: str, who: str
) -> None:
    """With what the gate asks: session, account, offices, grants, the second wall."""
    client = browser(getattr(scene.town, who))
    client.get(address)  # the first page of a session also notes its beginning
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    questions = [one for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(questions) <= 12
