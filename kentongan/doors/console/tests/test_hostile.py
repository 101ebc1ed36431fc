"""What no honest browser sends: every form answers it, and none of them falls over."""

import json
import struct
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kentongan.beat.visits.models import Visit
from kentongan.doors.console.tests.scene import Scene, form_of, picture
from kentongan.ground.access.models import Account

pytestmark = pytest.mark.django_db
Browser = Callable[[Account | None], Client]

HTML = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
NASTY = {
    "html": HTML,
    "huge": "a" * 1_000_000,
    "nul": "pos\x00melati",
    "direction": "\u202e\u2066olleh\u200b",
    "emptyish": " \t\n\u00a0",
    "sql": "'; drop table visits_visit; --",
    "template": "{{ 7|add:7 }}{% load x %}",
    "number": "1e999",
    "negative": "-1",
    "list": "[]",
    "uuid": str(uuid4()),
    "long-number": "9" * 400,
}


def fields(scene: Scene) -> dict[str, tuple[str, list[str]]]:
    """Every form that changes something: its address and its fields."""
    visit, post = [scene.visit.pk], [scene.town.melati.pk]
    promise, village = [scene.promise.pk], [scene.town.village.path]
    head = "head_role head_name head_phone head_consent"
    dates = "founded_on founded_by registration registered_on"
    told = {
        "posts:register": ([], f"name place landmark lon lat hearing {dates} {head}"),
        "posts:update": (post, f"name place landmark lon lat hearing {dates} {head}"),
        "posts:equipment": (post, "kentongan torch whistle"),
        "posts:signals": (post, "table"),
        "visits:record": (
            [],
            "id kind place date time until officers figures residents messages "
            "other_message outcome lon lat accuracy_m quick_lamp heard-TOTAL_FORMS "
            "heard-0-text heard-0-category heard-0-raised_by_role pledges-TOTAL_FORMS "
            "pledges-0-text pledges-0-answerer pledges-0-answers pledges-0-due",
        ),
        "visits:correct": (visit, "kind date officers outcome sheet-whistle_count"),
        "visits:ask": (visit, "ask-text"),
        "visits:answer": (visit, "answer-text"),
        "visits:approve": (visit, "approve-text"),
        "visits:set_aside": (visit, "set_aside-text"),
        "visits:add_photos": (visit, "add-photos"),
        "sheets:sheet": ([], "name was s0_id s0_weight s0i0_en s0i0_scored"),
        "sheets:heading": ([], "greeting basis closing"),
        "community:add": (village, "kind role name phone consent"),
        "community:add_partner": (village, "name kind phone"),
        "follow_ups:answer": (promise, "answer-text"),
        "follow_ups:declare_done": (promise, "done-text"),
        "follow_ups:confirm": (promise, "confirm-on_behalf_of"),
        "follow_ups:reopen": (promise, "reopen-text"),
        "follow_ups:postpone": (promise, "postpone-due postpone-text"),
        "follow_ups:give_up": (promise, "give_up-text"),
        "people:hand_over": ([scene.seat.pk], "successor acting note"),
    }
    return {
        reverse(f"console:{name}", args=args): (name, names.split())
        for name, (args, names) in told.items()
    }


QUERIES = (
    ("posts:list", ("q", "urut", "lanjut", "lihat")),
    ("visits:list", ("kind", "review", "place", "since", "until", "page")),
    ("visits:record", ("pos",)),
    ("visits:bos", ("bulan",)),
    ("follow_ups:board", ("lihat", "page")),
    ("ledger:lines", ("act", "subject", "actor_id", "place", "since", "until", "page")),
)


def _who(scene: Scene, name: str) -> Account:
    if name in ("visits:answer", "visits:add_photos", "visits:record"):
        return scene.town.rina
    return scene.town.tiur


@pytest.mark.parametrize(
    "kind", ["html", "huge", "nul", "direction", "uuid", "long-number"]
)
def test_no_form_falls_over(scene: Scene, browser: Browser, kind: str) -> None:
    nasty = NASTY[kind]
    for url, (name, names) in fields(scene).items():
        client = browser(_who(scene, name))
        sent: dict[str, Any] = dict.fromkeys(names, nasty)
        answer = client.post(url, sent)
        assert answer.status_code in (302, 400, 403, 409, 422), (name, answer)
        assert HTML not in answer.content.decode()


@pytest.mark.parametrize("kind", ["nul", "list", "long-number"])
def test_each_field_of_a_visit_may_be_nasty_alone(
    scene: Scene, browser: Browser, kind: str
) -> None:
    client = browser(scene.town.rina)
    url = reverse("console:visits:record") + f"?pos={scene.town.melati.pk}"
    for name in form_of(scene.town.melati, uuid4()):
        sent = form_of(scene.town.melati, uuid4()) | {name: NASTY[kind]}
        assert client.post(url, sent).status_code in (302, 400, 422), name


def test_what_is_too_long_is_refused_with_a_sentence_and_not_lost(
    scene: Scene, browser: Browser
) -> None:
    client = browser(scene.town.rina)
    url = reverse("console:visits:record") + f"?pos={scene.town.melati.pk}"
    sent = form_of(scene.town.melati, uuid4(), outcome="a" * 1_000_000)
    answer = client.post(url, sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "paling banyak 1000 karakter" in page or "1000" in page
    assert "Ada yang mencoba pintu warung pukul dua malam" in page


def test_html_is_shown_as_it_was_typed(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.rina)
    url = reverse("console:visits:record") + f"?pos={scene.town.melati.pk}"
    new = uuid4()
    sent = form_of(scene.town.melati, new, outcome=HTML) | {
        "heard-0-text": HTML,
        "pledges-0-text": HTML,
    }
    assert client.post(url, sent).status_code == 302
    visit = Visit.objects.everywhere(because="a test").get(pk=new)
    for name in ("visit", "whatsapp"):
        page = client.get(reverse(f"console:visits:{name}", args=[visit.pk]))
        assert "<script>alert" not in page.content.decode()
        assert "&lt;script&gt;alert(1)" in page.content.decode()


@pytest.mark.parametrize(("name", "names"), QUERIES, ids=lambda value: str(value)[:20])
def test_no_search_falls_over(
    scene: Scene, browser: Browser, name: str, names: tuple[str, ...]
) -> None:
    client = browser(scene.town.tiur)
    for kind in sorted(set(NASTY) - {"huge"}):
        for one in names:
            answer = client.get(reverse(f"console:{name}"), {one: NASTY[kind]})
            assert answer.status_code in (200, 403, 404, 422), (kind, one)
            assert HTML not in answer.content.decode()


def test_bytes_that_are_no_text_are_answered(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.rina)
    url = reverse("console:follow_ups:answer", args=[scene.promise.pk])
    form = "application/x-www-form-urlencoded"
    raw = client.post(url, b"answer-text=\xff\xfe\x80%FF%C0%AF", content_type=form)
    assert raw.status_code in (302, 400, 422)
    odd = f"{form}; charset=koi-99"
    answer = client.generic("POST", url, b"answer-text=a", content_type=odd)
    assert answer.status_code in (302, 400, 422)
    broken = "multipart/form-data; boundary=x"
    answer = client.post(url, b"--x\r\nContent-Dispo", content_type=broken)
    assert answer.status_code in (400, 422)
    assert client.get("/pos/?q=%ff%fe%00").status_code in (200, 422)
    token = urlsafe_b64encode(json.dumps(["place", "\0", str(uuid4())]).encode())
    sent = {"urut": "place", "lanjut": token.decode()}
    assert client.get("/pos/", sent).status_code == 422
    assert client.get("/satuan/%ff%00/").status_code == 404
    assert client.get("/warga-mitra/%00/").status_code == 404


def _chunk(kind: bytes, data: bytes) -> bytes:
    crc = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)


def bomb(side: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that says it is gigabytes large."""
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 4_000_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", rows)
        + _chunk(b"IEND", b"")
    )


def not_photos() -> Iterator[tuple[str, bytes]]:
    """Files that are no photo, or more than one."""
    yield "bomb.png", bomb()
    yield "text.jpg", b"GIF89a but not really"
    yield "page.jpg", b"<html><script>alert(1)</script></html>"
    yield "half.jpg", picture((400, 300))[:500]
    yield "vector.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    yield "nothing.jpg", b""
    yield "../../etc/passwd\x00.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 2000


@pytest.mark.parametrize(
    "name, data", list(not_photos()), ids=lambda value: str(value)[:12]
)
def test_what_is_no_photo_is_refused_beside_the_field(
    scene: Scene, browser: Browser, name: str, data: bytes
) -> None:
    client = browser(scene.town.rina)
    url = reverse("console:visits:add_photos", args=[scene.visit.pk])
    answer = client.post(url, {"add-photos": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    assert scene.visit.photos.count() == 1


def test_a_visit_with_a_bad_photo_is_not_half_saved(
    scene: Scene, browser: Browser
) -> None:
    client = browser(scene.town.rina)
    new = uuid4()
    sent = form_of(scene.town.melati, new)
    sent["photos"] = SimpleUploadedFile("bomb.png", bomb())
    url = reverse("console:visits:record") + f"?pos={scene.town.melati.pk}"
    assert client.post(url, sent).status_code == 422
    assert not Visit.objects.everywhere(because="a test").filter(pk=new).exists()


def test_five_photos_are_one_too_many(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.rina)

    def photos(count: int) -> list[SimpleUploadedFile]:
        sizes = ((40 + n, 40) for n in range(count))
        return [SimpleUploadedFile("a.jpg", picture(size)) for size in sizes]

    url = reverse("console:visits:add_photos", args=[scene.visit.pk])
    assert client.post(url, {"add-photos": photos(5)}).status_code == 422
    assert client.post(url, {"add-photos": photos(2)}).status_code == 302


def test_a_visit_sent_twice_is_one(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.rina)
    url = reverse("console:visits:record") + f"?pos={scene.town.melati.pk}"
    sent = form_of(scene.town.melati, uuid4())
    first, second = client.post(url, sent), client.post(url, sent)
    assert first["Location"] == second["Location"]
    other = client.post(url, sent | {"outcome": "Lain sama sekali"})
    assert other.status_code == 422


def test_ids_of_others_open_nothing(scene: Scene, browser: Browser) -> None:
    """Yosef names what is Rina's in his own form."""
    client = browser(scene.town.yosef)
    theirs = reverse("console:visits:record") + f"?pos={scene.town.melati.pk}"
    assert client.post(theirs, form_of(scene.town.melati, uuid4())).status_code == 404
    own = reverse("console:visits:record") + f"?pos={scene.town.kenanga.pk}"
    for wrong in (
        {"officers": str(scene.officer_id)},
        {"figures": str(scene.contact.pk)},
    ):
        sent = form_of(scene.town.kenanga, uuid4()) | wrong
        assert client.post(own, sent).status_code == 422
    taken = form_of(scene.town.kenanga, scene.visit.pk)
    assert client.post(own, taken).status_code == 422
    scene.visit.refresh_from_db()
    assert scene.visit.post_id == scene.town.melati.pk
