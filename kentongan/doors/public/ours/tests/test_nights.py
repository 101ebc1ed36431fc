"""Tonight at a post's own pages, and what the police see of it."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kentongan.beat.watch import services
from kentongan.beat.watch.models import CheckIn, Night
from kentongan.beat.watch.rules.agreements import NightRules
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.ground.basics.zones import local
from tests.cast import Town
from tests.make import now, signed_in

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def around(here: datetime) -> NightRules:
    """Hours around this very moment, within the night that lasts from noon to noon."""
    noon = here.replace(hour=12, minute=0, second=0, microsecond=0)
    noon -= DAY if here < noon else timedelta(0)
    begins, ends = max(noon, here - HOUR), min(noon + DAY, here + HOUR)
    return NightRules(
        begins=begins.time().replace(second=0, microsecond=0),
        ends=ends.time().replace(second=0, microsecond=0),
    )


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
    rules = around(local(moment, town.melati.place))
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
