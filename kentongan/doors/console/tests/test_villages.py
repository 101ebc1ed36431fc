"""Villages and their people at the doors; what a Polres sets itself."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.beat.community.models import Contact
from kentongan.beat.visits.models import Heading, Sheet
from kentongan.beat.visits.rules.sheet import DEFAULT
from kentongan.beat.visits.selectors import sheet_in_force
from kentongan.doors.console.tests.scene import Scene
from kentongan.ground.access.models import Account
from tests.make import acts

pytestmark = pytest.mark.django_db
Browser = Callable[[Account | None], Client]


def _contact(scene: Scene, name: str) -> str:
    return reverse(f"console:community:{name}", args=[scene.contact.pk])


def test_a_name_is_opened_by_an_act_of_its_own(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.rina)
    page = client.get(_contact(scene, "contact")).content.decode()
    assert "Saut Naibaho" not in page
    opened = client.post(_contact(scene, "name")).content.decode()
    assert "Saut Naibaho" in opened
    assert "6281234567890" in opened
    assert acts("contact", scene.contact.pk).count("seal.opened") == 2


def test_whom_one_met_is_noted(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.rina)
    client.post(_contact(scene, "met"))
    assert "hari ini" in client.get(_contact(scene, "contact")).content.decode()
    assert "contact.met" in acts("contact", scene.contact.pk)


def test_off_the_list_the_name_is_gone(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.rina)
    client.post(_contact(scene, "end"))
    row = Contact.objects.everywhere(because="a test").get(pk=scene.contact.pk)
    assert row.name is None
    assert row.phone is None
    assert (
        "Kades Simpang Empat"
        not in client.get(
            reverse("console:community:village", args=[scene.town.village.path])
        ).content.decode()
    )


def test_a_resident_is_listed_only_after_agreeing(
    scene: Scene, browser: Browser
) -> None:
    client = browser(scene.town.rina)
    url = reverse("console:community:add", args=[scene.town.village.path])
    sent = {"kind": "resident", "name": "Ompu Raja", "consent": "public_role"}
    answer = client.post(url, sent)
    assert answer.status_code == 422
    assert "consent" in answer.context["form"].errors
    assert client.post(url, sent | {"consent": "agreed"}).status_code == 302
    again = client.post(url, sent | {"consent": "agreed"})
    assert again.status_code == 422
    assert again.context["form"].non_field_errors()


def test_a_district_is_no_village(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.bonar)
    for path in ("12.18.04", "12", "12.18.04.2999"):
        url = reverse("console:community:village", args=[path])
        assert client.get(url).status_code == 404


def _sheet(client: Client) -> dict[str, object]:
    form = client.get("/kunjungan/lembar/").context["form"]
    told = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in told.items() if value not in (None, False)}


def test_a_sheet_is_edited_line_by_line(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.tiur)
    sent = _sheet(client) | {"name": "Lembar Polres", "s0_weight": "30"}
    sent |= {"s0i0_id": "", "s0i0_en": ""}  # the logbook goes
    new = len(DEFAULT.sections[0].items)
    sent |= {f"s0i{new}_id": "Denah jalur ronda", f"s0i{new}_en": "Map of the rounds"}
    assert client.post("/kunjungan/lembar/", sent).status_code == 302
    plan = sheet_in_force(scene.town.polsek.path).plan
    assert "logbook" not in plan.items
    assert plan.items["denah_jalur_ronda"].label["en"] == "Map of the rounds"
    assert plan.sections[0].weight == 30
    assert len(plan.items) == len(DEFAULT.items)
    assert acts("sheet", Sheet.objects.get().pk) == ["sheet.edited"]
    bonar = browser(scene.town.bonar)
    page = bonar.get(f"/kunjungan/baru/?pos={scene.town.melati.pk}").content.decode()
    assert "Denah jalur ronda" in page


def test_an_unchanged_sheet_is_the_same_sheet(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.tiur)
    client.post("/kunjungan/lembar/", _sheet(client))
    assert sheet_in_force(scene.town.polres.path).plan == DEFAULT


def test_a_line_with_one_language_is_marked(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.tiur)
    sent = _sheet(client) | {"s1i0_en": "", "s2_weight": ""}
    answer = client.post("/kunjungan/lembar/", sent)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"s1i0_en", "s2_weight"}
    assert not Sheet.objects.exists()


def test_who_edits_an_older_sheet_is_told_so(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.tiur)
    first = _sheet(client)
    assert client.post("/kunjungan/lembar/", first).status_code == 302
    assert client.post("/kunjungan/lembar/", first).status_code == 409


def test_reports_begin_as_the_polres_says(scene: Scene, browser: Browser) -> None:
    client = browser(scene.town.tiur)
    said = {"greeting": "Siap, izin melaporkan.", "basis": "Sprin/12/VII/2026"}
    assert client.post("/kunjungan/kepala/", {"basis": "x"}).status_code == 422
    assert client.post("/kunjungan/kepala/", said).status_code == 302
    assert Heading.objects.get().unit == scene.town.polres.path
    url = reverse("console:visits:whatsapp", args=[scene.visit.pk])
    page = browser(scene.town.rina).get(url).content.decode()
    assert "Siap, izin melaporkan." in page
    assert "Sprin/12/VII/2026" in page
