"""The base page and its switches, through the program's own middleware."""

import re

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from kentongan.doors.look.context import theme_of
from kentongan.ground.basics.errors import Overtaken

pytestmark = pytest.mark.django_db


@pytest.fixture
def gallery(client: Client) -> HttpResponse:
    return client.get("/look/", headers={"accept-language": "id"})  # type: ignore[return-value]


def test_the_gallery_shows_itself(gallery: HttpResponse) -> None:
    assert gallery.status_code == 200
    text = gallery.content.decode()
    assert '<html lang="id">' in text
    assert len(re.findall(r"<h1[ >]", text)) == 1


def test_only_the_import_map_is_inline_and_it_has_the_nonce(
    gallery: HttpResponse,
) -> None:
    text = gallery.content.decode()
    inline = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", text)
    assert len(inline) == 1
    found = re.search(r'type="importmap" nonce="([^"]+)"', inline[0])
    assert found
    assert f"'nonce-{found[1]}'" in gallery["Content-Security-Policy"]


def test_the_import_map_stands_before_the_first_module(gallery: HttpResponse) -> None:
    text = gallery.content.decode()
    assert text.index("importmap") < text.index('type="module"')


def test_the_map_of_the_gallery_has_shapes(client: Client) -> None:
    shapes = client.get("/look/?map=points").json()
    kinds = {f["geometry"]["type"] for f in shapes["features"]}
    assert kinds == {"Polygon", "Point"}


def test_a_scheme_is_kept_and_leads_back(client: Client) -> None:
    answer = client.post("/look/tema/", {"theme": "dark", "next": "/look/"})
    assert answer.status_code == 302 and answer["Location"] == "/look/"
    assert '<html lang="id" data-theme="dark">' in client.get("/look/").content.decode()


def test_a_scheme_nobody_drew_is_the_device_s(client: Client) -> None:
    client.post("/look/tema/", {"theme": "neon"})
    assert client.cookies["tema"].value == "auto"
    assert theme_of({"tema": '"><script>'}) == "auto"


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "javascript:1"]
)
def test_a_switch_never_leads_away(client: Client, away: str) -> None:
    for address, data in [("/look/tema/", {"theme": "dark"}), ("/look/bahasa/", {})]:
        answer = client.post(address, {**data, "language": "en", "next": away})
        assert answer["Location"] in ("/", "/look/")


def test_a_switch_is_not_thrown_by_a_link(client: Client) -> None:
    assert client.get("/look/tema/").status_code == 405


def test_a_language_is_kept(client: Client) -> None:
    client.post("/look/bahasa/", {"language": "en", "next": "/look/"})
    assert '<html lang="en">' in client.get("/look/").content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_a_mishap_has_a_page_even_without_a_request(name: str) -> None:
    text = render_to_string(f"{name}.html")
    assert text.count("<h1>") == 1 and 'href="/"' in text
    assert "<script" not in text, "without a request there is no nonce"


def test_a_refusal_says_its_sentence_and_its_code() -> None:
    drawn = render_to_string("look/refusal.html", {"refusal": Overtaken("Too <late>")})
    assert 'data-code="overtaken"' in drawn and "Too &lt;late&gt;" in drawn


def test_a_demo_says_so_to_people_and_to_machines() -> None:
    demo = render_to_string("look/plain.html", {"demo": True})
    assert 'class="demo"' in demo and "noindex" in demo
    real = render_to_string("look/plain.html", {"demo": False})
    assert 'class="demo"' not in real and "noindex" not in real
