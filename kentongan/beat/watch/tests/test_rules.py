"""Names, drums, dues; no database is touched here."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.watch.rules.posts import (
    DUE_AFTER,
    EQUIPMENT,
    FULL_AFTER,
    TITIR,
    Due,
    EquipmentState,
    Fault,
    HeadConsent,
    MemberDraft,
    PostDraft,
    equipment_faults,
    groups,
    is_full_sheet_due,
    member_faults,
    name_key,
    post_faults,
    reason,
    search_key,
    strokes,
    table,
)

NOON = datetime(2026, 7, 22, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DRAFT = PostDraft(name="Pos Melati", place_id=UUID(int=1), place="12.18.04.2024.v")
rounds = st.lists(st.integers(1, 9), min_size=1, max_size=12)


# Names


@pytest.mark.parametrize(
    "name",
    ["Pos Melati", "Pos Kamling MELATI", "Poskamling  melati", "melati", "Mélati."],
)
def test_one_post_written_in_many_ways_is_one(name: str) -> None:
    assert name_key(name) == "melati"


def test_other_posts_stay_other_posts() -> None:
    keys = {name_key(n) for n in ("Pos Melati 1", "Pos Melati 2", "Pos", "Pos RT 3")}
    assert len(keys) == 4


def test_a_name_of_generic_words_is_the_post_of_its_place() -> None:
    assert name_key("Pos Kamling") == name_key("Gardu Ronda") == "pos"


def test_a_search_looks_at_the_beginnings_of_words() -> None:
    key = search_key("Pos Melati", "Dusun V, Desa Simpang Empat")
    assert key == " pos melati dusun v desa simpang empat"


# The register


@pytest.mark.parametrize(
    ("change", "field", "fault"),
    [
        ({"name": " "}, "name", Fault.EMPTY),
        ({"name": "!!!"}, "name", Fault.EMPTY),
        ({"name": "x" * 121}, "name", Fault.TOO_LONG),
        ({"lon": 99.1}, "point", Fault.NOT_ON_EARTH),
        ({"lon": 99.1, "lat": 91.0}, "point", Fault.NOT_ON_EARTH),
        ({"lon": float("nan"), "lat": 3.0}, "point", Fault.NOT_ON_EARTH),
        ({"lon": 3.0, "lat": float("inf")}, "point", Fault.NOT_ON_EARTH),
        ({"founded_on": date(2026, 7, 23)}, "founded_on", Fault.FUTURE),
        ({"registered_on": date(2026, 7, 23)}, "registered_on", Fault.FUTURE),
        ({"head_name": "Marni"}, "head_consent", Fault.NO_CONSENT),
        ({"head_phone": "0812"}, "head_consent", Fault.NO_CONSENT),
    ],
)
def test_what_the_register_does_not_take(
    change: dict[str, object], field: str, fault: Fault
) -> None:
    draft = replace(DRAFT, **change).tidy()  # type: ignore[arg-type]
    assert post_faults(draft, NOON) == {field: fault}


def test_what_the_register_takes() -> None:
    draft = replace(
        DRAFT,
        lon=99.1,
        lat=3.4,
        founded_on=date(2026, 7, 22),
        head_name="Marni",
        head_consent=HeadConsent.PUBLIC_ROLE,
    )
    assert post_faults(draft.tidy(), NOON) == {}


def test_pieces_that_cannot_be_counted_like_that() -> None:
    found = {
        "torch": (EquipmentState.PRESENT, 2),
        "whistle": (EquipmentState.ABSENT, 1),
        "raincoat": (EquipmentState.BROKEN, -1),
        "first_aid": (EquipmentState.PRESENT, 1000),
        "rifle": (EquipmentState.PRESENT, None),
    }
    assert equipment_faults(found) == {
        "whistle": Fault.BAD_COUNT,
        "raincoat": Fault.BAD_COUNT,
        "first_aid": Fault.BAD_COUNT,
        "rifle": Fault.UNKNOWN_ITEM,
    }
    assert equipment_faults(dict.fromkeys(EQUIPMENT, (EquipmentState.ABSENT, 0))) == {}


def test_members_are_adults_and_have_a_name() -> None:
    assert member_faults(MemberDraft("Sahat", is_adult=True)) == {}
    assert member_faults(MemberDraft("Sahat")) == {"is_adult": Fault.UNDER_AGE}
    assert member_faults(MemberDraft(" ", is_adult=True)) == {"name": Fault.EMPTY}
    assert member_faults(MemberDraft("x" * 121, is_adult=True)) == {
        "name": Fault.TOO_LONG
    }


# Due


@pytest.mark.parametrize(
    ("visited", "registered", "full", "code", "days"),
    [
        (NOON - 41 * DAY, NOON - 99 * DAY, None, Due.LONG_UNVISITED, 41),
        (None, NOON - 31 * DAY, None, Due.NEVER_VISITED, 31),
        (NOON - DAY, NOON - 99 * DAY, NOON - 92 * DAY, Due.FULL_SHEET, 92),
        (NOON - 40 * DAY, NOON - 99 * DAY, NOON - 92 * DAY, Due.LONG_UNVISITED, 40),
    ],
)
def test_a_post_is_due_for_a_reason(
    visited: datetime | None,
    registered: datetime,
    full: datetime | None,
    code: Due,
    days: int,
) -> None:
    found = reason(visited, registered, full, NOON)
    assert found is not None
    assert (found.code, found.days) == (code, days)


def test_a_post_visited_lately_is_not_due() -> None:
    assert reason(NOON - 29 * DAY, NOON - 99 * DAY, None, NOON) is None
    assert reason(None, NOON - 3 * DAY, None, NOON) is None
    assert reason(NOON + DAY, NOON, None, NOON) is None


@given(st.integers(0, 400))
def test_it_is_due_from_one_day_on_and_stays_so(days: int) -> None:
    due = reason(NOON - days * DAY, NOON - 500 * DAY, None, NOON) is not None
    assert due == (days * DAY >= DUE_AFTER)


def test_the_full_sheet_is_due_once_a_quarter() -> None:
    assert is_full_sheet_due(None, NOON)
    assert is_full_sheet_due(NOON - FULL_AFTER, NOON)
    assert not is_full_sheet_due(NOON - FULL_AFTER + DAY, NOON)


# The drum


@given(rounds, st.sampled_from(["-", " ", ".", ", ", "–", " x "]))
def test_strokes_are_kept_in_one_way_however_they_are_written(
    beaten: list[int], between: str
) -> None:
    kept = strokes(between.join(map(str, beaten)))
    assert groups(kept) == tuple(beaten)
    assert strokes(kept) == kept


@pytest.mark.parametrize("text", ["titir", "TITIR", " Titir. "])
def test_titir_has_a_name_and_no_groups(text: str) -> None:
    assert strokes(text) == TITIR
    assert groups(TITIR) == ()


@pytest.mark.parametrize(
    "text", ["", "-", "0-1", "10", "2-2-2 maling", "2--2-10", "1-" * 12 + "1", "keras"]
)
def test_what_nobody_can_beat_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be beaten"):
        strokes(text)


@given(st.text(max_size=30))
def test_any_text_is_strokes_or_is_refused(text: str) -> None:
    try:
        kept = strokes(text)
    except ValueError:
        return
    assert len(kept) <= 40
    assert strokes(kept) == kept


def test_a_table_is_kept_as_it_was_told() -> None:
    kept, faults = table(
        {"theft": "2 2 2", "Kebakaran  kebun": "3-3-3", "fire": "titir"}
    )
    assert faults == {}
    assert kept == {"theft": "2-2-2", "Kebakaran kebun": "3-3-3", "fire": "titir"}


@pytest.mark.parametrize(
    ("signals", "where", "fault"),
    [
        ({"theft": "2-2-2", "fire": "2 2 2"}, "fire", Fault.TWICE),
        ({"Maling": "2-2-2", " maling!": "3-3-3"}, " maling!", Fault.TWICE),
        ({"theft": "keras"}, "theft", Fault.BAD_STROKES),
        ({" ": "2-2"}, " ", Fault.EMPTY),
        ({"x" * 81: "2-2"}, "x" * 81, Fault.TOO_LONG),
        (
            {f"arti {n}": f"{n % 9 + 1}-{n // 9 + 1}" for n in range(25)},
            "signals",
            Fault.TOO_MANY,
        ),
    ],
)
def test_a_table_that_says_two_things_at_once_is_refused(
    signals: dict[str, str], where: str, fault: Fault
) -> None:
    assert table(signals)[1] == {where: fault}


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=8), max_size=8))
def test_a_table_without_faults_says_one_thing_each(signals: dict[str, str]) -> None:
    kept, faults = table(signals)
    if not faults:
        assert len(kept) == len(signals)
        assert len(set(kept.values())) == len(kept)
