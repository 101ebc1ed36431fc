"""What is wrong with a draft before anything is looked up, by field path."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, Final

from kentongan.beat.reports.rules import Category
from kentongan.beat.visits.rules.drafts import Present, VisitDraft
from kentongan.beat.visits.rules.people import may_hold_name
from kentongan.beat.visits.rules.sheet import QUICK
from kentongan.ground.basics.texts import words
from kentongan.ground.places.rules.words import local_slug, local_word


class Fault(StrEnum):
    """What can be wrong; the words stand in the services."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TWICE = "twice"
    NO_REASON = "no_reason"
    BAD_CATEGORY = "bad_category"
    BAD_SCORE = "bad_score"
    BAD_COUNT = "bad_count"
    BAD_PLACE = "bad_place"
    NOT_ON_EARTH = "not_on_earth"
    UNKNOWN_TAP = "unknown_tap"
    PAST = "past"
    NO_PLACE = "no_place"
    BAD_DATE = "bad_date"


TEXT: Final = 500
LONG_TEXT: Final = 4000
LENGTHS: Final = {
    "weekday_as_written": 20,
    "spot": 120,
    "post_name": 120,
    "sheet": 220,
    "outcome": LONG_TEXT,
}
PRESENT: Final = {"name": 120, "rank": 30, "position": 80, "acting": 4, "unit": 120}
MOST: Final = {
    "local": 6,
    "officers": 60,
    "military": 60,
    "civilians": 200,
    "programmes": 20,
    "purposes": 20,
    "messages": 30,
    "information": 40,
    "items": 80,
    "pledges": 40,
    "quotes": 20,
    "photos": 40,
}
MOST_PEOPLE: Final = 10_000
YEARS: Final = (1950, 2150)
"""Outside of which a date is a slip of the pen."""

Faults = Iterator[tuple[str, Fault]]


def faults(draft: VisitDraft) -> dict[str, Fault]:
    """Field path, as the exchange format names it, to what is wrong with it."""
    return dict(_all(draft))


def _all(draft: VisitDraft) -> Faults:
    yield from _too_long("", draft, LENGTHS)
    for name, most in MOST.items():
        if len(getattr(draft, name)) > most:
            yield _NAMES.get(name, name), Fault.TOO_MANY
    yield from _where(draft)
    yield from _people(draft)
    yield from _told(draft)
    yield from _checked(draft)


_NAMES: Final = {
    "civilians": "attendees",
    "pledges": "follow_ups",
    "items": "inspection.items",
    "local": "place.local",
    "spot": "place.spot",
    "sheet": "inspection.sheet",
}


def _too_long(at: str, thing: object, limits: dict[str, int]) -> Faults:
    for name, limit in limits.items():
        if len(getattr(thing, name)) > limit:
            yield f"{at}{_NAMES.get(name, name)}", Fault.TOO_LONG


def _where(draft: VisitDraft) -> Faults:
    if not YEARS[0] <= draft.date.year <= YEARS[1]:
        yield "date", Fault.BAD_DATE
    if not draft.place:
        yield "place", Fault.NO_PLACE
    if draft.point is not None:
        lon, lat = draft.point
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            yield "place.lon", Fault.NOT_ON_EARTH
    for number, one in enumerate(draft.local):
        at = f"place.local[{number}].name"
        if len(one.name) > 120 or len(one.level) > 30:
            yield at, Fault.TOO_LONG
            continue
        try:
            local_slug(local_word(one.level), one.name)
        except ValueError:
            yield at, Fault.BAD_PLACE


def _people(draft: VisitDraft) -> Faults:
    for group in ("officers", "military"):
        present: Sequence[Present] = getattr(draft, group)
        for number, one in enumerate(present):
            at = f"{group}[{number}]."
            yield from _too_long(at, one, PRESENT)
            if one.officer_id is None and not words(one.name):
                yield f"{at}name", Fault.EMPTY
            if len(one.degrees) > 12 or any(len(d) > 30 for d in one.degrees):
                yield f"{at}degrees", Fault.TOO_LONG
    yield from _civilians(draft)
    if (
        draft.attendee_count is not None
        and not 0 <= draft.attendee_count <= MOST_PEOPLE
    ):
        yield "attendee_count", Fault.BAD_COUNT


def _civilians(draft: VisitDraft) -> Faults:
    for number, who in enumerate(draft.civilians):
        at = f"attendees[{number}]."
        yield from _too_long(at, who, {"name": 120, "role": 80})
        if who.name and not may_hold_name(who.role, who.consent):
            yield f"{at}name", Fault.NO_REASON
        if not 1 <= who.count <= MOST_PEOPLE or (who.name and who.count > 1):
            yield f"{at}count", Fault.BAD_COUNT


def _told(draft: VisitDraft) -> Faults:
    for name in ("programmes", "purposes", "messages"):
        yield from _texts(name, getattr(draft, name), TEXT)
    yield from _texts("photos", draft.photos, 300)
    for number, told in enumerate(draft.information):
        at = f"information[{number}]."
        yield from _text(f"{at}text", told.text, LONG_TEXT)
        if told.category and told.category not in set(Category):
            yield f"{at}category", Fault.BAD_CATEGORY
        yield from _too_long(at, told, {"raised_by_role": 80})
    for number, pledge in enumerate(draft.pledges):
        at = f"follow_ups[{number}]."
        yield from _text(f"{at}text", pledge.text, TEXT)
        yield from _too_long(at, pledge, {"answers": 120, "raised_by_role": 80})
        if pledge.due is not None and pledge.due < draft.date:
            yield f"{at}due", Fault.PAST
    for number, quote in enumerate(draft.quotes):
        at = f"quotes[{number}]."
        yield from _text(f"{at}text", quote.text, LONG_TEXT)
        yield from _too_long(at, quote, {"speaker": 160})


def _checked(draft: VisitDraft) -> Faults:
    for key in draft.quick:
        if key not in QUICK:
            yield f"inspection.{key}", Fault.UNKNOWN_TAP
    seen: set[str] = set(draft.quick) - {one.item for one in draft.items}
    for number, one in enumerate(draft.items):
        at = f"inspection.items[{number}]."
        if not one.item:
            yield f"{at}item", Fault.EMPTY
        if one.item in seen:
            yield f"{at}item", Fault.TWICE
        seen.add(one.item)
        if one.score is not None and not 0 <= one.score <= 4:
            yield f"{at}score", Fault.BAD_SCORE
        if one.count is not None and not 0 <= one.count <= 999:
            yield f"{at}count", Fault.BAD_COUNT
        yield from _too_long(at, one, {"item": 40, "note": 300})


def _texts(at: str, texts: Iterable[str], limit: int) -> Faults:
    for number, text in enumerate(texts):
        yield from _text(f"{at}[{number}]", text, limit)


def _text(at: str, text: Any, limit: int) -> Faults:
    if not text:
        yield at, Fault.EMPTY
    elif len(text) > limit:
        yield at, Fault.TOO_LONG
