"""What people read about days, spans and numbers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.doors.look import words

NOON = datetime(2025, 4, 23, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "form", "said"),
    [
        ("id", "long", "Rabu, 23 April 2025"),
        ("id", "short", "Rabu 23/4"),
        ("id", "plain", "23 April 2025"),
        ("id", "month", "April 2025"),
        ("id", "number", "23/4/2025"),
        ("en", "long", "Wednesday, 23 April 2025"),
        ("en", "short", "Wed 23 Apr"),
        ("en-gb", "plain", "23 April 2025"),
        ("xx", "short", "Rabu 23/4"),
    ],
)
def test_a_day_is_said_as_people_write_it(lang: str, form: str, said: str) -> None:
    assert words.day(date(2025, 4, 23), lang, form=form) == said


def test_a_form_nobody_wrote_is_refused() -> None:
    with pytest.raises(KeyError):
        words.day(date(2025, 4, 23), "id", form="roman")


@pytest.mark.parametrize(
    ("zone", "day", "clock"),
    [
        ("WIB", "Kamis 24/4", "01.30 WIB"),
        ("WITA", "Kamis 24/4", "02.30 WITA"),
        ("WIT", "Kamis 24/4", "03.30 WIT"),
        ("Asia/Pontianak", "Kamis 24/4", "01.30 WIB"),
        ("", "Rabu 23/4", "18.30"),
    ],
)
def test_a_moment_is_told_on_the_clock_of_its_place(
    zone: str, day: str, clock: str
) -> None:
    moment = datetime(2025, 4, 23, 18, 30, tzinfo=UTC)
    assert words.day(moment, "id", form="short", zone=zone) == day
    assert words.clock(moment, "id", zone=zone) == clock


def test_english_clocks_have_a_colon() -> None:
    moment = datetime(2025, 4, 23, 13, 15, tzinfo=UTC)
    assert words.clock(moment, "en", zone="WIB") == "20:15 WIB"


@pytest.mark.parametrize(
    ("gone", "indonesian", "english"),
    [
        (timedelta(seconds=-5), "sebentar lagi", "in a moment"),
        (timedelta(seconds=59), "baru saja", "just now"),
        (timedelta(minutes=1), "1 menit lalu", "1 minute ago"),
        (timedelta(minutes=59), "59 menit lalu", "59 minutes ago"),
        (timedelta(hours=1), "1 jam lalu", "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 jam lalu", "23 hours ago"),
        (timedelta(days=1), "1 hari lalu", "1 day ago"),
        (timedelta(days=41), "41 hari lalu", "41 days ago"),
        (timedelta(days=99), "99 hari lalu", "99 days ago"),
        (timedelta(days=100), "3 bulan lalu", "3 months ago"),
        (timedelta(days=720), "23 bulan lalu", "23 months ago"),
        (timedelta(days=731), "2 tahun lalu", "2 years ago"),
    ],
)
def test_what_is_past_is_told_by_its_distance(
    gone: timedelta, indonesian: str, english: str
) -> None:
    assert words.ago(NOON - gone, NOON, "id") == indonesian
    assert words.ago(NOON - gone, NOON, "en") == english


@pytest.mark.parametrize(
    ("days", "said"), [(0, "hari ini"), (1, "kemarin"), (2, "2 hari lalu")]
)
def test_dates_are_told_by_the_day(days: int, said: str) -> None:
    today = date(2025, 4, 23)
    assert words.ago(today - timedelta(days=days), today, "id") == said
    assert words.ago(today - timedelta(days=days), NOON, "id") == said


@pytest.mark.parametrize(
    ("days", "indonesian", "english"),
    [
        (-2, "lewat 2 hari", "2 days overdue"),
        (-1, "lewat 1 hari", "1 day overdue"),
        (0, "hari ini", "today"),
        (1, "besok", "tomorrow"),
        (3, "3 hari lagi", "in 3 days"),
        (120, "3 bulan lagi", "in 3 months"),
    ],
)
def test_a_promise_says_how_far_off_it_is(
    days: int, indonesian: str, english: str
) -> None:
    today = date(2025, 4, 23)
    due = today + timedelta(days=days)
    assert words.until(due, today, "id") == indonesian
    assert words.until(due, today, "en") == english


@given(st.integers(0, 40_000), st.integers(0, 40_000))
def test_a_longer_span_is_never_told_as_shorter(one: int, other: int) -> None:
    days = {"hari": 1.0, "bulan": 30.44, "tahun": 365.25}

    def told(span: int) -> float:
        number, unit = words.span(span, "id").split()
        return int(number) * days[unit]

    low, high = sorted((one, other))
    assert told(low) <= told(high) + 31


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        (date(2026, 7, 11), "malam Minggu (Sabtu 11/7)"),
        (date(2026, 7, 22), "malam Kamis (Rabu 22/7)"),
        (date(2026, 12, 31), "malam Jumat (Kamis 31/12)"),
    ],
)
def test_a_night_bears_the_name_of_the_next_day(starts: date, said: str) -> None:
    assert words.night(starts, "id") == said


def test_an_english_night_bears_the_day_on_which_it_starts() -> None:
    assert words.night(date(2026, 7, 11), "en") == "the night of Saturday 11 July"


@pytest.mark.parametrize(
    ("number", "indonesian", "english"),
    [
        (1234.5, "1.234,5", "1,234.5"),
        (0, "0", "0"),
        (1_000_000, "1.000.000", "1,000,000"),
    ],
)
def test_numbers_bear_the_marks_of_their_language(
    number: float, indonesian: str, english: str
) -> None:
    assert words.figure(number, "id") == indonesian
    assert words.figure(number, "en") == english
