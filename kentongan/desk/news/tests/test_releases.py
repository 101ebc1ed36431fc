"""A release from the record to the public and back."""

import pytest

from kentongan.desk.news import selectors, services
from kentongan.desk.news.models import Edition, Release
from kentongan.desk.news.rules.checking import Code
from kentongan.desk.news.rules.states import Faces, State
from kentongan.desk.news.tests.makers import SECRET_TOLD, Desk
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
    Overtaken,
)
from tests.make import NOON, acts, at_once, now

pytestmark = pytest.mark.django_db


def written(desk: Desk) -> Release:
    return services.write([desk.visit.pk], by=desk.press, at=NOON)


def approved(desk: Desk) -> Release:
    row = written(desk)
    services.check(row.pk, by=desk.press, at=NOON)
    return services.approve(row.pk, by=desk.press, at=NOON)


def published(desk: Desk) -> Edition:
    return services.publish(approved(desk).pk, by=desk.press, at=NOON)


def edited(desk: Desk, row: Release, body: str) -> Release:
    return services.edit(
        row.pk, row.headline, body, by=desk.press, at=NOON, was=row.version
    )


def test_a_draft_says_what_the_record_says(desk: Desk) -> None:
    row = written(desk)
    assert row.state == State.DRAFT
    for words in (
        "Selasa (21/7/2026)",
        "Pos Melati",
        "Bripka Rina Sitorus",
        "Lampu simpang diganti",
        "25 Juli 2026",
        "Hubungi 110",
        "8 warga",
    ):
        assert words in row.body
    assert row.missing == ["time", "purposes", "spoken"]
    assert acts("release", row.pk) == ["release.written"]


def test_nothing_sealed_and_no_resident_comes_into_a_draft(desk: Desk) -> None:
    row = written(desk)
    everything = f"{row.headline} {row.body} {row.whatsapp} {row.caption}"
    assert SECRET_TOLD not in everything
    assert "Ompu Raja" not in everything
    assert row.left_out == 1


def test_who_may_not_write_does_not_write(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        services.write([desk.visit.pk], by=desk.rina, at=NOON)
    with pytest.raises(NotFound):
        services.write([desk.visit.pk], by=now(desk.town.yosef), at=NOON)


def test_a_release_goes_its_way_and_each_step_is_on_the_ledger(desk: Desk) -> None:
    edition = published(desk)
    assert edition.headline
    assert edition.promises[0]["text"] == "Lampu simpang diganti"
    assert sorted(acts("release", edition.pk)) == [
        "release.approved",
        "release.checked",
        "release.published",
        "release.written",
    ]


@pytest.mark.parametrize("act", [services.approve, services.publish])
def test_no_step_is_passed_over(desk: Desk, act: object) -> None:
    row = written(desk)
    with pytest.raises(Overtaken):
        act(row.pk, by=desk.press, at=NOON)  # type: ignore[operator]


def test_an_edit_of_what_was_approved_makes_it_a_draft_again(desk: Desk) -> None:
    row = approved(desk)
    assert edited(desk, row, "Kalimat lain.").state == State.DRAFT
    with pytest.raises(Overtaken):
        services.publish(row.pk, by=desk.press, at=NOON)


def test_two_edits_of_one_version_do_not_both_win(desk: Desk) -> None:
    row = written(desk)
    edited(desk, row, "Yang pertama.")
    with pytest.raises(Overtaken):
        services.edit(row.pk, "J", "Kedua.", by=desk.press, at=NOON, was=row.version)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Korban Siti Aminah dirawat.", Code.VICTIM),
        ("Anak bernama Budi ikut ronda.", Code.MINOR),
        ("Sengketa antara Andi Putra dan Joko Sitompul selesai.", Code.PARTY),
        ("“Aman sekali,” kata Kades.", Code.QUOTE),
    ],
)
def test_what_is_forbidden_blocks(desk: Desk, body: str, code: Code) -> None:
    row = edited(desk, written(desk), body)
    found = selectors.findings(desk.press, selectors.release(desk.press, row.pk))
    assert code in {one.code for one in found if one.is_block}
    with pytest.raises(Conflicting):
        services.check(row.pk, by=desk.press, at=NOON)


def test_a_hold_stops_publishing_until_it_is_lifted(desk: Desk) -> None:
    row = approved(desk)
    with pytest.raises(NotAllowed):
        services.hold(row.pk, by=desk.press, at=NOON)
    services.hold(row.pk, by=desk.tiur, at=NOON)
    with pytest.raises(Overtaken):
        services.publish(row.pk, by=desk.press, at=NOON)
    services.lift_hold(row.pk, by=desk.tiur, at=NOON)
    assert services.publish(row.pk, by=desk.press, at=NOON).body


def test_a_quote_is_published_only_once_its_speaker_approved(desk: Desk) -> None:
    row = written(desk)
    said = "Kami akan ronda lagi malam Jumat"
    quote, secret = services.ask_quote(
        row.pk, "Kades Simpang Empat", said, by=desk.press, at=NOON
    )
    row = edited(desk, row, f"{row.body}\n\n“{said},” kata Kades.")
    with pytest.raises(Conflicting):
        services.check(row.pk, by=desk.press, at=NOON)
    services.approve_quote(secret, at=NOON)
    assert services.check(row.pk, by=desk.press, at=NOON).state == State.CHECKED
    services.approve(row.pk, by=desk.press, at=NOON)
    services.decline_quote(secret, at=NOON)
    with pytest.raises(Conflicting):
        services.publish(row.pk, by=desk.press, at=NOON)
    assert secret not in str(vars(quote))


def test_a_wrong_or_old_secret_answers_nothing(desk: Desk) -> None:
    row = written(desk)
    quote, secret = services.ask_quote(row.pk, "Kades", "Ya", by=desk.press, at=NOON)
    with pytest.raises(NotFound):
        services.approve_quote("x", at=NOON)
    with pytest.raises(NotFound):
        services.approve_quote(secret, at=quote.until)


def test_a_correction_is_seen_and_says_why(desk: Desk) -> None:
    edition = published(desk)
    with pytest.raises(Invalid):
        services.correct(
            edition.pk, "J", "B.", because=" ", by=desk.press, at=NOON, was=1
        )
    services.correct(
        edition.pk,
        "Judul",
        "Isi baru.",
        because="Jumlah warga salah",
        by=desk.press,
        at=NOON,
        was=1,
    )
    edition.refresh_from_db()
    assert edition.body == "Isi baru."
    assert edition.corrections[0]["because"] == "Jumlah warga salah"


def test_a_withdrawal_leaves_nothing_to_be_read(desk: Desk) -> None:
    edition = published(desk)
    services.withdraw(edition.pk, because="Salah orang", by=desk.press, at=NOON)
    edition.refresh_from_db()
    assert (edition.headline, edition.body, edition.pictures) == ("", "", [])
    assert not selectors.editions().exists()
    with pytest.raises(Overtaken):
        services.withdraw(edition.pk, because="Lagi", by=desk.press, at=NOON)


def test_a_picture_needs_a_description_and_a_look_at_its_faces(desk: Desk) -> None:
    row = written(desk)
    made = services.add_picture(
        row.pk, desk.visit.pk, desk.photo.pk, by=desk.press, at=NOON
    )
    assert sorted(map(int, made.sizes)) == [480, 960, 1440]
    with pytest.raises(Conflicting):
        services.check(row.pk, by=desk.press, at=NOON)
    with pytest.raises(Invalid):
        _describe(desk, row, made.pk, alt=" ", faces=Faces.NO_MINORS)
    _describe(desk, row, made.pk, alt="Pos ronda", faces=Faces.UNKNOWN)
    with pytest.raises(Conflicting):
        services.check(row.pk, by=desk.press, at=NOON)
    _describe(desk, row, made.pk, alt="Pos ronda", faces=Faces.NO_MINORS)
    assert services.check(row.pk, by=desk.press, at=NOON).state == State.CHECKED


def _describe(desk: Desk, row: Release, picture_id: object, **said: object) -> None:
    services.describe_picture(
        row.pk,
        picture_id,  # type: ignore[arg-type]
        caption="",
        credit="",
        by=desk.press,
        at=NOON,
        **said,  # type: ignore[arg-type]
    )


def test_the_house_style_words_the_next_draft(desk: Desk) -> None:
    unit = desk.town.polres.path
    words = {"opening": "SERGAI —", "closing": "Hubungi 110.", "credit": "Humas"}
    with pytest.raises(Invalid):
        services.set_style(unit, headline="{nama}", by=desk.press, at=NOON, **words)
    with pytest.raises(NotAllowed):
        services.set_style(unit, headline="", by=desk.rina, at=NOON, **words)
    services.set_style(
        unit, headline="{kind} di {post}", by=desk.press, at=NOON, **words
    )
    row = written(desk)
    assert row.headline == "pengecekan pos kamling di Pos Melati"
    assert row.body.startswith("SERGAI — ")
    assert row.body.endswith("Hubungi 110.")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_is_told_so(desk: Desk) -> None:
    row = approved(desk)
    ends = at_once(
        *[lambda: services.publish(row.pk, by=desk.press, at=NOON) for _ in "12"]
    )
    assert ends == ["done", "overtaken"]


def test_what_a_press_officer_may_not_read_cannot_be_repeated_either(
    desk: Desk,
) -> None:
    row = written(desk)
    row = edited(desk, row, f"{row.body}\n\nWarga bercerita: {SECRET_TOLD.lower()}.")
    with pytest.raises(Conflicting, match="anak tetangga sering dipukul"):
        services.check(row.pk, by=desk.press, at=NOON)
    row.refresh_from_db()
    assert row.state == State.DRAFT
