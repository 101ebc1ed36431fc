"""The main job: a visit is told on a phone, questioned, answered, approved."""

import pytest
from playwright.sync_api import Page, expect

from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules import Review
from tests.cast import Town
from tests.journeys.conftest import DESK, SignIn

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TAPS = ("members_present", "lamp", "kentongan", "torch", "logbook", "roster")


def tell_a_visit(page: Page) -> None:
    """From Hari ini through the six taps to the promise, with one thumb."""
    page.get_by_role("link", name="Mulai kunjungan").first.click()
    page.wait_for_url("**/kunjungan/baru/**")
    for key in TAPS:
        state = "broken" if key == "lamp" else "present"
        tap = page.locator(f"input[name=quick_{key}][value={state}]")
        page.locator("label.tap", has=tap).click()
    page.locator("textarea[name=heard-0-text]").fill("Lampu simpang mati dua minggu")
    page.locator("select[name=heard-0-category]").select_option("facility")
    page.locator("input[name=pledges-0-text]").fill("Lampu simpang diganti")
    page.locator("select[name=pledges-0-answerer]").select_option("village")
    page.locator("input[name=pledges-0-answers]").fill("Kades")
    page.locator("input[name=pledges-0-due]").fill("2027-01-15")
    page.locator("input[name=residents]").fill("6")
    page.locator("textarea[name=outcome]").fill("Pos aktif, lampu menyusul")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/kunjungan/*-*/**")


def say(page: Page, name: str, text: str) -> None:
    """Fill one field and send its form, opening what it lies folded in."""
    field = page.locator(f"[name={name}]")
    folded = page.locator("details:not([open])", has=field)
    for _ in range(folded.count()):
        folded.first.locator("summary").first.click()
    field.fill(text)
    with page.expect_navigation():
        page.locator("form", has=field).get_by_role("button").last.click()


def only_visit() -> Visit:
    return Visit.objects.everywhere(because="the journey looks at what was kept").get()


def test_a_visit_is_told_questioned_answered_and_approved(
    town: Town, sign_in: SignIn
) -> None:
    rina = sign_in(town.rina)
    expect(rina.get_by_role("heading", level=1)).to_contain_text("Rina")
    tell_a_visit(rina)
    expect(rina.locator("main")).to_contain_text("Lampu simpang mati dua minggu")
    expect(rina.locator("main")).to_contain_text("Kades")
    address = rina.url
    rina.get_by_role("link", name="WhatsApp").first.click()
    expect(rina.locator("textarea")).to_contain_text("mohon izin melaporkan")

    bonar = sign_in(town.bonar, viewport=DESK)
    bonar.goto(address)
    say(bonar, "ask-text", "Jam berapa pos dibuka?")

    rina.goto("/hari-ini/")
    asked = rina.locator("main a[href*='/kunjungan/']", has_text="Pengecekan").first
    asked.click()
    expect(rina.locator("main")).to_contain_text("Jam berapa pos dibuka?")
    say(rina, "answer-text", "Pukul 22.00, Komandan")

    bonar.goto(address)
    expect(bonar.locator("main")).to_contain_text("Pukul 22.00, Komandan")
    with bonar.expect_navigation():
        bonar.locator("form[action$='/setujui/'] button").click()
    assert only_visit().review == Review.APPROVED
    expect(bonar.locator("main")).to_contain_text("visit.approved")


def test_a_visit_is_told_without_any_script(town: Town, sign_in: SignIn) -> None:
    rina = sign_in(town.rina, java_script_enabled=False)
    tell_a_visit(rina)
    assert only_visit().outcome == "Pos aktif, lampu menyusul"


def test_what_was_typed_outlives_a_closed_page(town: Town, sign_in: SignIn) -> None:
    rina = sign_in(town.rina)
    rina.get_by_role("link", name="Mulai kunjungan").first.click()
    rina.locator("textarea[name=outcome]").fill("Setengah jalan")
    again = rina.url

    rina.goto("/hari-ini/")
    rina.goto(again)

    expect(rina.locator("textarea[name=outcome]")).to_have_value("Setengah jalan")


def test_what_was_sent_is_not_offered_again(town: Town, sign_in: SignIn) -> None:
    rina = sign_in(town.rina)
    rina.goto(f"/kunjungan/baru/?pos={town.melati.pk}")
    rina.locator("textarea[name=outcome]").fill("Sudah terkirim")
    rina.get_by_role("button", name="Simpan").click()
    rina.wait_for_url("**/kunjungan/*-*/**")

    rina.goto(f"/kunjungan/baru/?pos={town.melati.pk}")

    expect(rina.locator("textarea[name=outcome]")).to_have_value("")


def test_what_the_server_refused_is_still_there(town: Town, sign_in: SignIn) -> None:
    rina = sign_in(town.rina)
    rina.goto(f"/kunjungan/baru/?pos={town.melati.pk}")
    rina.locator("textarea[name=outcome]").fill("Jangan hilang")
    rina.locator("input[name=pledges-0-text]").fill("Lampu simpang diganti")
    rina.locator("input[name=pledges-0-due]").fill("2020-01-15")

    rina.get_by_role("button", name="Simpan").click()

    expect(rina.locator("#id_pledges-0-due_error")).to_be_visible()
    expect(rina.locator("textarea[name=outcome]")).to_have_value("Jangan hilang")
    expect(rina.locator(".notice-error")).to_contain_text("Belum tersimpan")


def test_the_next_district_finds_nothing_there(town: Town, sign_in: SignIn) -> None:
    rina = sign_in(town.rina)
    tell_a_visit(rina)
    address = rina.url
    town.yosef.set_password("lain kecamatan lain pos")
    town.yosef.save(update_fields=["password"])
    stranger = rina.context.browser
    assert stranger is not None
    with stranger.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.locator("input[name=login]").fill(town.yosef.sign_in_name)
        page.locator("input[name=password]").fill("lain kecamatan lain pos")
        with page.expect_navigation() as going:
            page.locator("main form button.btn").first.click()
        assert going.value is not None
        assert going.value.status == 404
        assert "Lampu simpang" not in page.content()
