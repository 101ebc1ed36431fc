"""A visit at its doors: told, corrected, shown, handed out."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse
from PIL import Image

from kentongan.beat.reports.models import Report
from kentongan.beat.visits.models import Attendance, Heard, Item, Version, Visit
from kentongan.beat.visits.rules import ItemState, Review
from kentongan.doors.console.tests.scene import DAY, Scene, form_of
from kentongan.ground.access.models import Account
from tests.make import acts

pytestmark = pytest.mark.django_db
Browser = Callable[[Account | None], Client]
SECRET = "Anak tetangga sering dipukul"


def _tell(client: Client, scene: Scene, **other: object) -> Any:
    url = reverse("console:visits:record") + f"?pos={scene.town.melati.pk}"
    return client.post(url, form_of(scene.town.melati, uuid4(), **other))


def _newest() -> Visit:
    rows = Visit.objects.everywhere(because="a test")
    found = rows.order_by("-received_at").first()
    assert found is not None
    return found


def _page(client: Client, scene: Scene, name: str = "visit") -> str:
    url = reverse(f"console:visits:{name}", args=[scene.visit.pk])
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def _sent_back(form: BaseForm) -> dict[str, Any]:
    """What a browser sends when somebody changes nothing on a form."""
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if value is None:
            continue
        several = isinstance(value, list | tuple)
        sent[bound.html_name] = value if several else str(value)
    return sent


def _correction(client: Client, scene: Scene) -> dict[str, Any]:
    """Everything that the page of a correction would send back untouched."""
    url = reverse("console:visits:correct", args=[scene.visit.pk])
    telling = client.get(url).context["telling"]
    sent = _sent_back(telling.form)
    for rows in (telling.heard, telling.pledges):
        sent |= _sent_back(rows.management_form)
        for form in rows.forms:
            sent |= _sent_back(form)
    return sent | _sent_back(telling.sheet)


def test_a_visit_is_told_on_one_page(scene: Scene, browser: Browser) -> None:
    answer = _tell(browser(scene.town.rina), scene)
    made = _newest()
    assert answer["Location"] == reverse("console:visits:visit", args=[made.pk])
    assert made.post_id == scene.town.melati.pk
    assert made.inspection.quick == {"lamp": "broken", "kentongan": "present"}
    assert acts("visit", made.pk) == ["visit.recorded"]


def test_what_is_missing_is_said_beside_its_field(
    scene: Scene, browser: Browser
) -> None:
    wrong = {"date": "kemarin", "residents": "-3", "quick_lamp": "menyala"}
    answer = _tell(browser(scene.town.rina), scene, **wrong)
    assert answer.status_code == 422
    form = answer.context["telling"].form
    assert set(form.errors) == set(wrong)
    page = answer.content.decode()
    assert "kemarin" in page
    assert "Ada yang mencoba pintu warung pukul dua malam" in page
    for name in wrong:
        assert f'href="#id_{name}_error"' in page
        assert f'id="id_{name}_error"' in page


def test_a_promise_before_the_visit_is_said_beside_its_day(
    scene: Scene, browser: Browser
) -> None:
    early = {"pledges-0-due": "2026-07-01"}
    answer = _tell(browser(scene.town.rina), scene, **early)
    assert answer.status_code == 422
    assert "due" in answer.context["telling"].pledges.forms[0].errors


def test_taps_answer_for_the_sheet(scene: Scene, browser: Browser) -> None:
    told = {
        "sheet-whistle": "present",
        "sheet-building": "3",
        "sheet-raincoat_count": 2,
    }
    _tell(browser(scene.town.rina), scene, **told)
    made = _newest()
    found = {one.item: one for one in Item.objects.filter(inspection_id=made.pk)}
    assert set(found) == {"whistle", "building", "raincoat", "lamp", "kentongan"}
    assert found["building"].score == 3
    assert found["raincoat"].state == ItemState.PRESENT
    assert found["lamp"].state == ItemState.BROKEN
    assert made.inspection.score is not None


def test_six_taps_alone_are_no_sheet(scene: Scene, browser: Browser) -> None:
    _tell(browser(scene.town.rina), scene)
    assert _newest().inspection.score is None


def test_a_visit_to_no_post_asks_where_it_was(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.rina)
    url = reverse("console:visits:record")
    sent = form_of(scene.town.melati, uuid4(), kind="door_to_door")
    lost = client.post(url, sent)
    assert lost.status_code == 422
    assert "place" in lost.context["telling"].form.errors
    elsewhere = client.post(url, sent | {"place": scene.town.next_village.path})
    assert elsewhere.status_code == 422
    sent |= {"place": scene.town.village.path}
    assert client.post(url, sent).status_code == 302
    assert _newest().place == scene.town.village.path


def test_the_page_names_its_lines_and_its_people(
    scene: Scene, browser: Browser
) -> None:
    page = _page(browser(scene.town.bonar), scene)
    for act in ("visit.recorded", "report.taken-in", "follow-up.promised"):
        assert act in page
    assert "Bripka" in page
    assert "Rina Sitorus" in page
    assert "7 orang" in page
    assert "Ompu Raja" not in page


def test_what_was_told_in_confidence_stays_with_few(
    scene: Scene, browser: Browser
) -> None:
    for account in (scene.town.rina, scene.town.bonar, scene.town.tiur):
        client = browser(account)
        for name in ("visit", "whatsapp", "pdf", "table", "correct"):
            url = reverse(f"console:visits:{name}", args=[scene.visit.pk])
            assert SECRET.encode() not in client.get(url).content


def test_names_are_opened_by_an_act_of_their_own(
    scene: Scene, browser: Browser
) -> None:
    client = browser(scene.town.bonar)
    url = reverse("console:visits:names", args=[scene.visit.pk])
    assert client.get(url).status_code == 405
    assert "Ompu Raja" in client.post(url).content.decode()
    row = Attendance.objects.get(visit=scene.visit, role="pedagang")
    assert acts("attendance", row.pk) == ["seal.opened"]


def test_a_correction_that_changes_nothing_is_none(
    scene: Scene, browser: Browser
) -> None:
    client = browser(scene.town.rina)
    url = reverse("console:visits:correct", args=[scene.visit.pk])
    answer = client.post(url, _correction(client, scene))
    assert answer.status_code == 302
    scene.visit.refresh_from_db()
    assert scene.visit.version == 1


def test_a_correction_keeps_what_the_page_may_not_show(
    scene: Scene, browser: Browser
) -> None:
    client = browser(scene.town.rina)
    url = reverse("console:visits:correct", args=[scene.visit.pk])
    before = set(Heard.objects.filter(visit=scene.visit).values_list("report_id"))
    sent = _correction(client, scene) | {"outcome": "Ronda dimulai Sabtu"}
    assert client.post(url, sent).status_code == 302
    visit = Visit.objects.everywhere(because="a test").get(pk=scene.visit.pk)
    assert (visit.version, visit.outcome) == (2, "Ronda dimulai Sabtu")
    after = set(Heard.objects.filter(visit=visit).values_list("report_id"))
    assert after == before
    named = Attendance.objects.get(visit=visit, role="pedagang")
    assert named.sealed_name is not None
    assert named.consent == "agreed"
    assert Version.objects.filter(visit=visit).count() == 1
    page = _page(client, scene)
    assert "Dibetulkan" in page
    assert "visit.corrected" in page


def test_a_correction_takes_back_what_is_crossed_out(
    scene: Scene, browser: Browser
) -> None:
    client = browser(scene.town.rina)
    url = reverse("console:visits:correct", args=[scene.visit.pk])
    sent = _correction(client, scene)
    sent |= {"heard-0-text": "", "pledges-0-text": "", "residents": "9"}
    assert client.post(url, sent).status_code == 302
    heard = Heard.objects.filter(visit=scene.visit)
    kept = Report.objects.everywhere(because="a test").filter(
        pk__in=heard.values("report_id")
    )
    assert [one.sensitive for one in kept] == [True]
    assert not scene.visit.promised.exists()
    residents = Attendance.objects.get(visit=scene.visit, role="warga")
    assert residents.count == 9


def test_a_question_goes_back_and_forth(scene: Scene, browser: Browser) -> None:
    rina, bonar = browser(scene.town.rina), browser(scene.town.bonar)

    def say(client: Client, act: str, text: str) -> int:
        url = reverse(f"console:visits:{act}", args=[scene.visit.pk])
        return client.post(url, {f"{act}-text": text}).status_code

    assert say(bonar, "ask", "") == 422
    assert say(bonar, "ask", "Pukul berapa dibuka?") == 302
    assert "Pukul berapa dibuka?" in _page(rina, scene)
    today = rina.get(reverse("console:today:today")).content.decode()
    assert "Ditanya atasan" in today
    assert say(rina, "answer", "Pukul 22.00") == 302
    assert "Ditanya atasan" not in rina.get("/hari-ini/").content.decode()
    assert "Kunjungan perlu dilihat" in bonar.get("/hari-ini/").content.decode()
    assert say(bonar, "approve", "") == 302
    assert say(bonar, "ask", "Masih ada?") in (403, 409, 422)
    scene.visit.refresh_from_db()
    assert scene.visit.review == Review.APPROVED


def test_photos_come_stripped_and_behind_the_gate(
    scene: Scene, browser: Browser
) -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "rahasia"
    Image.new("RGB", (50, 40), "navy").save(out, "JPEG", exif=exif)
    client = browser(scene.town.rina)
    url = reverse("console:visits:add_photos", args=[scene.visit.pk])
    client.post(url, {"add-photos": SimpleUploadedFile("a.jpg", out.getvalue())})
    kept = scene.visit.photos.last()
    assert kept is not None
    shown = reverse("console:visits:photo", args=[scene.visit.pk, kept.pk])
    answer = client.get(shown)
    assert answer["Content-Type"] == "image/jpeg"
    assert "private" in answer["Cache-Control"]
    assert b"rahasia" not in answer.content
    assert browser(None).get(shown).status_code == 302
    assert browser(scene.town.yosef).get(shown).status_code == 404
    other = _other_visit(scene, browser)
    moved = reverse("console:visits:photo", args=[other.pk, kept.pk])
    assert client.get(moved).status_code == 404


def _other_visit(scene: Scene, browser: Browser) -> Visit:
    _tell(browser(scene.town.rina), scene)
    return _newest()


def test_the_text_for_whatsapp_is_whole_and_shareable(
    scene: Scene, browser: Browser
) -> None:
    page = _page(browser(scene.town.rina), scene, "whatsapp")
    assert "mohon izin melaporkan" in page
    assert "Lampu simpang diganti" in page
    assert "warga (7 orang)" in page
    assert (
        reverse("console:visits:photo", args=[scene.visit.pk, scene.photo.pk]) in page
    )


def test_tables_hold_what_is_in_sight_and_nothing_else(
    scene: Scene, browser: Browser
) -> None:
    month = {"bulan": f"{DAY:%Y-%m}"}
    own = browser(scene.town.bonar).get("/kunjungan/bos.csv", month).content.decode()
    assert own.count("Pembinaan Siskamling") == 1
    theirs = browser(scene.town.yosef).get("/kunjungan/bos.csv", month)
    assert "Siskamling" not in theirs.content.decode()
    assert (
        browser(scene.town.bonar)
        .get("/kunjungan/bos.csv", {"bulan": "2026-13"})
        .status_code
        == 422
    )
    linmas = browser(scene.town.tiur).get("/kunjungan/linmas.csv").content.decode()
    assert "Pos Melati,1" in linmas
    stranger = browser(scene.town.yosef).get("/kunjungan/linmas.csv").content.decode()
    assert "Melati" not in stranger


def test_a_table_never_begins_with_a_formula(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.rina)
    _tell(client, scene, outcome="=HYPERLINK(1)")
    url = reverse("console:visits:table", args=[_newest().pk])
    assert "'=HYPERLINK(1)" in client.get(url).content.decode()


def test_the_list_is_filtered(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.bonar)

    def seen(**asked: str) -> int:
        page = client.get("/kunjungan/", asked).context["page"]
        return len(page.object_list)

    assert seen() == seen(kind="post_inspection") == seen(since=DAY.isoformat()) == 1
    assert seen(kind="friday_forum") == seen(place="12.18.04.2023") == 0
    assert seen(until="2026-07-20") == 0
    assert client.get("/kunjungan/", {"since": "kemarin"}).status_code == 422
