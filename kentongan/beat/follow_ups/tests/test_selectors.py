"""Reading promises: each on their own ground, the urgent first, honest figures."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kentongan.beat.follow_ups import selectors, services
from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.watch.models import Post
from kentongan.ground.basics.errors import NotFound
from tests.cast import Town
from tests.make import NOON, TODAY, make_follow_up, now

DAY = timedelta(days=1)


def kept(post: Post, town: Town, *, made: datetime, after: timedelta) -> FollowUp:
    row = make_follow_up(post, at=made)
    services.declare_done(row.pk, by=now(town.rina), at=made + after)
    return services.confirm(row.pk, by=now(town.marni), at=made + after)


def test_each_sees_their_own_ground(town: Town) -> None:
    here, there = make_follow_up(town.melati), make_follow_up(town.kenanga)
    beside = make_follow_up(town.dahlia)

    seen = {
        name: {row.pk for row in selectors.board(now(getattr(town, name)), at=NOON)}
        for name in ("rina", "bonar", "tiur", "yosef", "marni", "sahat", "nobody")
    }

    assert seen == {
        "rina": {here.pk, beside.pk},
        "bonar": {here.pk, beside.pk},
        "tiur": {here.pk, beside.pk},
        "yosef": {there.pk},
        "marni": {here.pk},
        "sahat": {here.pk},
        "nobody": set(),
    }
    assert set(selectors.by_ids(now(town.yosef), [here.pk, there.pk])) == {there.pk}
    with pytest.raises(NotFound):
        selectors.follow_up(now(town.yosef), here.pk)


def test_the_most_urgent_comes_first_and_those_without_a_day_last(town: Town) -> None:
    some_day = make_follow_up(town.melati)
    soon = make_follow_up(town.melati, due=TODAY + DAY)
    late = make_follow_up(town.melati, due=TODAY - DAY)

    rows = selectors.board(now(town.rina), at=NOON)

    assert [row.pk for row in rows] == [late.pk, soon.pk, some_day.pk]


def test_the_board_has_sides(town: Town) -> None:
    late = make_follow_up(town.melati, due=TODAY - DAY)
    make_follow_up(town.melati, due=TODAY)
    done = make_follow_up(town.melati)
    services.declare_done(done.pk, by=now(town.rina), at=NOON)
    closed = kept(town.melati, town, made=NOON - 9 * DAY, after=DAY)
    rina = now(town.rina)

    def side(show: str) -> list[object]:
        return [row.pk for row in selectors.board(rina, at=NOON, show=show)]

    assert side("overdue") == [late.pk]
    assert side("declared") == [done.pk]
    assert side("settled") == [closed.pk]
    assert len(side("open")) == 2
    assert selectors.board_counts(rina, at=NOON) == selectors.BoardCounts(2, 1, 1)


def test_what_residents_wait_for_is_due_today_or_late(town: Town) -> None:
    today = make_follow_up(town.melati, due=TODAY)
    late = make_follow_up(town.melati, due=TODAY - DAY)
    make_follow_up(town.melati, due=TODAY + DAY)
    make_follow_up(town.melati)

    waiting = selectors.waiting_for_answer(now(town.rina), at=NOON)

    assert [row.pk for row in waiting] == [late.pk, today.pk]
    assert selectors.waiting_for_answer(now(town.yosef), at=NOON) == []


def test_the_day_ends_earlier_in_the_east(town: Town) -> None:
    west = make_follow_up(town.melati, due=TODAY)
    east = make_follow_up(town.melati, due=TODAY)
    FollowUp.objects.everywhere(because="test").filter(pk=east.pk).update(
        place="94.01.01.2001"
    )
    rows = FollowUp.objects.everywhere(because="test")
    evening = NOON.replace(hour=16)  # 23.00 in Medan, 01.00 the next day in Mimika

    assert {r.pk for r in rows.filter(selectors.overdue(evening))} == {east.pk}
    assert {r.pk for r in rows.filter(selectors.overdue(evening + DAY))} == {
        west.pk,
        east.pk,
    }


def test_a_hand_over_lists_what_the_seat_has_open(town: Town) -> None:
    seat = now(town.rina).office_ids[0]
    mine, closed = make_follow_up(town.melati), make_follow_up(town.melati)
    FollowUp.objects.everywhere(because="test").update(office_id=seat)
    services.give_up(closed.pk, "Tidak bisa", by=now(town.rina), at=NOON)
    make_follow_up(town.melati)

    assert [row.pk for row in selectors.of_office(seat)] == [mine.pk]


def test_figures_count_open_ones_too(town: Town) -> None:
    since = NOON - 100 * DAY
    for days in (2, 4):
        kept(town.melati, town, made=NOON - 50 * DAY, after=days * DAY)
    make_follow_up(town.melati, at=NOON - 90 * DAY, due=TODAY - DAY - 80 * DAY)
    gone = make_follow_up(town.melati, at=NOON - 90 * DAY)
    services.withdraw(gone.pk, "Salah pos", by=now(town.rina), at=NOON)
    make_follow_up(town.kenanga, at=NOON - 90 * DAY)
    make_follow_up(town.melati, at=since - DAY)

    found = selectors.figures(now(town.rina), since=since, until=NOON)

    assert (found.made, found.kept, found.open, found.overdue) == (3, 2, 1, 1)
    assert found.rate == pytest.approx(2 / 3)
    # One of the two kept took 2 days, the other 4; the third waits: half by day 4.
    assert found.median_days == 4


def test_what_was_kept_after_the_span_was_still_open_in_it(town: Town) -> None:
    kept(town.melati, town, made=NOON - 20 * DAY, after=19 * DAY)

    found = selectors.figures(
        now(town.rina), since=NOON - 30 * DAY, until=NOON - 10 * DAY
    )

    assert (found.made, found.kept, found.median_days) == (1, 0, None)


def test_no_promises_have_no_rate(town: Town) -> None:
    found = selectors.figures(now(town.rina), since=NOON - DAY, until=NOON)

    assert (found.made, found.rate, found.median_days) == (0, None, None)


def test_reading_costs_the_same_at_any_length(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ids = [make_follow_up(town.melati).pk for _ in range(12)]
    rina = now(town.rina)

    with django_assert_num_queries(2):
        selectors.by_ids(rina, ids)
    with django_assert_num_queries(2):
        selectors.follow_up(rina, ids[0]).replies.all()
    with django_assert_num_queries(2):
        selectors.figures(rina, since=NOON - 99 * DAY, until=NOON)
