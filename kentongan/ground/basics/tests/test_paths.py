"""Paths and their subtrees."""

from hypothesis import given
from hypothesis import strategies as st

from kentongan.ground.basics.paths import (
    ROOT,
    ancestors,
    bounds,
    is_path,
    is_within,
    official_code,
    parent,
    slug,
    topmost,
)

words = st.from_regex(r"[a-z0-9]{1,3}(_[a-z0-9]{1,2})?", fullmatch=True)
paths = st.lists(words, min_size=1, max_size=6).map(".".join)


@given(paths, paths)
def test_the_range_holds_just_what_lies_below(path: str, top: str) -> None:
    low, high = bounds(top)
    in_range = path == top or low <= path < high
    assert in_range == is_within(path, top) == (top in ancestors(path))


def test_dusun_five_holds_neither_six_nor_seven() -> None:
    five = "12.18.04.2024.v"
    assert is_within(f"{five}.rt_1", five)
    assert not is_within("12.18.04.2024.vi", five)
    assert not is_within("12.18.04.2024.vii.rt_1", five)


@given(paths)
def test_everything_lies_below_the_root_and_below_its_parent(path: str) -> None:
    assert is_within(path, ROOT)
    assert is_within(path, parent(path))
    assert is_path(path)


@given(st.lists(paths, max_size=8), paths)
def test_the_topmost_subtrees_hold_the_same_paths(tops: list[str], path: str) -> None:
    before = any(is_within(path, top) for top in tops)
    after = any(is_within(path, top) for top in topmost(tops))
    assert before == after


def test_an_official_code_ends_at_the_village() -> None:
    assert official_code("12.18.04.2024.v.rt_1") == "12.18.04.2024"
    assert official_code("12.18") == "12.18"


@given(st.text())
def test_a_slug_is_a_word_of_a_path_or_refused(text: str) -> None:
    try:
        assert is_path(slug(text))
    except ValueError:
        assert not any(
            c in "abcdefghijklmnopqrstuvwxyz0123456789" for c in text.lower()
        )
