"""The pass of a night: rates, outages, contact duties and flags together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.desk.insight.silence.contacts import Sparse, are_sparse, have_duty
from kentongan.desk.insight.silence.nightly import (
    METHOD,
    Findings,
    Parameters,
    Past,
    Sign,
    Tonight,
    find,
    live_on,
    nothing_known,
)
from kentongan.desk.insight.silence.outages import Suspicion, suspected
from kentongan.desk.insight.silence.rates import EDGE, LEAST, MOST, learned, pooled

P = Parameters()
POSTS = 200
VILLAGE = 10
signs = st.sampled_from([Sign.NOT_DUE, Sign.HEARD, Sign.SILENT])


def steady(posts: int = POSTS, *, heard: float = 70.0, missed: float = 4.0) -> Past:
    """Posts with ninety nights behind them, no two quite alike."""
    shift = (np.arange(posts) % 5).astype(np.float64) - 2
    return Past(heard - shift, missed + shift, np.zeros(posts, np.int64))


def night(
    silent: list[int], *, due_per_week: float = 7.0, quiet_days: int = 0
) -> Tonight:
    said = np.full(POSTS, Sign.HEARD, np.int8)
    said[silent] = Sign.SILENT
    numbers = np.arange(POSTS)
    return Tonight(
        signs=said,
        due_per_week=np.full(POSTS, due_per_week),
        quiet_days=np.full(POSTS, quiet_days),
        neighbours=(numbers // 50, numbers // VILLAGE),
    )


def after(nights: list[Tonight]) -> Findings:
    past = steady()
    for one in nights:
        found = find(past, one, P)
        past = found.past
    return found


def test_a_post_long_silent_is_flagged_and_its_neighbours_are_not() -> None:
    found = after([night([7])] * 6)
    assert np.flatnonzero(found.is_flagged).tolist() == [7]
    assert found.chance[7] < 1e-4
    assert np.all(np.delete(found.chance, 7) == 1)


def test_one_silent_night_of_a_lively_post_flags_nothing() -> None:
    assert not after([night([7])]).is_flagged.any()


def test_a_flag_goes_when_the_post_is_heard_again() -> None:
    found = after([night([7])] * 6 + [night([])])
    assert not found.is_flagged.any()
    assert found.past.run[7] == 0


def test_a_post_often_silent_is_given_more_time() -> None:
    past = steady()
    past.heard[7], past.missed[7] = 40.0, 34.0
    for _ in range(5):
        found = find(past, night([7, 8]), P)
        past = found.past
    assert found.is_flagged[8]
    assert not found.is_flagged[7]


def test_neighbours_silent_together_are_one_outage_and_no_flag() -> None:
    village = list(range(20, 30))
    found = after([night(village)] * 6)
    assert not found.is_flagged.any()
    assert np.flatnonzero(found.outage).tolist() == village
    assert set(found.outage[village]) == {2}
    assert not found.past.run.any()


def test_a_district_silent_is_one_outage_not_five() -> None:
    found = after([night(list(range(50, 100)))])
    assert set(found.outage[50:100]) == {1}


def test_posts_silent_one_after_another_are_no_outage() -> None:
    past = steady()
    for last in range(20, 28):
        found = find(past, night(list(range(20, last + 1))), P)
        past = found.past
    assert not found.outage.any()
    assert found.is_flagged[20]


def test_a_post_silent_before_is_excused_with_its_neighbours() -> None:
    found = after([night([20]), night(list(range(20, 30)))])
    assert found.outage[20] == 2
    assert found.past.run[20] == 1


def test_who_is_not_due_is_not_judged() -> None:
    tonight = night([7])
    tonight.signs[7] = Sign.NOT_DUE
    found = after([tonight] * 30)
    assert found.chance[7] == 1
    assert found.posts_tested == POSTS - 1


def test_posts_seldom_due_get_a_weekly_question_in_place_of_a_flag() -> None:
    quiet = night([7], due_per_week=1.0, quiet_days=7)
    found = after([quiet] * 9)
    assert not found.is_flagged.any()
    assert found.posts_tested == 0
    assert found.has_contact_duty.all()
    lately = night([7], due_per_week=1.0, quiet_days=6)
    assert not after([lately]).has_contact_duty.any()


def test_posts_often_due_have_no_contact_duty() -> None:
    assert not after([night([], quiet_days=30)]).has_contact_duty.any()


def test_a_post_mostly_silent_is_sparse_and_a_lively_one_is_not() -> None:
    rule = Sparse()
    often, seldom = np.array([7.0, 7.0, 1.0]), np.array([60.0, 20.0, 60.0])
    found = are_sparse(often, seldom, 80 - seldom, rule)
    assert found.tolist() == [False, True, True]
    assert have_duty(found, np.array([9, 9, 3]), rule).tolist() == [False, True, False]


def test_findings_say_how_they_were_found() -> None:
    found = after([night([7])])
    assert found.method == METHOD
    assert found.parameters is P
    assert found.prior.a > found.prior.b


def test_the_first_night_of_all_judges_nobody() -> None:
    found = find(nothing_known(POSTS), night([1, 77]), P)
    assert not found.is_flagged.any()


@given(st.lists(signs, max_size=60))
def test_a_silence_counts_once_it_is_over_and_only_so_far(nights: list[Sign]) -> None:
    past = nothing_known(1)
    run = 0
    for sign in nights:
        past = live_on(past, np.array([sign], np.int8), P)
        run = {Sign.HEARD: 0, Sign.SILENT: run + 1, Sign.NOT_DUE: run}[sign]
        assert past.run[0] == run
    assert 0 <= past.heard[0] <= nights.count(Sign.HEARD)
    assert 0 <= past.missed[0] <= nights.count(Sign.SILENT)
    assert past.missed[0] <= P.longest_lesson * nights.count(Sign.HEARD)


def test_a_night_weighs_half_after_its_half_life() -> None:
    past = Past(np.array([1.0]), np.array([1.0]), np.array([0]))
    heard = np.array([Sign.HEARD], np.int8)
    for _ in range(int(P.half_life)):
        past = live_on(past, heard, P)
    assert past.missed[0] == pytest.approx(0.5)


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), min_size=1, max_size=40)
)
def test_a_prior_is_always_one(rows: list[tuple[int, int]]) -> None:
    heard, missed = np.array(rows, float).T
    prior = pooled(heard, missed)
    a, b = learned(heard, missed, prior)
    assert np.all((a > 0) & (b > 0))
    if heard.sum() + missed.sum():
        assert prior.a + prior.b + 1e-9 >= 1 / MOST - 1
        assert prior.a + prior.b <= 1 / LEAST
        assert prior.a / (prior.a + prior.b) + 1e-12 >= EDGE


def test_the_prior_is_found_again_in_what_it_made() -> None:
    random = np.random.default_rng(7)
    heard = random.binomial(80, random.beta(18.0, 2.0, 20_000)).astype(float)
    prior = pooled(heard, 80 - heard)
    assert prior.a == pytest.approx(18.0, rel=0.05)
    assert prior.b == pytest.approx(2.0, rel=0.05)


@given(
    rows=st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.booleans())),
    seed=st.integers(0, 99),
)
def test_outages_do_not_depend_on_the_order_of_posts(
    rows: list[tuple[int, bool, bool]], seed: int
) -> None:
    groups = np.array([*(row[0] for row in rows), 4], np.int64)
    silent = np.array([*(row[1] for row in rows), False])
    due = np.array([*(row[2] for row in rows), True])
    chance = np.full(groups.shape, 0.05)
    found = suspected(silent, due, chance, groups, Suspicion())
    order = np.random.default_rng(seed).permutation(groups.size)
    mixed = suspected(
        silent[order], due[order], chance[order], groups[order], Suspicion()
    )
    assert np.array_equal(found, mixed)
    assert np.all(np.bincount(groups, silent & due, 5)[found] >= Suspicion().posts)


def test_no_posts_are_no_outage() -> None:
    nobody = np.zeros(0, bool)
    found = suspected(nobody, nobody, np.zeros(0), np.zeros(0, np.int64), Suspicion())
    assert found.size == 0
