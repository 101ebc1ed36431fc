"""The guest book: written, opened for a day, told on a letter alone, forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.watch import jobs, services
from kentongan.beat.watch.models import Disclosure, Guest
from kentongan.beat.watch.rules.books import (
    GUESTS_KEPT,
    Ground,
    GuestDraft,
    WrittenRequest,
    guest_faults,
    is_forgotten,
)
from kentongan.beat.watch.selectors import books as selectors
from kentongan.ground.access import rls
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.models import Account
from kentongan.ground.basics.errors import Conflicting, Invalid, NotAllowed, NotFound
from kentongan.ground.ledger.models import Line
from tests.cast import Town
from tests.make import NOON, TODAY, acts, at_once, now

Act = Callable[[], object]
DAY = timedelta(days=1)
STAY = GuestDraft("Ucok", "Rumah nomor 4", TODAY, TODAY + 2 * DAY)
LETTER = WrittenRequest("Polsek Firdaus", "B/12/VII/2026", Ground.INVESTIGATION)


def outsiders(town: Town) -> list[Account]:
    return [town.rina, town.bonar, town.tiur, town.yosef, town.dame, town.nobody]


def write(town: Town, draft: GuestDraft = STAY) -> Guest:
    return services.write_guest(town.melati.pk, draft, by=now(town.sahat), at=NOON)


def test_who_keeps_watch_knows_who_sleeps_here_tonight(town: Town) -> None:
    guest = write(town)
    post, sahat = town.melati.pk, now(town.sahat)

    for day, there in ((-1, 0), (0, 1), (2, 1), (3, 0)):
        on = TODAY + day * DAY
        opened = services.open_guests(post, on, by=sahat, at=NOON)
        assert [one.name for one in opened] == ["Ucok"] * there
        assert len(selectors.guest_book(sahat, post, on).stays) == there
    (opened_now,) = services.open_guests(post, TODAY, by=sahat, at=NOON)
    assert (opened_now.house, opened_now.to_date) == ("Rumah nomor 4", STAY.to_date)
    assert acts("guest", guest.pk).count("guest.written") == 1
    assert acts("guest", guest.pk).count("seal.opened") == 2 * 3


def test_the_book_says_why_it_is_kept(town: Town) -> None:
    book = selectors.guest_book(now(town.sahat), town.melati.pk, TODAY)

    assert "30" in book.purpose
    assert book.stays == ()


def test_the_book_holds_a_name_a_house_and_dates_and_neither_can_be_read(
    town: Town,
) -> None:
    write(town)

    columns = {field.name for field in Guest._meta.concrete_fields}
    assert columns == {
        "id", "post", "name", "house", "from_date", "to_date", "written_at",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("select encode(name, 'escape'), house from watch_guest")
        name, house = cursor.fetchone()
    assert "Ucok" not in name
    assert b"Rumah" not in bytes(house)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(STAY, name=" "), "name"),
        (replace(STAY, name="x" * 121), "name"),
        (replace(STAY, house=""), "house"),
        (replace(STAY, to_date=TODAY - DAY), "to_date"),
        (replace(STAY, to_date=TODAY + 91 * DAY), "to_date"),
        (
            replace(STAY, from_date=date(2020, 1, 1), to_date=date(2020, 1, 2)),
            "to_date",
        ),
        (
            replace(STAY, from_date=date(2030, 1, 1), to_date=date(2030, 1, 2)),
            "to_date",
        ),
    ],
)
def test_what_cannot_be_is_refused(town: Town, wrong: GuestDraft, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        write(town, wrong)
    assert set(refusal.value.problems) == {field}


def attempts(post: UUID, guest: Guest, by: Principal) -> list[Act]:
    """What somebody who does not belong here might try."""
    return [
        lambda: services.write_guest(post, STAY, by=by, at=NOON),
        lambda: services.open_guests(post, TODAY, by=by, at=NOON),
        lambda: services.remove_guest(guest.pk, by=by, at=NOON),
        lambda: services.disclose_guest(guest.pk, LETTER, by=by, at=NOON),
        lambda: selectors.guest_book(by, post, TODAY),
        lambda: selectors.disclosures(by, post),
    ]


def test_no_office_writes_reads_or_removes_a_guest_whatever_its_rank(
    town: Town,
) -> None:
    guest, post = write(town), town.melati.pk
    for who in outsiders(town):
        by = now(who)
        for attempt in attempts(post, guest, by):
            with pytest.raises((NotAllowed, NotFound)):
                attempt()
        with transaction.atomic(), connection.cursor() as cursor:
            rls.enter(by)
            cursor.execute(f"set local role {rls.APP}")
            cursor.execute("select count(*) from watch_guest")
            assert cursor.fetchone() == (0,)
            cursor.execute("reset role")
    assert Guest.objects.everywhere(because="test").count() == 1
    assert not Disclosure.objects.everywhere(because="test").exists()


def test_a_guest_is_removed_by_the_head_and_by_nobody_else(town: Town) -> None:
    guest = write(town)
    with pytest.raises(NotAllowed):
        services.remove_guest(guest.pk, by=now(town.sahat), at=NOON)

    services.remove_guest(guest.pk, by=now(town.marni), at=NOON)

    assert acts("guest", guest.pk) == ["guest.written", "guest.removed"]
    with pytest.raises(NotFound):
        services.remove_guest(guest.pk, by=now(town.marni), at=NOON)


# Disclosure


def test_one_guest_is_told_on_a_letter_and_everybody_of_the_post_sees_that(
    town: Town,
) -> None:
    guest = write(town)
    write(town, replace(STAY, name="Butet"))

    told = services.disclose_guest(guest.pk, LETTER, by=now(town.marni), at=NOON)

    assert (told.name, told.house) == ("Ucok", "Rumah nomor 4")
    line = Line.objects.everywhere(because="test").get(act="guest.disclosed")
    assert (line.subject, line.actor_id) == (f"guest:{guest.pk}", town.marni.pk)
    assert line.facts["ground"] == "investigation"
    assert acts("guest", guest.pk).count("seal.opened") == 2
    for who in (town.marni, town.sahat):
        (seen,) = selectors.disclosures(now(who), town.melati.pk)
        assert (seen.guest_id, seen.letter) == (guest.pk, "B/12/VII/2026")
        assert (seen.asked_by, seen.ground) == ("Polsek Firdaus", Ground.INVESTIGATION)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(LETTER, letter=" "), "letter"),
        (replace(LETTER, letter="---"), "letter"),
        (replace(LETTER, asked_by=""), "asked_by"),
    ],
)
def test_without_a_letter_nobody_is_told(
    town: Town, wrong: WrittenRequest, field: str
) -> None:
    guest = write(town)
    with pytest.raises(Invalid) as refusal:
        services.disclose_guest(guest.pk, wrong, by=now(town.marni), at=NOON)
    assert set(refusal.value.problems) == {field}
    assert "guest.disclosed" not in acts("guest", guest.pk)


def test_one_letter_asks_for_one_guest_and_no_other(town: Town) -> None:
    guest, other = write(town), write(town, replace(STAY, name="Butet"))
    marni = now(town.marni)
    services.disclose_guest(guest.pk, LETTER, by=marni, at=NOON)

    for letter in ("B/12/VII/2026", " b-12 vii 2026 "):
        with pytest.raises(Conflicting):
            services.disclose_guest(
                other.pk, replace(LETTER, letter=letter), by=marni, at=NOON
            )
    assert "seal.opened" not in acts("guest", other.pk)
    with pytest.raises(NotAllowed):
        again = replace(LETTER, letter="B/13/VII/2026")
        services.disclose_guest(other.pk, again, by=now(town.sahat), at=NOON)
    with pytest.raises(NotFound):
        services.disclose_guest(uuid4(), LETTER, by=marni, at=NOON)


def test_a_disclosure_is_never_changed(town: Town) -> None:
    services.disclose_guest(write(town).pk, LETTER, by=now(town.marni), at=NOON)
    for change in (
        "update watch_disclosure set letter = 'x'",
        "delete from watch_disclosure",
    ):
        with (
            pytest.raises(DatabaseError, match="written once"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


@pytest.mark.django_db(transaction=True)
def test_of_two_guests_asked_for_by_one_letter_at_once_one_is_told(town: Town) -> None:
    guests = [write(town), write(town, replace(STAY, name="Butet"))]
    marni = now(town.marni)

    results = at_once(
        *(
            lambda one=one: services.disclose_guest(one.pk, LETTER, by=marni, at=NOON)
            for one in guests
        )
    )

    assert results == ["conflicting", "done"]


# Forgetting


def test_a_guest_is_forgotten_thirty_days_after_the_last_night(town: Town) -> None:
    guest = write(town)
    write(town, replace(STAY, to_date=STAY.to_date + DAY, name="Butet"))
    last = NOON + 2 * DAY + GUESTS_KEPT
    told = services.disclose_guest(guest.pk, LETTER, by=now(town.marni), at=NOON)

    assert services.forget_guests(at=last) == 0
    assert services.forget_guests(at=last + DAY) == 1
    assert services.forget_guests(at=last + DAY) == 0

    left = Guest.objects.everywhere(because="test").get()
    assert left.pk != guest.pk
    assert acts("guest", guest.pk)[-1] == "guest.forgotten"
    # That it was told stays; what was told does not.
    (seen,) = selectors.disclosures(now(town.marni), town.melati.pk)
    assert seen.guest_id == told.guest_id


def test_who_is_due_is_told_to_nobody_even_if_the_clock_comes_late(town: Town) -> None:
    guest = write(town)
    late = NOON + 3 * DAY + GUESTS_KEPT
    with pytest.raises(NotFound):
        services.disclose_guest(guest.pk, LETTER, by=now(town.marni, late), at=late)


def test_the_clock_forgets_by_itself(town: Town) -> None:
    write(town)

    jobs.forget_guests(int((NOON + 3 * DAY + GUESTS_KEPT).timestamp()))

    assert not Guest.objects.everywhere(because="test").exists()


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 90))
def test_what_may_be_written_is_not_forgotten_the_same_day(
    today: date, nights: int
) -> None:
    draft = GuestDraft("A", "B", today, today + nights * DAY)

    assert guest_faults(draft, today) == {}
    assert not is_forgotten(draft.to_date, draft.to_date + GUESTS_KEPT)
    assert is_forgotten(draft.to_date, draft.to_date + GUESTS_KEPT + DAY)


@pytest.mark.django_db(transaction=True)
def test_a_guest_who_is_sent_twice_is_written_once(town: Town) -> None:
    once = uuid4()

    def send(draft: GuestDraft = STAY) -> Guest:
        by = now(town.sahat)
        return services.write_guest(town.melati.pk, draft, by=by, at=NOON, once=once)

    assert at_once(send, send) == ["done", "done"]
    assert Guest.objects.everywhere(because="a test").count() == 1
    assert send(replace(STAY, name="Poltak")).pk != send().pk
    assert acts("guest", send().pk).count("guest.written") == 1


def test_whoever_is_due_to_be_forgotten_is_not_read_though_the_clock_is_late(
    town: Town,
) -> None:
    write(town)
    by, last = now(town.sahat), STAY.to_date
    for days, there in ((30, 1), (31, 0)):
        at = NOON + (last - TODAY) + days * DAY
        opened = services.open_guests(town.melati.pk, last, by=by, at=at)
        assert len(opened) == there
