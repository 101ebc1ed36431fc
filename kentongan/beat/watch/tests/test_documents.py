"""What is printed for a post: the same each time, one page, nothing obeyed."""

import json
from dataclasses import replace

import pytest
import typst
from django.utils.translation import override

from kentongan.beat.watch import services
from kentongan.beat.watch.documents import (
    HERE,
    CardText,
    card_data,
    card_pdf,
    meaning_word,
    poster_data,
    poster_pdf,
)
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.posts import MEANINGS
from tests.cast import Town
from tests.make import NOON, make_post, now

URL = "https://kentongan.example/p/abc123"
CARD = CardText("Sahat", "Pos Melati", f"{URL}?k=0123456789abcdef", "270914")


def test_a_poster_is_a_pdf_and_the_same_twice(town: Town) -> None:
    first = poster_pdf(town.melati, URL, demo=False)

    assert first.startswith(b"%PDF-")
    assert first == poster_pdf(town.melati, URL, demo=False)
    assert first != poster_pdf(town.dahlia, URL, demo=False)


def test_a_poster_says_110_the_place_and_the_own_code(town: Town) -> None:
    table = {"theft": "2-2-2", "Banjir kanal": "titir"}
    services.set_signals(town.melati.pk, table, by=now(town.marni), at=NOON)

    with override("en"):
        data = poster_data(town.melati, URL, demo=False)

    assert (data["name"], data["call"]) == ("Pos Melati", "Call 110")
    assert data["place"].startswith("Dusun V, Desa Simpang Empat")
    assert [(s["meaning"], s["groups"], s["named"]) for s in data["signals"]] == [
        ("Theft", [2, 2, 2], "2-2-2"),
        ("Banjir kanal", [], "titir"),
    ]
    assert data["demo"] == ""


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_print_of_a_demo_says_so(town: Town, language: str) -> None:
    with override(language):
        assert poster_data(town.melati, URL, demo=True)["demo"].startswith("DEMO:")
        assert card_data(CARD, demo=True)["demo"].startswith("DEMO:")
        assert card_data(CARD, demo=False)["demo"] == ""
        assert poster_pdf(town.melati, URL, demo=True) != poster_pdf(
            town.melati, URL, demo=False
        )


def test_a_name_cannot_become_a_command(town: Town) -> None:
    hostile = '#panic("x") $x$ *b* \\ "quoted" <a> @ref [x] {y} 🥁 ‮'
    row: Post = make_post(town.village, hostile)

    assert poster_pdf(row, URL, demo=True).startswith(b"%PDF-")
    assert card_pdf(replace(CARD, name=hostile), demo=True).startswith(b"%PDF-")


@pytest.mark.parametrize("signals", [0, 6, 12, 24])
def test_a_poster_is_one_page_however_much_is_said(town: Town, signals: int) -> None:
    row = make_post(town.village, "Pos " + "Sangat Panjang " * 7)
    table = {
        f"Arti yang cukup panjang {n}": f"{n % 9 + 1}-{n // 9 + 5}"
        for n in range(signals)
    }
    services.set_signals(row.pk, table, by=now(town.rina), at=NOON)

    pages = typst.compile(
        str(HERE / "poster.typ"),
        root=str(HERE),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(poster_data(row, URL, demo=True))},
        format="png",
        ppi=10,
    )

    assert isinstance(pages, bytes), f"{len(pages)} pages"


def test_the_pin_stands_on_the_slip_and_not_in_the_code() -> None:
    data = card_data(CARD, demo=False)

    assert data["pin"] == "270 914"
    assert CARD.pin not in data["qr"]
    assert card_pdf(CARD, demo=False).startswith(b"%PDF-")


def test_every_meaning_of_ours_has_a_word_and_others_stay_as_written() -> None:
    assert all(meaning_word(meaning) != meaning for meaning in MEANINGS)
    assert meaning_word("Banjir kanal") == "Banjir kanal"
