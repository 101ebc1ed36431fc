"""Whose turn it is: the fairest roster that the residents' own rules allow.

Solved by CP-SAT in steps, each kept for the next: first how evenly turns lie, then how
evenly the heavy ones do, then pairs and wishes. A step asks for the arithmetic bound
and, if that is refused, for one more, so that what is found is proven at once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from ortools.sat.python import cp_model

from kentongan.desk.planning.counts import Counts
from kentongan.desk.planning.fairness import Fairness, jain, spread

METHOD: Final = "cp-sat, lexicographic"
PATIENCE: Final = 3.0
"""Deterministic seconds for one step: the same on a slow machine and a fast one."""

Assignment = dict[tuple[date, UUID], cp_model.IntVar]
Pair = tuple[UUID, UUID]


class Rule(StrEnum):
    """A rule that residents may loosen where no roster meets them all."""

    HEADS = "heads"
    GAP = "gap"
    APART = "apart"
    EXPERIENCED = "experienced"
    AWAY = "away"


@dataclass(frozen=True)
class Request:
    """What a roster must keep.

    Attributes:
        nights: The nights that are held.
        members: Who takes turns.
        heads: How many keep watch on one night.
        gap_nights: Free nights between two turns of one person.
        carried: Turns of earlier months, to be evened out; nobody named has none.
        heavy: Nights that weigh more and are spread by themselves.
        apart, together: Pairs that must not, and that would like to, share a night.
        experienced: Of whom one is there each night; nobody named asks for none.
        away: Nights on which somebody cannot come at all.
        before: The last turn of somebody before the first night, for the gap.
        wishes: Nights that somebody would rather keep free.
    """

    nights: tuple[date, ...]
    members: tuple[UUID, ...]
    heads: int
    gap_nights: int = 0
    carried: Mapping[UUID, int] = field(default_factory=dict)
    heavy: frozenset[date] = frozenset()
    apart: tuple[Pair, ...] = ()
    together: tuple[Pair, ...] = ()
    experienced: frozenset[UUID] = frozenset()
    away: Mapping[UUID, frozenset[date]] = field(default_factory=dict)
    before: Mapping[UUID, date] = field(default_factory=dict)
    wishes: Mapping[UUID, frozenset[date]] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """A roster: who is on duty on which night, in order.

    Attributes:
        is_proven: Whether no roster under these rules is fairer in its turns.
    """

    turns: tuple[tuple[date, UUID], ...]
    fairness: Fairness
    is_proven: bool
    method: str = METHOD


@dataclass(frozen=True)
class Infeasible:
    """No roster keeps all the rules; loosening any one of these alone would do.

    Attributes:
        loosen: Empty where even one rule less does not help.
    """

    loosen: tuple[Rule, ...]


@dataclass(frozen=True)
class OutOfTime:
    """Nobody knows yet whether a roster keeps all the rules: the time was over."""


def plan(
    request: Request, *, patience: float = PATIENCE
) -> Plan | Infeasible | OutOfTime:
    """The fairest roster, the same for the same request.

    Which order the members come in does not matter; ties are settled by their ids.

    Args:
        patience: Deterministic seconds for each step.
    """
    tidy = replace(
        request,
        nights=tuple(sorted(set(request.nights))),
        members=tuple(sorted(set(request.members))),
    )
    model, on = _rules(tidy)
    solver = _solver(patience)
    status = solver.solve(model)
    if not _is_found(status):
        return _refused(tidy, status, patience)
    return _Fairest(tidy, model, on, solver, patience).found()


def repair(
    request: Request,
    turns: Iterable[tuple[date, UUID]],
    missing: Iterable[tuple[date, UUID]],
    *,
    patience: float = PATIENCE,
) -> Plan | Infeasible | OutOfTime:
    """The roster that keeps the most of `turns` without those that are `missing`.

    Of several that keep as many, one in which those stand in who have fewest turns.
    """
    kept, gone = frozenset(turns), frozenset(missing)
    away = {
        one: request.away.get(one, frozenset())
        | {day for day, who in gone if who == one}
        for one in request.members
    }
    asked = replace(request, away=away)
    model, on = _rules(asked)
    loads = Counter(who for _day, who in kept) + Counter(request.carried)
    # One turn kept outweighs whatever those who stand in have had together.
    weight = 1 + sum(loads[who] for _day, who in on)
    model.maximize(
        sum(
            (weight if (day, who) in kept else -loads[who]) * turn
            for (day, who), turn in on.items()
        )
    )
    solver = _solver(patience)
    status = solver.solve(model)
    if not _is_found(status):
        return _refused(asked, status, patience)
    return _told(asked, solver, on, is_proven=status == cp_model.OPTIMAL)


def _refused(
    request: Request, status: cp_model.CpSolverStatus, patience: float
) -> Infeasible | OutOfTime:
    """Why there is no roster: only what was proved impossible is called so."""
    if status != cp_model.INFEASIBLE:
        return OutOfTime()
    return Infeasible(
        tuple(rule for rule in Rule if _meets_all(_without(request, rule), patience))
    )


def _solver(patience: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    # No linear relaxation: it took six times as long and found the same.
    solver.parameters.linearization_level = 0
    # One worker and counted steps instead of seconds: the same roster every time.
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 7
    solver.parameters.max_deterministic_time = patience
    return solver


def _is_found(status: cp_model.CpSolverStatus) -> bool:
    return status in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def _rules(request: Request) -> tuple[cp_model.CpModel, Assignment]:
    """A model of all that must hold, and its variables."""
    model = cp_model.CpModel()
    on: Assignment = {
        (day, one): model.new_bool_var(f"{day}/{one}")
        for day in request.nights
        for one in request.members
        if _can_come(request, day, one)
    }
    for day in request.nights:
        tonight = [on[day, one] for one in request.members if (day, one) in on]
        model.add(sum(tonight) == request.heads)
        known = [on[day, one] for one in request.experienced if (day, one) in on]
        if request.experienced:
            model.add_bool_or(known)
        for one, other in request.apart:
            if (day, one) in on and (day, other) in on:
                model.add_at_most_one(on[day, one], on[day, other])
    for one in request.members:
        for window in _windows(request):
            turns = [on[day, one] for day in window if (day, one) in on]
            if len(turns) > 1:
                model.add_at_most_one(turns)
    return model, on


def _can_come(request: Request, day: date, one: UUID) -> bool:
    last = request.before.get(one)
    if last is not None and (day - last).days <= request.gap_nights:
        return False
    return day not in request.away.get(one, frozenset())


def _windows(request: Request) -> list[tuple[date, ...]]:
    """Runs of nights of which nobody stands on two."""
    nights = request.nights
    return [
        tuple(day for day in nights if 0 <= (day - first).days <= request.gap_nights)
        for first in nights
    ]


def _meets_all(request: Request, patience: float) -> bool:
    model, _ = _rules(request)
    return _is_found(_solver(patience).solve(model))


def _without(request: Request, rule: Rule) -> Request:
    """The same request with one rule less."""
    match rule:
        case Rule.HEADS:
            return replace(request, heads=max(1, request.heads - 1))
        case Rule.GAP:
            return replace(request, gap_nights=0, before={})
        case Rule.APART:
            return replace(request, apart=())
        case Rule.EXPERIENCED:
            return replace(request, experienced=frozenset())
        case Rule.AWAY:
            return replace(request, away={})


class _Fairest:
    """The steps towards the fairest roster, each holding what the last one reached."""

    def __init__(
        self,
        request: Request,
        model: cp_model.CpModel,
        on: Assignment,
        first: cp_model.CpSolver,
        patience: float,
    ) -> None:
        self.request, self.model, self.on = request, model, on
        self.best, self.patience = first, patience
        self.is_proven = True

    def found(self) -> Plan:
        """Go through the steps; where both bounds hold at once, one step does."""
        turns = self._counted(self.request.nights, self.request.carried)
        heavy = self._counted(
            [day for day in self.request.nights if day in self.request.heavy], {}
        )
        both = [
            (turns, *next(iter(turns.bounds()))),
            (heavy, *next(iter(heavy.bounds()))),
        ]
        if not _is_found(self._within(both)):
            self._evened(turns)
            self._evened(heavy)
        self._please()
        return _told(self.request, self.best, self.on, is_proven=self.is_proven)

    def _counted(self, days: Sequence[date], carried: Mapping[UUID, int]) -> Counts:
        more = [carried.get(one, 0) for one in self.request.members]
        return Counts(
            of=tuple(
                sum(self.on[day, one] for day in days if (day, one) in self.on) + had
                for one, had in zip(self.request.members, more, strict=True)
            ),
            had=tuple(more),
            room=tuple(self._room(days, one) for one in self.request.members),
            turns=len(days) * self.request.heads,
        )

    def _room(self, days: Sequence[date], one: UUID) -> int:
        """How many of `days` one person can take: each as early as the gap allows."""
        taken = 0
        last: date | None = None
        for day in days:
            if (day, one) not in self.on:
                continue
            if last is None or (day - last).days > self.request.gap_nights:
                taken, last = taken + 1, day
        return taken

    def _evened(self, counts: Counts) -> None:
        """Hold these counts to the smallest spread that is found."""
        undecided = counts.turns + sum(counts.had) + 1
        for low, high in counts.bounds():
            status = self._within([(counts, low, high)])
            if _is_found(status):
                # As even as one that was left undecided is even enough.
                self.is_proven = self.is_proven and high - low <= undecided
                return
            if status != cp_model.INFEASIBLE:
                undecided = min(undecided, high - low)
        # The time was over for all of them: the first roster keeps the rules.
        self.is_proven = False

    def _within(
        self, bounds: Sequence[tuple[Counts, int, int]]
    ) -> cp_model.CpSolverStatus:
        """Hold counts between bounds, if such a roster is found."""
        tried = self.model.clone()
        for counts, low, high in bounds:
            for count in counts.of:
                tried.add_linear_constraint(count, low, high)
        solver = _solver(self.patience)
        status = solver.solve(tried)
        if _is_found(status):
            self.model, self.best = tried, solver
            self.model.clear_hints()  # type: ignore[no-untyped-call]
            for variable in self.on.values():
                self.model.add_hint(variable, solver.value(variable))
        return status

    def _please(self) -> None:
        """Meet pairs and wishes as far as the rest allows."""
        request = self.request
        glad: list[cp_model.LinearExprT] = [
            -self.on[day, one]
            for one in request.members
            for day in sorted(request.wishes.get(one, frozenset()))
            if (day, one) in self.on
        ]
        for one, other in request.together:
            for day in request.nights:
                if (day, one) in self.on and (day, other) in self.on:
                    both = self.model.new_bool_var("")
                    self.model.add_implication(both, self.on[day, one])
                    self.model.add_implication(both, self.on[day, other])
                    glad.append(both)
        if not glad:
            return
        self.model.maximize(sum(glad))
        pleased = _solver(self.patience)
        if _is_found(pleased.solve(self.model)):
            self.best = pleased


def _told(
    request: Request, solver: cp_model.CpSolver, on: Assignment, *, is_proven: bool
) -> Plan:
    turns = tuple(
        sorted(turn for turn, variable in on.items() if solver.value(variable))
    )
    counts = dict.fromkeys(request.members, 0)
    heavy = dict.fromkeys(request.members, 0)
    for day, one in turns:
        counts[one] += 1
        heavy[one] += day in request.heavy
    loads = [count + request.carried.get(one, 0) for one, count in counts.items()]
    even = Fairness(spread(loads), jain(loads), spread(list(heavy.values())))
    return Plan(turns, even, is_proven)
