"""What residents agree: nights across midnight, months, zones and market weeks."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Agreement, Member
from kentongan.beat.watch.rules.agreements import (
    LONGEST,
    READY_MADE,
    Contribution,
    ContributionKind,
    Exemption,
    NightRules,
    Pasaran,
    RuleFault,
    Season,
    hours,
    is_held_on,
    nights_between,
    pasaran_of,
    rule_faults,
)
from kentongan.beat.watch.rules.posts import MemberDraft
from kentongan.beat.watch.rules.stored_agreements import from_json, to_json
from kentongan.beat.watch.selectors import rosters as selectors
from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound
from kentongan.ground.basics.zones import Zone, night_of
from tests.cast import Town
from tests.make import NOON, TODAY, acts, at_once, now

DAY = timedelta(days=1)
RULES = NightRules()
WEDNESDAY = 2
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 30))
PLACES = {Zone.WIB: "12.18.04", Zone.WITA: "73.71.01", Zone.WIT: "91.05.01"}


# The market week

KNOWN = {
    date(1945, 8, 17): Pasaran.LEGI,
    date(1901, 6, 6): Pasaran.PON,
    date(1921, 6, 8): Pasaran.KLIWON,
    date(1900, 1, 1): Pasaran.PAHING,
}
"""Days whose weton is written in books."""


@pytest.mark.parametrize("day", KNOWN)
def test_market_days_are_those_of_the_books(day: date) -> None:
    assert pasaran_of(day) is KNOWN[day]


@given(DAYS)
def test_five_days_in_a_row_are_the_five_market_days_in_their_order(day: date) -> None:
    week = [pasaran_of(day + n * DAY) for n in range(5)]
    begin = week.index(Pasaran.LEGI)
    assert week[begin:] + week[:begin] == list(Pasaran)
    assert pasaran_of(day + 5 * DAY) is week[0]
    assert (pasaran_of(day + 35 * DAY), (day + 35 * DAY).weekday()) == (
        week[0],
        day.weekday(),
    )


@given(DAYS, st.sets(st.integers(0, 6)), st.sets(st.sampled_from(list(Pasaran))))
def test_a_night_is_held_by_its_weekday_or_its_market_day(
    day: date, weekdays: set[int], markets: set[Pasaran]
) -> None:
    rules = replace(RULES, weekdays=frozenset(weekdays), pasaran=frozenset(markets))

    assert is_held_on(rules, day) == (
        day.weekday() in weekdays or pasaran_of(day) in markets
    )
    assert not is_held_on(replace(rules, no_watch=frozenset({day})), day)


def test_nights_of_a_month_are_those_held_from_its_first_to_its_last() -> None:
    saturdays = replace(RULES, weekdays=frozenset({5}))

    nights = nights_between(saturdays, date(2026, 2, 1), date(2026, 2, 28))

    assert [night.day for night in nights] == [7, 14, 21, 28]


# Hours

CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@given(DAYS, CLOCKS, CLOCKS, st.sampled_from(list(Zone)))
def test_a_night_that_may_be_lies_in_order_between_two_noons(
    day: date, begins: time, ends: time, zone: Zone
) -> None:
    rules = replace(RULES, begins=begins, ends=ends)
    if "begins" in rule_faults(rules, frozenset()):
        return

    first, last = hours(rules, day, zone)

    noon = datetime.combine(day, time(12), tzinfo=zone.info)
    assert noon <= first < last <= noon + DAY
    assert last - first <= LONGEST
    assert (first.timetz().replace(tzinfo=None), last.time()) == (begins, ends)
    assert night_of(first, PLACES[zone]) == day
    assert night_of(last - timedelta(minutes=1), PLACES[zone]) == day


@given(DAYS, st.sampled_from(list(Zone)))
def test_a_night_across_midnight_is_as_long_at_every_month_end(
    day: date, zone: Zone
) -> None:
    first, last = hours(RULES, day, zone)
    after, _ = hours(RULES, day + DAY, zone)

    assert (first.date(), last.date()) == (day, day + DAY)
    assert (last - first, after - first) == (timedelta(hours=6), DAY)


def test_the_same_wall_clock_is_an_hour_earlier_in_each_zone_to_the_east() -> None:
    begins = [hours(RULES, TODAY, zone)[0] for zone in (Zone.WIB, Zone.WITA, Zone.WIT)]

    assert begins[0] - begins[1] == begins[1] - begins[2] == timedelta(hours=1)


def test_a_season_has_its_own_hours_and_the_days_around_it_have_not() -> None:
    season = Season(date(2026, 2, 18), date(2026, 3, 19), time(0, 30), time(4))
    rules = replace(RULES, seasons=(season,))

    def clock(day: date) -> str:
        return hours(rules, day, Zone.WIB)[0].isoformat()

    assert clock(date(2026, 2, 17)) == "2026-02-17T22:00:00+07:00"
    assert clock(date(2026, 2, 18)) == "2026-02-19T00:30:00+07:00"
    assert clock(date(2026, 3, 19)) == "2026-03-20T00:30:00+07:00"
    assert clock(date(2026, 3, 20)) == "2026-03-20T22:00:00+07:00"


# What can be wrong


@pytest.mark.parametrize("ready", READY_MADE, ids=lambda ready: ready.code)
def test_what_is_ready_made_is_in_order_and_names_nobody(ready: object) -> None:
    rules = ready.rules  # type: ignore[attr-defined]

    assert rule_faults(rules, frozenset()) == {}
    assert (rules.exempt, rules.experienced) == ({}, frozenset())


SIMPLE = uuid4()
OTHER = uuid4()
WRONG: dict[str, list[tuple[Any, RuleFault]]] = {
    "weekdays": [
        (frozenset(), RuleFault.NEVER_HELD),
        (frozenset({7}), RuleFault.BAD_WEEKDAY),
    ],
    "begins": [(time(4), RuleFault.BAD_HOURS)],
    "seasons": [
        (
            (Season(TODAY, TODAY - DAY, time(22), time(4)),),
            RuleFault.BAD_SEASON,
        )
    ],
    "members_per_shift": [(0, RuleFault.BAD_COUNT), (31, RuleFault.BAD_COUNT)],
    "rounds": [(-1, RuleFault.BAD_COUNT)],
    "gap_nights": [(31, RuleFault.BAD_COUNT)],
    "experienced": [(frozenset({uuid4()}), RuleFault.NOT_A_MEMBER)],
    "exempt": [({uuid4(): Exemption.AGE}, RuleFault.NOT_A_MEMBER)],
    "apart": [(((SIMPLE, SIMPLE),), RuleFault.BAD_PAIR)],
    "together": [
        (((SIMPLE, SIMPLE),), RuleFault.BAD_PAIR),
        (((SIMPLE, uuid4()),), RuleFault.NOT_A_MEMBER),
    ],
    "no_watch": [(frozenset(TODAY + n * DAY for n in range(121)), RuleFault.TOO_MANY)],
    "fine": [
        (Contribution(ContributionKind.MONEY, 0), RuleFault.BAD_AMOUNT),
        (Contribution(ContributionKind.IN_KIND, 500), RuleFault.BAD_AMOUNT),
    ],
    "jimpitan": [
        (Contribution(ContributionKind.IN_KIND, 0, "x" * 81), RuleFault.TOO_LONG)
    ],
}


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [(name, *case) for name, cases in WRONG.items() for case in cases],
)
def test_what_cannot_be_is_named_by_its_field(
    name: str, value: Any, fault: RuleFault
) -> None:
    rules = replace(RULES, **{name: value})

    assert rule_faults(rules, frozenset({SIMPLE, OTHER})) == {name: fault}


def test_two_are_not_both_together_and_apart() -> None:
    rules = replace(RULES, together=((SIMPLE, OTHER),), apart=((OTHER, SIMPLE),))

    assert rule_faults(rules, frozenset({SIMPLE, OTHER})) == {
        "apart": RuleFault.BAD_PAIR
    }


FULL = NightRules(
    weekdays=frozenset({1, 4}),
    pasaran=frozenset({Pasaran.KLIWON, Pasaran.LEGI}),
    begins=time(22, 30),
    seasons=(Season(TODAY, TODAY + DAY, time(0, 30), time(3)),),
    together=((SIMPLE, OTHER),),
    apart=((OTHER, uuid4()),),
    needs_experienced=True,
    experienced=frozenset({SIMPLE}),
    exempt={OTHER: Exemption.NIGHT_WORK},
    no_watch=frozenset({TODAY}),
    holidays=frozenset({TODAY + DAY}),
    jimpitan=Contribution(ContributionKind.IN_KIND, 0, "secangkir beras"),
    fine=Contribution(ContributionKind.MONEY, 20_000),
    swaps=False,
)


@pytest.mark.parametrize("rules", [RULES, FULL, *(one.rules for one in READY_MADE)])
def test_an_agreement_is_read_as_it_was_written(rules: NightRules) -> None:
    assert from_json(to_json(rules)) == rules


def test_what_an_older_version_did_not_know_stays_as_it_begins() -> None:
    assert from_json({"rounds": 3, "unheard_of": 1}) == replace(RULES, rounds=3)


# Agreeing


def test_the_head_agrees_and_it_holds_from_tonight(town: Town) -> None:
    rules = replace(RULES, rounds=3)

    made = services.agree(town.melati.pk, rules, by=now(town.marni), at=NOON)

    assert (made.version, made.from_date) == (1, TODAY)
    assert selectors.agreement_on([town.melati.pk], TODAY) == {town.melati.pk: rules}
    assert selectors.agreement_on([town.melati.pk], TODAY - DAY) == {}
    sahat = now(town.sahat)
    assert selectors.agreement(sahat, town.melati.pk, TODAY) == rules
    assert acts("post", town.melati.pk) == ["post.registered", "agreement.made"]


def test_an_agreement_of_after_midnight_is_still_of_that_night(town: Town) -> None:
    past_midnight = NOON + timedelta(hours=14)

    made = services.agree(town.melati.pk, RULES, by=now(town.marni), at=past_midnight)

    assert made.from_date == TODAY


def test_a_later_version_holds_and_what_is_over_stays(town: Town) -> None:
    marni, post = now(town.marni), town.melati.pk
    services.agree(post, replace(RULES, rounds=1), by=marni, at=NOON)
    services.agree(
        post, replace(RULES, rounds=2), by=marni, at=NOON, from_date=TODAY + 3 * DAY
    )

    def rounds(day: date) -> int:
        return selectors.agreement_on([post], day)[post].rounds

    assert [rounds(TODAY + n * DAY) for n in (0, 2, 3, 9)] == [1, 1, 2, 2]
    with pytest.raises(Invalid):
        services.agree(post, RULES, by=marni, at=NOON, from_date=TODAY - DAY)


def test_nobody_else_agrees_for_the_residents(town: Town) -> None:
    post = town.melati.pk
    for who in (town.sahat, town.rina, town.bonar, town.tiur):
        with pytest.raises(NotAllowed):
            services.agree(post, RULES, by=now(who), at=NOON)
    for who in (town.dame, town.yosef, town.nobody):
        with pytest.raises(NotFound):
            services.agree(post, RULES, by=now(who), at=NOON)
    with pytest.raises(Invalid) as refusal:
        wrong = replace(RULES, members_per_shift=0)
        services.agree(post, wrong, by=now(town.marni), at=NOON)
    assert set(refusal.value.problems) == {"members_per_shift"}
    for who in (town.rina, town.tiur, town.dame):
        with pytest.raises(NotFound):
            selectors.agreement(now(who), post, TODAY)


def test_who_left_is_no_longer_named(town: Town) -> None:
    marni, post = now(town.marni), town.melati.pk
    one, other = (
        services.add_member(post, MemberDraft(name, is_adult=True), by=marni, at=NOON)
        for name in ("Sahat", "Tumpal")
    )
    rules = replace(
        RULES,
        apart=((one.pk, other.pk),),
        experienced=frozenset({one.pk, other.pk}),
        exempt={other.pk: Exemption.AGREED},
    )
    services.end_member(other.pk, by=marni, at=NOON)

    services.agree(post, rules, by=marni, at=NOON)

    kept = selectors.agreement_on([post], TODAY)[post]
    assert (kept.apart, dict(kept.exempt)) == ((), {})
    assert kept.experienced == {one.pk}
    stranger = Member.objects.get(pk=one.pk)
    with pytest.raises(Invalid):
        strange = replace(RULES, exempt={stranger.pk: Exemption.AGE})
        services.agree(town.dahlia.pk, strange, by=now(town.dame), at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_agree_at_once_one_is_told_so_or_both_count(town: Town) -> None:
    marni, post = now(town.marni), town.melati.pk

    results = at_once(
        lambda: services.agree(post, RULES, by=marni, at=NOON),
        lambda: services.agree(post, replace(RULES, rounds=3), by=marni, at=NOON),
    )

    versions = [one.version for one in selectors.agreements(post)]
    assert results in (["done", "done"], ["done", "overtaken"])
    assert versions == list(range(results.count("done"), 0, -1))


def test_an_agreement_is_never_changed(town: Town) -> None:
    services.agree(town.melati.pk, RULES, by=now(town.marni), at=NOON)

    with pytest.raises(DatabaseError), transaction.atomic():
        Agreement.objects.everywhere(because="test").update(version=7)
