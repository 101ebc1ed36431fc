"""Reading files: every mistake by file, line and field, and nothing guessed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.visits.forms import documents, draft_of, located, warnings
from kentongan.beat.visits.forms.positions import line_of
from kentongan.beat.visits.rules.drafts import WrittenPlace
from kentongan.ground.basics.errors import Invalid, NotFound
from tests.cast import Town

VISIT: dict[str, Any] = {
    "format": "kentongan.visit/1",
    "kind": "post_inspection",
    "date": "2026-07-22",
    "weekday_as_written": "Rabu",
    "place": {
        "code": "12.18.04.2024",
        "village": "Simpang Empat",
        "local": [{"level": "dusun", "name": "V"}],
        "spot": "Pos Cempaka",
    },
    "units": {
        "polda": "Sumatera Utara",
        "polres": "Serdang Bedagai",
        "polsek": "Firdaus",
    },
    "officers": [
        {
            "name": "Lestari Sihombing",
            "rank": "Bripka",
            "degrees": ["SH"],
            "position": "Bhabinkamtibmas",
            "unit": "Polsek Firdaus",
        }
    ],
    "attendees": [{"name": "Butet", "role": "warga"}],
    "follow_ups": [{"text": "Lampu diganti", "answers": "Kades", "due": "2026-07-25"}],
}


def given_file(data: object) -> bytes:
    return json.dumps(data, indent=1).encode()


def said(data: object) -> list[str]:
    """What is wrong, as a compiler would say it."""
    entries, problems = documents("f.json", given_file(data))
    for entry in entries:
        problems += draft_of(entry, consent="agreed")[1]
    return [f"{problem.line} {problem.field}" for problem in problems]


def test_one_object_a_list_and_one_on_each_line_say_the_same() -> None:
    one = given_file(VISIT)
    several = given_file([VISIT, VISIT])
    lines = (json.dumps(VISIT) + "\n\n" + json.dumps(VISIT) + "\n").encode()
    for data, count in ((one, 1), (several, 2), (lines, 2), (b"\xef\xbb\xbf" + one, 1)):
        entries, problems = documents("f", data)
        assert problems == []
        assert [entry.document for entry in entries] == [VISIT] * count


def test_every_mistake_is_told_at_once_with_its_line() -> None:
    bad = VISIT | {
        "kind": "visiting",
        "date": "22-07-2026",
        "officers": [{"rank": "Bripka", "nrp": "1"}],
        "outcome": 3,
        "photos": [""],
    }
    assert sorted(said(bad)) == [
        "23 officers[0].name",
        "25 officers[0].nrp",
        "3 kind",
        "4 date",
        "41 outcome",
        "43 photos[0]",
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"follow_ups": [{"text": "x", "due": "2026-07-01"}]}, "follow_ups[0].due"),
        ({"place": {"code": "12.18", "lon": 99.1}}, "place"),
        ({"place": {"code": "1218"}}, "place.code"),
        ({"date": "0026-07-22"}, "date"),
        (
            {"information": [{"text": "x", "category": "ghosts"}]},
            "information[0].category",
        ),
        ({"time": "25:00"}, "time"),
        ({"id": "one"}, "id"),
        ({"format": "kentongan.visit/2"}, "format"),
        ({"attendees": [{"name": "Butet", "count": 3}]}, "attendees[0].count"),
        (
            {
                "inspection": {
                    "sheet": None,
                    "items": [
                        {"item": "lamp", "state": "present"},
                        {"item": "lamp", "state": "absent"},
                    ],
                }
            },
            "inspection.items[1].item",
        ),
    ],
)
def test_each_mistake_has_its_field(change: dict[str, Any], field: str) -> None:
    assert [one.split()[1] for one in said(VISIT | change)] == [field]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"{",
        b"null",
        b"3",
        b'"x"',
        b"[1, 2]",
        b"\xff\xfe{}",
        b"{'a': 1}",
        b"[" * 100_000,
        b'{"a": NaN}',
        b'{"date": 1, "date": 2}',
        b"PK\x03\x04zip",
        b"<html>",
    ],
)
def test_what_is_no_file_of_visits_is_refused_and_nothing_breaks(data: bytes) -> None:
    entries, problems = documents("f", data)
    assert entries == []
    assert problems
    assert all(problem.line >= 1 for problem in problems)


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_any_value_in_any_field_is_read_or_refused(value: object) -> None:
    for field in VISIT:
        entries, problems = documents("f", given_file(VISIT | {field: value}))
        for entry in entries:
            draft, faults = draft_of(entry, consent="")
            assert (draft is None) == bool(faults)
        assert entries or problems


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(json_values, st.sampled_from([None, 1]), st.data())
def test_a_value_is_found_on_its_line(
    value: Any, indent: int | None, data: st.DataObject
) -> None:
    text = json.dumps(value, indent=indent)
    path: list[str | int] = []
    inner = value
    while inner and isinstance(inner, dict | list) and data.draw(st.booleans()):
        keys = list(inner) if isinstance(inner, dict) else range(len(inner))
        step = data.draw(st.sampled_from(list(keys)))
        path.append(step)
        inner = inner[step]
    rest = text.splitlines()[line_of(text, path) - 1]
    first = json.dumps(inner, indent=indent).splitlines()[0]
    assert first in rest


def test_a_weekday_that_contradicts_its_date_is_kept_and_warned_of() -> None:
    (entry,), _ = documents("f", given_file(VISIT | {"weekday_as_written": "Kamis"}))
    draft, problems = draft_of(entry, consent="")
    assert draft is not None
    assert problems == []
    assert len(list(warnings(draft))) == 1


def test_a_place_is_found_by_code_or_names_and_never_guessed(town: Town) -> None:
    (entry,), _ = documents("f", given_file(VISIT))
    draft, _ = draft_of(entry, consent="")
    assert draft is not None

    found = located(draft)
    assert (found.place, found.place_id) == (town.village.path, town.village.pk)
    assert found.path == "12.18.04.2024.v"

    def elsewhere(**names: str) -> object:
        return located(
            draft.__class__(**{**vars(draft), "written": WrittenPlace(**names)})
        )

    with pytest.raises(NotFound):
        elsewhere(code="12.18.04.2099")
    with pytest.raises(Invalid):
        elsewhere(code="12.18.04.2024", village="Paya Lombang")
    with pytest.raises(Invalid):
        elsewhere(code="12.18.04")
