"""Two corrections of one record: what goes together, and what a person must decide.

Three documents of the exchange format: the base that the corrector saw, what the record
says now, and what the corrector wants. Nothing here knows how they are stored.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from kentongan.beat.visits.rules.exchange import NOT_FACTS, canonical

Document = Mapping[str, Any]

GROUPS: Final = (
    ("kind", "inspection"),
    ("date", "time", "tz", "weekday_as_written"),
    ("attendees", "attendee_count"),
)
"""Properties that mean something only together, and so are one property."""

_KEYS: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    {
        "officers": lambda one: str(one.get("name")),
        "military": lambda one: str(one.get("name")),
        "attendees": lambda one: f"{one.get('name') or ''}/{one.get('role') or ''}",
        "information": lambda one: str(one.get("text")),
        "follow_ups": lambda one: str(one.get("text")),
        "quotes": lambda one: f"{one.get('speaker')}/{one.get('text')}",
        "programmes": str,
        "purposes": str,
        "messages": str,
        "photos": str,
    }
)
"""By what an element of a list is known again in another version of the list."""


@dataclass(frozen=True)
class Conflict:
    """One property that both changed, and not to the same."""

    property: str
    base: Any
    now: Any
    yours: Any


@dataclass(frozen=True)
class Merge:
    """What came of it.

    Attributes:
        document: The record as it would be; conflicting properties as they are now.
        changed: Properties that differ from what the record says now.
    """

    document: dict[str, Any]
    changed: frozenset[str]
    conflicts: tuple[Conflict, ...]


class _Both(Exception):
    """Both sides changed the same thing."""


def merge(base: Document, now: Document, changes: Document) -> Merge:
    """The record with `changes`, which were made to `base`, laid over `now`.

    Args:
        changes: Whole new values of some properties. Unchanged ones change nothing.
    """
    yours = {**base, **changes}
    merged = dict(now)
    conflicts: list[Conflict] = []
    for group in _groups({*base, *now, *yours} - NOT_FACTS):
        try:
            merged |= _merged(group, base, now, yours)
        except _Both:
            conflicts += [
                Conflict(name, base.get(name), now.get(name), yours.get(name))
                for name in group
                if not is_same(now.get(name), yours.get(name))
            ]
    changed = {n for n in merged if not is_same(merged[n], now.get(n))}
    return Merge(merged, frozenset(changed), tuple(conflicts))


def is_same(one: Any, other: Any) -> bool:
    """Whether two values say the same; null, empty and left out are one."""
    return canonical([one]) == canonical([other])


def remembered(base: Document, changes: Document) -> dict[str, Any]:
    """The changes with the names that the corrector was never shown put back.

    A name that is sealed does not travel to a phone, so its list comes back with a
    role alone; that is no wish to forget who it was.
    """
    told = dict(changes)
    if "attendees" not in told:
        return told
    sent = told["attendees"] or []
    hidden = [one for one in base.get("attendees") or () if one.get("name")]
    hidden = [one for one in hidden if one["name"] not in {x.get("name") for x in sent}]
    back = []
    for one in sent:
        known = next((h for h in hidden if _fits(h, one)), None)
        if known is not None:
            hidden.remove(known)
        back.append(known or one)
    told["attendees"] = back
    return told


def _fits(known: Document, sent: Document) -> bool:
    return (
        not sent.get("name")
        and bool(sent.get("role"))
        and known.get("role") == sent.get("role")
        and (known.get("count") or 1) == (sent.get("count") or 1)
    )


def _groups(names: set[str]) -> list[tuple[str, ...]]:
    tied = {name for group in GROUPS for name in group}
    return [*GROUPS, *((name,) for name in sorted(names - tied))]


def _merged(
    group: Sequence[str], base: Document, now: Document, yours: Document
) -> dict[str, Any]:
    b, n, y = ({k: side.get(k) for k in group} for side in (base, now, yours))
    if is_same(y, b) or is_same(y, n):
        return {k: now[k] for k in group if k in now}
    if is_same(n, b):
        return y
    return {k: _property(k, b[k], n[k], y[k]) for k in group}


def _property(name: str, base: Any, now: Any, yours: Any) -> Any:
    if is_same(yours, base) or is_same(yours, now):
        return now
    if is_same(now, base) and name not in {n for g in GROUPS[1:] for n in g}:
        return yours
    if name == "inspection" and base and now and yours:
        if not is_same(now.get("sheet"), yours.get("sheet")):
            raise _Both
        items = _list(
            lambda one: str(one["item"]), *(x["items"] for x in (base, now, yours))
        )
        return {**now, "items": items}
    if name in _KEYS:
        return _list(_KEYS[name], base or (), now or (), yours or ())
    raise _Both


def _list(
    key: Callable[[Any], str],
    base: Sequence[Any],
    now: Sequence[Any],
    yours: Sequence[Any],
) -> list[Any]:
    """Element by element; in the order of now, what is only yours behind it."""
    b, n, y = (_by_key(key, side) for side in (base, now, yours))
    merged = []
    for name in [*n, *(k for k in y if k not in n)]:
        was, there, here = b.get(name), n.get(name), y.get(name)
        if is_same(here, was) or is_same(here, there):
            kept = there
        elif is_same(there, was):
            kept = here
        else:
            raise _Both
        if kept is not None:
            merged.append(kept)
    # Removed there and changed here is met by neither list alone.
    for name in set(b) - set(n):
        if name in y and not is_same(y[name], b[name]):
            raise _Both
    return merged


def _by_key(key: Callable[[Any], str], side: Sequence[Any]) -> dict[str, Any]:
    found = {key(one): one for one in side}
    if len(found) < len(side):  # the same twice: nobody knows which is which
        raise _Both
    return found
