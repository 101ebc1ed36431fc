"""The score: absent is nothing, broken at most half, not assessed is not zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.visits.rules import ItemState
from kentongan.beat.visits.rules.score import FULL, Found, points, result
from kentongan.beat.visits.rules.sheet import (
    DEFAULT,
    QUICK,
    QUICK_ONLY,
    SheetItem,
    SheetPlan,
    as_json,
    plan_of,
    problems,
)

found_items = st.lists(
    st.builds(
        Found,
        item=st.sampled_from(list(DEFAULT.items)),
        state=st.sampled_from(ItemState),
        score=st.one_of(st.none(), st.integers(0, 4)),
    ),
    unique_by=lambda one: one.item,
)
PLAIN = SheetItem("x", {})
SCORED = SheetItem("x", {}, scored=True)


@pytest.mark.parametrize(
    ("item", "state", "score", "worth"),
    [
        (PLAIN, ItemState.PRESENT, None, 4),
        (PLAIN, ItemState.PRESENT, 1, 4),
        (PLAIN, ItemState.BROKEN, None, 2),
        (PLAIN, ItemState.ABSENT, 4, 0),
        (SCORED, ItemState.PRESENT, 3, 3),
        (SCORED, ItemState.PRESENT, None, None),
        (SCORED, ItemState.BROKEN, 4, 2),
        (SCORED, ItemState.BROKEN, 1, 1),
        (SCORED, ItemState.ABSENT, 4, 0),
        (SCORED, ItemState.NOT_ASSESSED, 4, None),
    ],
)
def test_what_an_item_is_worth(
    item: SheetItem, state: ItemState, score: int | None, worth: int | None
) -> None:
    assert points(item, Found("x", state, score)) == worth


def test_by_hand() -> None:
    """Administration half assessed at 3/4, equipment one of eight broken: 2/4."""
    found = [
        Found("logbook", ItemState.PRESENT),
        Found("guest_book", ItemState.BROKEN),
        Found("kentongan", ItemState.BROKEN),
        Found("lamp", ItemState.NOT_ASSESSED),
    ]
    told = result(DEFAULT, found)
    assert told.total == pytest.approx(100 * (25 * 0.75 + 20 * 0.5) / 45)
    assert told.share_assessed == pytest.approx(3 / 27)
    assert [section.share for section in told.sections] == [0.75, None, 0.5, None, None]


def test_nothing_assessed_is_no_score_and_not_zero() -> None:
    found = [Found(key, ItemState.NOT_ASSESSED) for key in DEFAULT.items]
    assert result(DEFAULT, found).total is None
    assert result(DEFAULT, []).share_assessed == 0


@given(found_items)
def test_a_score_lies_within_its_bounds(found: list[Found]) -> None:
    told = result(DEFAULT, found)
    assert 0 <= told.share_assessed <= 1
    assert (told.total is None) == (told.share_assessed == 0)
    assert told.total is None or 0 <= told.total <= 100


@given(found_items, st.sampled_from(list(DEFAULT.items)))
def test_what_is_not_assessed_leaves_both_sums(found: list[Found], key: str) -> None:
    without = [one for one in found if one.item != key]
    silent = [*without, Found(key, ItemState.NOT_ASSESSED, 4)]
    assert result(DEFAULT, without) == result(DEFAULT, silent)


@given(found_items, st.sampled_from(list(DEFAULT.items)))
def test_a_better_item_never_lowers_the_score(found: list[Found], key: str) -> None:
    rest = [one for one in found if one.item != key]
    totals = [
        result(DEFAULT, [*rest, Found(key, state, score)]).total
        for state, score in (
            (ItemState.ABSENT, 4),
            (ItemState.BROKEN, 1),
            (ItemState.BROKEN, 4),
            (ItemState.PRESENT, 4),
        )
    ]
    assert totals == sorted(totals, key=lambda total: total or 0)


@given(found_items)
def test_a_perfect_post_scores_a_hundred_however_much_was_assessed(
    found: list[Found],
) -> None:
    perfect = [Found(one.item, ItemState.PRESENT, FULL) for one in found]
    assert result(DEFAULT, perfect).total in (None, pytest.approx(100))


def test_the_shipped_sheet_passes_its_own_check() -> None:
    assert problems(as_json(DEFAULT)) == {}
    assert plan_of(as_json(DEFAULT)) == DEFAULT
    assert sum(section.weight for section in DEFAULT.sections) == 100
    assert len(QUICK) == 6
    assert {"members_present"} == QUICK_ONLY


def test_a_sheet_that_cannot_work_is_told_where() -> None:
    sections = as_json(DEFAULT)
    sections[0]["weight"] = 0
    sections[1]["items"][0]["key"] = "logbook"
    sections[2]["items"][1]["label"] = {"id": "", "en": "Torch"}
    sections[3]["items"] = []
    sections[4]["items"][0]["scored"] = "yes"
    assert problems(sections) == {
        "sections[0].weight": "weight",
        "sections[1].items[0].key": "twice",
        "sections[2].items[1].label.id": "label",
        "sections[3].items": "empty",
        "sections[4].items[0].scored": "scored",
    }


@pytest.mark.parametrize("sections", [None, "x", {}, 3, [1], [[]], [{"items": [2]}]])
def test_a_sheet_of_any_shape_is_refused_and_nothing_breaks(sections: object) -> None:
    assert problems(sections)


def test_a_plan_knows_its_items_in_order() -> None:
    assert list(SheetPlan(DEFAULT.sections[:1]).items)[:2] == ["logbook", "guest_book"]
