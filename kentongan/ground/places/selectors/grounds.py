"""Which place a point is in, and the outlines that a map draws."""

import json
import threading
from collections import OrderedDict
from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

import shapely
from django.db import connection

from kentongan.ground.basics.paths import topmost
from kentongan.ground.places.fields import point
from kentongan.ground.places.models import Boundary, Place
from kentongan.ground.places.rules.levels import Level
from kentongan.ground.wall.models import within_any

METRES_PER_DEGREE: Final = 111_320.0
"""Of latitude; Indonesia lies within 11° of the equator, where longitude is within
2 % of it. Good enough for how coarse a drawn line may be."""

# The columns a page needs of a place; the words of the search stay in the table.
_COLUMNS: Final = (
    "id", "path", "level", "name", "word", "postcode", "decree", "held_from",
    "held_until",
)  # fmt: skip
_CANDIDATES: Final = f"""
select b.id, b.outline, {", ".join(f"p.{column}" for column in _COLUMNS)}
  from places_boundary b join places_place p on p.id = b.place_id
 where b.bb @> box(%s::point, %s::point) and p.level = 'village'
"""  # noqa: S608  only our own column names are put in
_TODAY: Final = f"{_CANDIDATES} and b.held_until is null order by p.path"
_ON: Final = f"""{_CANDIDATES}
   and (b.held_from is null or b.held_from <= %s)
   and (b.held_until is null or b.held_until > %s)
 order by p.path"""


def locate(lon_deg: float, lat_deg: float, *, on: date | None = None) -> Place | None:
    """The village in whose outline the point lies; None outside all of them.

    Args:
        lon_deg, lat_deg: EPSG:4326.
        on: By the outlines of that day; without it, by those that hold today.

    A point on a border belongs to exactly one village: to the one whose inside it is
    in, where outlines overlap by a sliver; else, of all that it touches, to the one
    with the lowest code. Which of two neighbours digitised first changes nothing.

    Raises:
        ValueError: Not degrees on Earth.
    """
    spot = point(lon_deg, lat_deg)
    text = f"({spot.lon!r},{spot.lat!r})"
    dates = [] if on is None else [on, on]
    with connection.cursor() as cursor:
        cursor.execute(_TODAY if on is None else _ON, [text, text, *dates])
        rows = cursor.fetchall()
    here = shapely.Point(spot.lon, spot.lat)
    touched: Place | None = None
    for boundary_id, outline, *columns in rows:
        shape = _shapes.of(boundary_id, outline)
        if not shapely.intersects(shape, here):
            continue
        place = Place.from_db("default", _COLUMNS, columns)
        if shapely.contains(shape, here):
            return place
        touched = touched or place
    return touched


def outlines(
    tops: Iterable[str], *, simplify_m: float = 0.0, level: Level = Level.VILLAGE
) -> list[dict[str, Any]]:
    """GeoJSON features of the outlines that hold today, by code.

    Args:
        tops: Place paths; everything below each.
        simplify_m: How far a drawn line may leave the true one, metres. Each outline
            is simplified alone, so coarse neighbours may gape by twice this.
        level: Whose outlines.
    """
    rows = (
        Boundary.objects.filter(
            within_any("place__path", topmost(tops)),
            place__level=level,
            held_until__isnull=True,
        )
        .order_by("place__path")
        .values_list("id", "place__path", "place__name", "place__word")
    )
    listed = list(rows)
    drawn = _drawings([row[0] for row in listed], simplify_m)
    return [
        {
            "type": "Feature",
            "properties": {"code": path, "name": name, "word": word},
            "geometry": json.loads(drawn[one]),
        }
        for one, path, name, word in listed
    ]


class Shapes:
    """Prepared outlines of this process by boundary id, the oldest forgotten first.

    A boundary row never changes its outline, so that nothing here goes stale.
    """

    KEPT: Final = 5_000

    def __init__(self) -> None:
        """Empty."""
        self._kept: OrderedDict[UUID, Any] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, one: UUID, outline: bytes) -> Any:
        """The prepared shape of a row whose outline is at hand.

        Sending the outline each time costs less than asking again for those missed.
        """
        shape = self._seen(one)
        if shape is None:
            shape = shapely.from_wkb(bytes(outline))
            shapely.prepare(shape)
            self._keep(one, shape)
        return shape

    def _seen(self, one: UUID) -> Any:
        with self._lock:
            shape = self._kept.get(one)
            if shape is not None:
                self._kept.move_to_end(one)
            return shape

    def _keep(self, one: UUID, shape: Any) -> None:
        with self._lock:
            self._kept[one] = shape
            while len(self._kept) > self.KEPT:
                self._kept.popitem(last=False)


_shapes: Final = Shapes()
_drawn: Final[dict[tuple[UUID, float], str]] = {}


def _drawings(ids: list[UUID], simplify_m: float) -> dict[UUID, str]:
    """GeoJSON texts by boundary id; simplified once per process and tolerance."""
    texts = {n: text for n in ids if (text := _drawn.get((n, simplify_m))) is not None}
    missing = Boundary.objects.filter(id__in=[n for n in ids if n not in texts])
    if len(texts) < len(ids):
        for one, outline in missing.values_list("id", "outline"):
            texts[one] = _drawing(shapely.from_wkb(bytes(outline)), simplify_m)
            _drawn[one, simplify_m] = texts[one]
    if len(_drawn) > Shapes.KEPT:
        _drawn.clear()
    return texts


def _drawing(shape: Any, simplify_m: float) -> str:
    if simplify_m > 0:
        shape = shapely.simplify(
            shape, simplify_m / METRES_PER_DEGREE, preserve_topology=True
        )
    # Six decimals are 11 cm: finer than any source.
    rounded = shapely.set_precision(shape, 1e-6, mode="pointwise")
    return str(shapely.to_geojson(rounded))
