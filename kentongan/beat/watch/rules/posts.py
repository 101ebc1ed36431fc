"""What a watch post has, how it is heard, when it is due, and how it drums.

Nothing here asks the clock.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from kentongan.ground.basics.texts import line, words
from kentongan.ground.basics.zones import local

NAME_LENGTH: Final = 120
LANDMARK_LENGTH: Final = 160
REGISTRATION_LENGTH: Final = 60
ROLE_LENGTH: Final = 80


class Hearing(StrEnum):
    """How a post is heard; its nights are judged accordingly (a later issue)."""

    ONLINE = "online"
    WEAK_SIGNAL = "weak_signal"
    PAPER = "paper"


class EquipmentState(StrEnum):
    """In what state a piece of equipment was found."""

    PRESENT = "present"
    BROKEN = "broken"
    ABSENT = "absent"


class MemberRole(StrEnum):
    """The part of a member in the post."""

    HEAD = "head"
    SHIFT_LEADER = "shift_leader"
    MEMBER = "member"


class HeadConsent(StrEnum):
    """Why the name of a post's head may be held and shown to the police."""

    PUBLIC_ROLE = "public_role"
    AGREED = "agreed"
    PUBLISHED = "published"


class Fault(StrEnum):
    """What can be wrong with what was typed; the words stand in the services."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    FUTURE = "future"
    NOT_ON_EARTH = "not_on_earth"
    UNKNOWN_ITEM = "unknown_item"
    BAD_COUNT = "bad_count"
    BAD_STROKES = "bad_strokes"
    TWICE = "twice"
    TOO_MANY = "too_many"
    NO_CONSENT = "no_consent"
    UNDER_AGE = "under_age"


EQUIPMENT: Final = (
    "kentongan",
    "torch",
    "whistle",
    "radio_or_phone",
    "raincoat",
    "first_aid",
    "fire_extinguisher",
    "wall_clock",
)
"""The pieces that a post is asked for; the words stand in the doors."""

MOST_PIECES: Final = 999


def equipment_faults(
    found: Mapping[str, tuple[EquipmentState, int | None]],
) -> dict[str, Fault]:
    """What is wrong with a list of pieces, by piece."""
    faults = {item: Fault.UNKNOWN_ITEM for item in found if item not in EQUIPMENT}
    for item, (state, count) in found.items():
        if count is None:
            continue
        if not 0 <= count <= MOST_PIECES or (
            state is EquipmentState.ABSENT and count > 0
        ):
            faults.setdefault(item, Fault.BAD_COUNT)
    return faults


# Names

_GENERIC: Final = frozenset(
    {"pos", "kamling", "poskamling", "siskamling", "satkamling", "ronda", "gardu"}
)


def name_key(name: str) -> str:
    """A post's name as it is compared within its place.

    "Poskamling Melati", "Pos Kamling MELATI" and "Pos Melati" are one. A name of
    generic words only stands for *the* post of that place.
    """
    own = [word for word in words(name) if word not in _GENERIC]
    return " ".join(own) or "pos"


def search_key(*names: str) -> str:
    """What a search looks through: every word with a blank before it."""
    seen = dict.fromkeys(word for name in names for word in words(name))
    return "".join(f" {word}" for word in seen)[:400]


# The register


@dataclass(frozen=True)
class PostDraft:
    """A post as it is told to the register.

    Attributes:
        place_id, place: Where it stands, the deepest level known.
        lon, lat: EPSG:4326, both or neither.
        founded_on, founded_by: The residents' meeting (*musyawarah*).
        registration, registered_on: The Polsek's number and its day.
        head_name, head_phone: Sealed; only with a `head_consent`.
    """

    name: str
    place_id: UUID
    place: str
    lon: float | None = None
    lat: float | None = None
    landmark: str = ""
    founded_on: date | None = None
    founded_by: str = ""
    registration: str = ""
    registered_on: date | None = None
    hearing: Hearing = Hearing.PAPER
    head_name: str = ""
    head_role: str = ""
    head_phone: str = ""
    head_consent: HeadConsent | None = None

    def tidy(self) -> "PostDraft":
        """The same, as it is stored."""
        tidied: dict[str, Any] = {name: line(getattr(self, name)) for name in _LIMITS}
        return replace(self, **tidied)


_LIMITS: Final = {
    "name": NAME_LENGTH,
    "landmark": LANDMARK_LENGTH,
    "founded_by": LANDMARK_LENGTH,
    "registration": REGISTRATION_LENGTH,
    "head_name": NAME_LENGTH,
    "head_role": ROLE_LENGTH,
    "head_phone": 30,
}


def post_faults(draft: PostDraft, at: datetime) -> dict[str, Fault]:
    """What is wrong with a tidy draft that is handed in `at`, by field."""
    today = local(at, draft.place).date()
    found = {
        name: Fault.TOO_LONG
        for name, limit in _LIMITS.items()
        if len(getattr(draft, name)) > limit
    }
    if not words(draft.name):
        found["name"] = Fault.EMPTY
    for name in ("founded_on", "registered_on"):
        day = getattr(draft, name)
        if day is not None and day > today:
            found[name] = Fault.FUTURE
    if not _is_on_earth(draft.lon, draft.lat):
        found["point"] = Fault.NOT_ON_EARTH
    if (draft.head_name or draft.head_phone) and draft.head_consent is None:
        found["head_consent"] = Fault.NO_CONSENT
    return found


def _is_on_earth(lon: float | None, lat: float | None) -> bool:
    if lon is None or lat is None:
        return lon is None and lat is None
    return abs(lon) <= 180 and abs(lat) <= 90


# When a post is due

DUE_AFTER: Final = timedelta(days=30)
"""After how long without a visit a post is due (our own proposal)."""

FULL_AFTER: Final = timedelta(days=91)
"""After how long the full sheet is due: once a quarter."""


class Due(StrEnum):
    """Why a post is due."""

    NEVER_VISITED = "never_visited"
    LONG_UNVISITED = "long_unvisited"
    FULL_SHEET = "full_sheet"


@dataclass(frozen=True)
class Reason:
    """Why a post is due, as data: the code, and since how many days."""

    code: Due
    days: int


def is_full_sheet_due(last_full_at: datetime | None, at: datetime) -> bool:
    """Whether a visit at this moment calls for the full sheet."""
    return last_full_at is None or at - last_full_at >= FULL_AFTER


def reason(
    last_visited_at: datetime | None,
    registered_at: datetime,
    last_full_at: datetime | None,
    at: datetime,
) -> Reason | None:
    """The weightiest reason to go to a post; None where it is not due."""
    since = last_visited_at or registered_at
    quiet = max(at - since, timedelta(0))
    if quiet >= DUE_AFTER:
        code = Due.LONG_UNVISITED if last_visited_at else Due.NEVER_VISITED
        return Reason(code, quiet.days)
    if last_full_at is not None and is_full_sheet_due(last_full_at, at):
        return Reason(Due.FULL_SHEET, (at - last_full_at).days)
    return None


# The drum

TITIR: Final = "titir"
"""Beaten fast and without a pause: danger, wherever one is."""

MOST_SIGNALS: Final = 24
MEANING_LENGTH: Final = 80
MEANINGS: Final = (
    "murder",
    "theft",
    "fire",
    "disaster",
    "livestock_theft",
    "safe",
    "gathering",
    "death",
)
"""Meanings with words of their own on the screen; a post may write others."""

_ROUND: Final = re.compile(r"[1-9](-[1-9]){0,11}")
_NAMED: Final = (TITIR, "doro_muluk", "salur_roto")


def strokes(text: str) -> str:
    """Strokes as they are kept: ``2-2-2``, ``1-1-1``, or a named way of beating.

    Codes of regions contradict each other, so nothing here says what they mean.

    Raises:
        ValueError: Nobody could beat that.
    """
    told = "_".join(words(text))
    if told in _NAMED:
        return told
    beaten = "-".join(re.findall(r"[0-9]+", text))
    if re.fullmatch(r"[\s0-9.,\-\u2013\u2014x×]+", text) and _ROUND.fullmatch(beaten):
        return beaten
    raise ValueError(f"{text!r} cannot be beaten on a kentongan")


def groups(kept: str) -> tuple[int, ...]:
    """How many strokes each group has, for drawing and sounding; none if named."""
    return () if kept in _NAMED else tuple(map(int, kept.split("-")))


def table(signals: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Fault]]:
    """A post's code table as it is kept, and what is wrong with it, by meaning.

    A meaning has one signal, and a signal one meaning.
    """
    kept: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    if len(signals) > MOST_SIGNALS:
        faults["signals"] = Fault.TOO_MANY
    for told, beaten in signals.items():
        meaning = line(told)
        fault = _meaning_fault(meaning, kept)
        try:
            signal = strokes(beaten)
        except ValueError:
            fault = fault or Fault.BAD_STROKES
        else:
            fault = fault or (Fault.TWICE if signal in kept.values() else None)
            kept[meaning] = signal
        if fault:
            faults[told] = fault
    return kept, faults


def _meaning_fault(meaning: str, kept: Mapping[str, str]) -> Fault | None:
    if not words(meaning):
        return Fault.EMPTY
    if len(meaning) > MEANING_LENGTH:
        return Fault.TOO_LONG
    known = {" ".join(words(other)) for other in kept}
    return Fault.TWICE if " ".join(words(meaning)) in known else None


# Members


@dataclass(frozen=True)
class MemberDraft:
    """A resident who joins a watch.

    Attributes:
        is_adult: Vouched for by whoever writes it down; no birth date is asked.
    """

    name: str
    role: MemberRole = MemberRole.MEMBER
    is_adult: bool = False
    account_id: UUID | None = None


def member_faults(draft: MemberDraft) -> dict[str, Fault]:
    """What is wrong with a new member, by field."""
    found: dict[str, Fault] = {}
    if not words(draft.name):
        found["name"] = Fault.EMPTY
    elif len(line(draft.name)) > NAME_LENGTH:
        found["name"] = Fault.TOO_LONG
    if not draft.is_adult:
        found["is_adult"] = Fault.UNDER_AGE
    return found
