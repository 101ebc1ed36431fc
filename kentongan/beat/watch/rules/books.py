"""The books of a post: what may be written, how it is chained, when it is forgotten.

Nothing here asks the clock.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import Final
from uuid import UUID

from kentongan.ground.basics.texts import line, paragraphs, words

TEXT_LENGTH: Final = 1000
NAME_LENGTH: Final = 120
HOUSE_LENGTH: Final = 60
ASKER_LENGTH: Final = 120
LETTER_LENGTH: Final = 80
MEANING_LENGTH: Final = 80

GUESTS_KEPT: Final = timedelta(days=30)
"""After a guest's last night (our own proposal; a village may know a shorter one)."""
LONGEST_STAY: Final = timedelta(days=90)
"""Whoever stays longer is a neighbour and no guest."""


class LineKind(StrEnum):
    """What a line of the logbook is."""

    NOTE = "note"
    EVENT = "event"
    HANDOVER = "handover"


class Ground(StrEnum):
    """On what ground a written request asks for one guest."""

    COURT_ORDER = "court_order"
    INVESTIGATION = "investigation"
    RESCUE = "rescue"
    SUBJECT = "subject"
    """The guest asks about what is written of them."""


class BookFault(StrEnum):
    """What can be wrong with an entry; the words stand in the services."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    FUTURE = "future"
    BAD_DATES = "bad_dates"
    BAD_TIME = "bad_time"
    TOO_MANY = "too_many"
    UNKNOWN_SIGNAL = "unknown_signal"


Faults = dict[str, BookFault]


def _text_fault(text: str, longest: int) -> BookFault | None:
    if not text.strip():
        return BookFault.EMPTY
    return BookFault.TOO_LONG if len(text) > longest else None


def _found(faults: Mapping[str, BookFault | None]) -> Faults:
    return {name: fault for name, fault in faults.items() if fault is not None}


# The logbook


@dataclass(frozen=True)
class LineDraft:
    """What somebody writes into the logbook.

    Attributes:
        happened_at: When it happened, by the writer's watch; not after it is written.
    """

    text: str
    happened_at: datetime
    kind: LineKind = LineKind.NOTE

    @property
    def tidy(self) -> str:
        """The text as it is kept."""
        return paragraphs(self.text)


def line_faults(draft: LineDraft, at: datetime) -> Faults:
    """What is wrong with a line that is written `at`."""
    return _found(
        {
            "text": _text_fault(draft.tidy, TEXT_LENGTH),
            "happened_at": BookFault.FUTURE if draft.happened_at > at else None,
        }
    )


@dataclass(frozen=True)
class Chained:
    """A line as the chain knows it: everything but the readable text.

    Attributes:
        corrects: The line that this one puts right.
        body: The ciphertext, so that erasing a text leaves the chain whole.
        digest: Over all of it and the digest of the line before.
    """

    number: int
    line_id: UUID
    night: date
    kind: str
    corrects: UUID | None
    written_by: UUID | None
    happened_at: datetime
    written_at: datetime
    body: bytes
    digest: bytes = b""


def start_of(post_id: UUID) -> bytes:
    """What the first line of a post is chained to, so that no two books are one."""
    return hashlib.sha256(b"logbook:" + post_id.bytes).digest()


def digest_of(entry: Chained, before: bytes) -> bytes:
    """SHA-256 over a line and the digest before it."""
    told = [
        entry.number,
        str(entry.line_id),
        entry.night.isoformat(),
        entry.kind,
        str(entry.corrects),
        str(entry.written_by),
        entry.happened_at.astimezone(UTC).isoformat(),
        entry.written_at.astimezone(UTC).isoformat(),
        entry.body.hex(),
    ]
    return hashlib.sha256(before + json.dumps(told).encode()).digest()


class BreakKind(StrEnum):
    """How a logbook was tampered with."""

    MISSING = "missing"
    CHANGED = "changed"


@dataclass(frozen=True)
class Break:
    """The number of a line that is not what was written, and how."""

    number: int
    kind: BreakKind


def breaks(
    post_id: UUID,
    lines: Iterable[Chained],
    last: int,
    told: Mapping[int, str],
) -> list[Break]:
    """What is not as it was written; nothing where the book is whole.

    Args:
        lines: In the order of their numbers.
        last: How many lines the book is known to have had.
        told: Digests in hexadecimal that the ledger was told when lines were written,
            by number. Whoever computes the whole chain anew does not change those.
    """
    found: list[Break] = []
    before, expected = start_of(post_id), 1
    for entry in lines:
        missing = range(expected, entry.number)
        found += [Break(number, BreakKind.MISSING) for number in missing]
        is_own = missing or digest_of(entry, before) == entry.digest
        if not is_own or told.get(entry.number, entry.digest.hex()) != (
            entry.digest.hex()
        ):
            found.append(Break(entry.number, BreakKind.CHANGED))
        before, expected = entry.digest, entry.number + 1
    known = max([last, *told])
    return found + [Break(n, BreakKind.MISSING) for n in range(expected, known + 1)]


# The guest book


@dataclass(frozen=True)
class GuestDraft:
    """A guest: a name, a house and dates. There is nothing else to be told."""

    name: str
    house: str
    from_date: date
    to_date: date

    @property
    def tidy(self) -> tuple[str, str]:
        """Name and house as they are kept."""
        return line(self.name), line(self.house)


def guest_faults(draft: GuestDraft, today: date) -> Faults:
    """What is wrong with a guest who is written down on `today`."""
    name, house = draft.tidy
    stay = draft.to_date - draft.from_date
    is_stay = timedelta(0) <= stay <= LONGEST_STAY
    is_near = abs(draft.from_date - today) <= LONGEST_STAY
    return _found(
        {
            "name": _text_fault(name, NAME_LENGTH),
            "house": _text_fault(house, HOUSE_LENGTH),
            "to_date": None
            if is_stay and is_near and not is_forgotten(draft.to_date, today)
            else BookFault.BAD_DATES,
        }
    )


def is_forgotten(to_date: date, today: date) -> bool:
    """Whether a guest whose last night was `to_date` is no longer kept."""
    return to_date < forgotten_before(today)


def forgotten_before(today: date) -> date:
    """Guests whose last night lies before this day are forgotten on `today`."""
    return today - GUESTS_KEPT


@dataclass(frozen=True)
class WrittenRequest:
    """A letter that asks for one guest, and on what ground.

    Attributes:
        asked_by: The office that signed it.
        letter: Its number.
    """

    asked_by: str
    letter: str
    ground: Ground

    @property
    def tidy(self) -> tuple[str, str]:
        """The office and the number as they are kept."""
        return line(self.asked_by), line(self.letter)

    @property
    def letter_key(self) -> str:
        """The number as it is compared: one letter asks for one guest."""
        return " ".join(words(self.letter))


def request_faults(request: WrittenRequest) -> Faults:
    """What is wrong with a request; a letter without a number is no letter."""
    asked_by, letter = request.tidy
    return _found(
        {
            "asked_by": _text_fault(asked_by, ASKER_LENGTH),
            "letter": _text_fault(letter, LETTER_LENGTH)
            or (None if request.letter_key else BookFault.EMPTY),
        }
    )


# Drills

MOST_ANSWERS: Final = 200
SLOWEST_S: Final = 4 * 3600


@dataclass(frozen=True)
class DrillDraft:
    """A drill: which signal was beaten, and after how many seconds each one answered.

    Nobody is named: what is drilled is the post.
    """

    held_at: datetime
    meaning: str
    answers_s: tuple[int, ...]


@dataclass(frozen=True)
class Answers:
    """How the post answered; no times where nobody came, which is worth knowing."""

    count: int
    first_s: int | None
    median_s: int | None
    last_s: int | None


def answers_of(answers_s: Iterable[int]) -> Answers:
    """First, middle and last answer; the middle rounded to whole seconds."""
    seconds = sorted(answers_s)
    if not seconds:
        return Answers(0, None, None, None)
    return Answers(len(seconds), seconds[0], round(median(seconds)), seconds[-1])


def drill_faults(draft: DrillDraft, meanings: Iterable[str], at: datetime) -> Faults:
    """What is wrong with a drill of a post that knows signals for `meanings`."""
    seconds = draft.answers_s
    times = BookFault.TOO_MANY if len(seconds) > MOST_ANSWERS else None
    if times is None and any(not 0 <= s <= SLOWEST_S for s in seconds):
        times = BookFault.BAD_TIME
    return _found(
        {
            "held_at": BookFault.FUTURE if draft.held_at > at else None,
            "meaning": None
            if draft.meaning in set(meanings)
            else BookFault.UNKNOWN_SIGNAL,
            "answers_s": times,
        }
    )
