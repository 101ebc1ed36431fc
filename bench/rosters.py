"""How long a fair roster takes, beside a plain model that is not told the bounds."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from ortools.sat.python import cp_model

from bench.frame import Figure, repeat, spread
from kentongan.desk.planning.rosters import Plan, Request, plan

FIRST = date(2026, 12, 1)
PLAIN_S = 30.0


def figures() -> Iterator[Figure]:
    """The two sizes that are promised."""
    for members, nights, goal in ((60, 31, 2), (120, 92, 10)):
        asked = _request(members, nights)
        if not isinstance(found := plan(asked), Plan) or not found.is_proven:
            raise AssertionError("no proven roster")
        ours = repeat(lambda asked=asked: plan(asked), 3)  # type: ignore[misc]
        name = f"rosters: {members} members, {nights} nights, 6 a night, proven"
        yield spread(name, "s", ours, goal=goal)
        plain = repeat(lambda asked=asked: _plain(asked), 1)  # type: ignore[misc]
        name = f"rosters: the same by a plain model, {PLAIN_S:g} s at most"
        yield spread(name, "s", plain)


def _request(members: int, nights: int) -> Request:
    days = tuple(FIRST + timedelta(days=day) for day in range(nights))
    people = tuple(UUID(int=number + 1) for number in range(members))
    return Request(
        nights=days,
        members=people,
        heads=6,
        gap_nights=2,
        carried={one: number % 3 for number, one in enumerate(people)},
        heavy=frozenset(day for day in days if day.weekday() in (4, 5)),
        apart=(people[:2], people[2:4]),  # type: ignore[arg-type]
        together=(people[4:6],),  # type: ignore[arg-type]
        experienced=frozenset(people[: members // 4]),
        away={people[6]: frozenset(days[:7])},
        wishes={people[8]: frozenset(days[10:12])},
    )


def _plain(asked: Request) -> None:
    """Spread as an objective, no bounds, no hints: what one writes first."""
    model = cp_model.CpModel()
    on = {
        (day, one): model.new_bool_var("")
        for day in asked.nights
        for one in asked.members
    }
    for day in asked.nights:
        model.add(sum(on[day, one] for one in asked.members) == asked.heads)
        model.add(sum(on[day, one] for one in asked.experienced) >= 1)
        for pair in asked.apart:
            model.add(sum(on[day, one] for one in pair) <= 1)
    spreads = []
    for days, more in (
        (asked.nights, asked.carried),
        ([day for day in asked.nights if day in asked.heavy], {}),
    ):
        most, fewest = (model.new_int_var(0, 200, "") for _ in range(2))
        for one in asked.members:
            load = sum(on[day, one] for day in days) + more.get(one, 0)
            model.add(load <= most)
            model.add(load >= fewest)
        spreads.append(most - fewest)
    for one in asked.members:
        for day in asked.nights:
            near = [d for d in asked.nights if 0 <= (d - day).days <= asked.gap_nights]
            model.add(sum(on[d, one] for d in near) <= 1)
    model.minimize(100 * spreads[0] + spreads[1])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = PLAIN_S
    solver.solve(model)
