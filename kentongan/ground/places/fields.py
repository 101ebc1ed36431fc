"""Fields over PostgreSQL's own geometric types, so that no extension is needed.

The types have no equality in SQL: never ``distinct()``, ``union()`` or filter by ``=``
on a table that selects such a column.
"""

import re
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import models

# Django's own fields take type arguments only when they are checked, not when run.
if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
else:
    AnyField = models.Field

_NUMBER: Final = re.compile(r"[-+0-9.eE]+")


class Point(NamedTuple):
    """A spot on the ground, EPSG:4326."""

    lon: float
    lat: float


class Box(NamedTuple):
    """The rectangle around an outline, EPSG:4326."""

    west: float
    south: float
    east: float
    north: float


def point(lon_deg: float, lat_deg: float) -> Point:
    """The spot at these degrees.

    Raises:
        ValueError: Not a number, or not on Earth.
    """
    lon, lat = float(lon_deg), float(lat_deg)
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise ValueError(f"({lon_deg}, {lat_deg}) is not lon, lat in degrees")
    return Point(lon, lat)


class PointField(AnyField):
    """A ``point``: x is the longitude, y the latitude, degrees."""

    description = "lon, lat"

    def db_type(self, connection: Any) -> str:
        """PostgreSQL's core type."""
        return "point"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """Typed, so that operators find it in expressions too."""
        return "%s::point"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The text ``(lon,lat)`` as a Point."""
        return None if value is None else _point_of(value)

    def to_python(self, value: Any) -> Any:
        """A Point from itself, from a pair, or from its text."""
        if value is None or isinstance(value, Point):
            return value
        return _point_of(value) if isinstance(value, str) else point(*value)

    def get_prep_value(self, value: Any) -> Any:
        """The text that PostgreSQL reads; exact to the last bit."""
        value = self.to_python(value)
        return None if value is None else "({!r},{!r})".format(*point(*value))

    def value_to_string(self, obj: models.Model) -> str:
        """For serialisers."""
        return self.get_prep_value(self.value_from_object(obj)) or ""


class BoxField(AnyField):
    """A ``box`` of west, south, east and north."""

    description = "a rectangle in lon, lat"

    def db_type(self, connection: Any) -> str:
        """PostgreSQL's core type."""
        return "box"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """Typed, so that operators find it in expressions too."""
        return "%s::box"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The text ``(east,north),(west,south)`` as a Box."""
        if value is None:
            return None
        east, north, west, south = map(float, _NUMBER.findall(value))
        return Box(west, south, east, north)

    def get_prep_value(self, value: Any) -> Any:
        """The text that PostgreSQL reads; exact to the last bit."""
        if value is None:
            return None
        west, south, east, north = value
        return f"({float(east)!r},{float(north)!r}),({float(west)!r},{float(south)!r})"


class WordsField(AnyField):
    """A ``text[]`` of folded words, for an index over each of them."""

    description = "words"

    def db_type(self, connection: Any) -> str:
        """PostgreSQL's core type."""
        return "text[]"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """Typed, since an empty list has no type of its own."""
        return "%s::text[]"


def _point_of(text: str) -> Point:
    lon, lat = map(float, _NUMBER.findall(text))
    return point(lon, lat)
