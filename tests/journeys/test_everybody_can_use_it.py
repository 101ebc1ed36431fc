"""axe finds nothing on any page: both languages, both schemes, phone and desk."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page

from kentongan.beat.watch.rules.agreements import NightRules
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.beat.watch.services import add_member, agree
from kentongan.doors.console.tests.scene import Scene
from tests.journeys.conftest import DESK, PASSWORD, PHONE, SignIn
from tests.make import now

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pages(scene: Scene) -> list[str]:
    """Every page that Rina's superior can open, and those without an account."""
    post, visit = scene.town.melati.pk, scene.visit.pk
    return [
        "/", f"/p/{scene.town.melati.qr_token}/", "/look/",
        "/hari-ini/", "/situasi/", "/pos/", "/pos/?lihat=peta", "/pos/malam/", "/pos/belum-ada-kabar/", f"/pos/{post}/", "/pos/baru/",
        f"/pos/{post}/ubah/", f"/pos/{post}/perlengkapan/", f"/pos/{post}/sandi/",
        f"/pos/{post}/anggota/",
        "/kunjungan/", "/kunjungan/periksa/", f"/kunjungan/baru/?pos={post}",
        "/kunjungan/baru/", "/kunjungan/tempel/", f"/kunjungan/{visit}/", f"/kunjungan/{visit}/whatsapp/",
        "/kunjungan/lembar/", "/kunjungan/kepala/",
        "/berita/", f"/berita/desa/{scene.town.village.path}/", "/siaran/", "/siaran/gaya/",
        "/sampaikan/", "/sampaikan/khusus/", "/jawaban/",
        "/laporan/", f"/laporan/{scene.report.pk}/",
        "/tindak-lanjut/", f"/tindak-lanjut/{scene.promise.pk}/",
        "/orang/", f"/orang/{scene.officer_id}/", f"/orang/jabatan/{scene.seat.pk}/",
        f"/orang/jabatan/{scene.seat.pk}/serah-terima/",
        f"/orang/serah-terima/{scene.handover.pk}/",
        "/satuan/", f"/satuan/{scene.town.polsek.path}/",
        "/wilayah/?q=simpang", f"/wilayah/{scene.town.village.path}/",
        "/warga-mitra/", f"/warga-mitra/{scene.town.village.path}/",
        f"/warga-mitra/{scene.town.village.path}/baru/",
        f"/warga-mitra/{scene.town.village.path}/mitra/",
        f"/warga-mitra/orang/{scene.contact.pk}/",
        f"/kunjungan/{visit}/ubah/",
        "/akun/", "/akun/kata-sandi/", "/akun/langkah-kedua/", "/tidak-ada/",
    ]  # fmt: skip


# A colour half-way from one to the other is nobody's to read.
AT_REST = """() => Promise.allSettled(
    document.getAnimations()
        .filter((one) => one instanceof CSSTransition)
        .map((one) => one.finished)
).then(() => null)"""


def findings(page: Page) -> list[str]:
    """What axe finds on the page as it stands, once its colours have come to rest."""
    page.evaluate(AT_REST)
    told = Axe().run(page, options={"runOnly": LEVELS}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in told]


@pytest.mark.parametrize(
    ("language", "scheme"), list(product(("id", "en"), ("light", "dark")))
)
def test_axe_finds_nothing(
    scene: Scene, sign_in: SignIn, language: str, scheme: str
) -> None:
    # Phones in one scheme and desks in the other see every page in each language;
    # the two sizes differ in layout alone, which colours do not touch.
    size = PHONE if (language, scheme) in (("id", "light"), ("en", "dark")) else DESK
    page = sign_in(scene.town.tiur, viewport=size, color_scheme=scheme)
    page.context.add_cookies(
        [
            {
                "name": "bahasa",
                "value": language,
                "url": page.url.removesuffix("hari-ini/"),
            }
        ]
    )
    found = {}
    for path in pages(scene):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status in (200, 404), f"{path}: {answer.status}"
        if answer.status == 404:
            assert path == "/tidak-ada/", path
        assert page.locator("html").get_attribute("lang") == language, path
        if wrong := findings(page):
            found[path] = wrong
    assert found == {}


def test_a_sign_in_page_is_for_everybody_too(scene: Scene, sign_in: SignIn) -> None:
    page = sign_in(scene.town.tiur)
    page.context.clear_cookies()
    for path in ("/masuk/", "/masuk/kode/", "/kartu/tidak-ada/"):
        page.goto(path)
        assert findings(page) == [], path


def test_a_posts_own_pages_are_for_everybody_too(scene: Scene, sign_in: SignIn) -> None:
    marni = scene.town.marni  # who else comes in by a card
    marni.set_password(PASSWORD)
    marni.save()
    page = sign_in(marni)
    own = f"/pos-kami/{scene.town.melati.pk}/"
    before = ("aturan/", "aturan/?mulai=pasaran")
    agreed = ("aturan/", "aturan/warga/", "aturan/pasangan/", "aturan/tanggal/")
    names = (
        "",
        "halangan/",
        "jadwal/",
        "malam/",
        "buku/",
        "tamu/",
        "kas/",
    )
    keeper = ("kas/buku/", "kas/jimpitan/", "kas/catat/", "kas/rumah/", "kas/penghuni/")

    def look_at(*some: str) -> None:
        for name in some:
            answer = page.goto(own + name)
            assert answer is not None
            assert answer.status == 200, name
            assert findings(page) == [], name

    look_at(*before, *names, *keeper)
    by, at = now(marni), timezone.now()
    member = MemberDraft("Marni", MemberRole.HEAD, is_adult=True, account_id=marni.pk)
    add_member(scene.town.melati.pk, member, by=by, at=at)
    agree(scene.town.melati.pk, NightRules(), by=by, at=at)
    look_at(*agreed, *names)
