"""Tonight at a post's own pages, and what the police see of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kentongan.beat.watch import services
from kentongan.beat.watch.models import CheckIn, Night, NightCode, Round, Silence
from kentongan.beat.watch.rules.agreements import NightRules
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.beat.watch.rules.silence import SilenceKind
from kentongan.ground.basics.zones import local, night_of
from tests.cast import Town
from tests.make import hours_around, now, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def awake(town: Town) -> dict[str, str]:
    """Pos Melati at a time that is within its agreed hours; its members by name."""
    moment = timezone.now()
    by = now(town.marni)
    found = {}
    for name, role, account in (
        ("Marni", MemberRole.HEAD, town.marni.pk),
        ("Sahat", MemberRole.MEMBER, town.sahat.pk),
        ("Parlin", MemberRole.MEMBER, None),
    ):
        draft = MemberDraft(name, role, is_adult=True, account_id=account)
        member = services.add_member(town.melati.pk, draft, by=by, at=moment)
        found[name] = str(member.pk)
    rules = hours_around(local(moment, town.melati.place))
    services.agree(town.melati.pk, rules, by=by, at=moment)
    return found


def at(name: str, town: Town) -> str:
    return reverse(f"public:ours:{name}", args=[town.melati.pk])


def test_a_member_says_i_am_here_and_notes_who_else_came(
    town: Town, awake: dict[str, str]
) -> None:
    head, member = signed_in(town.marni), signed_in(town.sahat)
    page = member.get(at("night", town)).content.decode()
    assert "Saya hadir" in page
    me = {"members": awake["Sahat"], "instead": awake["Marni"]}
    assert member.post(at("night", town), me).status_code == 302
    assert member.post(at("night", town), me).status_code == 302
    assert head.post(at("night", town), {"members": awake["Parlin"]}).status_code == 302
    page = member.get(at("night", town)).content.decode()
    assert "2 orang hadir" in page
    assert "menggantikan Marni" in page
    assert "Saya hadir" not in page
    assert CheckIn.objects.everywhere(because="a test").count() == 2


def test_a_night_is_closed_by_one_and_the_other_is_told(
    town: Town, awake: dict[str, str]
) -> None:
    head, member = signed_in(town.marni), signed_in(town.sahat)
    assert head.post(at("close_night", town)).status_code == 404
    member.post(at("night", town), {"members": awake["Sahat"]})
    assert head.post(at("close_night", town)).status_code == 302
    again = member.post(at("close_night", town))
    assert again.status_code == 409
    assert "sudah ditutup" in again.content.decode()


def test_nobody_and_strangers_cannot_be_noted(
    town: Town, awake: dict[str, str]
) -> None:
    member = signed_in(town.sahat)
    for typed in ({"instead": ""}, {"members": str(town.sahat.pk)}, {"members": "x"}):
        answer = member.post(at("night", town), typed)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
    assert not Night.objects.everywhere(because="a test").exists()


def test_offices_see_the_count_and_no_name(town: Town, awake: dict[str, str]) -> None:
    signed_in(town.sahat).post(at("night", town), {"members": awake["Parlin"]})
    for account in (town.rina, town.bonar, town.tiur):
        board = signed_in(account).get(reverse("console:posts:tonight"))
        told = board.content.decode()
        assert board.context["page"].board.kept == 1
        assert town.melati.name in told
        assert "Parlin" not in told
        assert signed_in(account).get(at("night", town)).status_code == 403
    stranger = signed_in(town.yosef).get(reverse("console:posts:tonight"))
    assert town.melati.name not in stranger.content.decode()
    assert signed_in(town.dame).get(at("night", town)).status_code == 404


def test_a_night_that_is_none_is_not_found(town: Town) -> None:
    board = reverse("console:posts:tonight")
    assert signed_in(town.rina).get(f"{board}?malam=2027-13-01").status_code == 404


def test_a_round_is_noted_and_a_form_sent_twice_is_one_round(
    town: Town, awake: dict[str, str]
) -> None:
    member = signed_in(town.sahat)
    member.post(at("night", town), {"members": awake["Sahat"]})
    form = member.get(at("night", town)).context["round"]
    told = {"checkpoints": "Gapura", "once": str(form["once"].value())}
    for _again in range(2):
        assert member.post(at("walk", town), told).status_code == 302
    assert Round.objects.everywhere(because="a test").count() == 1
    assert "Gapura" in member.get(at("night", town)).content.decode()
    assert member.post(at("walk", town), {"checkpoints": "x" * 300}).status_code == 422
    assert signed_in(town.yosef).post(at("walk", town), told).status_code in {403, 404}


def test_a_sheet_is_printed_and_typed_for_a_night_that_is_over(
    town: Town, awake: dict[str, str]
) -> None:
    head = signed_in(town.marni)
    printed = head.get(at("night_sheet", town))
    assert printed.headers["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")
    today = night_of(timezone.now(), town.melati.place)
    services.agree(
        town.melati.pk,
        NightRules(),
        by=now(town.marni),
        at=timezone.now() - 3 * DAY,
        from_date=today - 3 * DAY,
    )
    before = f"{at('night', town)}?malam={today - 2 * DAY}"
    assert "siapa yang tanda tangan" in head.get(before).content.decode()
    for _again in range(2):
        told = {"members": [awake["Parlin"], awake["Sahat"]]}
        assert head.post(before, told).headers["Location"] == before
    typed = list(CheckIn.objects.everywhere(because="a test"))
    assert [(one.way, one.night) for one in typed] == [("paper", today - 2 * DAY)] * 2
    for far in (today + DAY, today - 9 * DAY, "x"):
        assert head.get(f"{at('night', town)}?malam={far}").status_code == 404


def test_digits_are_given_on_slips_by_the_head_alone(
    town: Town, awake: dict[str, str]
) -> None:
    slips = signed_in(town.marni).post(at("night_codes", town))
    assert slips.content.startswith(b"%PDF")
    codes = NightCode.objects.everywhere(because="a test")
    assert codes.count() == len(awake)
    assert signed_in(town.sahat).post(at("night_codes", town)).status_code == 403


def test_the_head_is_asked_on_the_page_of_the_night_and_answers_in_one_tap(
    town: Town, awake: dict[str, str]
) -> None:
    moment = timezone.now()
    night = night_of(moment, town.melati.place)
    silence = Silence.objects.create(
        post=town.melati,
        place_id=town.melati.place_id,
        place=town.melati.place,
        night=night,
        kind=SilenceKind.STOPPED_MIDWAY.value,
        listed_from=moment + DAY,
        opened_at=moment,
    )
    head, member = signed_in(town.marni), signed_in(town.sahat)
    assert "Bagaimana keadaan pos?" in head.get(at("night", town)).content.decode()
    assert "Bagaimana keadaan" not in member.get(at("night", town)).content.decode()
    answer = reverse("public:ours:answer", args=[town.melati.pk, silence.pk])
    assert member.post(answer, {"reason": "rain"}).status_code == 403
    assert head.post(answer, {"reason": ""}).status_code == 422
    assert head.post(answer, {"reason": "rain"}).status_code == 302
    assert "Bagaimana keadaan" not in head.get(at("night", town)).content.decode()
