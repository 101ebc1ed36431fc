"""A watch without signal: one phone notes everybody, and the night is sent in the morning."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from kentongan.beat.watch import services
from kentongan.beat.watch.models import CheckIn, Night
from kentongan.beat.watch.rules.agreements import NightRules
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.beat.watch.services import read_logbook
from kentongan.doors.field.models import Act
from kentongan.ground.access.actors import principal
from kentongan.ground.basics.zones import local
from tests.cast import Town
from tests.journeys.conftest import PASSWORD, SignIn
from tests.journeys.phone import all_sent, enroll, keep, outbox, unlock
from tests.journeys.test_everybody_can_use_it import findings

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DAY = timedelta(days=1)
BECAUSE = "the journey looks at what was kept"
NAMES = ("Marni", "Sahat", "Parlin", "Lasma")


def on_at(here: datetime) -> NightRules:
    """An agreement under which the watch is on at a moment; no night crosses noon."""
    noon = here.replace(hour=12, minute=0, second=0, microsecond=0)
    first, last = (noon, noon + DAY) if here >= noon else (noon - DAY, noon)
    begins = max(first, here - timedelta(hours=1)).replace(second=0, microsecond=0)
    ends = min(last, here + timedelta(hours=2)).replace(second=0, microsecond=0)
    return NightRules(begins=begins.time(), ends=ends.time())


@pytest.fixture
def page(town: Town, sign_in: SignIn) -> Page:
    """Sahat's phone at Pos Melati, whose watch is on just now."""
    at = datetime.now(UTC)
    by = principal(town.marni, at=at)
    accounts = (town.marni.pk, town.sahat.pk, None, None)
    for name, account in zip(NAMES, accounts, strict=True):
        role = MemberRole.HEAD if name == "Marni" else MemberRole.MEMBER
        draft = MemberDraft(name, role, True, account)
        services.add_member(town.melati.pk, draft, by=by, at=at)
    rules = on_at(local(at, town.melati.place))
    services.agree(town.melati.pk, rules, by=by, at=at - timedelta(days=2))
    town.sahat.set_password(PASSWORD)
    town.sahat.save()
    page = sign_in(town.sahat)
    enroll(page, "HP pos")
    return page


def tap(page: Page, name: str) -> None:
    page.locator("label.field-member", has_text=name).click()


def tapped_and_torn_off(page: Page) -> None:
    """Names that were tapped before the phone went off stay tapped."""
    for name in ("Sahat", "Parlin"):
        tap(page, name)
    page.reload()
    unlock(page)
    expect(page.get_by_role("button", name="Simpan 2 nama")).to_be_visible()
    tap(page, "Lasma")
    keep(page)
    outbox(page, 1)


def written_and_closed(page: Page) -> None:
    page.goto("/field/#/")
    page.locator("textarea[name=text]").fill("Ronda dua putaran, aman")
    page.get_by_role("button", name="Tulis di buku mutasi").click()
    outbox(page, 2)
    page.goto("/field/#/")
    expect(page.locator("#screen")).to_contain_text("3 hadir")
    expect(page.locator("#screen")).to_contain_text("Ronda dua putaran")
    page.get_by_text("Jaga malam selesai").click()
    page.get_by_role("button", name="Tutup malam ini").click()
    outbox(page, 3)


def test_one_phone_notes_everybody_and_sends_it_in_the_morning(
    page: Page, town: Town
) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Malam ini")
    assert findings(page) == []
    page.context.set_offline(True)
    tapped_and_torn_off(page)
    written_and_closed(page)
    assert findings(page) == []

    page.context.set_offline(False)
    all_sent(page)
    night = Night.objects.everywhere(because=BECAUSE).get()
    assert (night.head_count, night.state) == (3, "closed")
    assert CheckIn.objects.everywhere(because=BECAUSE).count() == 3
    at = datetime.now(UTC)
    by = principal(town.marni, at=at)
    lines = read_logbook(town.melati.pk, night.date, by=by, at=at)
    assert [one.text for one in lines] == ["Ronda dua putaran, aman"]
    kinds = Act.objects.order_by("done_at").values_list("kind", flat=True)
    assert list(kinds) == ["night.check_in_many", "logbook.write", "night.close"]
    page.goto("/field/#/")
    expect(page.locator("#screen")).to_contain_text("sudah ditutup")
