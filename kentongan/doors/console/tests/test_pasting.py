"""A report that was sent already fills the form, and stores nothing by itself."""

import pytest
from django.urls import reverse

from kentongan.beat.visits.models import Visit
from tests.cast import Town
from tests.make import signed_in

pytestmark = pytest.mark.django_db

REPORT = """Selamat malam Komandan, mohon izin melaporkan kegiatan *sambang pos kamling*:

1. Hari/tanggal : Selasa, 21 Juli 2026
2. Pukul : 20.30 WIB
3. Tempat : Dusun V Desa Simpang Empat Kec. Sei Rampah Kab. Serdang Bedagai
4. Pelaksana : Bhabinkamtibmas Polsek Firdaus Bripka Rina Sitorus
5. Sasaran : pengecekan pos kamling, warga yang jaga 4 orang

Warga menyampaikan bahwa lampu simpang mati sudah dua minggu.
Situasi aman dan kondusif. Demikian dilaporkan.
"""


def test_a_pasted_report_fills_the_form_of_its_post_and_stores_nothing(
    town: Town,
) -> None:
    officer = signed_in(town.rina)
    page = officer.post(reverse("console:visits:paste"), {"text": REPORT})
    assert page.status_code == 200
    form = page.context["telling"].form
    assert str(form.initial["date"]) == "2026-07-21"
    assert str(form.initial["time"]) == "20:30:00"
    assert form.initial["kind"] == "post_inspection"
    assert str(town.rina.officer_id) in form.initial["officers"]
    told = page.content.decode()
    assert f"?pos={town.melati.pk}" in told
    assert "“20.30”" in told
    assert not Visit.objects.everywhere(because="a test").exists()


def test_what_contradicts_itself_is_shown_with_its_words(town: Town) -> None:
    text = REPORT.replace("Selasa, 21 Juli", "Senin, 21 Juli")
    page = signed_in(town.rina).post(reverse("console:visits:paste"), {"text": text})
    told = page.content.decode()
    assert "tidak cocok" in told
    assert "Senin" in told


@pytest.mark.parametrize("text", ["halo", "😀 *", "<b>x</b>" * 200])
def test_a_text_that_says_nothing_leaves_an_empty_form(town: Town, text: str) -> None:
    page = signed_in(town.rina).post(reverse("console:visits:paste"), {"text": text})
    assert page.status_code == 200
    assert "tidak menyebut hari" in page.content.decode()


def test_no_text_and_a_book_are_asked_for_again(town: Town) -> None:
    officer = signed_in(town.rina)
    for text in ("", "x" * 20_001):
        page = officer.post(reverse("console:visits:paste"), {"text": text})
        assert page.status_code == 422
