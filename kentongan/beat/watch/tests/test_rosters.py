"""Rosters, turns and swaps: each act with its refusal, and two who come at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Agreement, Post, Roster, Turn
from kentongan.beat.watch.rules.agreements import Exemption, NightRules
from kentongan.beat.watch.rules.rosters import (
    RosterState,
    Shortfall,
    TurnDraft,
    TurnKind,
    last_of,
    month_of,
    shortfalls,
)
from kentongan.beat.watch.selectors import rosters as selectors
from kentongan.beat.watch.tests.conftest import TOMORROW, Watch
from kentongan.ground.access import rls
from kentongan.ground.access.models import Account
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
    Overtaken,
)
from kentongan.ground.ledger.selectors import lines_about
from tests.cast import Town
from tests.make import NOON, TODAY, acts, at_once, make_resident, now

DAY = timedelta(days=1)
AUGUST = date(2026, 8, 1)


def outsiders(town: Town) -> list[Account]:
    return [town.rina, town.bonar, town.tiur, town.yosef, town.dame, town.nobody]


# Drafting and publishing


def test_a_draft_is_the_heads_and_a_published_roster_is_everybodys(
    watch: Watch,
) -> None:
    marni, sahat = now(watch.town.marni), now(watch.town.sahat)
    post = watch.town.melati.pk
    turns = [TurnDraft(AUGUST, watch.members["sahat"].pk)]
    draft = services.draft_roster(
        post, date(2026, 8, 17), turns, fairness={"spread": 1}, by=marni, at=NOON
    )

    assert selectors.roster(marni, post, AUGUST).fairness == {"spread": 1}
    assert selectors.turns_on([post], AUGUST) == {}
    with pytest.raises(NotFound):
        selectors.roster(sahat, post, AUGUST)

    services.publish(draft.pk, by=marni, at=NOON)
    services.publish(draft.pk, by=marni, at=NOON + DAY)

    page = selectors.roster(sahat, post, AUGUST)
    assert (page.state, page.taken) == (
        RosterState.PUBLISHED,
        {watch.members["sahat"].pk: 1},
    )
    assert [one.member_id for one in selectors.turns_on([post], AUGUST)[post]] == [
        watch.members["sahat"].pk
    ]
    assert acts("roster", draft.pk) == ["roster.drafted", "roster.published"]


def test_a_draft_is_written_anew_and_a_published_one_is_not(watch: Watch) -> None:
    marni, post = now(watch.town.marni), watch.town.melati.pk
    for name in ("sahat", "parlin"):
        turns = [TurnDraft(AUGUST, watch.members[name].pk)]
        draft = services.draft_roster(post, AUGUST, turns, by=marni, at=NOON)

    page = selectors.roster(marni, post, AUGUST)
    assert (page.version, set(page.taken)) == (2, {watch.members["parlin"].pk})
    services.publish(draft.pk, by=marni, at=NOON)
    with pytest.raises(Overtaken):
        services.draft_roster(post, AUGUST, turns, by=marni, at=NOON)


def test_a_draft_holds_members_on_nights_of_its_month_once(watch: Watch) -> None:
    marni, post = now(watch.town.marni), watch.town.melati.pk
    sahat = watch.members["sahat"].pk
    wrong: list[list[TurnDraft]] = [
        [],
        [TurnDraft(AUGUST, uuid4())],
        [TurnDraft(TODAY, sahat)],
        [TurnDraft(AUGUST, sahat), TurnDraft(AUGUST, sahat)],
    ]
    for turns in wrong:
        with pytest.raises(Invalid):
            services.draft_roster(post, AUGUST, turns, by=marni, at=NOON)
    services.agree(
        post, NightRules(weekdays=frozenset({0})), by=marni, at=NOON, from_date=AUGUST
    )
    with pytest.raises(Invalid) as refusal:
        turns = [TurnDraft(AUGUST, sahat), TurnDraft(AUGUST + 2 * DAY, sahat)]
        services.draft_roster(post, AUGUST, turns, by=marni, at=NOON)
    assert set(refusal.value.problems) == {"2026-08-01"}


def test_nobody_else_drafts_publishes_or_looks(watch: Watch) -> None:
    town, post = watch.town, watch.town.melati.pk
    marni = now(town.marni)
    turns = [TurnDraft(AUGUST, watch.members["sahat"].pk)]
    draft = services.draft_roster(post, AUGUST, turns, by=marni, at=NOON)

    for who in (town.sahat, *outsiders(town)):
        by = now(who)
        with pytest.raises((NotAllowed, NotFound)):
            services.draft_roster(post, AUGUST, turns, by=by, at=NOON)
        with pytest.raises((NotAllowed, NotFound)):
            services.publish(draft.pk, by=by, at=NOON)
    for who in outsiders(town):
        for look in (
            lambda by: selectors.roster(by, post, TODAY),
            lambda by: selectors.my_turns(by, post, TODAY),
            lambda by: selectors.open_offers(by, post, TODAY),
            lambda by: selectors.turn_counts(by, post, TODAY, TOMORROW),
        ):
            with pytest.raises(NotFound):
                look(now(who))
    assert Roster.objects.everywhere(because="test").get(pk=draft.pk).state == "draft"


def test_who_left_since_is_not_published(watch: Watch) -> None:
    marni, post = now(watch.town.marni), watch.town.melati.pk
    turns = [TurnDraft(AUGUST, watch.members["parlin"].pk)]
    draft = services.draft_roster(post, AUGUST, turns, by=marni, at=NOON)
    services.end_member(watch.members["parlin"].pk, by=marni, at=NOON)

    with pytest.raises(Overtaken):
        services.publish(draft.pk, by=marni, at=NOON)

    page = selectors.roster(marni, post, TODAY)
    assert [t.has_left for t in page.turns].count(True) == 1
    assert page.gaps[TODAY] == {Shortfall.TOO_FEW}
    assert selectors.head_counts([post], TODAY, TODAY)[post] == {TODAY: 1}


@pytest.mark.django_db(transaction=True)
def test_of_two_first_drafts_at_once_one_whole_draft_stays(watch: Watch) -> None:
    marni, post = now(watch.town.marni), watch.town.melati.pk

    def draft(names: tuple[str, ...]) -> Callable[[], object]:
        turns = [
            TurnDraft(AUGUST + n * DAY, watch.members[name].pk)
            for n, name in enumerate(names)
        ]
        return lambda: services.draft_roster(post, AUGUST, turns, by=marni, at=NOON)

    results = at_once(draft(("sahat", "parlin")), draft(("tumpal", "marni")))

    assert results in (["done", "overtaken"], ["done", "done"])
    page = selectors.roster(marni, post, AUGUST)
    names = {n for n, m in watch.members.items() if m.pk in page.taken}
    assert names in ({"sahat", "parlin"}, {"tumpal", "marni"})


# What the police see


def test_the_police_see_how_many_and_never_who(watch: Watch) -> None:
    post = watch.town.melati.pk

    for who in (watch.town.rina, watch.town.tiur):
        with transaction.atomic():
            rls.enter(now(who))
            with connection.cursor() as cursor:
                cursor.execute(f"set local role {rls.APP}")
            counts = selectors.head_counts([post], TODAY, TOMORROW)
            assert counts == {post: {TODAY: 2, TOMORROW: 2}}
            for model in (Turn, Roster, Agreement):
                assert not model.objects.everywhere(because="test").exists()
            assert Post.objects.everywhere(because="test").exists()
            with connection.cursor() as cursor:
                cursor.execute("reset role")
        with pytest.raises(NotAllowed):
            services.open_names(post, by=now(who), at=NOON)


def test_members_see_each_others_names_and_a_line_says_so(watch: Watch) -> None:
    town, post = watch.town, watch.town.melati.pk

    names = services.open_names(post, by=now(town.sahat), at=NOON)

    assert set(names.values()) == {"Marni", "Sahat", "Tumpal", "Parlin"}
    first = min(member.pk for member in watch.members.values())
    assert lines_about(f"member:{first}").filter(act="seal.opened").count() == 1
    for who in (town.dame, town.yosef, town.nobody):
        with pytest.raises(NotFound):
            services.open_names(post, by=now(who), at=NOON)


# One's own turns


def test_a_member_sees_the_own_nights_with_their_hours(watch: Watch) -> None:
    (mine,) = selectors.my_turns(now(watch.town.sahat), watch.town.melati.pk, TODAY)

    assert (mine.night, mine.kind, mine.is_offered) == (TODAY, TurnKind.DUTY, False)
    assert mine.hours is not None
    assert [f"{moment:%d %H:%M}" for moment in mine.hours] == ["22 22:00", "23 04:00"]
    later = selectors.my_turns(now(watch.town.sahat), watch.town.melati.pk, TOMORROW)
    assert later == []
    counts = selectors.turn_counts(
        now(watch.town.sahat), watch.town.melati.pk, TODAY, TODAY
    )
    assert counts == {watch.members[n].pk: 1 for n in ("sahat", "parlin")}


def test_an_ill_member_gives_the_turn_back_and_another_stands_in(
    watch: Watch,
) -> None:
    turn = watch.turn("sahat")
    services.fall_ill(turn.pk, by=now(watch.town.sahat), at=NOON)
    services.fall_ill(turn.pk, by=now(watch.town.sahat), at=NOON)
    assert watch.on(TODAY) == {"parlin"}

    services.replace_turn(
        turn.pk, watch.members["tumpal"].pk, by=now(watch.town.marni), at=NOON
    )

    page = selectors.roster(now(watch.tumpal), watch.town.melati.pk, TODAY)
    (made,) = [t for t in page.turns if t.kind is TurnKind.SUBSTITUTE]
    assert (made.night, made.member_id, made.instead_of) == (
        TODAY,
        watch.members["tumpal"].pk,
        watch.members["sahat"].pk,
    )
    assert acts("turn", turn.pk) == ["turn.withdrawn", "turn.replaced"]
    with pytest.raises(Overtaken):
        services.replace_turn(
            turn.pk, watch.members["marni"].pk, by=now(watch.town.marni), at=NOON
        )


def test_nobody_gives_back_or_fills_somebody_elses_turn(watch: Watch) -> None:
    turn, tumpal = watch.turn("sahat"), watch.members["tumpal"].pk

    with pytest.raises(NotAllowed):
        services.fall_ill(turn.pk, by=now(watch.tumpal), at=NOON)
    with pytest.raises(NotAllowed):
        services.replace_turn(turn.pk, tumpal, by=now(watch.town.sahat), at=NOON)
    for who in outsiders(watch.town):
        with pytest.raises(NotFound):
            services.fall_ill(turn.pk, by=now(who), at=NOON)
        with pytest.raises(NotFound):
            services.replace_turn(turn.pk, tumpal, by=now(who), at=NOON)
    assert watch.on(TODAY) == {"sahat", "parlin"}


def test_a_night_that_is_over_stays_as_it_was(watch: Watch) -> None:
    turn, morning = watch.turn("sahat"), NOON + timedelta(hours=16)
    marni, sahat = now(watch.town.marni), now(watch.town.sahat)

    with pytest.raises(Invalid):
        services.fall_ill(turn.pk, by=sahat, at=morning)
    with pytest.raises(Invalid):
        services.offer_swap(turn.pk, by=sahat, at=morning)
    with pytest.raises(Invalid):
        services.replace_turn(turn.pk, watch.members["tumpal"].pk, by=marni, at=morning)
    services.fall_ill(turn.pk, by=sahat, at=morning - timedelta(minutes=1))


def test_who_is_on_duty_exempt_or_to_stay_apart_does_not_stand_in(
    watch: Watch,
) -> None:
    town, ids = watch.town, {name: m.pk for name, m in watch.members.items()}
    marni, turn = now(town.marni), watch.turn("sahat")
    rules = NightRules(
        exempt={ids["marni"]: Exemption.AGREED}, apart=((ids["tumpal"], ids["parlin"]),)
    )
    services.agree(town.melati.pk, rules, by=marni, at=NOON)

    for name in ("parlin", "marni", "tumpal"):
        with pytest.raises(Conflicting):
            services.replace_turn(turn.pk, ids[name], by=marni, at=NOON)
    with pytest.raises(NotFound):
        services.replace_turn(turn.pk, uuid4(), by=marni, at=NOON)
    strict = replace(rules, substitutes=False)
    services.agree(town.melati.pk, strict, by=marni, at=NOON)
    with pytest.raises(NotAllowed):
        services.replace_turn(turn.pk, ids["tumpal"], by=marni, at=NOON)


# Swaps


def test_two_members_swap_their_nights(watch: Watch) -> None:
    offer = services.offer_swap(
        watch.turn("sahat").pk,
        to=watch.members["tumpal"].pk,
        in_return=watch.turn("tumpal", TOMORROW).pk,
        by=now(watch.town.sahat),
        at=NOON,
    )
    (seen,) = selectors.open_offers(now(watch.tumpal), watch.town.melati.pk, TODAY)
    assert (seen.night, seen.return_night) == (TODAY, TOMORROW)

    services.accept_swap(offer.pk, by=now(watch.tumpal), at=NOON)

    assert watch.on(TODAY) == {"tumpal", "parlin"}
    assert watch.on(TOMORROW) == {"sahat", "marni"}
    assert acts("turn", offer.turn_id) == ["turn.offered", "turn.swapped"]
    assert selectors.open_offers(now(watch.tumpal), watch.town.melati.pk, TODAY) == []


def test_a_turn_without_a_return_is_taken_over(watch: Watch) -> None:
    offer = services.offer_swap(
        watch.turn("sahat").pk, by=now(watch.town.sahat), at=NOON
    )

    services.accept_swap(offer.pk, by=now(watch.tumpal), at=NOON)

    assert watch.on(TODAY) == {"tumpal", "parlin"}
    assert watch.on(TOMORROW) == {"tumpal", "marni"}


def test_the_head_speaks_for_a_member_without_an_account_alone(watch: Watch) -> None:
    marni, parlin = now(watch.town.marni), watch.turn("parlin")
    with pytest.raises(NotAllowed):
        services.offer_swap(watch.turn("sahat").pk, by=marni, at=NOON)
    with pytest.raises(NotAllowed):
        services.offer_swap(parlin.pk, by=now(watch.town.sahat), at=NOON)

    offer = services.offer_swap(
        parlin.pk, to=watch.members["tumpal"].pk, by=marni, at=NOON
    )
    with pytest.raises(NotAllowed):
        services.accept_swap(offer.pk, by=marni, at=NOON)
    services.accept_swap(offer.pk, by=now(watch.tumpal), at=NOON)

    assert watch.on(TODAY) == {"sahat", "tumpal"}


def test_an_offer_is_answered_by_whom_it_was_made_to(watch: Watch) -> None:
    offer = services.offer_swap(
        watch.turn("sahat").pk,
        to=watch.members["tumpal"].pk,
        by=now(watch.town.sahat),
        at=NOON,
    )
    siti = make_resident("Siti", watch.town.melati)

    for who in (watch.town.sahat, siti):
        with pytest.raises(NotAllowed):
            services.accept_swap(offer.pk, by=now(who), at=NOON)
    with pytest.raises(NotAllowed):
        services.decline_swap(offer.pk, by=now(siti), at=NOON)
    for who in outsiders(watch.town):
        with pytest.raises(NotFound):
            services.accept_swap(offer.pk, by=now(who), at=NOON)
        with pytest.raises(NotFound):
            services.decline_swap(offer.pk, by=now(who), at=NOON)
    services.decline_swap(offer.pk, by=now(watch.tumpal), at=NOON)
    services.decline_swap(offer.pk, by=now(watch.town.sahat), at=NOON)
    with pytest.raises(Overtaken):
        services.accept_swap(offer.pk, by=now(watch.tumpal), at=NOON)
    assert watch.on(TODAY) == {"sahat", "parlin"}


def test_an_offer_open_to_all_is_taken_by_a_member_of_the_post(watch: Watch) -> None:
    sahat = now(watch.town.sahat)
    offer = services.offer_swap(watch.turn("sahat").pk, by=sahat, at=NOON)
    siti = make_resident("Siti", watch.town.melati)

    with pytest.raises(NotAllowed):
        services.accept_swap(offer.pk, by=now(siti), at=NOON)
    with pytest.raises(NotAllowed):
        services.accept_swap(offer.pk, by=sahat, at=NOON)
    with pytest.raises(Conflicting):
        services.offer_swap(watch.turn("sahat").pk, by=sahat, at=NOON)
    services.accept_swap(offer.pk, by=now(watch.tumpal), at=NOON)
    with pytest.raises(Overtaken):
        services.accept_swap(offer.pk, by=now(watch.town.marni), at=NOON)
    with pytest.raises(Overtaken):
        services.decline_swap(offer.pk, by=sahat, at=NOON)


def test_offers_that_cannot_be_are_refused(watch: Watch) -> None:
    sahat, ids = now(watch.town.sahat), watch.members
    turn = watch.turn("sahat")

    def offer(**how: UUID) -> None:
        services.offer_swap(turn.pk, by=sahat, at=NOON, **how)

    with pytest.raises(Invalid):
        offer(to=ids["sahat"].pk)
    with pytest.raises(NotFound):
        offer(to=uuid4())
    with pytest.raises(Conflicting):
        offer(to=ids["parlin"].pk)
    with pytest.raises(Invalid):
        offer(in_return=watch.turn("tumpal", TOMORROW).pk)
    with pytest.raises(Invalid):
        offer(to=ids["tumpal"].pk, in_return=watch.turn("marni", TOMORROW).pk)
    services.agree(
        watch.town.melati.pk, NightRules(swaps=False), by=now(watch.town.marni), at=NOON
    )
    with pytest.raises(NotAllowed):
        offer(to=ids["tumpal"].pk)


def test_what_was_given_back_is_no_longer_on_offer(watch: Watch) -> None:
    sahat, turn = now(watch.town.sahat), watch.turn("sahat")
    offer = services.offer_swap(turn.pk, by=sahat, at=NOON)
    services.fall_ill(turn.pk, by=sahat, at=NOON)

    with pytest.raises(Overtaken):
        services.accept_swap(offer.pk, by=now(watch.tumpal), at=NOON)
    with pytest.raises(Overtaken):
        services.offer_swap(turn.pk, by=sahat, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_one_swap_one_is_told_so(watch: Watch) -> None:
    offer = services.offer_swap(
        watch.turn("sahat").pk, by=now(watch.town.sahat), at=NOON
    )
    tumpal, marni = now(watch.tumpal), now(watch.town.marni)

    results = at_once(
        lambda: services.accept_swap(offer.pk, by=tumpal, at=NOON),
        lambda: services.accept_swap(offer.pk, by=marni, at=NOON),
    )

    assert results == ["done", "overtaken"]
    assert watch.on(TODAY) in ({"tumpal", "parlin"}, {"marni", "parlin"})
    assert acts("turn", offer.turn_id).count("turn.swapped") == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_offers_that_cross_one_is_taken_and_nobody_waits(
    watch: Watch,
) -> None:
    mine, theirs = watch.turn("sahat"), watch.turn("tumpal", TOMORROW)
    sahat, tumpal = now(watch.town.sahat), now(watch.tumpal)
    ids = watch.members
    one = services.offer_swap(
        mine.pk, to=ids["tumpal"].pk, in_return=theirs.pk, by=sahat, at=NOON
    )
    other = services.offer_swap(
        theirs.pk, to=ids["sahat"].pk, in_return=mine.pk, by=tumpal, at=NOON
    )

    results = at_once(
        lambda: services.accept_swap(one.pk, by=tumpal, at=NOON),
        lambda: services.accept_swap(other.pk, by=sahat, at=NOON),
    )

    assert results == ["done", "overtaken"]
    assert watch.on(TODAY) == {"tumpal", "parlin"}
    assert watch.on(TOMORROW) == {"sahat", "marni"}


@pytest.mark.django_db(transaction=True)
def test_a_turn_taken_by_swap_and_filled_by_the_head_is_filled_once(
    watch: Watch,
) -> None:
    turn = watch.turn("sahat")
    offer = services.offer_swap(turn.pk, by=now(watch.town.sahat), at=NOON)
    tumpal, marni = now(watch.tumpal), now(watch.town.marni)

    results = at_once(
        lambda: services.accept_swap(offer.pk, by=tumpal, at=NOON),
        lambda: services.replace_turn(
            turn.pk, watch.members["marni"].pk, by=marni, at=NOON
        ),
    )

    assert results == ["done", "overtaken"]
    assert len(watch.on(TODAY)) == 2


# What a roster falls short of

PEOPLE = [UUID(int=n) for n in range(1, 7)]
PLANS = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(PEOPLE)), unique=True, max_size=30
)


@given(PLANS, st.integers(0, 4), st.integers(1, 4))
def test_shortfalls_are_what_counting_by_hand_finds(
    plan: list[tuple[int, UUID]], gap: int, heads: int
) -> None:
    rules = NightRules(gap_nights=gap, members_per_shift=heads)
    turns = [TurnDraft(AUGUST + n * DAY, who) for n, who in plan]

    found = shortfalls(rules, AUGUST, AUGUST + 9 * DAY, turns)

    for n in range(10):
        night = AUGUST + n * DAY
        there = {who for day, who in plan if day == n}
        soon = any(who in there and 0 < n - day <= gap for day, who in plan if day < n)
        codes = found.get(night, frozenset())
        assert (Shortfall.TOO_FEW in codes) == (len(there) < heads)
        assert (Shortfall.TOO_SOON in codes) == soon


def test_pairs_exemptions_and_experience_are_counted() -> None:
    one, two, three, *_others = PEOPLE
    rules = NightRules(
        members_per_shift=1,
        together=((one, two),),
        apart=((two, three),),
        needs_experienced=True,
        experienced=frozenset({three}),
        exempt={one: Exemption.AGE},
    )

    def short(*people: UUID) -> frozenset[Shortfall]:
        turns = [TurnDraft(AUGUST, who) for who in people]
        return shortfalls(rules, AUGUST, AUGUST, turns).get(AUGUST, frozenset())

    assert short(three) == frozenset()
    assert short(two, three) == {Shortfall.APART, Shortfall.NOT_TOGETHER}
    assert short(one, two) == {Shortfall.EXEMPT, Shortfall.NO_EXPERIENCED}


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_every_day_is_in_its_month(day: date) -> None:
    assert month_of(day) <= day <= last_of(month_of(day))
    assert (last_of(month_of(day)) + DAY).day == 1
