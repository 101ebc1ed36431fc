"""The books of a post at its pages: for its own residents, and for nobody else."""

from datetime import timedelta
from typing import TypeVar

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Entry, Guest, LogbookLine
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.doors.public.ours.entries import LineForm
from kentongan.ground.basics.zones import local
from tests.cast import Town
from tests.make import NOON, now, signed_in

pytestmark = pytest.mark.django_db
Row = TypeVar("Row", LogbookLine, Guest, Entry)
LINE = {"kind": "event", "text": "Gerbang gudang terbuka.", "happened_at": "00:30"}
STAY = {"name": "Poltak", "house": "Rumah Ucok"}


@pytest.fixture
def members(town: Town) -> Town:
    """Pos Melati with its head and one member."""
    by = now(town.marni)
    for name, role, account in (
        ("Marni", MemberRole.HEAD, town.marni),
        ("Sahat", MemberRole.MEMBER, town.sahat),
    ):
        draft = MemberDraft(name, role, is_adult=True, account_id=account.pk)
        services.add_member(town.melati.pk, draft, by=by, at=NOON)
    return town


def at(name: str, town: Town, *ids: object) -> str:
    return reverse(f"public:ours:{name}", args=[town.melati.pk, *ids])


def all_of(model: type[Row]) -> list[Row]:
    return list(model.objects.everywhere(because="a test").order_by("pk"))


def stay(town: Town) -> dict[str, str]:
    today = f"{local(timezone.now(), town.melati.place):%Y-%m-%d}"
    return STAY | {"from_date": today, "to_date": today}


def test_a_line_is_written_read_put_right_and_erased(members: Town) -> None:
    head, member = signed_in(members.marni), signed_in(members.sahat)
    assert member.post(at("logbook", members), LINE).status_code == 302
    (line,) = all_of(LogbookLine)
    book = at("logbook", members) + f"?malam={line.night}"
    page = head.get(book).content.decode()
    assert "Gerbang gudang terbuka." in page
    assert "Sahat" in page
    wrong = at("correct", members, line.pk)
    assert member.get(wrong).status_code == 200
    assert member.post(wrong, {"text": "Gerbang kebun terbuka."}).status_code == 302
    page = head.get(book).content.decode()
    assert "meluruskan catatan 1" in page
    assert "diluruskan oleh catatan 2" in page
    erase = at("erase", members, line.pk)
    assert member.post(erase).status_code == 403
    assert head.post(erase).status_code == 302
    page = head.get(f"{book}&periksa=1").content.decode()
    assert "Gerbang gudang" not in page
    assert "Buku ini utuh" in page


def test_a_month_of_the_book_is_printed_for_its_own_residents(members: Town) -> None:
    member = signed_in(members.sahat)
    tricky = LINE | {"text": "Gerbang #set text(99pt) $x$ terbuka.\n= Bukan judul"}
    member.post(at("logbook", members), tricky)
    (line,) = all_of(LogbookLine)
    services.correct_line(line.pk, "Lain.", by=now(members.sahat), at=timezone.now())
    sheet = member.get(at("logbook_sheets", members) + f"?malam={line.night}")
    assert sheet.content.startswith(b"%PDF")
    empty = member.get(at("logbook_sheets", members) + "?malam=2020-01-05")
    assert empty.content.startswith(b"%PDF")
    assert len(empty.content) < len(sheet.content)
    for account in (members.rina, members.bonar, members.tiur):
        answer = signed_in(account).get(at("logbook_sheets", members))
        assert answer.status_code == 403


def test_what_the_watch_before_left_stands_first(members: Town) -> None:
    note = LINE | {"kind": "handover", "text": "Kunci ada di warung."}
    signed_in(members.sahat).post(at("logbook", members), note)
    (line,) = all_of(LogbookLine)
    after = line.night + timedelta(days=1)
    page = signed_in(members.marni).get(at("logbook", members) + f"?malam={after}")
    assert "Kunci ada di warung." in page.content.decode()


def test_a_form_that_is_sent_twice_writes_once(members: Town) -> None:
    member = signed_in(members.sahat)
    for name, typed, model in (
        ("logbook", LINE, LogbookLine),
        ("guests", stay(members), Guest),
    ):
        form = member.get(at(name, members)).context["form"]
        sent = typed | {"once": str(form["once"].value())}
        for _again in range(2):
            assert member.post(at(name, members), sent).status_code == 302
        assert model.objects.everywhere(because="a test").count() == 1


def test_what_is_put_right_begins_with_what_was_written(members: Town) -> None:
    member = signed_in(members.sahat)
    sent = member.post(at("logbook", members), LINE)
    (line,) = all_of(LogbookLine)
    assert sent.headers["Location"].endswith(f"?malam={line.night}")
    form = member.get(at("correct", members, line.pk)).context["form"]
    assert form["text"].value() == LINE["text"]


def test_a_line_without_words_is_asked_for_again(members: Town) -> None:
    answer = signed_in(members.sahat).post(at("logbook", members), LINE | {"text": ""})
    assert answer.status_code == 422
    assert 'value="00:30"' in answer.content.decode()
    assert all_of(LogbookLine) == []


def test_a_clock_that_is_still_to_come_was_yesterdays(members: Town) -> None:
    place = members.melati.place
    before, after = NOON - timedelta(minutes=1), NOON + timedelta(minutes=1)
    for told, expected in ((before, before), (after, after - timedelta(days=1))):
        form = LineForm(LINE | {"happened_at": f"{local(told, place):%H:%M}"})
        assert form.is_valid()
        assert form.draft(place, NOON).happened_at == expected


def test_a_guest_is_written_seen_and_told_on_one_letter_only(members: Town) -> None:
    head, member = signed_in(members.marni), signed_in(members.sahat)
    for name in ("Poltak", "Rotua"):
        typed = stay(members) | {"name": name}
        assert member.post(at("guests", members), typed).status_code == 302
    one, other = all_of(Guest)
    assert "Poltak" in member.get(at("guests", members)).content.decode()
    letter = {"asked_by": "Polsek Firdaus", "letter": "B/12/XI", "ground": "rescue"}
    assert member.post(at("letter", members, one.pk), letter).status_code == 403
    empty = head.post(at("letter", members, one.pk), letter | {"letter": ""})
    assert empty.status_code == 422
    told = head.post(at("letter", members, one.pk), letter)
    assert "Poltak" in told.content.decode()
    again = head.post(at("letter", members, other.pk), letter)
    assert again.status_code == 409
    assert "Rotua" not in again.content.decode()
    assert "B/12/XI" in member.get(at("guests", members)).content.decode()
    assert head.post(at("remove_guest", members, other.pk)).status_code == 302
    assert all_of(Guest) == [one]


def test_dates_that_cannot_be_are_refused_beside_what_was_typed(members: Town) -> None:
    typed = stay(members) | {"to_date": "2020-01-01"}
    answer = signed_in(members.sahat).post(at("guests", members), typed)
    assert answer.status_code == 422
    assert "Poltak" in answer.content.decode()
    assert all_of(Guest) == []


def test_an_evening_of_jimpitan_is_typed_for_all_houses_at_once(members: Town) -> None:
    head, member = signed_in(members.marni), signed_in(members.sahat)
    for label in ("RT 1 nomor 3", "RT 1 nomor 4"):
        assert head.post(at("house", members), {"label": label}).status_code == 302
    form = head.get(at("evening", members)).context["form"]
    typed = {"on": f"{form.initial['on']}", "kind": "jimpitan", "unit": "rp"}
    sums = {"h0": "500", "h1": "1000"}
    assert head.post(at("evening", members), typed | sums).status_code == 302
    assert [row.amount for row in all_of(Entry)] == [500, 1000]
    assert "Rp1.500" in member.get(at("money", members)).content.decode()
    assert "RT 1" not in member.get(at("money", members)).content.decode()
    again = head.get(at("evening", members))
    assert [again.context["form"][f"h{n}"].value() for n in (0, 1)] == [0, 0]
    assert "Sudah dicatat." in again.content.decode()
    nothing = head.post(at("evening", members), typed | {"h0": "0", "h1": ""})
    assert nothing.status_code == 422


def test_a_member_sees_the_line_of_their_own_house_alone(members: Town) -> None:
    head, member = signed_in(members.marni), signed_in(members.sahat)
    for label in ("RT 1 nomor 3", "RT 1 nomor 4"):
        head.post(at("house", members), {"label": label})
    form = head.get(at("dweller", members)).context["form"]
    names = {label: one for one, label in form.fields["member_id"].choices}
    houses = [one for one, _ in form.fields["house_id"].choices]
    lives = {"member_id": names["Sahat"], "house_id": houses[0]}
    assert head.post(at("dweller", members), lives).status_code == 302
    on = str(head.get(at("entry", members)).context["form"].initial["on"])
    for house, amount in zip(houses, ("700", "9000"), strict=True):
        typed = {"kind": "saving", "unit": "rp", "on": on}
        typed |= {"house_id": house, "amount": amount}
        assert head.post(at("entry", members), typed).status_code == 302
    page = member.get(at("money", members)).content.decode()
    assert "Rp700" in page
    assert "Rp9.000" not in page
    assert "Rp9.700" in page
    assert "Rp9.000" in head.get(at("till", members)).content.decode()


def test_a_slip_is_taken_back_and_too_much_is_not_spent(members: Town) -> None:
    head = signed_in(members.marni)
    on = str(head.get(at("entry", members)).context["form"].initial["on"])
    gift = {"kind": "gift", "unit": "rp", "on": on, "amount": "50000"}
    assert head.post(at("entry", members), gift).status_code == 302
    spent = gift | {"kind": "spent", "amount": "60000", "purpose": "Lampu pos"}
    answer = head.post(at("entry", members), spent)
    assert answer.status_code == 422
    assert 'value="60000"' in answer.content.decode()
    (entry,) = all_of(Entry)
    take_back = at("reverse_entry", members, entry.pk)
    assert head.post(take_back).status_code == 302
    assert head.post(take_back).status_code == 409
    page = head.get(at("till", members)).content.decode()
    assert "Rp50.000" in page
    assert "dibatalkan" in page


@pytest.mark.parametrize(
    "name", ["logbook", "guests", "money", "till", "evening", "entry", "house"]
)
def test_the_police_and_other_posts_find_no_book(members: Town, name: str) -> None:
    for account in (members.rina, members.bonar, members.tiur):
        assert signed_in(account).get(at(name, members)).status_code == 403
    assert signed_in(members.dame).get(at(name, members)).status_code in (403, 404)
    assert Client().get(at(name, members)).status_code == 302


@pytest.mark.parametrize("name", ["till", "evening", "entry", "house", "dweller"])
def test_the_book_of_the_box_is_for_who_keeps_it(members: Town, name: str) -> None:
    assert signed_in(members.sahat).get(at(name, members)).status_code == 403


def test_a_day_that_is_none_is_not_found(members: Town) -> None:
    for name, day in (("logbook", "malam"), ("guests", "hari")):
        answer = signed_in(members.sahat).get(at(name, members) + f"?{day}=2027-13-01")
        assert answer.status_code == 404
