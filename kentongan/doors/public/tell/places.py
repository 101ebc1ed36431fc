"""Which village somebody means, in whatever way they type it."""

from collections.abc import Iterator
from typing import Final

from kentongan.ground.basics.errors import NotFound
from kentongan.ground.places.selectors import by_path, full_name
from kentongan.ground.places.selectors.search import find

_PARTS: Final = 4
"""Parts of a village's code: province, regency, district, village."""
_CLOSE: Final = 3.0
"""Scores so close together that a person decides."""
_OFFERED: Final = 8


def villages(typed: str) -> list[tuple[str, str]]:
    """Each village that may be meant, ``(path, full name)``, the best first.

    A hamlet stands for its village. One alone is certain.
    """
    return list(dict(_meant(typed)).items())[:_OFFERED]


def village_named(path: str) -> tuple[str, str] | None:
    """The village at `path`, if there is one."""
    try:
        place = by_path(path) if path.count(".") == _PARTS - 1 else None
    except NotFound:
        return None
    return (place.path, full_name(place.path)) if place else None


def _meant(typed: str) -> Iterator[tuple[str, str]]:
    best = None
    for match in find(typed, limit=30):
        parts = match.place_path.split(".")
        if len(parts) < _PARTS:
            continue
        best = best or match.score
        if match.score < best - _CLOSE:
            return
        path = ".".join(parts[:_PARTS])
        yield path, full_name(path)
