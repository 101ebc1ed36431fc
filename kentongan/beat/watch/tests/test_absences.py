"""Nights kept free: told by the member, known to who plans, and forgotten."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.watch import jobs, services
from kentongan.beat.watch.models import Absence, Member
from kentongan.beat.watch.rules.absences import (
    LONGEST,
    MOST,
    AbsenceDraft,
    AbsenceFault,
    absence_faults,
    nights_of,
)
from kentongan.beat.watch.rules.posts import MemberDraft
from kentongan.beat.watch.selectors.absences import absences, kept_free
from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound, Refusal
from kentongan.ground.ledger.models import Line
from tests.cast import Town
from tests.make import NOON, TODAY, acts, at_once, now

DAY = timedelta(days=1)
WEEK = AbsenceDraft(TODAY + 3 * DAY, TODAY + 9 * DAY)
days = st.dates(date(2026, 1, 1), date(2027, 1, 1))


def joined(town: Town, name: str, account_id: object = None) -> Member:
    draft = MemberDraft(name, is_adult=True, account_id=account_id)  # type: ignore[arg-type]
    return services.add_member(town.melati.pk, draft, by=now(town.marni), at=NOON)


def all_absences() -> list[Absence]:
    return list(Absence.objects.everywhere(because="a test"))


@given(days, days, days)
def test_a_span_holds_both_its_ends_and_nothing_else(
    one: date, other: date, day: date
) -> None:
    first, last = sorted((one, other))
    assert nights_of([(first, last)], [day]) == (
        {day} if first <= day <= last else set()
    )


@pytest.mark.parametrize(
    ("draft", "known", "fault"),
    [
        (AbsenceDraft(TODAY, TODAY - DAY), 0, AbsenceFault.BAD_DATES),
        (AbsenceDraft(TODAY - 3 * DAY, TODAY - DAY), 0, AbsenceFault.OVER),
        (AbsenceDraft(TODAY, TODAY + LONGEST), 0, AbsenceFault.TOO_LONG),
        (WEEK, MOST, AbsenceFault.TOO_MANY),
        (WEEK, MOST - 1, None),
        (AbsenceDraft(TODAY - 3 * DAY, TODAY), 0, None),
        (AbsenceDraft(TODAY, TODAY + LONGEST - DAY), 0, None),
    ],
)
def test_dates_that_cannot_be_are_told(
    draft: AbsenceDraft, known: int, fault: AbsenceFault | None
) -> None:
    found = list(absence_faults(draft, TODAY, known).values())
    assert found == ([fault] if fault else [])


@pytest.mark.django_db
def test_a_member_says_so_and_who_plans_knows_it(town: Town) -> None:
    sahat, marni = now(town.sahat), now(town.marni)
    member = joined(town, "Sahat", town.sahat.pk)
    other = joined(town, "Lasma")
    post, nights = town.melati.pk, [TODAY + n * DAY for n in range(14)]
    services.tell_absence(member.pk, WEEK, by=sahat, at=NOON)
    wish = AbsenceDraft(TODAY, TODAY, is_firm=False)
    services.tell_absence(other.pk, wish, by=marni, at=NOON)

    assert kept_free(marni, post, nights, firm=True) == {
        member.pk: frozenset(nights[3:10])
    }
    assert kept_free(marni, post, nights, firm=False) == {other.pk: frozenset({TODAY})}
    assert [line.member_id for line in absences(sahat, post, TODAY)] == [member.pk]
    assert len(absences(marni, post, TODAY)) == 2
    with pytest.raises(NotFound):
        kept_free(sahat, post, nights, firm=True)


@pytest.mark.django_db
def test_nobody_speaks_for_a_member_who_can(town: Town) -> None:
    member, other = joined(town, "Sahat", town.sahat.pk), joined(town, "Lasma")
    with pytest.raises(NotAllowed):
        services.tell_absence(member.pk, WEEK, by=now(town.marni), at=NOON)
    with pytest.raises(NotAllowed):
        services.tell_absence(other.pk, WEEK, by=now(town.sahat), at=NOON)
    with pytest.raises(NotFound):
        services.tell_absence(uuid4(), WEEK, by=now(town.marni), at=NOON)
    for account in (town.rina, town.bonar, town.tiur, town.yosef, town.dame):
        with pytest.raises(Refusal):
            services.tell_absence(other.pk, WEEK, by=now(account), at=NOON)
        with pytest.raises(NotFound):
            absences(now(account), town.melati.pk, TODAY)
    over = AbsenceDraft(TODAY - 3 * DAY, TODAY - 2 * DAY)
    with pytest.raises(Invalid):
        services.tell_absence(other.pk, over, by=now(town.marni), at=NOON)
    assert all_absences() == []


@pytest.mark.django_db(transaction=True)
def test_saying_it_twice_at_once_is_saying_it_once(town: Town) -> None:
    member = joined(town, "Sahat", town.sahat.pk)

    def say() -> Absence:
        return services.tell_absence(member.pk, WEEK, by=now(town.sahat), at=NOON)

    assert at_once(say, say) == ["done", "done"]
    assert [row.pk for row in all_absences()] == [say().pk]


@pytest.mark.django_db
def test_it_is_taken_back_by_who_said_it(town: Town) -> None:
    member = joined(town, "Sahat", town.sahat.pk)
    told = services.tell_absence(member.pk, WEEK, by=now(town.sahat), at=NOON)
    for account in (town.marni, town.rina, town.dame):
        with pytest.raises(NotFound):
            services.take_absence_back(told.pk, by=now(account), at=NOON)
    services.take_absence_back(told.pk, by=now(town.sahat), at=NOON)
    with pytest.raises(NotFound):
        services.take_absence_back(told.pk, by=now(town.sahat), at=NOON)
    assert all_absences() == []
    post_acts = acts("post", town.melati.pk)
    assert post_acts.count("absence.taken_back") == 1


@pytest.mark.django_db
def test_the_ledger_knows_neither_whose_nor_when(town: Town) -> None:
    member = joined(town, "Sahat", town.sahat.pk)
    services.tell_absence(member.pk, WEEK, by=now(town.sahat), at=NOON)
    (line,) = Line.objects.everywhere(because="a test").filter(act="absence.told")
    assert line.facts == {}
    assert str(member.pk) not in line.subject


@pytest.mark.django_db
def test_what_is_over_for_a_week_is_forgotten_by_the_clock(town: Town) -> None:
    member = joined(town, "Sahat", town.sahat.pk)
    services.tell_absence(member.pk, WEEK, by=now(town.sahat), at=NOON)
    for days_after, left in ((7, 1), (8, 0)):
        moment = NOON + (WEEK.last - TODAY) + days_after * DAY
        jobs.forget_absences(int(moment.timestamp()))
        assert len(all_absences()) == left
