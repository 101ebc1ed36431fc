"""A day in the field: everything is done in flight mode, and sent once in the evening."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from kentongan.beat.visits.models import Photo, Visit
from kentongan.doors.console.tests.scene import Scene
from kentongan.doors.field.models import Act
from kentongan.ground.ledger.sealer import seal_waiting
from tests.cast import Town
from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PIN = "kopi tubruk 7"
TAPS = ("members_present", "lamp", "kentongan", "torch", "logbook", "roster")
BECAUSE = "the journey looks at what was kept"


def enroll(page: Page) -> None:
    """Take the day along, with signal, and wait until the shell is kept."""
    page.goto("/field/")
    page.locator("input[name=label]").fill("HP Rina")
    page.locator("input[name=pin]").fill(PIN)
    page.locator("input[name=again]").fill(PIN)
    page.locator("form button.btn").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rina")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")


def unlock(page: Page) -> None:
    page.locator("input[name=pin]").fill(PIN)
    page.locator("form button.btn").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rina")


def photo() -> bytes:
    picture = io.BytesIO()
    Image.effect_noise((2400, 1800), 90).convert("RGB").save(picture, "JPEG")
    return picture.getvalue()


def tell_a_visit(page: Page, outcome: str) -> None:
    page.get_by_role("link", name="Melati").first.click()
    for key in TAPS:
        state = "broken" if key == "lamp" else "present"
        tap = page.locator(f"input[name=item_{key}][value={state}]")
        page.locator("label.tap", has=tap).click()
    page.locator("textarea[name=heard]").fill("Lampu simpang mati dua minggu")
    page.locator("textarea[name=outcome]").fill(outcome)


def test_a_day_without_signal_is_sent_once_in_the_evening(
    town: Town, sign_in: SignIn
) -> None:
    page = sign_in(town.rina)
    enroll(page)

    page.context.set_offline(True)  # Playwright's own signature
    page.goto("/field/")
    unlock(page)
    tell_a_visit(page, "Setengah jalan")
    page.locator("#photos").set_input_files(
        {"name": "pos.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    expect(page.locator("[data-photos]")).to_contain_text("1")
    page.goto("about:blank")  # the phone goes off in the middle of it
    page.goto("/field/")
    unlock(page)
    page.get_by_role("link", name="Melati").first.click()
    expect(page.locator("textarea[name=outcome]")).to_have_value("Setengah jalan")
    expect(page.locator("[data-photos]")).to_contain_text("1")
    page.locator("textarea[name=outcome]").fill("Pos aktif, lampu menyusul")
    page.locator("form button.btn").last.click()
    expect(page.locator("#screen li.card")).to_have_count(1)
    assert not Visit.objects.everywhere(because=BECAUSE).exists()

    page.context.set_offline(False)
    expect(page.locator("#screen")).to_contain_text("Semuanya sudah di server")
    expect(page.locator("[data-state-text]")).to_have_text("Terkirim")
    page.goto("/field/#/")
    page.reload()
    unlock(page)
    expect(page.locator("[data-state-text]")).to_have_text("Terkirim")

    kept = Visit.objects.everywhere(because=BECAUSE).get()
    assert kept.outcome == "Pos aktif, lampu menyusul"
    assert Photo.objects.filter(visit_id=kept.pk).count() == 1
    assert Act.objects.count() == 1


def test_a_promise_is_answered_and_a_visit_corrected_without_signal(
    scene: Scene, town: Town, sign_in: SignIn
) -> None:
    page = sign_in(town.rina)
    enroll(page)
    tell_a_visit(page, "Lampu menyusul")
    page.locator("form button.btn").last.click()
    expect(page.locator("#screen")).to_contain_text("Semuanya sudah di server")
    expect(page.locator("[data-state-text]")).to_have_text("Terkirim")
    while seal_waiting():
        pass
    with page.expect_response("**/field/changes*"):
        page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.locator("[data-state-text]")).to_have_text("Terkirim")
    page.context.set_offline(True)

    page.goto("/field/#/promises")
    page.locator("#screen .row-title").first.click()
    page.locator("textarea[name=text]").fill("Kades sudah pesan lampunya")
    page.locator("form button.btn").first.click()
    expect(page.locator("#screen li.card")).to_have_count(1)
    page.goto("/field/#/")
    page.locator("a[href^='#/told/']").first.click()
    page.locator("textarea[name=outcome]").fill("Lampu dipasang besok")
    page.locator("form button.btn").first.click()
    expect(page.locator("#screen li.card")).to_have_count(2)
    page.context.set_offline(False)
    expect(page.locator("#screen")).to_contain_text("Semuanya sudah di server")

    told = Visit.objects.everywhere(because=BECAUSE).exclude(pk=scene.visit.pk).get()
    assert told.outcome == "Lampu dipasang besok"
    done = Act.objects.order_by("done_at").values_list("kind", flat=True)
    assert list(done) == ["visit.record", "follow_up.answer", "visit.correct"]


def test_what_lies_on_the_phone_cannot_be_read(town: Town, sign_in: SignIn) -> None:
    page = sign_in(town.rina)
    enroll(page)
    lying = page.evaluate(
        """async () => {
          const db = await new Promise((done) => {
            const asked = indexedDB.open("kentongan-field");
            asked.onsuccess = () => done(asked.result);
          });
          const rows = await new Promise((done) => {
            const all = db.transaction("replica").objectStore("replica").getAll();
            all.onsuccess = () => done(all.result);
          });
          const text = (row) => new TextDecoder("latin1").decode(row.box);
          return rows.map((row) => row.key + text(row));
        }"""
    )
    assert len(lying) > 5
    assert not [row for row in lying if "Melati" in row or "Simpang" in row]


def test_a_wrong_pin_opens_nothing(town: Town, sign_in: SignIn) -> None:
    page = sign_in(town.rina)
    enroll(page)
    page.reload()
    page.locator("input[name=pin]").fill("bukan ini")
    page.locator("form button.btn").click()
    expect(page.locator("[data-wrong]")).to_contain_text("Bukan PIN")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Rina")
