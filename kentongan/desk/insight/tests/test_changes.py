"""More or fewer than before: held against exact binomials and by properties."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.desk.insight.changes import (
    ALPHA,
    Direction,
    change,
    changes,
    p_value,
)

COUNTS = st.integers(0, 400)


def exactly(before: int, now: int) -> Fraction:
    """Twice the smaller tail in whole numbers."""
    total, most = before + now, max(before, now)
    tail = sum(comb(total, k) for k in range(most, total + 1))
    return min(Fraction(1), Fraction(2 * tail, 2**total))


@given(COUNTS, COUNTS)
def test_the_value_is_the_exact_one(before: int, now: int) -> None:
    assert p_value(before, now) == pytest.approx(float(exactly(before, now)), rel=1e-9)


@given(COUNTS, COUNTS)
def test_it_does_not_matter_which_came_first(before: int, now: int) -> None:
    assert p_value(before, now) == p_value(now, before)


@given(COUNTS, COUNTS, st.sampled_from([0.05, 0.01, 0.005]))
def test_a_change_is_said_exactly_where_the_value_is_small(
    before: int, now: int, level: float
) -> None:
    found = change(before, now, level=level)
    assert (found.direction is not Direction.NOT_SAID) == (found.p <= level)
    if found.direction is Direction.UP:
        assert now > before
    if found.direction is Direction.DOWN:
        assert now < before


@given(COUNTS)
def test_the_limits_are_the_nearest_ones(before: int) -> None:
    found = change(before, before)
    assert (
        p_value(before, found.rise_from) <= ALPHA < p_value(before, found.rise_from - 1)
    )
    if found.fall_to is None:
        assert p_value(before, 0) > ALPHA
    else:
        assert (
            p_value(before, found.fall_to) <= ALPHA < p_value(before, found.fall_to + 1)
        )


def test_known_cases() -> None:
    assert p_value(0, 5) == pytest.approx(2 / 32)
    assert p_value(0, 6) == pytest.approx(2 / 64)
    assert change(0, 0).rise_from == 6
    assert change(5, 5).fall_to is None
    assert change(6, 6).fall_to == 0


def test_many_events_are_counted_as_surely() -> None:
    # By the normal curve 1000 more of a million is z = 1: about a third.
    assert p_value(499_500, 500_500) == pytest.approx(0.3178, abs=2e-4)


@given(st.dictionaries(st.sampled_from("abcdef"), COUNTS, min_size=1))
def test_questions_asked_together_share_the_error(before: dict[str, int]) -> None:
    found = changes(before, {"z": 1})
    assert found.keys() == before.keys() | {"z"}
    assert sum(one.level for one in found.values()) == pytest.approx(ALPHA)


def test_nothing_to_compare_is_nothing_to_say() -> None:
    assert changes({}, {}) == {}
