"""The organisation from a file: wholly or not at all, and twice is once."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.ground.basics.errors import Invalid, NotAllowed
from kentongan.ground.places.models import Place
from kentongan.ground.units import selectors, services
from kentongan.ground.units.models import Appointment, Jurisdiction, Office, Unit
from kentongan.ground.units.rules.files import FORMAT, read_plan
from kentongan.ground.units.rules.positions import Acting
from kentongan.ground.units.rules.records import Unreadable, csv_records, json_records
from kentongan.ground.units.services import Totals
from kentongan.ground.units.tests.makers import (
    AUTUMN,
    NEIGHBOUR,
    OPERATOR,
    SPRING,
    SUMMER,
    enrol,
)
from kentongan.ground.wall.actors import Actor

POLRES = "Polda Sumut / Polres Serdang Bedagai"
JURISDICTIONS = """kecamatan_code,kecamatan,polda,polres,polsek,confidence,evidence
12.18.04,Sei Rampah,Polda Sumatera Utara,Polres Serdang Bedagai,Polsek Utara,high,a page
12.18.15,Sei Bamban,Sumut,Serdang Bedagai,Selatan,inferred,by elimination
"""
SEATS = f"""reference,name,degrees,rank,unit,position,label,acting,villages,from
A-1,Rina Saragih,"SH, MH",Bripka,{POLRES} / Polsek Utara,Bhabinkamtibmas,Simpang,,\
12.18.04.2023 12.18.04.2024,2024-01-02
A-2,Joko Lubis,,Aipda,{POLRES} / Polsek Utara,Kanit Binmas,,Ps,,2024-03-01
,,,,{POLRES} / Polsek Utara,Kapolsek,,,,
"""
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "police"
REAL = SHARED / "police_jurisdiction_serdang_bedagai.csv"


def whole(**lists: Any) -> Any:
    return json.dumps({"format": FORMAT, **lists}, indent=1)


FULL = whole(
    appointments=[
        {
            "officer": "A-1",
            "unit": POLRES,
            "position": "Kasat Binmas",
            "acting": "Plt",
            "from": "2024-05-01",
            "until": "2024-06-01",
        }
    ],
    units=[{"unit": POLRES + " / Polsek Utara"}],
    jurisdictions=[{"unit": POLRES, "place": "12.18.04", "from": "2020-01-01"}],
    offices=[{"unit": POLRES, "position": "Kasat Binmas"}],
    officers=[
        {
            "reference": "A-1",
            "name": "Rina Saragih",
            "degrees": ["SH"],
            "rank": "Iptu",
            "rank_from": "2023-07-01",
            "unit": POLRES,
        }
    ],
)


def load(text: str | bytes, by: Actor = OPERATOR, at: datetime = SUMMER) -> Totals:
    return services.load(text, source="a.csv", by=by, at=at)


def refused(text: str, by: Actor = OPERATOR) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        load(text, by)
    return dict(refusal.value.problems)


def test_a_table_of_jurisdictions_makes_its_units(places: dict[str, Place]) -> None:
    totals = load(JURISDICTIONS)
    assert totals.new == {"units": 4, "jurisdictions": 2}
    north = selectors.unit_for_place("12.18.04.2024", SPRING)
    assert str(north) == "Polsek Utara"
    south = Jurisdiction.objects.get(place="12.18.15")
    assert (south.confidence, south.evidence) == ("inferred", "by elimination")


@pytest.mark.parametrize("text", [JURISDICTIONS, SEATS, FULL])
def test_loading_twice_changes_nothing(places: dict[str, Place], text: str) -> None:
    assert load(text).changes > 0
    again = load(text, at=AUTUMN)
    assert again.changes == 0
    assert again.asked.total() > 0


def test_a_table_of_seats_makes_seats_officers_and_villages(
    places: dict[str, Place],
) -> None:
    load(SEATS)
    bhabin, kanit = (
        selectors.standing_of(Appointment.objects.get(acting=mark).officer_id, SPRING)[
            0
        ]
        for mark in ("", Acting.PS)
    )
    assert bhabin.title == "Bripka Rina Saragih, S.H., M.H."
    assert bhabin.places == ("12.18.04.2023", "12.18.04.2024")
    assert kanit.seat_title == "Ps. Kanit Binmas Polsek Utara"
    assert Office.objects.get(position="kapolsek").appointments.count() == 0


def test_a_json_file_says_the_same_whatever_the_order_of_its_lists(
    places: dict[str, Place],
) -> None:
    totals = load(FULL)
    assert totals.new == {
        "units": 3,
        "jurisdictions": 1,
        "offices": 1,
        "officers": 1,
        "appointments": 1,
    }
    held = Appointment.objects.get()
    assert (str(held.held_from), str(held.held_until)) == (
        "2024-04-30 17:00:00+00:00",
        "2024-05-31 17:00:00+00:00",
    )
    person = selectors.people_at([held.officer_id], held.held_from)
    assert person[held.officer_id].title == "Iptu Rina Saragih, S.H."


def test_what_was_handed_over_since_stays_handed_over(places: dict[str, Place]) -> None:
    load(SEATS)
    seat = Office.objects.get(position="bhabinkamtibmas")
    successor = enrol("Dewi Manalu", "Briptu", seat.unit_path)
    services.hand_over(seat.pk, to=successor.pk, by=OPERATOR, at=SUMMER)
    assert load(SEATS, at=AUTUMN).changes == 0
    (held,) = selectors.holders_of([seat.pk], AUTUMN)[seat.pk]
    assert held.officer_id == successor.pk


def test_a_changed_name_in_the_file_is_brought_over(places: dict[str, Place]) -> None:
    load(SEATS)
    assert load(SEATS.replace("Joko Lubis", "Joko Lubis Hasibuan")).changed == {
        "officers": 1
    }


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("12.18.15", "12.18.99", "a.csv:3:place"),
        ("Sei Bamban", "Perbaungan", "a.csv:3:kecamatan"),
        ("inferred", "perhaps", "a.csv:3:confidence"),
        ("Polsek Utara", "", "a.csv:2:polsek"),
        ("Polsek Utara", "!!", "a.csv:2:polsek"),
        ("Polsek Utara", "Polres Utara", "a.csv:2:polsek"),
        (",by elimination", "", "a.csv:3"),
        ("kecamatan_code", "code", "a.csv:1"),
    ],
)
def test_a_bad_line_of_jurisdictions_is_named_and_changes_nothing(
    places: dict[str, Place], old: str, new: str, where: str
) -> None:
    assert list(refused(JURISDICTIONS.replace(old, new))) == [where]
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("Bripka", "Serda", "a.csv:2:rank"),
        ("Kanit Binmas", "Kanit Reskrim", "a.csv:3:position"),
        (",Ps,", ",Pak,", "a.csv:3:acting"),
        ("2024-03-01", "1 Maret", "a.csv:3:from"),
        ("2024-03-01", "", "a.csv:3:from"),
        ("Joko Lubis", "", "a.csv:3:name"),
        ("A-2", "A-1", "a.csv:3:reference"),
        ("12.18.04.2023", "12.18.04.9999", "a.csv:2:villages"),
        ("Polda Sumut / ", "", "a.csv:2:unit"),
        ("Polsek Utara,Kanit", "Utara,Kanit", "a.csv:3:unit"),
    ],
)
def test_a_bad_line_of_seats_is_named_and_changes_nothing(
    places: dict[str, Place], old: str, new: str, where: str
) -> None:
    assert next(iter(refused(SEATS.replace(old, new)))) == where
    assert not Unit.objects.exists()


def test_two_holders_of_one_seat_are_refused_with_the_line_of_the_second(
    places: dict[str, Place],
) -> None:
    second = SEATS.splitlines()[2].replace("A-2", "A-3").replace("Joko", "Tono")
    assert list(refused(SEATS + second)) == ["a.csv:5:from"]
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "a.csv:1"),
        ("{", "a.csv:1"),
        ("[]", "a.csv:1"),
        ('{"format": "other/1"}', "a.csv:1:format"),
        ('{"format": "kentongan.units/1",\n "units": [\n  7]}', "a.csv:3:units"),
        ('{"format": "kentongan.units/1",\n "unitz": [\n  {}]}', "a.csv:3:unitz"),
        ('{"format": "kentongan.units/1"} x', "a.csv:1"),
        ('{"format": "kentongan.units/1", "units": ' + "[" * 100_000, "a.csv:1"),
        ("a,b\n1,2\n", "a.csv:1"),
        ('a,b\n"1,2\n', "a.csv:2"),
        (JURISDICTIONS.replace("Polsek Utara", "U" * 130), "a.csv:2:polsek"),
        (JURISDICTIONS.replace("12.18.15", "12\x00"), "a.csv:3:kecamatan"),
        (whole(units=[{"unit": 7}]), "a.csv:4:unit"),
        (whole(units=[{"unit": "Polres Anu"}]), "a.csv:4:unit"),
        (
            whole(
                officers=[
                    {
                        "reference": "A",
                        "name": "B",
                        "rank": "Iptu",
                        "unit": "Polda Sumut",
                        "service": "army",
                    }
                ]
            ),
            "a.csv:4:service",
        ),
        (
            whole(
                appointments=[
                    {
                        "officer": "A",
                        "unit": "Polda Sumut",
                        "position": "Dirbinmas",
                        "from": "2024-01-01",
                    }
                ]
            ),
            "a.csv:4:officer",
        ),
        (
            whole(
                jurisdictions=[
                    {
                        "unit": "Polda Sumut",
                        "place": "12",
                        "from": "2024-01-01",
                        "until": "2023-01-01",
                    }
                ]
            ),
            "a.csv:4:until",
        ),
    ],
)
def test_what_is_no_such_file_is_refused_with_its_line(
    places: dict[str, Place], text: str, where: str
) -> None:
    assert next(iter(refused(text))) == where
    assert not Unit.objects.exists()


def test_what_is_not_utf_8_is_refused_with_its_line(places: dict[str, Place]) -> None:
    data = JURISDICTIONS.replace("Bamban", "Bambañ").encode("latin-1")
    with pytest.raises(Invalid) as refusal:
        services.load(data, source="a.csv", by=OPERATOR, at=SUMMER)
    assert list(refusal.value.problems) == ["a.csv:3"]
    assert load(JURISDICTIONS.encode()).changes > 0


def test_who_may_not_manage_the_units_loads_nothing(places: dict[str, Place]) -> None:
    with pytest.raises(NotAllowed):
        load(JURISDICTIONS, by=NEIGHBOUR)
    assert not Unit.objects.exists()


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    for start in ("", "{", "unit,position,name,rank,reference\n"):
        try:
            read_plan(start + text)
        except Unreadable as error:
            assert error.problems


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
objects = st.dictionaries(st.text(max_size=5), values, max_size=3)


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=8), st.lists(objects, max_size=3), max_size=3
    ),
    st.sampled_from([None, 1]),
)
def test_json_records_are_what_json_itself_reads_each_on_its_line(
    lists: Any, indent: int | None
) -> None:
    text = json.dumps(lists, indent=indent, ensure_ascii=False)
    _plain, records = json_records(text)
    found = {
        name: [dict(r.values) for r in records if r.kind == name] for name in lists
    }
    assert found == lists
    for record in records:
        assert text.split("\n")[record.line - 1].lstrip().endswith(
            ("{", "}", "},")
        ) or (indent is None)


def test_a_table_may_quote_commas_and_line_breaks() -> None:
    header, records = csv_records('A,b\n"1,5","x\ny"\n\n2,z\n')
    assert header == ["a", "b"]
    assert [dict(r.values) for r in records] == [
        {"a": "1,5", "b": "x\ny"},
        {"a": "2", "b": "z"},
    ]


@pytest.mark.skipif(not REAL.exists(), reason="the shared data is not beside the tree")
def test_the_shared_table_of_jurisdictions_loads(places: dict[str, Place]) -> None:
    lines = [line.split(",")[:2] for line in REAL.read_text("utf-8").splitlines()[1:]]
    Place.objects.bulk_create(
        Place(path=code, level="district", name=name, word="kecamatan")
        for code, name in lines
        if code not in places
    )
    totals = load(REAL.read_text("utf-8"))
    assert totals.new["jurisdictions"] == 17
    names = {str(unit) for unit in selectors.units_within("sumut")}
    assert {"Polres Serdang Bedagai", "Polres Tebing Tinggi"} <= names
    assert load(REAL.read_text("utf-8"), at=AUTUMN).changes == 0
