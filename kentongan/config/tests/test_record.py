"""`kentongan record visit` and `kentongan export visits`, as an operator runs them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules import exchange
from kentongan.beat.visits.tests.test_intake import VISIT
from kentongan.beat.watch.models import Post
from kentongan.config.commandline import cli
from kentongan.ground.ledger.models import Line
from kentongan.ground.places.models import Place
from tests.cast import Town
from tests.guards.tree import SHARED

SEED = SHARED / "seed" / "visit.json"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "visit.json"
    path.write_text(json.dumps(VISIT, indent=1))
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in args], catch_exceptions=False)


def stored() -> int:
    return Visit.objects.everywhere(because="test").count()


def handed_out() -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("export", "visits").stdout.splitlines()]


def test_a_file_is_recorded_once_and_printed_back(town: Town, file: Path) -> None:
    first = run("record", "visit", file)

    assert first.exit_code == 0
    for told in (
        "Post inspection, Wednesday, 22 July 2026",
        "Dusun V, Desa Simpang Empat, Kec. Sei Rampah (12.18.04.2024.v)",
        "Pos Cempaka: registered by this act, unverified",
        "Bripka Lestari Sihombing, S.H., Bhabinkamtibmas Polsek Firdaus",
        "warga: name sealed",
        "Lampu diganti",
        "post.registered, officer.mentioned, visit.recorded, follow-up.promised",
        "1 recorded, 0 already stored.",
    ):
        assert told in first.stdout
    assert len(first.stdout.splitlines()) <= 40
    assert all(len(line) <= 90 for line in first.stdout.splitlines())
    assert "Butet" not in first.stdout

    lines = Line.objects.everywhere(because="test").count()
    second = run("record", "visit", file)
    assert "already stored" in second.stdout
    assert "0 recorded, 1 already stored." in second.stdout
    assert stored() == 1
    assert Line.objects.everywhere(because="test").count() == lines


def test_the_screen_speaks_indonesian_where_the_machine_does(
    town: Town, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    told = run("record", "visit", file).stdout
    assert "Rabu, 22 Juli 2026" in told


def test_one_mistake_anywhere_changes_nothing(
    town: Town, file: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.jsonl"
    wrong = VISIT | {"kind": "visiting"}
    lost = VISIT | {"place": {"village": "Antah Berantah"}}
    bad.write_text(f"{json.dumps(VISIT)}\n{json.dumps(wrong)}\n")

    refused = run("record", "visit", file, bad)
    assert refused.exit_code == 2
    assert f"{bad}:2: kind:" in refused.stderr
    bad.write_text(f"{json.dumps(VISIT)}\n{json.dumps(lost)}\n")
    refused = run("record", "visit", file, bad)
    assert refused.exit_code == 2
    assert f"{bad}:2: place: " in refused.stderr
    assert stored() == 0
    assert not Post.objects.everywhere(because="test").filter(name="Pos Cempaka")


def test_the_same_id_with_other_content_is_refused_unless_it_corrects(
    town: Town, file: Path
) -> None:
    run("record", "visit", file)
    (document,) = handed_out()
    file.write_text(json.dumps(document | {"outcome": "Lain"}))
    refused = run("record", "visit", file)
    assert refused.exit_code == 2
    assert ": id: " in refused.stderr

    other = document | {"outcome": "Lain", "corrects": document["id"]}
    file.write_text(json.dumps(other))
    assert "1 recorded" in run("record", "visit", file).stdout
    assert handed_out()[0]["outcome"] == "Lain"
    assert stored() == 1


def test_names_are_dropped_on_request(town: Town, file: Path) -> None:
    run("record", "visit", "--names", "drop", file)
    assert handed_out()[0]["attendees"] == [{"name": None, "role": "warga"}]


def test_what_was_taken_in_is_handed_out_one_object_a_line(
    town: Town, file: Path
) -> None:
    run("record", "visit", file)
    result = run("export", "visits", "--json")

    (document,) = map(json.loads, result.stdout.splitlines())
    told = exchange.facts(document)
    told["officers"][0].pop("on_site")
    assert exchange.canonical(told) == exchange.canonical(VISIT)
    assert json.loads(result.stderr) == {"visits": 1}
    assert run("export", "visits", "--unit", "jabar").stdout == ""
    assert run("export", "visits", "--since", "2027-01-01").stdout == ""


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
@pytest.mark.django_db
def test_the_seeds_visit_walks_through_a_fresh_world() -> None:
    assert not Place.objects.exists()

    told = run("record", "visit", SEED).stdout

    assert "No places are known here yet" in told
    assert "registered by this act, unverified" in told
    assert "visit.recorded" in told
    (document,) = handed_out()
    seed = json.loads(SEED.read_text("utf-8"))
    assert exchange.canonical(exchange.facts(document)) == exchange.canonical(seed)
    assert "0 recorded, 1 already stored." in run("record", "visit", SEED).stdout
    assert stored() == 1
