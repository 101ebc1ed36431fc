"""A post's own residents at their pages, and everybody else before them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Agreement, Roster
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from tests.cast import Town
from tests.make import NOON, now, signed_in

pytestmark = pytest.mark.django_db
AGREED = {
    "weekdays": [str(day) for day in range(7)],
    "begins": "22:00",
    "ends": "04:00",
    "members_per_shift": "2",
    "rounds": "2",
    "gap_nights": "1",
    "swaps": "on",
    "jimpitan_rp": "500",
}


@pytest.fixture
def members(town: Town) -> Town:
    """Pos Melati with its head, a member with an account, and six without."""
    by = now(town.marni)
    head = MemberDraft(
        "Marni", MemberRole.HEAD, is_adult=True, account_id=town.marni.pk
    )
    sahat = MemberDraft(
        "Sahat", MemberRole.MEMBER, is_adult=True, account_id=town.sahat.pk
    )
    others = [
        MemberDraft(name, MemberRole.MEMBER, is_adult=True, account_id=None)
        for name in ("Parlin", "Tumpal", "Jonny", "Ucok", "Lasma", "Ratna")
    ]
    for draft in (head, sahat, *others):
        services.add_member(town.melati.pk, draft, by=by, at=NOON)
    return town


def at(name: str, town: Town) -> str:
    return reverse(f"public:ours:{name}", args=[town.melati.pk])


def test_a_head_agrees_the_nights_makes_a_roster_and_shows_it(members: Town) -> None:
    head, member = signed_in(members.marni), signed_in(members.sahat)
    assert head.get(reverse("public:ours:start")).url == at("post", members)  # type: ignore[attr-defined]
    assert head.post(at("agreement", members), AGREED).status_code == 302
    month = "2027-02"
    made = head.post(at("plan", members) + f"?bulan={month}")
    assert made.status_code == 302
    page = head.get(made.headers["Location"]).content.decode()
    assert "Parlin" in page
    assert (
        "Parlin"
        not in member.get(at("roster", members) + f"?bulan={month}").content.decode()
    )
    roster = Roster.objects.everywhere(because="a test").get()
    assert roster.month == date(2027, 2, 1)
    assert roster.fairness["spread"] <= 1
    publish = reverse("public:ours:publish", args=[members.melati.pk, roster.pk])
    assert member.post(publish).status_code == 403
    assert head.post(publish).status_code == 302
    assert (
        "Parlin"
        in member.get(at("roster", members) + f"?bulan={month}").content.decode()
    )


def test_a_roster_that_cannot_be_says_which_rule_to_loosen(members: Town) -> None:
    head = signed_in(members.marni)
    head.post(at("agreement", members), AGREED | {"gap_nights": "5"})
    answer = head.post(at("plan", members) + "?bulan=2027-02")
    assert answer.status_code == 409
    assert "jeda antargiliran" in answer.content.decode()
    assert not Roster.objects.everywhere(because="a test").exists()


@pytest.mark.parametrize(
    ("field", "value"), [("weekdays", []), ("begins", "x"), ("members_per_shift", "0")]
)
def test_what_cannot_be_agreed_is_refused_beside_what_was_typed(
    members: Town, field: str, value: object
) -> None:
    answer = signed_in(members.marni).post(
        at("agreement", members), AGREED | {field: value}
    )
    assert answer.status_code == 422
    assert 'value="500"' in answer.content.decode()
    assert not Agreement.objects.everywhere(because="a test").exists()


def test_a_ready_made_set_fills_the_form(members: Town) -> None:
    answer = signed_in(members.marni).get(at("agreement", members) + "?mulai=jimpitan")
    page = answer.content.decode()
    assert 'value="500"' in page
    assert 'value="22:00"' in page


def test_turns_are_offered_taken_and_given_back(members: Town) -> None:
    head, member = signed_in(members.marni), signed_in(members.sahat)
    head.post(at("agreement", members), AGREED)
    head.post(at("plan", members) + "?bulan=2027-02")
    roster = Roster.objects.everywhere(because="a test").get()
    services.publish(roster.pk, by=now(members.marni), at=NOON)
    page = member.get(at("post", members))
    turn = page.context["page"].mine[0].turn_id
    offer = reverse("public:ours:offer", args=[members.melati.pk, turn])
    assert member.post(offer).status_code == 302
    (asked,) = head.get(at("post", members)).context["page"].offers
    assert asked.name == "Sahat"
    take = reverse("public:ours:accept", args=[members.melati.pk, asked.offer_id])
    answer = head.post(take)
    assert answer.status_code in (302, 409)  # 409 where the head is on duty already
    mine = member.get(at("post", members)).context["page"].mine
    other = mine[-1].turn_id
    ill = reverse("public:ours:ill", args=[members.melati.pk, other])
    assert member.post(ill).status_code == 302
    assert len(member.get(at("post", members)).context["page"].mine) == len(mine) - 1


def test_a_published_month_hangs_on_the_wall_and_in_a_calendar(members: Town) -> None:
    head, member = signed_in(members.marni), signed_in(members.sahat)
    head.post(at("agreement", members), AGREED)
    head.post(at("plan", members) + "?bulan=2027-02")
    roster = Roster.objects.everywhere(because="a test").get()
    services.publish(roster.pk, by=now(members.marni), at=NOON)
    sheet = member.get(at("poster", members) + "?bulan=2027-02")
    assert sheet.content.startswith(b"%PDF")
    assert member.get(at("poster", members) + "?bulan=2027-03").status_code == 404
    given = member.post(at("give_calendar", members)).context["address"]
    feed = Client().get(given)
    assert feed.content.startswith(b"BEGIN:VCALENDAR")
    assert b"BEGIN:VEVENT" in feed.content
    assert b"Sahat" not in feed.content
    assert Client().get(given.replace(".ics", "x.ics")).status_code == 404


@pytest.mark.parametrize("name", ["post", "agreement", "roster", "poster"])
def test_the_police_and_other_posts_find_nothing_here(members: Town, name: str) -> None:
    for account, status in (
        (members.rina, 403),
        (members.bonar, 403),
        (members.tiur, 403),
        (members.dame, 404),
    ):
        assert signed_in(account).get(at(name, members)).status_code == status
    assert Client().get(at(name, members)).status_code == 302


def test_a_month_that_is_none_is_not_found(members: Town) -> None:
    answer = signed_in(members.marni).get(at("roster", members) + "?bulan=2027-13")
    assert answer.status_code == 404
