"""How even turns lie, held against handing them out one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.desk.planning.fairness import jain, least_spread, spread


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8), st.integers(0, 40))
def test_no_hand_out_is_more_even_than_giving_to_who_has_fewest(
    carried: list[int], turns: int
) -> None:
    levels = list(carried)
    for _ in range(turns):
        levels[levels.index(min(levels))] += 1
    assert least_spread(carried, turns) == spread(levels)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_jain_lies_between_one_for_all_and_even(counts: list[int]) -> None:
    assert 1 / len(counts) - 1e-12 <= jain(counts) <= 1 + 1e-12


@pytest.mark.parametrize(
    ("counts", "index"), [([3, 3, 3], 1.0), ([6, 0, 0], 1 / 3), ([], 1.0), ([0], 1.0)]
)
def test_jain_of_known_shares(counts: list[int], index: float) -> None:
    assert jain(counts) == pytest.approx(index)


def test_nobody_has_no_spread() -> None:
    assert spread([]) == least_spread([], 5) == 0
