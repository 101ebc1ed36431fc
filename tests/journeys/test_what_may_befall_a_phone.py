"""What may befall a phone: killed, full, emptied, misdated, shared, revoked, renewed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from playwright.sync_api import Page, Route, expect

from kentongan.beat.visits.models import Photo, Visit
from kentongan.doors.field.models import Act, Device, HeldAct
from kentongan.doors.field.shell import parts
from kentongan.doors.field.sync import files
from tests.cast import Town
from tests.journeys.conftest import PASSWORD, SignIn
from tests.journeys.phone import (
    add_photos,
    all_sent,
    begin,
    enroll,
    keep,
    outbox,
    photo,
    tell_a_visit,
    unlock,
)
from tests.journeys.test_everybody_can_use_it import findings
from tests.make import make_follow_up

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

BECAUSE = "the journey looks at what was kept"


def outcomes() -> list[str]:
    rows = Visit.objects.everywhere(because=BECAUSE)
    return sorted(rows.values_list("outcome", flat=True))


@pytest.fixture
def page(town: Town, sign_in: SignIn) -> Iterator[Page]:
    """Rina's phone, enrolled, and without signal from now on."""
    page = sign_in(town.rina)
    enroll(page)
    page.context.set_offline(True)
    yield page


def test_every_stroke_survives_the_app_killed_at_once(page: Page) -> None:
    begin(page)
    page.locator("textarea[name='heard.0']").press_sequentially("Lampu mati")
    page.locator("[data-add=heard]").click()
    page.locator("textarea[name='heard.1']").press_sequentially("Selokan buntu")
    fresh = page.context.new_page()
    page.close(run_before_unload=False)
    fresh.goto("/field/")
    unlock(fresh)
    begin(fresh)
    expect(fresh.locator("textarea[name='heard.0']")).to_have_value("Lampu mati")
    expect(fresh.locator("textarea[name='heard.1']")).to_have_value("Selokan buntu")


def test_a_visit_that_was_kept_leaves_no_shadow_in_the_next_form(page: Page) -> None:
    tell_a_visit(page, "Yang pertama")
    keep(page)
    outbox(page, 1)
    begin(page)
    expect(page.locator("textarea[name=outcome]")).to_have_value("")
    page.goto("/field/#/")
    expect(page.locator("[data-section=begun]")).to_be_hidden()


def test_a_double_tap_keeps_one_visit(page: Page) -> None:
    tell_a_visit(page, "Sekali saja")
    page.locator("#screen .act-bar .btn").dblclick()
    outbox(page, 1)


def test_a_full_phone_says_so_and_loses_nothing(town: Town, sign_in: SignIn) -> None:
    page = sign_in(town.rina)
    room = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    # Before the store is first used: later, Chromium believes for half a minute in the
    # room that it found before.
    room.send(
        "Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 2_000_000}
    )
    enroll(page)
    page.context.set_offline(True)
    tell_a_visit(page, "Penuh")
    for n in range(12):
        page.locator("#photos").set_input_files(
            {"name": "pos.jpg", "mimeType": "image/jpeg", "buffer": photo(n)}
        )
        expect(page.locator("#photos")).to_have_value("", timeout=20_000)
        if "penuh" in page.locator("#news").inner_text():
            break
    expect(page.locator("#news")).to_contain_text("penuh")
    told = page.locator("[data-photos]").inner_text()
    assert told
    expect(page.locator("textarea[name=outcome]")).to_have_value("Penuh")
    page.reload()
    unlock(page)
    begin(page)
    expect(page.locator("textarea[name=outcome]")).to_have_value("Penuh")
    expect(page.locator("[data-photos]")).to_have_text(told)
    room.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    keep(page)
    outbox(page, 1)


def test_an_emptied_store_is_told_with_what_was_lost(page: Page) -> None:
    tell_a_visit(page, "Hilang nanti")
    add_photos(page, 1)
    keep(page)
    outbox(page, 1)
    page.context.set_offline(False)
    page.route("**/field/acts", lambda route: route.abort())
    page.goto("/field/app.webmanifest")
    where = page.context.new_cdp_session(page)
    where.send(
        "Storage.clearDataForOrigin",
        {
            "origin": page.evaluate("location.origin"),
            "storageTypes": "indexeddb,cache_storage,service_workers",
        },
    )
    page.goto("/field/")
    expect(page.locator("[role=alert]").first).to_contain_text("mengosongkan")
    expect(page.locator("[role=alert]").first).to_contain_text("1 catatan dan 1 foto")
    page.get_by_role("button", name="Mengerti").click()
    page.reload()
    expect(page.locator("input[name=label]")).to_be_visible()
    expect(page.locator("#screen")).not_to_contain_text("mengosongkan")


def test_a_clock_wrong_by_a_year_is_said_and_its_acts_are_kept(
    town: Town, sign_in: SignIn
) -> None:
    page = sign_in(town.rina)
    page.add_init_script(
        """{
          const Real = Date;
          const off = 366 * 86400000;
          globalThis.Date = class extends Real {
            constructor(...told) { super(...(told.length ? told : [Real.now() + off])); }
            static now() { return Real.now() + off; }
          };
        }"""
    )
    enroll(page)
    expect(page.locator("[data-banner]")).to_contain_text("lebih cepat 1 tahun")
    tell_a_visit(page, "Dari tahun depan")
    keep(page)
    card = page.locator("li.card")
    expect(card).to_contain_text("Disimpan server", timeout=20_000)
    assert HeldAct.objects.count() == 1
    outbox(page, 1)


def test_a_portal_that_answers_everything_costs_nothing(page: Page) -> None:
    tell_a_visit(page, "Di warung kopi")
    keep(page)
    outbox(page, 1)

    def portal(route: Route) -> None:
        route.fulfill(
            status=200, content_type="text/html", body="<h1>Masukkan voucher</h1>"
        )

    page.route("**/field/*", portal)
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.locator("#screen")).to_contain_text("Wi-Fi ini")
    outbox(page, 1)
    page.unroute("**/field/*")
    page.get_by_role("button", name="Kirim sekarang").click()
    all_sent(page)
    assert outcomes() == ["Di warung kopi"]


def test_an_expired_sign_in_never_costs_an_act(page: Page, town: Town) -> None:
    tell_a_visit(page, "Sesi habis")
    keep(page)
    outbox(page, 1)
    page.context.clear_cookies(name="sessionid")
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.locator("[data-state-text]")).to_have_text("Masuk lagi")
    outbox(page, 1)
    page.get_by_role("link", name="Masuk", exact=True).click()
    page.locator("input[name=login]").fill(town.rina.sign_in_name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.btn").first.click()
    unlock(page)
    all_sent(page)
    assert outcomes() == ["Sesi habis"]


def test_leaving_the_phone_is_refused_while_anything_waits(page: Page) -> None:
    tell_a_visit(page, "Jangan hilang")
    keep(page)
    outbox(page, 1)
    page.goto("/field/#/phone")
    page.get_by_text("Keluarkan saya dari HP ini").click()
    page.locator("[data-act=leave]").click()
    expect(page.locator("[data-wrong]")).to_contain_text("1 catatan dan 0 foto")
    outbox(page, 1)
    with page.expect_download():
        page.get_by_role("button", name="Simpan sebagai berkas").click()
    page.goto("/field/#/phone")
    page.get_by_text("Keluarkan saya dari HP ini").click()
    page.locator("[data-act=leave]").click()
    expect(page.locator("[data-nav]")).to_be_hidden()


def test_two_officers_on_one_phone_never_mix(
    page: Page, town: Town, client: Client
) -> None:
    tell_a_visit(page, "Punya Rina")
    keep(page)
    outbox(page, 1)
    page.context.set_offline(False)
    page.context.clear_cookies(name="sessionid")
    page.goto("/masuk/")
    page.locator("input[name=login]").fill(town.bonar.sign_in_name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button.btn").first.click()
    page.wait_for_url(lambda url: "/masuk/" not in url)
    page.goto("/field/#/first")
    page.reload()
    page.locator("input[name=label]").fill("HP bersama")
    page.locator("input[name=pin]").fill("teh manis 88")
    page.locator("input[name=again]").fill("teh manis 88")
    page.locator("form button.btn").click()
    expect(page.locator("[data-nav]")).to_be_visible(timeout=20_000)
    page.goto("/field/#/outbox")
    expect(page.locator("#screen")).to_contain_text("Semuanya sudah di server")

    page.reload()
    page.locator("select[name=who]").select_option(label=town.rina.display_name)
    unlock(page)
    outbox(page, 1)
    expect(page.locator("#screen")).to_contain_text("Orang lain sedang masuk")
    assert outcomes() == []


def test_a_revoked_phone_gives_its_acts_up_and_gets_nothing_more(
    page: Page, town: Town
) -> None:
    tell_a_visit(page, "Sebelum dicabut")
    keep(page)
    outbox(page, 1)
    row = Device.objects.get()
    row.revoked_at = row.enrolled_at
    row.save()
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.locator("[data-state-text]")).to_have_text("Dicabut", timeout=20_000)
    assert HeldAct.objects.get().reason == "revoked"
    page.goto("/field/#/")
    expect(page.locator("#screen h1")).to_have_text("Kotak kirim")


def test_a_refused_answer_is_read_and_corrected(town: Town, sign_in: SignIn) -> None:
    promise = make_follow_up(town.melati)
    page = sign_in(town.rina)
    enroll(page)
    page.context.set_offline(True)
    page.goto(f"/field/#/promise/{promise.pk}")
    page.locator("textarea[name=text]").fill("x" * 5000)
    keep(page)
    outbox(page, 1)
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim sekarang").click()
    card = page.locator("li.card")
    expect(card).to_contain_text("Ditolak", timeout=20_000)
    card.get_by_role("link", name="Perbaiki").click()
    box = page.locator("textarea[name=text]")
    expect(box).to_have_value("x" * 5000)
    box.fill("Lampu sudah dipesan")
    keep(page)
    all_sent(page)
    assert Act.objects.get().kind == "follow_up.answer"


def test_a_newer_shell_waits_for_the_form_that_is_open(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(page)
    page.locator("textarea[name=outcome]").fill("Sedang menulis")
    monkeypatch.setattr(parts, "version", lambda *_more: "anotherversion")
    page.context.set_offline(False)
    page.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update())")
    expect(page.locator("[data-banner]")).to_contain_text("lebih baru", timeout=20_000)
    expect(page.locator("textarea[name=outcome]")).to_have_value("Sedang menulis")
    page.goto("/field/#/phone")
    page.get_by_role("button", name="Pakai yang baru").click()
    unlock(page)
    begin(page)
    expect(page.locator("textarea[name=outcome]")).to_have_value("Sedang menulis")
    expect(page.locator("[data-banner]")).to_be_hidden()


def test_a_photo_goes_on_at_the_byte_where_the_line_broke(page: Page) -> None:
    tell_a_visit(page, "Dengan foto")
    add_photos(page, 1)
    keep(page)
    outbox(page, 1)
    pieces = 0

    def thin(route: Route) -> None:
        nonlocal pieces
        pieces += route.request.method == "PATCH"
        if pieces == 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/field/uploads/*", thin)
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim sekarang").click()
    all_sent(page)
    assert pieces > 2
    assert Photo.objects.count() == 1


def test_every_screen_is_for_everybody(town: Town, sign_in: SignIn) -> None:
    promise = make_follow_up(town.melati)
    page = sign_in(town.rina)
    page.goto("/field/")
    page.locator("input[name=pin]").wait_for()
    assert findings(page) == []
    enroll(page)
    tell_a_visit(page, "Untuk semua")
    assert findings(page) == []
    page.context.set_offline(True)
    keep(page)
    outbox(page, 1)
    for name in (
        "", "promises", f"promise/{promise.pk}", "map", "outbox", "phone",
        f"post/{town.melati.pk}",
    ):  # fmt: skip
        page.goto(f"/field/#/{name}")
        page.wait_for_timeout(400)
        assert findings(page) == [], name
    page.reload()
    page.locator("input[name=pin]").wait_for()
    assert findings(page) == []


def test_what_was_saved_as_a_file_is_opened_by_the_server_alone(
    page: Page, town: Town
) -> None:
    tell_a_visit(page, "Lewat berkas")
    keep(page)
    outbox(page, 1)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Simpan sebagai berkas").click()
    data = saved.value.path().read_bytes()
    assert b"Lewat berkas" not in data
    assert b"visit.record" not in data
    (answer,) = files.take_file(files.read(data), at=datetime.now(UTC))
    assert answer.outcome == "stored"
    assert outcomes() == ["Lewat berkas"]
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim sekarang").click()
    all_sent(page)
    assert outcomes() == ["Lewat berkas"]


def test_ten_wrong_pins_wipe_the_day_but_never_what_was_told(page: Page) -> None:
    tell_a_visit(page, "Terkunci")
    keep(page)
    outbox(page, 1)
    page.clock.install()
    page.reload()
    for _wrong in range(10):
        page.locator("input[name=pin]").fill("bukan ini")
        page.locator("form button.btn").click()
        expect(page.locator("input[name=pin]")).to_have_value("", timeout=20_000)
        page.clock.fast_forward(3_600_000)
    expect(page.locator("[data-wrong]")).to_contain_text("Terlalu banyak")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Simpan sebagai berkas").click()
    handed = files.read(saved.value.path().read_bytes())
    (answer,) = files.take_file(handed, at=datetime.now(UTC))
    assert answer.outcome in {"stored", "held"}
    unlock(page)
    page.goto("/field/#/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kotak kirim")
    expect(page.locator("#screen")).to_contain_text("hanya bisa dibuka server")
