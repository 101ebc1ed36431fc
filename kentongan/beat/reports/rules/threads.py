"""The life of a report: who may say what when, and what each word does to it."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from lokal import add_working_days

WORDS_LENGTH: Final = 1000
ANSWER_DAYS: Final = 3
"""Working days within which whoever told is to hear a first word (our own rule)."""


class State(StrEnum):
    """Where a report stands."""

    RECEIVED = "received"
    IN_HAND = "in_hand"
    CLOSED = "closed"


class Closing(StrEnum):
    """Why a report was closed. They differ, and none of them pretends."""

    DONE = "done"
    NOT_POSSIBLE = "not_possible"
    PASSED_ON = "passed_on"
    DUPLICATE = "duplicate"
    UNFOUNDED = "unfounded"


class Level(StrEnum):
    """What is kept of whoever told, in plain words on the page."""

    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"
    NAMED = "named"


class Said(StrEnum):
    """What a word on a report does."""

    ASKED = "asked"
    ANSWERED = "answered"
    PROMISED = "promised"
    CLOSED = "closed"
    ADDED = "added"
    AGREED = "agreed"
    CONTESTED = "contested"


class Step(NamedTuple):
    """From which states a word may be said, and what state follows."""

    before: frozenset[State]
    after: State
    by_teller: bool = False


_OPEN: Final = frozenset({State.RECEIVED, State.IN_HAND})
_CLOSED: Final = frozenset({State.CLOSED})

LIFE: Final[Mapping[Said, Step]] = MappingProxyType(
    {
        Said.ASKED: Step(_OPEN, State.IN_HAND),
        Said.ANSWERED: Step(_OPEN, State.IN_HAND),
        Said.PROMISED: Step(_OPEN, State.IN_HAND),
        Said.CLOSED: Step(_OPEN, State.CLOSED),
        Said.ADDED: Step(_OPEN, State.IN_HAND, by_teller=True),
        Said.AGREED: Step(_CLOSED, State.CLOSED, by_teller=True),
        Said.CONTESTED: Step(_CLOSED, State.IN_HAND, by_teller=True),
    }
)
"""The whole life of a report. CONTESTED is a reopening, and only the teller's."""

WITHOUT_WORDS: Final = frozenset({Said.AGREED})
"""What may be said with one tap."""


def answer_by(told_on: date) -> date:
    """The working day by which a first word is due.

    National holidays are known only as far as the government has set them; beyond
    that, Saturdays and Sundays alone are free.
    """
    try:
        return add_working_days(told_on, ANSWER_DAYS)
    except ValueError:
        return _weekdays_after(told_on)


def _weekdays_after(day: date) -> date:
    left = ANSWER_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
