"""The life of a promise, who may close it, and how long promises take.

Nothing here asks the clock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from kentongan.ground.basics.texts import line, words
from kentongan.ground.basics.zones import local

TEXT_LENGTH: Final = 500
NAME_LENGTH: Final = 120
ROLE_LENGTH: Final = 80


class Answerer(StrEnum):
    """Who answers for a promise."""

    RESIDENT = "resident"
    POST = "post"
    VILLAGE = "village"
    POLICE = "police"
    PARTNER = "partner"


class State(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    DECLARED_DONE = "declared_done"
    """Dinyatakan selesai: whoever answers says so; nobody has confirmed it."""
    KEPT = "kept"
    """Confirmed by whoever raised it, or by the head of the post."""
    NOT_POSSIBLE = "not_possible"
    """Honestly given up, with the reason told."""
    WITHDRAWN = "withdrawn"


NEXT: Final[Mapping[State, frozenset[State]]] = MappingProxyType(
    {
        State.OPEN: frozenset(
            {State.DECLARED_DONE, State.NOT_POSSIBLE, State.WITHDRAWN}
        ),
        State.DECLARED_DONE: frozenset({State.KEPT, State.OPEN}),
        State.KEPT: frozenset({State.OPEN}),
        State.NOT_POSSIBLE: frozenset({State.OPEN}),
        State.WITHDRAWN: frozenset(),
    }
)
"""The whole life of a promise; a step back to OPEN is a reopening."""

UNSETTLED: Final = frozenset({State.OPEN, State.DECLARED_DONE})
SETTLED: Final = frozenset(State) - UNSETTLED


def may_become(now: State, then: State) -> bool:
    """Whether a promise that is `now` may become `then`."""
    return then in NEXT[now]


def before(then: State) -> frozenset[State]:
    """The states from which a promise may become `then`."""
    return frozenset(now for now in State if may_become(now, then))


class Said(StrEnum):
    """What a word on a promise does to it."""

    ANSWERED = "answered"
    DECLARED_DONE = "declared-done"
    KEPT = "kept"
    GIVEN_UP = "given-up"
    REOPENED = "reopened"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class PromiseDraft:
    """A promise as somebody wants to write it down.

    Attributes:
        answerer_name: Of whom in particular: "Kades", "PLN"; never a private person.
        raised_by_role: Who asked for it, by role; empty where whoever writes it did.
        post_id: The post it is about, if any; its head may confirm.
        office_id: The seat that took it in and sees to it.
        answerer_office_id: The seat that answers for it, where the police do.
    """

    text: str
    answerer: Answerer
    place_id: UUID
    place: str
    answerer_name: str = ""
    due: date | None = None
    raised_by_role: str = ""
    post_id: UUID | None = None
    office_id: UUID | None = None
    unit: str = ""
    answerer_office_id: UUID | None = None

    def tidy(self) -> "PromiseDraft":
        """The same, as it is stored."""
        return PromiseDraft(
            **{
                **vars(self),
                "text": line(self.text),
                "answerer_name": line(self.answerer_name),
                "raised_by_role": line(self.raised_by_role),
            }
        )


class Fault(StrEnum):
    """What can be wrong with what was typed; the words stand in the services."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    PAST = "past"


def faults(draft: PromiseDraft, at: datetime) -> dict[str, Fault]:
    """What is wrong with a tidy draft that is written down `at`, by field."""
    found: dict[str, Fault] = {}
    if not draft.text:
        found["text"] = Fault.EMPTY
    for field, limit in (
        ("text", TEXT_LENGTH),
        ("answerer_name", NAME_LENGTH),
        ("raised_by_role", ROLE_LENGTH),
    ):
        if len(getattr(draft, field)) > limit:
            found[field] = Fault.TOO_LONG
    if draft.due is not None and draft.due < local(at, draft.place).date():
        found["due"] = Fault.PAST
    return found


def is_overdue(state: State, due: date | None, today: date) -> bool:
    """Whether the day is over by which something was promised and nothing was said."""
    return state is State.OPEN and due is not None and due < today


class Confirming(StrEnum):
    """In what way somebody may close a promise as kept, or why not."""

    AS_HEAD = "as_head"
    AS_RAISER = "as_raiser"
    ON_BEHALF = "on_behalf"
    OWN_WORD = "own_word"
    """Refused: nobody confirms what they declared done themselves."""
    WHO_SAYS_SO = "who_says_so"
    """Refused: whoever neither raised it nor heads the post names who does."""


@dataclass(frozen=True)
class Closing:
    """The facts on which it depends whether somebody may confirm.

    Attributes:
        heads_post: Whether they head the post that the promise is about.
        raised_it: Whether they wrote it down on nobody's behalf but their own.
        declared_it: Whether it was they who declared it done.
        answerer: Who answers for it: the kind and, in particular, the name.
        on_behalf_of: The role in whose name they speak; empty for their own.
    """

    heads_post: bool
    raised_it: bool
    declared_it: bool
    answerer: Answerer
    answerer_name: str
    on_behalf_of: str


def confirming(closing: Closing) -> Confirming:
    """How a promise may be confirmed as kept under these facts.

    An officer who declared it done may still *record* that the hamlet head said it is,
    but neither in her own name nor in that of whoever answers for it.
    """
    if closing.on_behalf_of:
        spoken = words(closing.on_behalf_of)
        own = (words(closing.answerer_name), [closing.answerer.value])
        if not spoken or spoken in own or _is_police(closing, spoken):
            return Confirming.OWN_WORD
        return Confirming.ON_BEHALF
    if closing.declared_it:
        return Confirming.OWN_WORD
    if closing.heads_post:
        return Confirming.AS_HEAD
    if closing.raised_it and closing.answerer is not Answerer.POLICE:
        return Confirming.AS_RAISER
    return Confirming.WHO_SAYS_SO


_POLICE_WORDS: Final = frozenset(
    {"polisi", "police", "polres", "polsek", "bhabinkamtibmas", "kanit", "kapolsek"}
)


def _is_police(closing: Closing, spoken: list[str]) -> bool:
    return closing.answerer is Answerer.POLICE and not _POLICE_WORDS.isdisjoint(spoken)


class Outcome(StrEnum):
    """How a promise had ended when one looked, for the arithmetic of delay."""

    KEPT = "kept"
    GIVEN_UP = "given_up"
    PENDING = "pending"


@dataclass(frozen=True)
class Cases:
    """So many promises that reached the same outcome after as many days."""

    days: int
    outcome: Outcome
    count: int = 1


def share_kept(cases: Iterable[Cases]) -> list[tuple[int, float]]:
    """The estimated share of promises kept by each day on which one was kept.

    Aalen-Johansen: a pending promise is counted up to the day on which one looked and
    says nothing about later; one given up is never kept. Without any given up it is
    one minus Kaplan-Meier.

    Returns:
        ``(day, share)``, days rising, shares 0..1 and never falling. Exact up to
        floating point; upheld against a naive count and a product by hand in
        ``tests/test_delay.py``.
    """
    tally: dict[int, dict[Outcome, int]] = {}
    for case in cases:
        on_day = tally.setdefault(max(case.days, 0), dict.fromkeys(Outcome, 0))
        on_day[case.outcome] += case.count
    at_risk = sum(sum(on_day.values()) for on_day in tally.values())
    undecided, kept = 1.0, 0.0
    curve: list[tuple[int, float]] = []
    for day in sorted(tally):
        on_day = tally[day]
        if on_day[Outcome.KEPT]:
            kept += undecided * on_day[Outcome.KEPT] / at_risk
            curve.append((day, min(kept, 1.0)))
        decided = on_day[Outcome.KEPT] + on_day[Outcome.GIVEN_UP]
        undecided *= 1 - decided / at_risk if at_risk else 1
        at_risk -= sum(on_day.values())
    return curve


def median_delay(cases: Iterable[Cases]) -> int | None:
    """The day by which half of the promises are estimated to be kept; None if never.

    A shade below one half counts as one half, since the shares are sums of fractions.
    """
    return next((day for day, kept in share_kept(cases) if kept >= 0.5 - 1e-9), None)
