"""A roster keeps every rule, is as even as can be, and is the same each time."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from kentongan.desk.planning.fairness import least_spread, spread
from kentongan.desk.planning.rosters import (
    Infeasible,
    OutOfTime,
    Plan,
    Request,
    Rule,
    plan,
    repair,
)
from tests.guards import tree

FIRST = date(2026, 12, 1)
PEOPLE = tuple(UUID(int=number) for number in range(1, 13))
SCIENCE = tree.SHARED / "fixtures/science.json"
EACH_OTHER = tuple(combinations(PEOPLE[:3], 2))


def nights(count: int) -> tuple[date, ...]:
    return tuple(FIRST + timedelta(days=day) for day in range(count))


def request(members: int = 12, days: int = 14, heads: int = 3, gap: int = 1) -> Request:
    days_ = nights(days)
    heavy = frozenset(day for day in days_ if day.weekday() in (4, 5))
    return Request(days_, PEOPLE[:members], heads, gap, heavy=heavy)


def made(asked: Request) -> Plan:
    found = plan(asked)
    assert isinstance(found, Plan)
    return found


def broken(asked: Request, found: Plan) -> list[str]:
    """Every rule that a roster does not keep."""
    on = {day: {one for d, one in found.turns if d == day} for day in asked.nights}
    wrong = [f"{day} has {len(on[day])}" for day in on if len(on[day]) != asked.heads]
    wrong += [
        f"{one} too soon"
        for day, one in found.turns
        for other, who in found.turns
        if one == who and 0 < (other - day).days <= asked.gap_nights
    ]
    wrong += [
        f"{pair} on {day}" for pair in asked.apart for day in on if set(pair) <= on[day]
    ]
    if asked.experienced:
        wrong += [
            f"nobody knows on {day}" for day in on if not on[day] & asked.experienced
        ]
    wrong += [
        f"{one} is away" for day, one in found.turns if day in asked.away.get(one, ())
    ]
    return wrong


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_roster_keeps_every_rule_and_reaches_the_bound_it_proves(
    data: st.DataObject,
) -> None:
    asked = request(
        members=data.draw(st.integers(6, 12)),
        days=data.draw(st.integers(1, 16)),
        heads=data.draw(st.integers(1, 3)),
        gap=data.draw(st.integers(0, 2)),
    )
    pairs = st.tuples(st.sampled_from(asked.members), st.sampled_from(asked.members))
    drawn = data.draw(
        st.lists(pairs.filter(lambda pair: pair[0] != pair[1]), max_size=2)
    )
    carried = st.dictionaries(st.sampled_from(asked.members), st.integers(0, 3))
    away = st.dictionaries(
        st.sampled_from(asked.members), st.frozensets(st.sampled_from(asked.nights))
    )
    asked = replace(
        asked, apart=tuple(drawn), carried=data.draw(carried), away=data.draw(away)
    )
    found = plan(asked)
    if isinstance(found, Plan):
        assert broken(asked, found) == []
        had = [asked.carried.get(one, 0) for one in asked.members]
        counts = Counter(one for _, one in found.turns)
        loads = [counts[one] + asked.carried.get(one, 0) for one in asked.members]
        assert found.fairness.spread == spread(loads)
        assert found.fairness.spread >= least_spread(had, len(found.turns))


def smallest_spread(asked: Request) -> int:
    """The truth for a small request, by one plain objective without any bound."""
    model = cp_model.CpModel()
    on = {
        (day, one): model.new_bool_var("")
        for day in asked.nights
        for one in asked.members
    }
    for day in asked.nights:
        model.add(sum(on[day, one] for one in asked.members) == asked.heads)
    for (day, one), turn in on.items():
        if day in asked.away.get(one, ()):
            model.add(turn == 0)
        for other in asked.nights:
            if 0 < (other - day).days <= asked.gap_nights:
                model.add(turn + on[other, one] <= 1)
    most, fewest = (model.new_int_var(0, 100, "") for _ in range(2))
    for one in asked.members:
        load = sum(on[day, one] for day in asked.nights) + asked.carried.get(one, 0)
        model.add(load <= most)
        model.add(load >= fewest)
    model.minimize(most - fewest)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_is_called_proven_is_as_even_as_a_plain_model_finds(
    data: st.DataObject,
) -> None:
    asked = request(
        members=data.draw(st.integers(3, 8)),
        days=data.draw(st.integers(1, 10)),
        heads=data.draw(st.integers(1, 2)),
        gap=data.draw(st.integers(0, 2)),
    )
    carried = st.dictionaries(st.sampled_from(asked.members), st.integers(0, 9))
    away = st.dictionaries(
        st.sampled_from(asked.members), st.frozensets(st.sampled_from(asked.nights))
    )
    asked = replace(asked, carried=data.draw(carried), away=data.draw(away))
    found = plan(asked)
    if isinstance(found, Plan):
        assert found.is_proven
        assert found.fairness.spread == smallest_spread(asked)


def test_who_is_away_all_month_with_much_behind_him_leaves_it_proven() -> None:
    away, carried = {PEOPLE[0]: frozenset(nights(10))}, {PEOPLE[0]: 9}
    found = made(replace(request(8, 10, 2), away=away, carried=carried))
    assert (found.fairness.spread, found.is_proven) == (7, True)


def test_a_post_with_neither_nights_nor_members_has_an_empty_roster() -> None:
    assert made(Request((), (), heads=3)).turns == ()


def test_with_room_enough_the_arithmetic_bound_is_met() -> None:
    found = made(request())
    assert (found.fairness.spread, found.fairness.heavy_spread) == (1, 0)
    assert found.is_proven


def test_the_same_request_in_another_order_gives_the_same_roster() -> None:
    asked = request()
    turned = replace(asked, members=asked.members[::-1], nights=asked.nights[::-1])
    assert plan(asked) == plan(turned) == plan(asked)


def test_whoever_had_more_before_has_fewer_now() -> None:
    asked = replace(request(members=6, days=8, heads=2), carried={PEOPLE[0]: 4})
    counts = Counter(one for _, one in made(asked).turns)
    assert counts[PEOPLE[0]] == min(counts[one] for one in asked.members)
    assert made(asked).fairness.spread <= 1


def test_the_last_turn_of_the_month_before_keeps_its_gap() -> None:
    yesterday = FIRST - timedelta(days=1)
    asked = replace(request(gap=2), before=dict.fromkeys(PEOPLE[:6], yesterday))
    rested = {one for day, one in made(asked).turns if day < FIRST + timedelta(days=2)}
    assert not rested & set(PEOPLE[:6])


def test_one_who_knows_is_there_each_night() -> None:
    asked = replace(request(gap=0), experienced=frozenset(PEOPLE[:3]))
    assert broken(asked, made(asked)) == []


def test_wishes_and_pairs_are_met_once_turns_are_even() -> None:
    wish = {PEOPLE[0]: frozenset(nights(7))}
    asked = replace(request(), wishes=wish, together=((PEOPLE[1], PEOPLE[2]),))
    found = made(asked)
    assert not [
        day for day, one in found.turns if one == PEOPLE[0] and day in wish[one]
    ]
    shared = [
        {day for day, one in found.turns if one == who}
        for who in (PEOPLE[1], PEOPLE[2])
    ]
    assert shared[0] & shared[1]
    assert found.fairness.spread == 1


@pytest.mark.parametrize(
    ("asked", "helps"),
    [
        (request(members=6, heads=3, gap=3), Rule.GAP),
        (
            replace(request(members=3, heads=2, gap=0), apart=EACH_OTHER),
            Rule.APART,
        ),
        (replace(request(gap=2), experienced=frozenset(PEOPLE[:1])), Rule.EXPERIENCED),
        (request(members=3, heads=4, gap=0), Rule.HEADS),
        (
            replace(request(members=3), away={PEOPLE[0]: frozenset(nights(1))}),
            None,  # and a gap that three cannot keep: two rules stand in the way
        ),
    ],
)
def test_what_cannot_be_met_names_the_rule_to_loosen(
    asked: Request, helps: Rule | None
) -> None:
    found = plan(asked)
    assert isinstance(found, Infeasible)
    assert (helps in found.loosen) if helps else found.loosen == ()


def test_a_repair_changes_no_more_than_it_must() -> None:
    asked = request(gap=1)
    before = made(asked)
    ill = before.turns[10]
    after = repair(asked, before.turns, [ill])
    assert isinstance(after, Plan)
    assert ill not in after.turns
    assert broken(asked, after) == []
    # One leaves and one comes; a second pair only where the gap forbids all others.
    assert len(set(before.turns) - set(after.turns)) == 1


def test_a_repair_that_cannot_be_says_so() -> None:
    asked = request(members=3, heads=3, gap=0)
    before = made(asked)
    assert repair(asked, before.turns, before.turns[:1]) == Infeasible(
        (Rule.HEADS, Rule.AWAY)
    )


def test_a_roster_that_nobody_finished_looking_for_is_not_called_impossible() -> None:
    days = nights(31)
    people = tuple(UUID(int=number) for number in range(1, 61))
    asked = Request(days, people, 6, 4, heavy=frozenset(days[::3]))
    assert plan(asked, patience=1e-9) == OutOfTime()
    assert repair(asked, (), (), patience=1e-9) == OutOfTime()
    too_many = replace(asked, members=people[:20])
    assert isinstance(plan(too_many), Infeasible)


@settings(max_examples=12, deadline=None)
@given(st.floats(1e-6, 0.05))
def test_however_short_the_time_what_is_found_keeps_every_rule(patience: float) -> None:
    asked = replace(
        request(members=12, days=16, heads=3, gap=2),
        carried={one: number % 4 for number, one in enumerate(PEOPLE)},
        apart=(EACH_OTHER[0],),
        away={PEOPLE[4]: frozenset(nights(9))},
    )
    found = plan(asked, patience=patience)
    if isinstance(found, Plan):
        assert broken(asked, found) == []
        assert not found.is_proven or found.fairness.spread == smallest_spread(asked)
    else:
        assert found == OutOfTime()


@pytest.mark.skipif(not SCIENCE.exists(), reason="reads ../shared")
def test_the_roster_of_the_published_bounds_reaches_them() -> None:
    told = json.loads(SCIENCE.read_text(encoding="utf-8"))["fixtures"]
    (bounds,) = [one for one in told if one["id"] == "roster-arithmetic-bounds"]
    size, expected = bounds["inputs"], bounds["expected"]
    days = nights(size["nights"])
    people = tuple(UUID(int=number + 1) for number in range(size["households"]))
    weekends = [day for day in days if day.weekday() in (4, 5, 6)]
    asked = Request(
        days,
        people,
        size["per_night"],
        size["min_gap_nights"],
        heavy=frozenset(weekends[: size["weekend_nights"]]),
    )
    turns = size["nights"] * size["per_night"]
    heavy = size["weekend_nights"] * size["per_night"]
    assert len(asked.heavy) == size["weekend_nights"]
    for count, name in ((turns, "total"), (heavy, "weekend")):
        bound = expected[f"range_{name}_lower_bound"]
        assert least_spread([0] * len(people), count) == bound
    found = made(asked)
    assert broken(asked, found) == []
    assert found.is_proven
    assert found.fairness.spread == expected["range_total_lower_bound"]
    assert found.fairness.heavy_spread == expected["range_weekend_lower_bound"]


def test_of_those_who_could_stand_in_the_one_with_fewest_turns_does() -> None:
    asked = request(members=4, days=4, heads=1, gap=0)
    kept = [(day, PEOPLE[0]) for day in asked.nights[:2]]
    kept += [(day, PEOPLE[1]) for day in asked.nights[2:]]
    for carried, expected in (({PEOPLE[2]: 1}, PEOPLE[3]), ({PEOPLE[3]: 1}, PEOPLE[2])):
        mended = repair(replace(asked, carried=carried), kept, kept[:1])
        assert isinstance(mended, Plan)
        assert set(mended.turns) == {*kept[1:], (asked.nights[0], expected)}
