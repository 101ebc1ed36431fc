"""Questions that a record raises, and those that it does not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.visits.rules import Flag
from kentongan.beat.visits.rules.plausibility import (
    Elsewhere,
    clock_off,
    far_from_post,
    same_photo,
    same_words,
    too_close,
    too_quick,
    words_key,
)

NOON = datetime(2026, 7, 22, 5, tzinfo=UTC)
HERE, THERE = (99.10, 3.40), (99.30, 3.40)  # 22 km apart


def minutes(n: int) -> timedelta:
    return timedelta(minutes=n)


def elsewhere(start: int, end: int | None = None, **more: object) -> Elsewhere:
    begun = NOON + minutes(start)
    given_spot = more.get("spot", THERE)
    return Elsewhere(
        visit_id="other",
        done_at=begun,
        until=NOON + minutes(start if end is None else end),
        spot=given_spot,  # type: ignore[arg-type]
        post_id=str(more.get("post", "far")),
    )


def test_far_from_the_post_is_asked_beyond_the_error_of_the_fix() -> None:
    near, far = (99.1025, 3.40), (99.1035, 3.40)  # 277 m and 388 m
    assert far_from_post(near, HERE) is None
    asked = far_from_post(far, HERE)
    assert asked is not None
    assert asked.as_json() == {"flag": "far_from_post", "distance_m": 388}
    assert far_from_post(far, HERE, accuracy_m=100) is None
    assert far_from_post(None, HERE) is far_from_post(HERE, None) is None


@pytest.mark.parametrize(
    ("stay", "full_sheet", "asked"),
    [(4, False, True), (5, False, False), (14, True, True), (15, True, False)],
)
def test_a_stay_shorter_than_its_record_is_asked(
    stay: int, full_sheet: bool, asked: bool
) -> None:
    found = too_quick(minutes(stay), full_sheet=full_sheet)
    assert (found is not None) is asked
    assert too_quick(None, full_sheet=True) is None


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        (elsewhere(20), True),  # 22 km in five minutes
        (elsewhere(60), False),
        (elsewhere(5, 10), True),  # both at once
        (elsewhere(-30, -20), False),  # 20 minutes for 22 km is 67 km/h
        (elsewhere(-30, -10), True),
        (elsewhere(5, spot=None), True),
        (elsewhere(20, spot=None), False),
        (elsewhere(20, spot=HERE), False),
        (elsewhere(5, post="mine"), False),
        (elsewhere(24 * 60), False),
    ],
)
def test_nobody_is_at_two_posts_at_once(other: Elsewhere, asked: bool) -> None:
    found = too_close(NOON, NOON + minutes(15), HERE, "mine", [other])
    assert (found is not None) is asked


@given(st.integers(-400, 400), st.integers(0, 90))
def test_the_question_is_the_same_from_both_sides(start: int, stay: int) -> None:
    other = elsewhere(start, start + stay)
    one = too_close(NOON, NOON + minutes(15), HERE, "mine", [other])
    mine = Elsewhere("x", NOON, NOON + minutes(15), HERE, "mine")
    two = too_close(other.done_at, other.until, other.spot, "far", [mine])
    assert (one is None) == (two is None)


def test_a_clock_more_than_a_day_out_is_asked() -> None:
    day = timedelta(days=1)
    late = NOON + day + minutes(60)
    assert clock_off(NOON, NOON, None) is None
    assert clock_off(NOON, late + 9 * day, None) is None  # an old visit is no question
    ahead = clock_off(late, NOON, None)
    assert ahead is not None
    assert ahead.params == {"hours": 25}
    assert clock_off(NOON, late, late - minutes(5)) is None
    assert clock_off(NOON, late, NOON) is not None


def test_the_same_words_and_pictures_are_asked_about_with_where() -> None:
    assert same_words("outcome", []) is same_photo([]) is None
    found = same_words("outcome", ["b", "a"])
    assert found is not None
    assert found.as_json() == {
        "flag": "same_words",
        "what": "outcome",
        "where": ["a", "b"],
    }
    picture = same_photo(["v"])
    assert picture is not None
    assert picture.flag is Flag.SAME_PHOTO


def test_words_that_everybody_says_are_not_compared() -> None:
    assert words_key("Aman terkendali.") == ""
    assert words_key("Lampu simpang  SUDAH menyala!") == "lampu simpang sudah menyala"
