"""The rest of the agreement at its pages: people, pairs, dates."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Member
from kentongan.beat.watch.rules.agreements import Exemption, NightRules, Season
from kentongan.beat.watch.rules.posts import MemberDraft
from kentongan.beat.watch.selectors.rosters import agreement
from kentongan.ground.access.models import Account
from kentongan.ground.basics.zones import night_of
from tests.cast import Town
from tests.make import NOON, now

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES = ["people", "pairs", "dates"]
DATES = {"kind": "season", "first": "2031-01-01", "last": "2031-01-29"}
HOURS = {"begins": "21:00", "ends": "03:00"}


@pytest.fixture
def members(town: Town) -> Town:
    """Pos Melati with three members who have agreed their nights."""
    by = now(town.marni)
    for name in ("Lasma", "Parlin", "Ucok"):
        services.add_member(
            town.melati.pk, MemberDraft(name, is_adult=True), by=by, at=NOON
        )
    services.agree(town.melati.pk, NightRules(rounds=5), by=by, at=NOON)
    return town


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def at(name: str, town: Town, *ids: object) -> str:
    return reverse(f"public:ours:{name}", args=[town.melati.pk, *ids])


def agreed(town: Town) -> NightRules:
    tonight = night_of(timezone.now(), town.melati.place)
    rules = agreement(now(town.marni), town.melati.pk, tonight)
    assert rules is not None
    assert rules.rounds == 5
    return rules


def people(town: Town) -> list[Member]:
    return list(Member.objects.filter(post=town.melati).order_by("id"))


def test_who_is_exempt_and_who_is_experienced_is_agreed_in_one_form(
    members: Town,
) -> None:
    head = signed_in(members.marni)
    form = head.get(at("people", members)).context["form"]
    by_member = {one: n for n, one in form.people.items()}
    one, other, _third = (row.pk for row in people(members))
    typed = {
        "needs_experienced": "on",
        f"e{by_member[one]}": "health",
        f"x{by_member[other]}": "on",
    }
    assert head.post(at("people", members), typed).status_code == 302
    rules = agreed(members)
    assert rules.exempt == {one: Exemption.HEALTH}
    assert rules.experienced == {other}
    assert rules.needs_experienced
    form = head.get(at("people", members)).context["form"]
    assert form[f"e{by_member[one]}"].value() == Exemption.HEALTH
    wrong = head.post(at("people", members), {f"e{by_member[one]}": "lazy"})
    assert wrong.status_code == 422
    assert agreed(members) == rules


def test_a_pair_is_agreed_the_other_way_and_not_at_all(members: Town) -> None:
    head = signed_in(members.marni)
    one, other, third = (str(row.pk) for row in people(members))
    for how in ("apart", "together"):
        typed = {"one": one, "other": other, "how": how}
        assert head.post(at("pairs", members), typed).status_code == 302
        pairs = {how: getattr(agreed(members), how) for how in ("apart", "together")}
        assert [str(who) for who in pairs.pop(how)[0]] == [one, other]
        assert list(pairs.values()) == [()]
    alone = head.post(
        at("pairs", members), {"one": third, "other": third, "how": "apart"}
    )
    assert alone.status_code == 422
    assert "dua orang" in alone.content.decode()
    assert head.post(at("drop_pair", members, other, one)).status_code == 302
    assert (agreed(members).apart, agreed(members).together) == ((), ())


def test_other_hours_and_nights_of_their_own_come_and_go(members: Town) -> None:
    head = signed_in(members.marni)
    assert head.post(at("dates", members), DATES | HOURS).status_code == 302
    (season,) = agreed(members).seasons
    assert isinstance(season, Season)
    assert (f"{season.first}", f"{season.begins:%H:%M}") == ("2031-01-01", "21:00")
    two = {"first": "2031-03-01", "last": "2031-03-02"}
    for kind in ("no_watch", "holiday"):
        assert head.post(at("dates", members), two | {"kind": kind}).status_code == 302
    assert len(agreed(members).no_watch) == len(agreed(members).holidays) == 2
    assert "21.00" in head.get(at("dates", members)).content.decode()
    for kind, day in (
        ("season", "2031-01-01"),
        ("no_watch", "2031-03-01"),
        ("holiday", "2031-03-02"),
    ):
        assert head.post(at("drop_dates", members, kind, day)).status_code == 302
    rules = agreed(members)
    assert rules.seasons == ()
    assert [f"{day}" for day in rules.no_watch] == ["2031-03-02"]
    assert [f"{day}" for day in rules.holidays] == ["2031-03-01"]
    for kind, day in (("season", "never"), ("party", "2031-03-02")):
        assert head.post(at("drop_dates", members, kind, day)).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        DATES,
        DATES | HOURS | {"last": "2030-12-31"},
        DATES | HOURS | {"last": "2032-01-01"},
        DATES | HOURS | {"ends": "20:00"},
        DATES | {"kind": "party"},
    ],
)
def test_dates_that_cannot_be_are_refused_beside_what_was_typed(
    members: Town, typed: dict[str, str]
) -> None:
    answer = signed_in(members.marni).post(at("dates", members), typed)
    assert answer.status_code == 422
    assert 'value="2031-01-01"' in answer.content.decode()
    assert agreed(members).seasons == ()


@pytest.mark.parametrize("name", PAGES)
def test_it_is_for_the_head_and_for_nobody_else(members: Town, name: str) -> None:
    assert signed_in(members.marni).get(at(name, members)).status_code == 200
    for account in (members.sahat, members.rina, members.bonar, members.tiur):
        assert signed_in(account).get(at(name, members)).status_code == 403
    assert signed_in(members.dame).get(at(name, members)).status_code in (403, 404)
    assert Client().get(at(name, members)).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_before_the_nights_are_agreed_there_is_nothing_to_add(
    town: Town, name: str
) -> None:
    assert signed_in(town.marni).get(at(name, town)).status_code == 404
