"""Units: which there are, which answers for a place, which stands above."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.paths import ancestors, topmost
from kentongan.ground.units.models import Jurisdiction, Unit
from kentongan.ground.units.rules.units import (
    LEVELS,
    Kind,
    Level,
    parse_unit,
    unit_word,
)
from kentongan.ground.wall.models import within

CONFIDENCE: Final = ("high", "medium", "inferred")
"""How sure we are of a jurisdiction, the surest first."""


def held_at(at: datetime) -> Q:
    """Dated rows that hold at a moment."""
    return Q(held_from__lte=at) & (Q(held_until__isnull=True) | Q(held_until__gt=at))


def unit(path: str) -> Unit:
    """The unit at a path.

    Raises:
        NotFound: There is none.
    """
    found = Unit.objects.filter(path=path).first()
    if found is None:
        raise NotFound(_("There is no such unit."))
    return found


def units_within(path: str = "") -> QuerySet[Unit]:
    """A unit and everything below it, in the order of the tree."""
    return Unit.objects.filter(within("path", path)).order_by("path")


def chain_above(unit_path: str) -> list[Unit]:
    """The unit itself and those above it, the nearest first."""
    found = Unit.objects.filter(path__in=ancestors(unit_path))
    return sorted(found, key=lambda u: -len(u.path))


def jurisdiction_of(unit_path: str, at: datetime) -> tuple[str, ...]:
    """Places a unit answers for: its own rows, or else those of the units below it."""
    rows = Jurisdiction.objects.filter(held_at(at))
    own = rows.filter(unit_path=unit_path).values_list("place", flat=True)
    return topmost(own) or topmost(
        rows.filter(within("unit_path", unit_path)).values_list("place", flat=True)
    )


def units_for_place(
    place: str, at: datetime, level: Level | str = Level.POLSEK
) -> list[Unit]:
    """Units of a level that answer for a place; the closest and surest first.

    Several where two share a place: a jurisdiction is many to many.
    """
    rows = Jurisdiction.objects.filter(held_at(at), place__in=ancestors(place))
    ordered = sorted(
        rows.values_list("place", "confidence", "unit_path"),
        key=lambda row: (-len(row[0]), CONFIDENCE.index(row[1]), row[2]),
    )
    wanted = [k for k in Kind if LEVELS[k] == level]
    paths = [path for row in ordered for path in reversed(ancestors(row[2]))]
    known = {u.path: u for u in Unit.objects.filter(path__in=paths, kind__in=wanted)}
    return [known[path] for path in dict.fromkeys(paths) if path in known]


def unit_for_place(
    place: str, at: datetime, kind: Level | str = Level.POLSEK
) -> Unit | None:
    """The first of :func:`units_for_place`; None where no unit is known."""
    return next(iter(units_for_place(place, at, kind)), None)


def units_named(written: str, *, under: str = "") -> list[Unit]:
    """Units below `under` that "Polsek Firdaus" may mean; a kind is kept to if said."""
    kind, name = parse_unit(written)
    kinds: Sequence[Kind] = [kind] if kind else list(Kind)
    words = {unit_word(one, name) for one in kinds} if name else set()
    return [
        one
        for one in units_within(under).filter(kind__in=kinds)
        if one.path.rpartition(".")[2] in words
    ]
