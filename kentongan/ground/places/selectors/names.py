"""Places by their path, and how they are written."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.paths import ancestors, topmost
from kentongan.ground.basics.zones import Zone, zone_of
from kentongan.ground.places.models import Place, PlaceCode
from kentongan.ground.places.rules.levels import Level, full_label, short_label
from kentongan.ground.wall.models import within_any

Link = tuple[str, str, str]


def current() -> QuerySet[Place]:
    """Places that exist today, without the columns that only the search reads."""
    return Place.objects.filter(held_until__isnull=True).defer("words", "own_words")


def by_path(path: str) -> Place:
    """The place that has `path` today, or had that code once and nobody since.

    Raises:
        NotFound: No place ever had it.
    """
    place = current().filter(path=path).first()
    if place is None:
        once = PlaceCode.objects.filter(code=path).order_by("-held_until").first()
        place = current().filter(id=once.place_id).first() if once else None
    if place is None:
        raise NotFound(_("No place has the code %(code)s.") % {"code": path})
    return place


def by_paths(paths: Iterable[str]) -> dict[str, Place]:
    """Those of `paths` that are places today, by path. One query."""
    return {place.path: place for place in current().filter(path__in=set(paths))}


def villages_within(tops: Iterable[str]) -> list[Place]:
    """The villages of these subtrees, by code. One query."""
    inside = within_any("path", topmost(tops))
    return list(current().filter(inside, level=Level.VILLAGE).order_by("path"))


def code_on(place: Place, day: date) -> str | None:
    """The official code that `place` had on `day`; None where none is known."""
    codes = list(PlaceCode.objects.filter(place=place)) or [
        PlaceCode(
            code=place.path, held_from=place.held_from, held_until=place.held_until
        )
    ]
    return next((row.code for row in codes if _held(row, day)), None)


def _held(row: PlaceCode, day: date) -> bool:
    return (row.held_from is None or row.held_from <= day) and (
        row.held_until is None or day < row.held_until
    )


def full_name(path: str, *, whole: bool = False) -> str:
    """Dusun V, Desa Simpang Empat, Kec. Sei Rampah; `whole` goes on to the province."""
    return full_names([path], whole=whole)[path]


def full_names(paths: Iterable[str], *, whole: bool = False) -> dict[str, str]:
    """:func:`full_name` of many. One query. An unknown path is its own name."""
    return _named(paths, partial(full_label, whole=whole))


def short_name(path: str) -> str:
    """Dusun V, Simpang Empat."""
    return short_names([path])[path]


def short_names(paths: Iterable[str]) -> dict[str, str]:
    """:func:`short_name` of many. One query."""
    return _named(paths, short_label)


def zone(path: str) -> Zone:
    """The civil time zone at `path`."""
    return zone_of(path)


def _named(
    paths: Iterable[str], written: Callable[[list[Link]], str]
) -> dict[str, str]:
    wanted = list(paths)
    above = {one for path in wanted for one in ancestors(path)}
    links = {
        path: (path, word, name)
        for path, word, name in Place.objects.filter(path__in=above).values_list(
            "path", "word", "name"
        )
    }
    names = {}
    for path in wanted:
        chain = [links[one] for one in ancestors(path) if one in links]
        names[path] = written(chain) if path in links else path
    return names
