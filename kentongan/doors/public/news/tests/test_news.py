"""What everybody may read, and what nobody may find."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as Xml

import pytest
from django.db import connection
from django.test import Client
from PIL import Image

from kentongan.desk.news import services
from kentongan.desk.news.models import Edition
from kentongan.desk.news.rules.states import Faces
from kentongan.desk.news.tests.makers import Desk, build_desk
from kentongan.ground.basics.errors import Refusal
from tests.cast import Town
from tests.make import NOON

pytestmark = pytest.mark.django_db
EVERYWHERE = (
    "/berita/",
    "/berita/umpan.atom",
    "/berita/umpan.rss",
    "/berita/satuan/sumut.serdang_bedagai/",
    "/berita/satuan/sumut.serdang_bedagai/umpan.atom",
    "/berita/desa/12.18.04.2024/",
    "/berita/desa/12.18.04.2024/umpan.rss",
    "/berita/?cari=Melati",
    "/berita/?bulan=2026-07",
    "/sitemap.xml",
)


@pytest.fixture
def desk(town: Town) -> Desk:
    return build_desk(town)


@pytest.fixture
def edition(desk: Desk) -> Edition:
    """Published, with a picture."""
    row = services.write([desk.visit.pk], by=desk.press, at=NOON)
    made = services.add_picture(
        row.pk, desk.visit.pk, desk.photo.pk, by=desk.press, at=NOON
    )
    services.describe_picture(
        row.pk,
        made.pk,
        alt="Pos ronda dari depan",
        caption="Pos Melati",
        credit="Humas",
        faces=Faces.NO_MINORS,
        by=desk.press,
        at=NOON,
    )
    services.check(row.pk, by=desk.press, at=NOON)
    services.approve(row.pk, by=desk.press, at=NOON)
    return services.publish(row.pk, by=desk.press, at=NOON)


@pytest.fixture
def as_the_app(edition: Edition) -> Iterator[None]:
    """As pages are served: by the role that the second wall binds."""
    with connection.cursor() as cursor:
        cursor.execute("set local role kentongan_app")
        yield
        cursor.execute("reset role")


def url_of(edition: Edition) -> str:
    return f"/berita/{edition.pk}/{edition.slug}/"


def parts_of(edition: Edition) -> list[str]:
    own = f"/berita/{edition.pk}/"
    return [own, url_of(edition), f"{own}kartu.png", f"{own}gambar/0-480.webp"]


@pytest.mark.usefixtures("as_the_app")
def test_a_release_is_a_page_that_machines_understand_too(
    client: Client, edition: Edition
) -> None:
    page = client.get(url_of(edition))
    text = page.content.decode()
    assert page.status_code == 200
    assert edition.headline in text
    assert 'alt="Pos ronda dari depan"' in text
    assert "Lampu simpang diganti" in text
    found = re.search(r'ld\+json">(.*?)</script>', text, re.S)
    assert found
    data = json.loads(found[1])
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == edition.headline
    assert "<script" not in found[1]
    assert len(page.content) < 12_000
    assert "sessionid" not in page.cookies
    assert "Cookie" not in page.headers.get("Vary", "")


@pytest.mark.usefixtures("as_the_app")
def test_everywhere_it_is_found(client: Client, edition: Edition) -> None:
    for address in EVERYWHERE:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert str(edition.pk) in answer.content.decode(), address


def test_feeds_and_sitemap_are_well_formed(client: Client, edition: Edition) -> None:
    for address, tag in (
        ("/berita/umpan.atom", "{http://www.w3.org/2005/Atom}entry"),
        ("/berita/umpan.rss", "channel/item"),
        ("/sitemap.xml", "{http://www.sitemaps.org/schemas/sitemap/0.9}url"),
    ):
        root = Xml.fromstring(client.get(address).content)  # noqa: S314  our own
        assert len(root.findall(tag)) == 1, address


def test_the_card_and_the_pictures_are_pictures(
    client: Client, edition: Edition
) -> None:
    card = Image.open(BytesIO(client.get(parts_of(edition)[2]).content))
    assert card.size == (1200, 630)
    small = client.get(parts_of(edition)[3])
    assert small.headers["Content-Type"] == "image/webp"
    assert Image.open(BytesIO(small.content)).width == 480
    assert client.get(f"/berita/{edition.pk}/gambar/0-481.webp").status_code == 404
    assert client.get(f"/berita/{edition.pk}/gambar/7-480.webp").status_code == 404


def test_whoever_has_it_already_is_told_so(client: Client, edition: Edition) -> None:
    for address in [*parts_of(edition)[1:], *EVERYWHERE]:
        first = client.get(address)
        assert first.headers["Cache-Control"] == "public, no-cache"
        etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
        assert changed
        again = client.get(address, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b""), address


@pytest.mark.parametrize("step", ["draft", "checked", "approved"])
def test_nothing_unpublished_is_found_anywhere(
    client: Client, desk: Desk, step: str
) -> None:
    row = services.write([desk.visit.pk], by=desk.press, at=NOON)
    if step != "draft":
        services.check(row.pk, by=desk.press, at=NOON)
    if step == "approved":
        services.approve(row.pk, by=desk.press, at=NOON)
    for address in EVERYWHERE:
        answer = client.get(address).content.decode()
        assert str(row.pk) not in answer
        assert row.headline not in answer
    own = f"/berita/{row.pk}/"
    for address in (own, f"{own}x/", f"{own}kartu.png", f"{own}gambar/0-480.webp"):
        assert client.get(address).status_code == 404


def test_a_withdrawal_empties_every_copy(
    client: Client, desk: Desk, edition: Edition
) -> None:
    had = {a: client.get(a).headers["ETag"] for a in EVERYWHERE}
    services.withdraw(edition.pk, because="Salah orang", by=desk.press, at=NOON)
    for address in parts_of(edition):
        answer = client.get(address)
        assert answer.status_code == 410
        assert edition.headline not in answer.content.decode()
    for address, etag in had.items():
        answer = client.get(address, headers={"If-None-Match": etag})
        assert answer.status_code == 200, address
        assert str(edition.pk) not in answer.content.decode(), address


def test_a_correction_is_seen_at_once(
    client: Client, desk: Desk, edition: Edition
) -> None:
    etag = client.get(url_of(edition)).headers["ETag"]
    services.correct(
        edition.pk,
        edition.headline,
        "Isi <b>baru</b>.",
        because="Jumlah warga salah",
        by=desk.press,
        at=NOON,
        was=edition.version,
    )
    page = client.get(url_of(edition), headers={"If-None-Match": etag})
    assert page.status_code == 200
    assert "Jumlah warga salah" in page.content.decode()
    assert "Isi &lt;b&gt;baru" in page.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/berita/01980000-0000-7000-8000-000000000000/",
        "/berita/satuan/tidak.ada/",
        "/berita/desa/99.99/",
        "/berita/umpan.exe",
        "/berita/?bulan=besok",
        "/kutipan/x/",
    ],
)
def test_what_is_not_there_is_404(
    client: Client, edition: Edition, address: str
) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("asked", ["%00", "a" * 5000, "<script>", "' or 1=1"])
def test_odd_questions_break_nothing(
    client: Client, edition: Edition, asked: str
) -> None:
    answer = client.get("/berita/", {"cari": asked, "page": asked})
    assert answer.status_code == 200
    assert b"<script>" not in answer.content


def test_whoever_is_quoted_answers_in_two_taps_without_an_account(
    client: Client, desk: Desk
) -> None:
    row = services.write([desk.visit.pk], by=desk.press, at=NOON)
    asked_quote, secret = services.ask_quote(
        row.pk, "Kades", "Kami siap", by=desk.press, at=NOON
    )
    with pytest.raises(Refusal):
        services.approve_quote("falsch", at=NOON)
    type(asked_quote).objects.update(until=NOON.replace(year=2100))
    page = client.get(f"/kutipan/{secret}/")
    assert "Kami siap" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert client.get(f"/kutipan/{secret}/setuju/").status_code == 405
    with connection.cursor() as cursor:
        cursor.execute("set local role kentongan_app")
        assert client.post(f"/kutipan/{secret}/setuju/").status_code == 302
        cursor.execute("reset role")
    asked_quote.refresh_from_db()
    assert asked_quote.answer == "approved"
    assert client.post(f"/kutipan/{secret}/setuju/").status_code == 409
