"""What people do on a phone with the field app, step by step."""

import io

from PIL import Image
from playwright.sync_api import Page, expect

from kentongan.ground.ledger.sealer import seal_waiting

PIN = "kopi tubruk 7"
TAPS = ("members_present", "lamp", "kentongan", "torch", "logbook", "roster")


def enroll(page: Page, label: str = "HP dinas") -> None:
    """Take the day along, with signal, and wait until the shell is kept."""
    page.goto("/field/")
    page.locator("input[name=label]").fill(label)
    page.locator("input[name=pin]").fill(PIN)
    page.locator("input[name=again]").fill(PIN)
    page.locator("form button.btn").click()
    expect(page.locator("[data-nav]")).to_be_visible(timeout=20_000)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")


def unlock(page: Page, pin: str = PIN) -> None:
    """Open the phone again."""
    page.locator("input[name=pin]").fill(pin)
    page.locator("form button.btn").click()
    expect(page.locator("[data-nav]")).to_be_visible(timeout=20_000)


def begin(page: Page, name: str = "Melati") -> None:
    """From today to the form of a visit of a post that waits for one."""
    page.goto("/field/#/")
    row = page.locator("[data-section=plan] li.row", has_text=name)
    row.get_by_role("link", name="Mulai kunjungan").click()
    expect(page.locator("textarea[name=outcome]")).to_be_visible()


def press(page: Page) -> None:
    """The button at the thumb."""
    page.locator("#screen .act-bar .btn").click()


def keep(page: Page) -> None:
    """The button at the thumb; what was told lies in the outbox."""
    press(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Kotak kirim")


def tell_a_visit(page: Page, outcome: str, name: str = "Melati") -> None:
    """All of a visit, but not kept yet."""
    begin(page, name)
    for key in TAPS:
        state = "broken" if key == "lamp" else "present"
        tap = page.locator(f"input[name=item_{key}][value={state}]")
        page.locator("label.tap", has=tap).click()
    page.locator("textarea[name='heard.0']").fill("Lampu simpang mati dua minggu")
    page.locator("input[name=residents]").fill("6")
    page.locator("textarea[name=outcome]").fill(outcome)


def add_photos(page: Page, count: int) -> None:
    """Choose photos and wait until they are kept."""
    files = [
        {"name": f"pos-{n}.jpg", "mimeType": "image/jpeg", "buffer": photo(n)}
        for n in range(count)
    ]
    page.locator("#photos").set_input_files(files)  # type: ignore[arg-type]
    expect(page.locator("[data-photos]")).to_contain_text(str(count), timeout=20_000)


def photo(seed: int = 0) -> bytes:
    """A picture as a cheap camera makes it, each another one."""
    picture = io.BytesIO()
    noise = Image.effect_noise((1800, 1350), 60 + seed)
    noise.convert("RGB").save(picture, "JPEG")
    return picture.getvalue()


def outbox(page: Page, count: int) -> None:
    """So many acts lie in the outbox."""
    page.goto("/field/#/outbox")
    expect(page.locator("#screen li.card")).to_have_count(count)


def all_sent(page: Page) -> None:
    """Everything is on the server, and the phone says so."""
    page.goto("/field/#/outbox")
    expect(page.locator("#screen")).to_contain_text(
        "Semuanya sudah di server", timeout=20_000
    )
    expect(page.locator("[data-state-text]")).to_have_text("Terkirim", timeout=20_000)


def hear_news(page: Page) -> None:
    """Everything sealed, and the phone has asked for it."""
    while seal_waiting():
        pass
    page.goto("/field/#/outbox")
    with page.expect_response("**/field/changes*"):
        page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.locator("[data-state-text]")).to_have_text("Terkirim")
