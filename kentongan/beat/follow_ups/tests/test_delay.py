"""How long promises take: the curve against a count and a product by hand."""

from fractions import Fraction
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.follow_ups.rules import Cases, Outcome, median_delay, share_kept

KEPT, GIVEN_UP, PENDING = Outcome.KEPT, Outcome.GIVEN_UP, Outcome.PENDING
cases = st.lists(
    st.builds(
        Cases,
        days=st.integers(0, 60),
        outcome=st.sampled_from(Outcome),
        count=st.integers(1, 4),
    ),
    max_size=25,
)


def by_hand(given_cases: list[Cases]) -> list[tuple[int, Fraction]]:
    """One minus Kaplan-Meier in exact fractions, for data with none given up."""
    standing = Fraction(1)
    curve = []
    for day in sorted({c.days for c in given_cases if c.outcome is KEPT}):
        at_risk = sum(c.count for c in given_cases if c.days >= day)
        kept = sum(c.count for c in given_cases if c.days == day and c.outcome is KEPT)
        standing *= 1 - Fraction(kept, at_risk)
        curve.append((day, 1 - standing))
    return curve


@pytest.mark.parametrize(
    ("data", "median"),
    [
        ([], None),
        ([Cases(5, PENDING)], None),
        ([Cases(5, GIVEN_UP)], None),
        ([Cases(3, KEPT), Cases(9, KEPT)], 3),
        ([Cases(3, KEPT), Cases(9, KEPT), Cases(20, KEPT)], 9),
        # Two of four kept early, two still open after long: half, by day 4.
        ([Cases(2, KEPT), Cases(4, KEPT), Cases(90, PENDING, 2)], 4),
        # The kept ones alone would say 2 days; the open ones say: not yet half.
        ([Cases(2, KEPT), Cases(90, PENDING, 2)], None),
        ([Cases(2, KEPT), Cases(1, GIVEN_UP, 2)], None),
    ],
)
def test_the_median_counts_those_that_still_wait(
    data: list[Cases], median: int | None
) -> None:
    assert median_delay(data) == median


@given(cases)
def test_without_any_given_up_it_is_kaplan_meier(data: list[Cases]) -> None:
    data = [c for c in data if c.outcome is not GIVEN_UP]
    ours, exact = share_kept(data), by_hand(data)
    assert [day for day, _ in ours] == [day for day, _ in exact]
    assert all(
        isclose(a, b, abs_tol=1e-9) for (_, a), (_, b) in zip(ours, exact, strict=True)
    )


@given(cases)
def test_without_any_pending_it_is_a_plain_count(data: list[Cases]) -> None:
    data = [c for c in data if c.outcome is not PENDING]
    total = sum(c.count for c in data)
    for day, share in share_kept(data):
        kept = sum(c.count for c in data if c.outcome is KEPT and c.days <= day)
        assert isclose(share, kept / total, abs_tol=1e-9)


@given(cases)
def test_the_curve_never_falls_and_stays_a_share(data: list[Cases]) -> None:
    shares = [share for _, share in share_kept(data)]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


@given(cases, st.integers(61, 400), st.integers(1, 10))
def test_one_that_still_waits_never_makes_us_look_quicker(
    data: list[Cases], days: int, count: int
) -> None:
    now = median_delay(data)
    then = median_delay([*data, Cases(days, PENDING, count)])
    assert then is None or (now is not None and then >= now)


@given(cases)
def test_giving_up_instead_of_waiting_never_makes_us_look_quicker(
    data: list[Cases],
) -> None:
    honest = median_delay(data)
    given_up = [
        Cases(c.days, GIVEN_UP, c.count) if c.outcome is PENDING else c for c in data
    ]
    then = median_delay(given_up)
    assert then is None or (honest is not None and then >= honest)
