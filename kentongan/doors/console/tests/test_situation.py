"""Situasi: what a superior sees in one minute, and what nobody may conclude from it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.reports.models import Report
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.boards import Stand
from kentongan.desk.insight.changes import Direction
from kentongan.doors.console.situation import pages
from kentongan.doors.console.tests.scene import DAY, NOW, Scene
from kentongan.ground.access.actors import principal
from kentongan.ground.access.models import Account
from tests.cast import Town
from tests.make import signed_in

pytestmark = pytest.mark.django_db
BEFORE = NOW - timedelta(days=40)
NEXT_DAY = NOW + timedelta(days=1)


def heard(post: Post, category: str, at: datetime, count: int) -> None:
    """So many reports around a post, taken in at one moment."""
    Report.objects.bulk_create(
        Report(
            place_id=post.place_id,
            place=post.place,
            category=category,
            text="x",
            source="resident",
            post_id=post.pk,
            received_at=at,
        )
        for _number in range(count)
    )


def seen_by(account: Account, at: datetime = NEXT_DAY) -> pages.Situation:
    return pages.situation(principal(account, at=at), at)


def test_last_night_is_the_one_that_ended_this_morning(scene: Scene) -> None:
    page = seen_by(scene.town.bonar, NOW)
    assert page.night == DAY
    assert page.no_word == page.board.counts[Stand.SILENT] == 1
    assert [one.post_id for one in page.to_ask] == [scene.town.melati.pk]


def test_a_stranger_sees_nothing_of_it(scene: Scene) -> None:
    page = seen_by(scene.town.yosef, NOW)
    assert not [*page.to_ask, *page.late, *page.compared]
    assert page.no_word == page.promises.open == 0
    assert scene.town.melati.pk not in {one.row.post.pk for one in page.due}


def test_a_late_promise_stands_there_with_how_many_are_open(scene: Scene) -> None:
    assert seen_by(scene.town.bonar).late == []
    rows = FollowUp.objects.everywhere(because="a test").filter(pk=scene.promise.pk)
    rows.update(due=DAY - timedelta(days=3))
    page = seen_by(scene.town.bonar)
    assert [one.pk for one in page.late] == [scene.promise.pk]
    assert (page.promises.overdue, page.promises.open) == (1, 1)


def test_a_long_unvisited_post_says_why_it_waits(scene: Scene) -> None:
    later = NOW + timedelta(days=50)
    page = seen_by(scene.town.bonar, later)
    why = {one.row.post.pk: one.why for one in page.due}
    assert "51 hari" in why[scene.town.melati.pk]


def test_noise_is_not_called_a_change(town: Town) -> None:
    heard(town.melati, "drugs", BEFORE, 4)
    heard(town.melati, "drugs", NOW, 8)
    (row,) = seen_by(town.bonar).compared
    assert (row.change.before, row.change.now) == (4, 8)
    assert row.change.direction is Direction.NOT_SAID


def test_a_doubling_of_many_is_called_a_rise_and_so_is_its_reverse(town: Town) -> None:
    heard(town.melati, "drugs", BEFORE, 40)
    heard(town.melati, "drugs", NOW, 80)
    heard(town.melati, "crime", BEFORE, 80)
    heard(town.melati, "crime", NOW, 40)
    found = {row.category: row.change.direction for row in seen_by(town.bonar).changed}
    assert found == {"drugs": Direction.UP, "crime": Direction.DOWN}


def test_the_page_says_so_in_words_and_with_its_figures(town: Town) -> None:
    heard(town.melati, "drugs", timezone.now() - timedelta(days=40), 4)
    heard(town.melati, "drugs", timezone.now() - timedelta(days=1), 8)
    words = signed_in(town.bonar).get("/situasi/").content.decode()
    assert "dari 4 menjadi 8, belum bisa disebut naik atau turun" in words


def test_what_may_not_be_read_is_not_counted_either(town: Town) -> None:
    heard(town.melati, "drugs", NOW, 3)
    Report.objects.everywhere(because="a test").update(
        sensitive=True, text="", raised_by_role=""
    )
    assert seen_by(town.bonar).compared == []


@pytest.mark.parametrize("who", ["bonar", "tiur"])
def test_it_asks_a_fixed_number_of_times(
    scene: Scene, who: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actor = principal(getattr(scene.town, who), at=NEXT_DAY)
    with django_assert_max_num_queries(14):
        pages.situation(actor, NEXT_DAY)
