"""A post's own residents at their pages, and everybody else before them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Agreement, Member, Roster, Turn
from kentongan.beat.watch.rules.agreements import NightRules
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.beat.watch.rules.rosters import TurnDraft, last_of
from kentongan.desk.planning import jobs
from kentongan.desk.planning.making import make_roster
from kentongan.desk.planning.models import Planning
from kentongan.ground.basics.errors import Conflicting
from kentongan.ground.basics.zones import night_of
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


def planned(head: Client, town: Town, month: str, name: str = "plan") -> str:
    """The month's page once the planner has done what was asked."""
    asked = head.post(at(name, town) + f"?bulan={month}")
    assert asked.status_code == 302
    waiting = head.get(asked.headers["Location"]).content.decode()
    assert "sedang dihitung" in waiting
    jobs.carry_out(str(Planning.objects.everywhere(because="a test").get().pk))
    page: str = head.get(asked.headers["Location"]).content.decode()
    assert "sedang dihitung" not in page
    return page


def test_a_head_agrees_the_nights_makes_a_roster_and_shows_it(members: Town) -> None:
    head, member = signed_in(members.marni), signed_in(members.sahat)
    assert head.get(reverse("public:ours:start")).url == at("post", members)  # type: ignore[attr-defined]
    assert head.post(at("agreement", members), AGREED).status_code == 302
    month = "2027-02"
    assert "Parlin" in planned(head, members, month)
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
    assert "jeda antargiliran" in planned(head, members, "2027-02")
    assert not Roster.objects.everywhere(because="a test").exists()


def test_a_month_that_has_begun_is_shared_out_from_tonight_on(members: Town) -> None:
    head = signed_in(members.marni)
    head.post(at("agreement", members), AGREED)
    tonight = night_of(timezone.now(), members.melati.place)
    month = f"{tonight:%Y-%m}"
    planned(head, members, month)
    nights = Turn.objects.everywhere(because="a test").values_list("night", flat=True)
    assert min(nights) == tonight
    assert max(nights) == last_of(tonight)


def test_a_month_that_is_over_is_not_shared_out(members: Town) -> None:
    by = now(members.marni)
    services.agree(members.melati.pk, NightRules(members_per_shift=2), by=by, at=NOON)
    month = night_of(NOON, members.melati.place).replace(day=1)
    long_after = NOON + timedelta(days=70)
    with pytest.raises(Conflicting, match="masih akan datang"):
        make_roster(members.melati.pk, month, by=by, at=long_after)


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
    planned(head, members, "2027-02")
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
    planned(head, members, "2027-02")
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


@pytest.mark.parametrize("name", ["post", "agreement", "roster", "poster", "absences"])
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


def test_a_night_kept_free_gets_no_turn(members: Town) -> None:
    head, member = signed_in(members.marni), signed_in(members.sahat)
    head.post(at("agreement", members), AGREED)
    first = next_month(members)
    away = {"is_firm": "yes", "first": f"{first}", "last": f"{last_of(first)}"}
    page = member.get(at("absences", members))
    me = page.context["form"]["member_id"].value()
    away["member_id"] = str(me)
    assert member.post(at("absences", members), away).status_code == 302
    assert "Sahat ·" not in member.get(at("absences", members)).content.decode()
    assert "Sahat ·" in head.get(at("absences", members)).content.decode()
    planned(head, members, f"{first:%Y-%m}")
    turns = Turn.objects.everywhere(because="a test")
    assert turns.exists()
    assert not turns.filter(member_id=me).exists()
    (line,) = member.get(at("absences", members)).context["page"].lines
    gone = reverse(
        "public:ours:take_absence_back", args=[members.melati.pk, line[0].absence_id]
    )
    assert head.post(gone).status_code == 404
    assert member.post(gone).status_code == 302
    assert not member.get(at("absences", members)).context["page"].lines


def test_an_absence_that_cannot_be_is_refused_beside_what_was_typed(
    members: Town,
) -> None:
    member = signed_in(members.sahat)
    form = member.get(at("absences", members)).context["form"]
    typed = {"member_id": str(form["member_id"].value()), "is_firm": "no"}
    typed |= {"first": "2020-01-01", "last": "2020-01-02"}
    answer = member.post(at("absences", members), typed)
    assert answer.status_code == 422
    assert 'value="2020-01-02"' in answer.content.decode()
    assert "sudah lewat" in answer.content.decode()


def test_who_fell_ill_is_stood_in_for_with_the_least_change(members: Town) -> None:
    head, member = signed_in(members.marni), signed_in(members.sahat)
    head.post(at("agreement", members), AGREED | {"substitutes": "on"})
    month = f"{next_month(members):%Y-%m}"
    planned(head, members, month)
    roster = Roster.objects.everywhere(because="a test").get()
    services.publish(roster.pk, by=now(members.marni), at=timezone.now())
    turns = Turn.objects.everywhere(because="a test").filter(withdrawn_at=None)
    before = {(turn.night, turn.member_id) for turn in turns}
    mine = member.get(at("post", members)).context["page"].mine[0]
    ill = reverse("public:ours:ill", args=[members.melati.pk, mine.turn_id])
    assert member.post(ill).status_code == 302

    page = planned(head, members, month, "mend")

    assert "menggantikan Sahat" in page
    asked = Planning.objects.everywhere(because="a test").get()
    take = reverse("public:ours:take", args=[members.melati.pk, asked.pk])
    assert member.post(take).status_code == 403
    assert head.post(f"{take}?bulan={month}").status_code == 302
    assert head.post(f"{take}?bulan={month}").status_code == 409
    after = {(turn.night, turn.member_id) for turn in turns.all()}
    (gone,) = before - after
    (come,) = after - before
    assert gone[0] == come[0] == mine.night
    assert "belum ada penggantinya" not in planned_page(head, members, month)


def planned_page(head: Client, town: Town, month: str) -> str:
    page: str = head.get(at("roster", town) + f"?bulan={month}").content.decode()
    return page


def next_month(town: Town) -> date:
    return last_of(night_of(timezone.now(), town.melati.place)) + timedelta(days=1)


def test_texts_to_hand_on_name_each_members_nights_for_the_head_alone(
    members: Town,
) -> None:
    head, member = signed_in(members.marni), signed_in(members.sahat)
    assert "umumkan jadwal dulu" in head.get(at("messages", members)).content.decode()
    by, post = now(members.marni), members.melati
    moment = timezone.now()
    services.agree(post.pk, NightRules(members_per_shift=2), by=by, at=moment)
    tonight = night_of(moment, post.place)
    first = Member.objects.filter(post=post).order_by("id").values_list("id", flat=True)
    draft = services.draft_roster(
        post.pk,
        tonight.replace(day=1),
        [TurnDraft(tonight, first[0])],
        by=by,
        at=moment,
    )
    services.publish(draft.pk, by=by, at=moment)
    told = head.get(at("messages", members)).context["page"]
    assert "tempat" in told.tonight
    ((name, text),) = told.members
    assert name in text
    assert member.get(at("messages", members)).context["page"].members == []
    stranger = signed_in(members.yosef).get(at("messages", members))
    assert stranger.status_code in {403, 404}
