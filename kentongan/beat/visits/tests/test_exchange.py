"""The exchange format: out and in again says the same."""

import json
import re
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kentongan.beat.follow_ups.rules import Answerer
from kentongan.beat.reports.rules import Category
from kentongan.beat.visits.rules import ItemState, Kind, Source, exchange
from kentongan.beat.visits.rules.drafts import (
    Civilian,
    VisitDraft,
    answerer_of,
    named_because,
)
from kentongan.beat.visits.rules.people import figure_kind, stands_in_the_open
from kentongan.beat.visits.rules.weekdays import contradicts, weekday_of
from kentongan.beat.visits.tests.strategies import drafts

ROOT = Path(__file__).resolve().parents[4]
PUBLISHED = ROOT / "docs" / "schemas" / "visit-1.schema.json"
SHIPPED = Path(__file__).resolve().parents[1] / "schemas" / "visit-1.schema.json"
SEED = ROOT.parent / "shared" / "seed" / "visit.json"
where_present = pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")

SCHEMA = json.loads(SHIPPED.read_text("utf-8"))
VALIDATOR = Draft202012Validator(
    SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER
)


@given(drafts())
def test_what_is_written_is_read_again(draft: VisitDraft) -> None:
    document = exchange.write(draft)
    assert list(VALIDATOR.iter_errors(document)) == []
    assert exchange.read(json.loads(json.dumps(document))) == draft


@given(drafts())
def test_a_null_and_a_field_left_out_are_the_same_visit(draft: VisitDraft) -> None:
    full = exchange.write(draft)
    short = json.loads(exchange.canonical(full))
    short.setdefault("place", {})
    assert exchange.canonical(exchange.write(exchange.read(short))) == (
        exchange.canonical(full)
    )
    assert exchange.id_of(exchange.read(short)) == exchange.id_of(draft)


@given(drafts(), st.sampled_from(["Aman.", "Lampu diganti."]))
def test_another_word_is_another_content(draft: VisitDraft, outcome: str) -> None:
    located = replace(draft, place="12.18.04.2024")
    other = replace(located, outcome=outcome)
    assert (exchange.digest(located) == exchange.digest(other)) == (
        located.outcome == outcome
    )


def test_a_place_counts_by_its_path_and_not_by_its_spelling() -> None:
    one = VisitDraft(Kind.OTHER, date(2026, 7, 1), place="12.18.04.2024")
    assert one.written is None
    assert exchange.digest(one) == exchange.digest(
        exchange.read(exchange.write(one)).__class__(
            **{**vars(exchange.read(exchange.write(one))), "place": one.place}
        )
    )


@where_present
def test_the_seed_is_the_same_after_reading_and_writing() -> None:
    seed = json.loads(SEED.read_text("utf-8"))
    assert list(VALIDATOR.iter_errors(seed)) == []
    again = exchange.write(exchange.read(seed))
    assert exchange.canonical(again) == exchange.canonical(seed)


def test_the_published_schema_is_the_one_that_is_used() -> None:
    assert PUBLISHED.read_bytes() == SHIPPED.read_bytes()
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_knows_the_words_of_the_rules() -> None:
    fields = SCHEMA["properties"]
    assert fields["kind"]["enum"] == [kind.value for kind in Kind]
    inspection = fields["inspection"]["properties"]["items"]["items"]["properties"]
    assert inspection["state"]["enum"] == [state.value for state in ItemState]
    told = fields["information"]["items"]["properties"]["category"]["enum"]
    assert told == [*(category.value for category in Category), None]
    assert set(fields) == {*exchange.write(_plain()), "spans"}


def _plain() -> VisitDraft:
    return VisitDraft(Kind.OTHER, date(2026, 7, 1), source=Source.IMPORT)


def test_the_id_is_the_senders_or_that_of_the_content() -> None:
    chosen = uuid4()
    assert exchange.id_of(replace(_plain(), id=chosen)) == chosen
    made = exchange.id_of(_plain())
    assert made.version == 5
    assert made == exchange.id_of(_plain())
    assert made != exchange.id_of(replace(_plain(), time=time(9)))


def test_weekdays_are_read_as_people_write_them() -> None:
    wednesday = date(2026, 7, 22)
    for written in ("Rabu", " rabu.", "Wednesday", "", "entah"):
        assert not contradicts(written, wednesday)
    for written in ("Kamis", "Jum'at", "JUMAT", "Minggu"):
        assert contradicts(written, wednesday)
    assert weekday_of("Jum'at") == weekday_of("jumat") == 4


@pytest.mark.parametrize(
    ("answers", "answerer"),
    [
        ("Kades Simpang Empat", Answerer.VILLAGE),
        ("Polsek", Answerer.POLICE),
        ("PLN", Answerer.PARTNER),
        ("warga", Answerer.RESIDENT),
        ("pos", Answerer.POST),
        ("", Answerer.POLICE),
        ("entah siapa", Answerer.POLICE),
    ],
)
def test_who_answers_is_read_from_the_words(answers: str, answerer: Answerer) -> None:
    assert answerer_of(answers) is answerer


@pytest.mark.parametrize(
    ("role", "open_name"),
    [
        ("Kadus V", True),
        ("Kepala Desa Simpang Empat", True),
        ("Ketua RT 3", True),
        ("lurah", True),
        ("tokoh masyarakat", False),
        ("warga", False),
        ("", False),
        ("kadusan", False),
    ],
)
def test_only_a_public_office_is_named_in_the_open(role: str, open_name: bool) -> None:
    assert stands_in_the_open(role) is open_name
    if role == "tokoh masyarakat":
        assert figure_kind(role) is not None


def test_names_without_a_reason_are_dropped_and_roles_remain() -> None:
    draft = replace(_plain(), civilians=(Civilian("warga", "Ucok"), Civilian("warga")))
    kept = named_because(draft, "agreed")
    assert kept.civilians[0] == Civilian("warga", "Ucok", consent="agreed")
    dropped = named_because(draft, "")
    assert dropped.civilians == (Civilian("warga"), Civilian("warga"))


def test_no_name_of_the_seed_is_in_the_project() -> None:
    """Full names of the seed's people, taken from it and searched for here."""
    if not SEED.exists():
        return
    seed = json.loads(SEED.read_text("utf-8"))
    people = [*seed["officers"], *seed["military"]]
    names = [one["name"] for one in people]
    text = "\n".join(
        path.read_text("utf-8") for path in SHIPPED.parents[1].rglob("*.py")
    )
    assert not [name for name in names if re.search(re.escape(name), text)]
