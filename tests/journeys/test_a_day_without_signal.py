"""A day in the field: everything is done in flight mode, and sent once in the evening."""

import pytest
from playwright.sync_api import Page, expect

from kentongan.beat.follow_ups.models import Reply
from kentongan.beat.visits import services
from kentongan.beat.visits.models import Attendance, Heard, Photo, Visit
from kentongan.doors.field.models import Act
from kentongan.ground.access.actors import principal
from kentongan.ground.access.models import Account
from tests.cast import Town
from tests.journeys.conftest import SignIn
from tests.journeys.phone import (
    add_photos,
    all_sent,
    begin,
    enroll,
    hear_news,
    keep,
    outbox,
    press,
    tell_a_visit,
    unlock,
)
from tests.make import make_follow_up

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

BECAUSE = "the journey looks at what was kept"


def visits() -> dict[str, Visit]:
    rows = Visit.objects.everywhere(because=BECAUSE)
    return {row.outcome: row for row in rows}


def answer(page: Page, nth: int, text: str) -> None:
    page.goto("/field/#/promises")
    page.locator("#screen .row-title").nth(nth).click()
    page.locator("textarea[name=text]").fill(text)
    keep(page)


def told_and_torn_off(page: Page) -> None:
    """A visit whose phone goes off in the middle, and that is gone on with."""
    tell_a_visit(page, "Setengah jalan")
    add_photos(page, 3)
    page.goto("about:blank")
    page.goto("/field/")
    unlock(page)
    expect(page.locator("[data-section=begun]")).to_contain_text("Melati")
    begin(page)
    expect(page.locator("textarea[name=outcome]")).to_have_value("Setengah jalan")
    expect(page.locator("input[name=item_lamp][value=broken]")).to_be_checked()
    expect(page.locator("[data-photos]")).to_contain_text("3")
    page.locator("textarea[name=outcome]").fill("Pos aktif, lampu menyusul")
    page.locator("input[name='came.0']").fill("peronda")
    page.locator("input[name='count.0']").fill("5")
    keep(page)
    outbox(page, 1)


def corrected_before_it_was_sent(page: Page) -> None:
    """The visit in the outbox is corrected by an act of its own."""
    card = page.locator("li.card", has_text="Kunjungan 1")
    card.get_by_role("link", name="Perbaiki").click()
    page.locator("textarea[name=outcome]").fill("Kunjungan dibetulkan")
    keep(page)
    outbox(page, 6)
    expect(page.locator("#screen")).to_contain_text("6 catatan dan 9 foto")


def everything_is_there_once() -> None:
    """Three visits with all that belongs to them, in the order of the day."""
    kept = visits()
    assert set(kept) == {
        "Pos aktif, lampu menyusul", "Kunjungan 0", "Kunjungan dibetulkan",
    }  # fmt: skip
    for row in kept.values():
        assert Photo.objects.filter(visit_id=row.pk).count() == 3
        assert Heard.objects.filter(visit_id=row.pk).exists()
        assert row.attendee_count == 6
        assert row.done_at < row.received_at
    first = kept["Pos aktif, lampu menyusul"]
    assert Attendance.objects.filter(visit_id=first.pk, role="peronda").exists()
    assert Reply.objects.count() == 2
    done = Act.objects.order_by("done_at").values_list("kind", flat=True)
    assert list(done) == [
        "visit.record", "visit.record", "visit.record",
        "follow_up.answer", "follow_up.answer", "visit.correct",
    ]  # fmt: skip


def test_a_day_without_signal_is_sent_once_in_the_evening(
    town: Town, sign_in: SignIn
) -> None:
    for post in (town.melati, town.dahlia):
        make_follow_up(post)
    page = sign_in(town.rina)
    enroll(page)
    page.context.set_offline(True)  # Playwright's own signature
    page.goto("/field/")
    unlock(page)
    told_and_torn_off(page)
    for n in (0, 1):
        tell_a_visit(page, f"Kunjungan {n}", "Dahlia")
        add_photos(page, 3)
        keep(page)
        outbox(page, n + 2)
    answer(page, 0, "Kades sudah pesan lampunya")
    answer(page, 1, "Tiang sudah berdiri")
    outbox(page, 5)
    corrected_before_it_was_sent(page)
    assert not visits()

    page.context.set_offline(False)
    all_sent(page)
    page.goto("/field/#/")
    page.reload()
    unlock(page)
    expect(page.locator("[data-state-text]")).to_have_text("Terkirim")
    everything_is_there_once()


def told_with_signal(page: Page) -> Visit:
    """A visit on the server, which the phone knows; no signal from then on."""
    enroll(page)
    tell_a_visit(page, "Lampu menyusul")
    keep(page)
    all_sent(page)
    hear_news(page)
    page.context.set_offline(True)
    page.goto("/field/#/")
    page.locator("[data-section=visits] .row-title").first.click()
    return visits()["Lampu menyusul"]


def corrected_elsewhere(row: Visit, by: Account, **changes: object) -> None:
    """Somebody corrects the visit meanwhile."""
    at, received_at = row.done_at, row.received_at
    actor = principal(by, at=received_at)
    services.correct_from(
        row.pk, row.version, changes, by=actor, at=at, received_at=received_at
    )


def both_versions(page: Page) -> None:
    """Send, and look at what was refused."""
    outbox(page, 1)
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim sekarang").click()
    page.get_by_role("link", name="Lihat kedua versi").click()


def test_a_correction_that_met_a_newer_one_is_decided_by_a_person(
    town: Town, sign_in: SignIn
) -> None:
    page = sign_in(town.rina)
    row = told_with_signal(page)
    page.locator("textarea[name=outcome]").fill("Lampu dipasang besok")
    page.locator("input[name=residents]").fill("9")
    tap = page.locator("input[name=item_lamp][value=present]")
    page.locator("label.tap", has=tap).click()
    keep(page)
    messages = ["Hubungi 110"]
    corrected_elsewhere(row, town.rina, outcome="Lampu lusa", messages=messages)
    both_versions(page)
    screen = page.locator("#screen")
    expect(screen).to_contain_text("Lampu dipasang besok")
    expect(screen).to_contain_text("Lampu lusa")
    expect(page.locator("fieldset.group")).to_have_count(1)
    press(page)
    expect(page.locator("[data-wrong]")).to_contain_text("Pilih dulu")
    page.locator("input[name=outcome][value=yours]").check()
    keep(page)
    all_sent(page)

    told = visits()["Lampu dipasang besok"]
    assert told.attendee_count == 9
    assert told.messages == messages
    assert told.version == 3


def test_a_correction_whose_writer_yields_leaves_the_newer_one(
    town: Town, sign_in: SignIn
) -> None:
    page = sign_in(town.rina)
    row = told_with_signal(page)
    page.locator("textarea[name=outcome]").fill("Lampu dipasang besok")
    keep(page)
    corrected_elsewhere(row, town.rina, outcome="Lampu lusa")
    both_versions(page)
    page.locator("input[name=outcome][value=now]").check()
    keep(page)
    expect(page.locator("#news")).to_contain_text("Yang di server tetap")
    all_sent(page)
    assert set(visits()) == {"Lampu lusa"}


def test_what_lies_on_the_phone_cannot_be_read(town: Town, sign_in: SignIn) -> None:
    page = sign_in(town.rina)
    enroll(page)
    page.context.set_offline(True)
    tell_a_visit(page, "Rahasia kampung")
    keep(page)
    outbox(page, 1)
    tell_a_visit(page, "Rahasia lain", "Dahlia")
    lying = page.evaluate(
        """async () => {
          const db = await new Promise((done) => {
            const asked = indexedDB.open("kentongan-field");
            asked.onsuccess = () => done(asked.result);
          });
          const all = (store) => new Promise((done) => {
            const rows = db.transaction(store).objectStore(store).getAll();
            rows.onsuccess = () => done(rows.result);
          });
          const rows = [];
          for (const store of ["replica", "acts", "drafts"]) rows.push(...(await all(store)));
          const text = (row) => new TextDecoder("latin1").decode(row.box);
          return rows.map((row) => row.key + text(row));
        }"""
    )
    assert len(lying) > 8
    words = ("Melati", "Simpang", "Rahasia", "visit.record")
    assert not [row for row in lying if any(word in row for word in words)]


def test_a_wrong_pin_opens_nothing(town: Town, sign_in: SignIn) -> None:
    page = sign_in(town.rina)
    enroll(page)
    page.reload()
    page.locator("input[name=pin]").fill("bukan ini")
    page.locator("form button.btn").click()
    expect(page.locator("[data-wrong]")).to_contain_text("Bukan PIN", timeout=20_000)
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Rina")
