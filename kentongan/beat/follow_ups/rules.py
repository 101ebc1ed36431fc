"""The life of a promise. Nothing here asks the clock."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


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


def may_become(now: State, then: State) -> bool:
    """Whether a promise that is `now` may become `then`."""
    return then in NEXT[now]
