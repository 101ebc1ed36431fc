"""Zones, nights, and ids that sort by time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kentongan.ground.basics.ids import floor_of, id_of_text, new_id
from kentongan.ground.basics.zones import Zone, local, moment_at, night_of, zone_of

moments = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001
    datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("12.18.04.2024.v", Zone.WIB),
        ("61", Zone.WIB),
        ("62", Zone.WIB),
        ("63", Zone.WITA),
        ("51.71", Zone.WITA),
        ("73.71", Zone.WITA),
        ("81", Zone.WIT),
        ("91.01", Zone.WIT),
        ("96.71", Zone.WIT),
        ("", Zone.WIB),
    ],
)
def test_each_province_keeps_its_clock(place: str, zone: Zone) -> None:
    assert zone_of(place) is zone


@pytest.mark.parametrize(
    ("clock", "night"),
    [
        (datetime(2026, 7, 12, 0, 30), date(2026, 7, 11)),  # noqa: DTZ001
        (datetime(2026, 7, 11, 22, 0), date(2026, 7, 11)),  # noqa: DTZ001
        (datetime(2026, 7, 11, 11, 59), date(2026, 7, 10)),  # noqa: DTZ001
        (datetime(2026, 7, 11, 12, 0), date(2026, 7, 11)),  # noqa: DTZ001
    ],
)
def test_a_night_is_named_by_the_date_on_which_it_starts(
    clock: datetime, night: date
) -> None:
    moment = moment_at(clock.date(), clock.time(), "12.18")
    assert night_of(moment, "12.18") == night


@given(moments)
def test_every_night_is_a_day_long(moment: datetime) -> None:
    tomorrow = night_of(moment + timedelta(days=1), "91")
    assert tomorrow - night_of(moment, "91") == timedelta(days=1)


def test_the_same_clock_is_two_hours_apart_between_west_and_east() -> None:
    west = moment_at(date(2026, 7, 22), time(20, 0), "12")
    east = moment_at(date(2026, 7, 22), time(20, 0), "91")
    assert west - east == timedelta(hours=2)
    assert local(west, "91").hour == 22


@given(moments)
@example(datetime(2038, 3, 1, 0, 0, 0, 74_000, tzinfo=UTC))
def test_ids_made_later_lie_above_the_floor(moment: datetime) -> None:
    assert floor_of(moment) < floor_of(moment + timedelta(milliseconds=1))


def test_a_new_id_lies_between_the_floors_around_it() -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    made = new_id()
    after = datetime.now(UTC) + timedelta(seconds=1)
    assert floor_of(before) < made < floor_of(after)
    assert made.version == 7


def test_the_id_of_a_text_is_the_same_for_ever() -> None:
    assert str(id_of_text("12.18.04.2024")) == "74f5c436-e48e-5665-9ab5-fd008d709c23"
    assert id_of_text("12.18") != id_of_text("12.19")
