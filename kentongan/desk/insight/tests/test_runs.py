"""Runs of silent nights, against published figures and exact fractions."""

import json
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.desk.insight.silence.cusums import scores, step
from kentongan.desk.insight.silence.discoveries import adjusted
from kentongan.desk.insight.silence.runs import (
    LONGEST,
    beta_binomial,
    geometric,
    nights_between_false_flags,
    nights_for_peace,
)
from tests.guards import tree

SCIENCE = tree.SHARED / "fixtures/science.json"
published = pytest.mark.skipif(
    not SCIENCE.exists(), reason="the shared fixtures are not beside the tree"
)
chances = st.floats(0.0, 1.0)
weights = st.integers(1, 4000)


def fixture(name: str) -> dict[str, Any]:
    entries: list[dict[str, Any]] = json.loads(SCIENCE.read_text())["fixtures"]
    return next(entry for entry in entries if entry["id"] == name)


def columns(rows: object, *names: str) -> list[list[float]]:
    assert isinstance(rows, list)
    return [[row[name] for row in rows] for name in names]


@published
def test_chances_of_a_run_are_the_published_ones() -> None:
    entry = fixture("silence-pvalues")
    p, r = columns(entry["inputs"]["geometric"], "p", "r")
    assert geometric(p, r) == pytest.approx(entry["expected"]["geometric"], abs=1e-9)
    a, b, r = columns(entry["inputs"]["beta_binomial"], "a", "b", "r")
    expected = entry["expected"]["beta_binomial"]
    assert beta_binomial(a, b, r) == pytest.approx(expected, abs=1e-9)


@published
def test_the_time_between_false_flags_is_the_published_one() -> None:
    entry = fixture("deadman-arl0")
    s, m = columns(entry["inputs"]["cases"], "s", "m")
    found = nights_between_false_flags(s, m)
    assert found == pytest.approx(entry["expected"]["nights"], abs=1e-6)


@published
def test_adjusted_values_are_those_of_the_paper() -> None:
    entry = fixture("bh-1995")
    found = adjusted(entry["inputs"]["p"])
    assert found == pytest.approx(entry["expected"]["BH"], abs=1e-8)
    rejected = int((found <= entry["inputs"]["q"]).sum())
    assert rejected == entry["expected"]["n_reject_BH"]


@published
def test_the_cusum_is_that_of_the_reference() -> None:
    entry = fixture("bernoulli-cusum")
    given_ = entry["inputs"]
    found, alarms = scores(given_["y"], given_["pi0"], given_["pi1"], limit=given_["h"])
    assert found == pytest.approx(entry["expected"]["S"], abs=1e-8)
    assert int(alarms.argmax()) + 1 == entry["expected"]["first_alarm_index"]


@given(a=weights, b=weights, r=st.integers(0, LONGEST))
def test_the_stated_error_holds_against_exact_fractions(a: int, b: int, r: int) -> None:
    exact = prod((Fraction(b + i, a + b + i) for i in range(r)), start=Fraction(1))
    found = float(beta_binomial(a, b, r))
    if exact > Fraction(1, 10**300):  # below that floats thin out
        assert abs(Fraction(found) / exact - 1) < Fraction(1, 10**12)
    else:
        assert 0.0 <= found < 1e-299


def test_a_longer_run_is_cut() -> None:
    assert beta_binomial(1, 90, LONGEST + 50) == beta_binomial(1, 90, LONGEST)


@given(a=weights, b=weights, r=st.integers(0, 60))
def test_what_is_only_believed_is_never_as_sure_as_what_is_known(
    a: int, b: int, r: int
) -> None:
    known = geometric(a / (a + b), r)
    assert beta_binomial(a, b, r) >= known * (1 - 1e-9)


@given(rows=st.lists(st.tuples(weights, weights, st.integers(0, 40)), max_size=30))
def test_all_at_once_is_each_alone(rows: list[tuple[int, int, int]]) -> None:
    a, b, r = (np.array([row[i] for row in rows], int) for i in range(3))
    alone = [float(beta_binomial(*row)) for row in rows]
    assert beta_binomial(a, b, r).tolist() == alone


@given(
    silence=st.floats(0.01, 0.99),
    peace=st.floats(2.0, 1e6),
)
def test_the_shortest_run_for_peace_is_the_shortest(
    silence: float, peace: float
) -> None:
    nights = nights_for_peace(silence, peace)
    assert nights_between_false_flags(silence, nights) >= peace * (1 - 1e-6)
    if nights > 1:
        assert nights_between_false_flags(silence, nights - 1) < peace * (1 + 1e-6)


@pytest.mark.parametrize("silence", [0.0, 1.0, -0.1, 1.5])
def test_no_run_is_found_for_what_is_no_chance(silence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        nights_for_peace(silence, 100)


def test_a_post_never_silent_is_never_flagged_and_one_always_silent_at_once() -> None:
    assert nights_between_false_flags(0.0, 3) == np.inf
    assert nights_between_false_flags(1.0, 3) == 3


def test_false_flags_come_as_far_apart_as_is_said() -> None:
    silent = np.random.default_rng(4).random(400_000) < 0.3
    run, waits, since = 0, [], 0
    for one in silent:
        since += 1
        run = run + 1 if one else 0
        if run == 3:
            waits.append(since)
            run = since = 0
    expected = float(nights_between_false_flags(0.3, 3))
    assert np.mean(waits) == pytest.approx(expected, rel=0.05)


@given(st.lists(chances, max_size=40))
def test_adjusting_keeps_the_order_and_never_sharpens(p: list[float]) -> None:
    found = adjusted(p)
    assert found.shape == (len(p),)
    assert np.all(found >= p)
    assert np.all(found <= 1)
    assert np.all(np.diff(found[np.argsort(p, kind="stable")]) >= 0)


@given(st.lists(chances, min_size=1, max_size=40), chances)
def test_adjusting_flags_what_the_paper_s_steps_flag(
    p: list[float], level: float
) -> None:
    ordered = sorted(p)
    margins = [abs(v * len(p) / (i + 1) - level) for i, v in enumerate(ordered)]
    if min(margins) < 1e-12:
        return  # on the line itself rounding decides
    under = [i for i, v in enumerate(ordered) if v * len(p) / (i + 1) <= level]
    flagged = under[-1] + 1 if under else 0
    assert int((adjusted(p) <= level).sum()) == flagged


@given(
    nights=st.lists(st.lists(st.booleans(), min_size=3, max_size=3), max_size=30),
    usual=st.floats(0.5, 0.99),
    part=st.floats(0.1, 0.9),
)
def test_posts_are_scored_alone_and_being_heard_never_adds(
    nights: list[list[bool]], usual: float, part: float
) -> None:
    heard = np.array(nights, bool).reshape(-1, 3)
    found, _ = scores(heard, usual, usual * part, limit=3.0)
    for post in range(3):
        alone, _ = scores(heard[:, post], usual, usual * part, limit=3.0)
        assert np.array_equal(found[:, post], alone)
    assert np.all(found >= 0)
    assert step(1.0, heard=True, usual=usual, low=usual * part) < 1.0
    assert step(1.0, heard=False, usual=usual, low=usual * part) > 1.0
