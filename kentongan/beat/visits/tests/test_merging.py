"""Merging corrections: what goes together, and what a person must decide."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.visits.rules.merging import is_same, merge, remembered

ITEM = {"item": "lamp", "state": "present", "score": 4, "note": None}
OTHER = {"item": "torch", "state": "absent", "score": None, "note": None}
BASE: dict[str, Any] = {
    "kind": "post_inspection",
    "date": "2026-07-22",
    "time": "10:00",
    "tz": "WIB",
    "outcome": "Jadwal disepakati",
    "messages": ["Kunci ganda"],
    "attendees": [{"name": None, "role": "warga", "count": 7}],
    "attendee_count": 7,
    "inspection": {"sheet": "kentongan.sheet/1", "items": [ITEM, OTHER]},
    "information": [{"text": "Lampu mati", "category": None, "raised_by_role": None}],
}

NAMES = st.sampled_from(["outcome", "messages", "time", "kind", "information"])
VALUES: dict[str, Any] = {
    "outcome": st.sampled_from(["", "Lampu menyala", "Warga hadir"]),
    "messages": st.lists(st.sampled_from("abcd"), unique=True, max_size=3),
    "time": st.sampled_from(["08:00", "09:00"]),
    "kind": st.sampled_from(["door_to_door", "other"]),
    "information": st.lists(
        st.sampled_from("abc").map(lambda t: {"text": t}), max_size=2, unique_by=str
    ),
}
CHANGES = st.fixed_dictionaries({}, optional=VALUES)


@given(CHANGES)
def test_a_correction_of_what_nobody_touched_is_what_was_wanted(
    changes: dict[str, Any],
) -> None:
    merged = merge(BASE, BASE, changes)

    assert not merged.conflicts
    assert is_same(merged.document, BASE | changes)


@given(CHANGES)
def test_who_changes_nothing_undoes_nothing(changes: dict[str, Any]) -> None:
    merged = merge(BASE, BASE | changes, {})

    assert not merged.conflicts
    assert not merged.changed
    assert is_same(merged.document, BASE | changes)


@given(CHANGES)
def test_who_changes_the_same_to_the_same_has_no_quarrel(
    changes: dict[str, Any],
) -> None:
    assert not merge(BASE, BASE | changes, changes).conflicts


@given(CHANGES, CHANGES)
def test_whose_correction_comes_first_makes_no_difference_to_what_is_in_dispute(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    there, back = merge(BASE, BASE | one, other), merge(BASE, BASE | other, one)

    assert {c.property for c in there.conflicts} == {c.property for c in back.conflicts}


@given(CHANGES, CHANGES)
def test_what_is_in_dispute_stays_as_it_is(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    now = BASE | one
    merged = merge(BASE, now, other)

    for conflict in merged.conflicts:
        assert is_same(merged.document[conflict.property], now[conflict.property])
        assert not is_same(conflict.now, conflict.yours)


@pytest.mark.parametrize(
    ("theirs", "yours", "disputed"),
    [
        ({"outcome": "a"}, {"outcome": "b"}, ["outcome"]),
        ({"outcome": "a"}, {"messages": ["b"]}, []),
        ({"date": "2026-07-21"}, {"time": "09:00"}, ["date", "time"]),
        ({"tz": "WITA"}, {"date": "2026-07-21"}, ["date", "tz"]),
        ({"messages": ["Kunci ganda", "a"]}, {"messages": ["b"]}, []),
    ],
)
def test_some_things_count_as_one(
    theirs: dict[str, Any], yours: dict[str, Any], disputed: list[str]
) -> None:
    merged = merge(BASE, BASE | theirs, yours)

    assert sorted(conflict.property for conflict in merged.conflicts) == disputed


def test_lists_are_merged_by_their_elements() -> None:
    now = BASE | {"messages": ["Kunci ganda", "Pasang lampu"]}

    merged = merge(BASE, now, {"messages": ["Jangan main hakim sendiri"]})

    assert merged.document["messages"] == ["Pasang lampu", "Jangan main hakim sendiri"]


def test_items_of_the_sheet_are_merged_and_state_with_score_is_one() -> None:
    lamp = ITEM | {"state": "broken", "score": 1}
    torch = OTHER | {"state": "present"}
    now = BASE | {"inspection": BASE["inspection"] | {"items": [lamp, OTHER]}}

    fine = merge(
        BASE, now, {"inspection": BASE["inspection"] | {"items": [ITEM, torch]}}
    )
    worse = ITEM | {"score": 3}
    both = merge(
        BASE, now, {"inspection": BASE["inspection"] | {"items": [worse, OTHER]}}
    )

    assert fine.document["inspection"]["items"] == [lamp, torch]
    assert [conflict.property for conflict in both.conflicts] == ["inspection"]


def test_what_one_removed_and_the_other_changed_is_in_dispute() -> None:
    told = BASE["information"][0] | {"category": "facility"}
    now = BASE | {"information": []}

    assert merge(BASE, now, {"information": [told]}).conflicts


def test_a_name_that_was_never_shown_is_not_taken_away() -> None:
    base = {"attendees": [{"name": "Ucok Lubis", "role": "warga"}]}

    kept = remembered(base, {"attendees": [{"role": "warga"}]})["attendees"]
    other = remembered(base, {"attendees": [{"role": "pedagang"}]})["attendees"]
    gone = remembered(base, {"attendees": []})["attendees"]

    assert (kept, other, gone) == (base["attendees"], [{"role": "pedagang"}], [])
