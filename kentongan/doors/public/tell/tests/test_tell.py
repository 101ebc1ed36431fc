"""Telling in the browser: one page, one number, and nothing left behind."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kentongan.beat.reports import services
from kentongan.beat.reports.models import Report
from kentongan.beat.reports.rules.threads import Closing
from kentongan.doors.public.tell.pace import TELLING, Pace
from kentongan.ground.basics.errors import TooMany
from kentongan.ground.basics.ids import new_id
from kentongan.ground.places.services.folding import refold
from tests.cast import Town
from tests.make import NOON, now

pytestmark = pytest.mark.django_db

LAMP = "Lampu simpang mati berminggu-minggu"


@pytest.fixture(autouse=True)
def as_the_app(town: Town) -> Iterator[None]:
    """As pages are served: by the role that the second wall binds."""
    refold(town.places["12"].path)
    with connection.cursor() as cursor:
        cursor.execute("set local role kentongan_app")
        yield
        cursor.execute("reset role")


def sent(**other: str) -> dict[str, str]:
    told = {
        "id": str(new_id()),
        "category": "facility",
        "text": LAMP,
        "village": "Simpang Empat, Sei Rampah",
        "level": "anonymous",
    }
    return told | other


def words(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def receipt_in(answer: Any) -> str:
    found = re.search(r'class="receipt">([\d ]{19})<', words(answer))
    assert found, words(answer)
    return found.group(1)


def test_a_report_becomes_a_number_and_the_number_a_dialogue(
    client: Client, town: Town
) -> None:
    form = sent()
    receipt = receipt_in(client.post("/sampaikan/", form))
    row = Report.objects.everywhere(because="test").get(pk=form["id"])
    assert (row.place, row.text) == (town.village.path, LAMP)
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    services.close(
        row.pk, "Sudah diganti", closing=Closing.DONE, by=now(town.rina), at=NOON
    )
    with connection.cursor() as cursor:
        cursor.execute("set local role kentongan_app")

    page = client.post("/jawaban/", {"receipt": receipt})
    assert "Sudah diganti" in words(page)
    again = {"receipt": receipt, "say": "contested", "text": "Mati lagi"}
    assert "Mati lagi" in words(client.post("/jawaban/", again))
    row = Report.objects.everywhere(because="test").get(pk=row.pk)
    assert (row.state, row.reopened) == ("in_hand", 1)


@pytest.mark.parametrize("address", ["/sampaikan/", "/sampaikan/khusus/", "/jawaban/"])
def test_a_page_leaves_nothing_in_the_browser(client: Client, address: str) -> None:
    for answer in (client.get(address), client.post(address, {})):
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        others = re.findall(r'(?:src|action)="(https?:)?//', words(answer))
        assert others == []
        links = re.findall(r'<link[^>]+href="([^"]+)"', words(answer))
        assert links
        assert all(link.startswith("/static/") for link in links)


def test_the_number_stands_on_the_page_alone(client: Client) -> None:
    answer = client.post("/sampaikan/", sent())
    receipt = receipt_in(answer).replace(" ", "")
    assert answer.status_code == 200  # no redirect, whose address history would keep
    assert not answer.cookies
    assert receipt not in str(answer.headers)


@pytest.mark.parametrize(
    ("wrong", "asked"),
    [
        ({"village": "Tidak Pernah Ada"}, "Kami tidak menemukan desa"),
        ({"text": " "}, "Lampu, jalan"),
        ({"category": "violence_and_children"}, "Lampu, jalan"),
        ({"level": "named", "teller": ""}, "tetap tanpa nama"),
        ({"id": "not an id"}, "Lampu, jalan"),
    ],
)
def test_what_cannot_be_sent_keeps_what_was_typed(
    client: Client, wrong: dict[str, str], asked: str
) -> None:
    answer = client.post("/sampaikan/", sent(**wrong))
    assert answer.status_code == 422
    assert asked in words(answer)
    assert "text" in wrong or LAMP in words(answer)
    assert not Report.unwalled.exists()


def test_the_poster_s_village_stands_in_the_form(client: Client, town: Town) -> None:
    page = words(client.get(f"/sampaikan/?desa={town.village.path}"))
    assert 'value="Desa Simpang Empat' in page
    assert client.get("/sampaikan/?desa=' or 1=1").status_code == 200


def test_the_sealed_road_shows_who_helps_and_stores_no_word_in_clear(
    client: Client,
) -> None:
    assert {"tel:110", "tel:129"} <= set(
        re.findall(r'href="(tel:\d+)"', words(client.get("/sampaikan/khusus/")))
    )
    form = sent(category="violence_and_children", text="Anak dipukul")
    answer = client.post("/sampaikan/khusus/", form)
    assert "tel:129" in words(answer)
    row = Report.unwalled.get(pk=form["id"])
    assert (row.sensitive, row.text) == (True, "")
    heard = client.post("/jawaban/", {"receipt": receipt_in(answer)})
    assert "Anak dipukul" in words(heard)


def test_a_wrong_number_opens_nothing(client: Client) -> None:
    for typed in ("0000 0000 0000 0000", "1", "x" * 40):
        answer = client.post("/jawaban/", {"receipt": typed})
        assert answer.status_code == 404
        assert LAMP not in words(answer)


def test_an_hour_has_an_end_and_the_next_forgets_who_came() -> None:
    pace = Pace(2)
    for _ in range(2):
        pace.count("192.0.2.1", at=NOON)
    with pytest.raises(TooMany):
        pace.count("192.0.2.1", at=NOON)
    pace.count("192.0.2.2", at=NOON)
    pace.count("192.0.2.1", at=NOON.replace(hour=NOON.hour + 1))
    assert b"192.0.2.1" not in repr(vars(pace)).encode()


def test_who_sends_too_much_is_told_to_call(client: Client) -> None:
    kept, TELLING.most = TELLING.most, 0
    try:
        answer = client.post("/sampaikan/", sent())
    finally:
        TELLING.most = kept
    assert answer.status_code == 429
    assert "110" in words(answer)
    assert LAMP in words(answer)
