"""The press office's pages before the cast, and a release from a visit to the public."""

import re
from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.desk.news import services
from kentongan.desk.news.models import Edition, Release
from kentongan.desk.news.tests.makers import Desk, build_desk
from kentongan.ground.units.models import Unit
from kentongan.ground.units.rules.positions import Position
from tests.cast import Town
from tests.make import NOON, make_officer, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(town: Town) -> Desk:
    return build_desk(town)


@pytest.fixture
def release(desk: Desk) -> Release:
    return services.write([desk.visit.pk], by=desk.press, at=NOON)


def url(name: str, *args: object) -> str:
    return reverse(f"console:news:{name}", args=args)


def words_of(row: Release, **other: object) -> Mapping[str, object]:
    told = {"text-headline": row.headline, "text-body": row.body, "text-was": 1}
    return told | other


def of(row: Release) -> Release:
    return Release.objects.everywhere(because="a test").get(pk=row.pk)


WRITE = ("edit", "check", "approve", "publish", "correct", "withdraw", "ask_quote")


def test_the_cast_before_the_press_office(desk: Desk, release: Release) -> None:
    town = desk.town
    people = (desk.lamhot, town.tiur, town.rina, town.yosef, town.marni, town.nobody)
    found = {
        name: [signed_in(who).get(url(name, *args)).status_code for who in people]
        for name, args in (
            ("list", []),
            ("release", [release.pk]),
            ("choose", []),
            ("style", []),
        )
    }
    assert found == {
        "list": [200, 200, 403, 403, 403, 403],
        "release": [200, 200, 403, 403, 403, 403],
        "choose": [200, 403, 403, 403, 403, 403],
        "style": [200, 200, 403, 403, 403, 403],
    }


@pytest.mark.parametrize("name", WRITE)
def test_who_has_no_part_in_it_changes_nothing(
    desk: Desk, release: Release, name: str
) -> None:
    for who in (desk.town.rina, desk.town.yosef, desk.town.nobody):
        assert signed_in(who).post(url(name, release.pk)).status_code == 403
    assert of(release).state == "draft"


def test_a_stranger_s_press_office_finds_nothing(desk: Desk, release: Release) -> None:
    next_polres = Unit.objects.get(path="sumut.tebing_tinggi")
    stranger = signed_in(
        make_officer("Poltak Siregar", "ipda", Position.KASI_HUMAS, next_polres)
    )
    assert stranger.get(url("release", release.pk)).status_code == 404
    assert stranger.post(url("publish", release.pk)).status_code == 404
    answer = stranger.post(url("write"), {"visit": str(desk.visit.pk)})
    assert answer.status_code == 404


def test_from_a_visit_to_the_public_in_the_browser(desk: Desk) -> None:
    press = signed_in(desk.lamhot)
    visit = reverse("console:visits:visit", args=[desk.visit.pk])
    assert url("write") in press.get(visit).content.decode()
    assert url("write") not in signed_in(desk.town.rina).get(visit).content.decode()
    made = press.post(url("write"), {"visit": str(desk.visit.pk)})
    assert made.status_code == 302
    row = Release.objects.everywhere(because="a test").get()
    page = press.get(made.headers["Location"]).content.decode()
    assert "21/7/2026" in page
    for step in ("check", "approve", "publish"):
        assert press.post(url(step, row.pk)).status_code == 302, step
    edition = Edition.objects.get()
    public = Client().get(f"/berita/{edition.pk}/", follow=True)
    assert row.headline in public.content.decode()
    assert (
        press.post(url("withdraw", row.pk), {"withdraw-because": ""}).status_code == 422
    )
    press.post(url("withdraw", row.pk), {"withdraw-because": "Salah"})
    assert Client().get(f"/berita/{edition.pk}/").status_code == 410


def test_what_is_forbidden_stands_beside_the_text(desk: Desk, release: Release) -> None:
    press = signed_in(desk.lamhot)
    told = words_of(release, **{"text-body": "Korban Siti Aminah dirawat."})
    assert press.post(url("edit", release.pk), told).status_code == 302
    page = press.get(url("release", release.pk)).content.decode()
    assert "<q>Korban Siti Aminah</q>" in page
    assert url("check", release.pk) not in page
    assert press.post(url("check", release.pk)).status_code == 409


def test_bad_words_keep_what_was_typed(desk: Desk, release: Release) -> None:
    press = signed_in(desk.lamhot)
    told = words_of(release, **{"text-headline": "", "text-body": "Ketikan saya"})
    answer = press.post(url("edit", release.pk), told)
    assert answer.status_code == 422
    assert "Ketikan saya" in answer.content.decode()
    services.edit(release.pk, "J", "B", by=desk.press, at=NOON, was=1)
    late = press.post(url("edit", release.pk), words_of(release))
    assert late.status_code == 409


def test_the_address_of_a_quote_is_shown_once(desk: Desk, release: Release) -> None:
    press = signed_in(desk.lamhot)
    told = {"quote-speaker": "Kades Simpang Empat", "quote-text": "Kami siap"}
    page = press.post(url("ask_quote", release.pk), told).content.decode()
    found = re.search(r"/kutipan/[\w-]{20,}/", page)
    assert found
    assert Client().get(found[0]).status_code == 200
    again = press.get(url("release", release.pk)).content.decode()
    assert found[0] not in again


def test_a_picture_is_taken_in_described_and_taken_out(
    desk: Desk, release: Release
) -> None:
    press = signed_in(desk.lamhot)
    sent = {"visit": str(desk.visit.pk), "photo": str(desk.photo.pk)}
    assert press.post(url("add_picture", release.pk), sent).status_code == 302
    picture = release.pictures.get()
    own = [release.pk, picture.pk]
    assert press.get(url("picture", *own)).headers["Content-Type"] == "image/webp"
    bad = press.post(url("describe_picture", *own), {f"{picture.pk}-alt": ""})
    assert bad.status_code == 422
    told = {f"{picture.pk}-alt": "Pos", f"{picture.pk}-faces": "no_minors"}
    assert press.post(url("describe_picture", *own), told).status_code == 302
    assert press.post(url("remove_picture", *own)).status_code == 302
    assert not release.pictures.exists()


def test_the_style_is_seen_before_it_is_kept(desk: Desk) -> None:
    press = signed_in(desk.lamhot)
    told = {"headline": "Kabar {post}", "preview": "1"}
    assert press.post(url("style"), told).status_code == 200
    assert press.post(url("style"), {"headline": "{x}"}).status_code == 422
    assert press.post(url("style"), {"headline": "Kabar {post}"}).status_code == 302


@pytest.mark.parametrize("sent", [{}, {"visit": "x"}, {"visit": "x" * 3000}])
def test_odd_visits_are_refused_politely(desk: Desk, sent: Mapping[str, str]) -> None:
    answer = signed_in(desk.lamhot).post(url("write"), sent)
    assert answer.status_code in (302, 422)
    assert not Release.objects.everywhere(because="a test").exists()
