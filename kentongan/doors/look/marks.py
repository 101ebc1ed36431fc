"""The tones of states, and the arithmetic of the small drawings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

TONES: Final = ("good", "warn", "bad", "wait", "info", "off")
_TONE_OF_VALUE: Final[Mapping[str, str]] = {
    "present": "good",
    "good": "good",
    "yes": "good",
    "true": "good",
    "4": "good",
    "3": "good",
    "broken": "warn",
    "warn": "warn",
    "partly": "warn",
    "2": "warn",
    "1": "warn",
    "absent": "bad",
    "bad": "bad",
    "no": "bad",
    "false": "bad",
    "0": "bad",
}


def tone_of(value: object) -> str:
    """The tone in which a choice is drawn; what is not known is drawn as off."""
    return _TONE_OF_VALUE.get(str(value).lower(), "off")


def attribute(thing: Any, name: str, default: Any = "") -> Any:
    """`name` of an object or a mapping; None counts as not said."""
    found = (
        thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
    )
    return default if found is None else found


@dataclass(frozen=True)
class Slit:
    """One part of a score as a filled slit.

    Attributes:
        percent: 0 to 100, or None where nothing was assessed.
        width: How much of the slit is filled, in the drawing's own units.
    """

    label: str
    percent: int | None
    width: float
    weight: int | None


def slit(part: Any, *, length: float) -> Slit:
    """A part of a score (label, weight, share of 0 to 1 or None), ready to draw."""
    share = attribute(part, "share", None)
    filled = 0.0 if share is None else min(1.0, max(0.0, float(share)))
    return Slit(
        label=str(attribute(part, "label")),
        percent=None if share is None else round(filled * 100),
        width=round(filled * length, 1),
        weight=attribute(part, "weight", None),
    )
