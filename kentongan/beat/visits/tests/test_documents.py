"""What a visit is handed out as."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from kentongan.beat.visits.documents import (
    Around,
    Handout,
    bos_csv,
    handout,
    linmas_csv,
    visit_pdf,
    whatsapp_text,
)
from kentongan.beat.visits.models import Heading
from kentongan.beat.visits.rules import ItemState, Kind
from kentongan.beat.visits.rules.drafts import Civilian, Pledge, Present, VisitDraft
from kentongan.ground.basics.zones import Zone

DRAFT = VisitDraft(
    kind=Kind.POST_INSPECTION,
    date=date(2025, 4, 23),
    time=time(20, 15),
    zone=Zone.WIB,
    spot="Pos Melati",
    officers=(
        Present("Rina Sitorus", "Bripka", ("S.H.",), "Bhabinkamtibmas"),
        Present("Tiur Damanik", "AKP", (), "Kasat Binmas", on_site=False),
    ),
    military=(Present("Togar", "Serda", (), "Babinsa"),),
    civilians=(
        Civilian("Kadus V", name="Ompu Saut", consent="public_role"),
        Civilian("warga", count=7),
    ),
    quick={"lamp": ItemState.BROKEN, "torch": ItemState.NOT_ASSESSED},
    pledges=(Pledge("Lampu diganti", "Kades", date(2025, 4, 30)),),
    messages=("Telepon 110 bila ada bahaya",),
    outcome="Ronda dimulai lagi",
)
AROUND = Around(
    place="Dusun V, Desa Simpang Empat",
    post="",
    unit="Polsek Firdaus",
    at=datetime(2025, 4, 23, 21, 0, tzinfo=UTC),
    told=("Lampu simpang mati",),
    score=71.4,
    share_assessed=0.5,
)


def made(**other: Any) -> Handout:
    return handout(replace(DRAFT, **other), AROUND)


def test_the_text_says_everything_in_the_officers_own_form() -> None:
    text = whatsapp_text(made())
    assert text.startswith("Selamat malam Komandan, mohon izin melaporkan")
    for part in (
        "Rabu, 23 April 2025 pukul 20.15 WIB",
        "*pengecekan pos kamling* di Pos Melati, Dusun V",
        "1. Bripka Rina Sitorus, S.H., Bhabinkamtibmas",
        "warga (7 orang)",
        "1. Rusak: Lampu",
        "71 dari 100 (50% butir dinilai)",
        "1. Lampu diganti (Kades, paling lambat Rabu, 30 April 2025)",
        "1. Lampu simpang mati",
        "*Hasil:* Ronda dimulai lagi",
    ):
        assert part in text, part
    assert "Senter" not in text


def test_no_civilian_is_named_and_who_only_spoke_was_not_there() -> None:
    text = whatsapp_text(made())
    assert "Ompu Saut" not in text
    assert "Tiur" not in text


def test_empty_parts_are_left_out() -> None:
    bare = handout(
        VisitDraft(kind=Kind.DOOR_TO_DOOR, date=date(2025, 4, 23)),
        replace(AROUND, told=(), score=None),
    )
    text = whatsapp_text(bare)
    assert "Hasil" not in text
    assert "Petugas" not in text
    assert "pukul" not in text


def test_the_polres_words_come_first_and_last() -> None:
    own = Heading(unit="x", greeting="Siap.", basis="Sprin/1", closing="Dumohon.")
    text = whatsapp_text(handout(DRAFT, replace(AROUND, heading=own)))
    assert text.startswith("Siap.\n\n*Dasar:* Sprin/1")
    assert text.endswith("Dumohon.")


def test_a_demo_says_so_first_on_every_sheet() -> None:
    demo = handout(DRAFT, replace(AROUND, demo=True))
    assert whatsapp_text(demo).startswith("_DEMO: orang, kejadian")
    assert visit_pdf(demo).startswith(b"%PDF")
    assert visit_pdf(demo) != visit_pdf(made())


@pytest.mark.parametrize("hostile", ["#panic()", "$x$", "]*_`@<a>", "\\", "\u202e"])
def test_no_word_of_a_visit_is_a_command_on_paper(hostile: str) -> None:
    told = made(outcome=hostile, messages=(hostile,), spot=hostile)
    assert visit_pdf(told).startswith(b"%PDF")


def test_the_table_counts_people_and_disarms_formulas() -> None:
    row = bos_csv([made(outcome="=1+1")]).splitlines()[1]
    assert "Pembinaan Siskamling" in row
    assert ",8," in row  # a hamlet head and seven residents
    assert row.endswith("'=1+1")


def test_the_summary_has_a_line_a_post() -> None:
    table = linmas_csv([("Desa Simpang Empat", "Pos Melati", 3, date(2025, 4, 23))])
    assert table.splitlines()[1] == "Desa Simpang Empat,Pos Melati,3,2025-04-23"
