"""The territory: loading it, finding names, and which village a point is in."""

import gzip
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, Final
from uuid import UUID

import numpy
import shapely
from django.db import connection

import kentongan
from bench.frame import Figure, repeat, share, spread
from kentongan.ground.access.actors import operator
from kentongan.ground.basics.ids import new_id
from kentongan.ground.places.models import Boundary, Place
from kentongan.ground.places.rules.geojson import read
from kentongan.ground.places.rules.levels import Level
from kentongan.ground.places.selectors import find, locate
from kentongan.ground.places.services import load_boundaries, load_gazetteer

AT: Final = datetime(2026, 11, 23, tzinfo=UTC)
OUTLINES: Final = (
    Path(kentongan.__file__).parent
    / "config/demo/data/serdang_bedagai_villages.geojson.gz"
)
ROUNDS: Final = 5
POINTS: Final = 400
ROWS, COLUMNS, BENDS = 200, 415, 24
QUESTIONS: Final = (
    "simpang 4 sei rampah", "Sergai", "dusun V simpang empat sei rampah",
    "bandar khalifah", "serbajadi", "firdaus sei rampah", "kota tebing tinggi",
    "kampung baru", "sungai rampa", "jakarta selatan", "desa sinah kasi",
    "perbaungan sergai", "tanjung beringin", "nagori bandar", "sukamaju",
    "kec. cibinong kab. bogor", "pasar baru", "sidodadi", "tanjng balai", "gunung",
)  # fmt: skip


def figures() -> Iterator[Figure]:
    """Loads once, then everything else on what was loaded."""
    yield spread("gazetteer: first load of 91,599 areas", "s", [_load()], goal=10)
    yield spread("gazetteer: second load", "s", [_load()], goal=10)
    yield _searches()
    yield spread("boundaries: load of 243", "s", [_load_shipped()])
    yield from _points("243")
    Boundary.objects.all().delete()
    yield spread("boundaries: 83,000 made by COPY", "s", repeat(_make_nation, 1))
    yield from _points("83,000")


def _load() -> float:
    return repeat(lambda: load_gazetteer(by=operator(), at=AT), 1)[0]


def _load_shipped() -> float:
    outlines = read(gzip.decompress(OUTLINES.read_bytes()), file=OUTLINES.name)
    started = perf_counter()
    load_boundaries(outlines, decree="", source="bench", by=operator(), at=AT)
    return perf_counter() - started


def _searches() -> Figure:
    find("warm")  # reads the vocabulary, once per process
    rounds = []
    for _ in range(ROUNDS):
        taken = [repeat(lambda q=q: find(q), 1)[0] for q in QUESTIONS]  # type: ignore[misc]
        rounds.append(share(taken, 0.95) * 1000)
    return spread("find: p95 over 20 questions", "ms", rounds, goal=50)


def _points(label: str) -> Iterator[Figure]:
    """Random points inside random outlines, each asked once."""
    truth = list(
        Boundary.objects.values_list("place__path", "outline").order_by("place__path")
    )
    dice = random.Random(7)
    rounds, wrong = [], 0
    locate(0, 0)
    for _ in range(ROUNDS):
        taken = []
        for _ in range(POINTS):
            path, raw = dice.choice(truth)
            lon, lat = _inside(shapely.from_wkb(bytes(raw)), dice)
            started = perf_counter()
            found = locate(lon, lat)
            taken.append(perf_counter() - started)
            wrong += found is None or found.path != path
        rounds.append(share(taken, 0.99) * 1000)
    yield spread(f"locate: p99 among {label} outlines", "ms", rounds, goal=2)
    asked = f"{ROUNDS * POINTS} points inside"
    yield spread(f"locate: wrong of {asked} {label} outlines", "points", [wrong])


def _inside(shape: Any, dice: random.Random) -> tuple[float, float]:
    west, south, east, north = shape.bounds
    while True:
        lon, lat = dice.uniform(west, east), dice.uniform(south, north)
        if shapely.contains_xy(shape, lon, lat):
            return lon, lat


def _make_nation() -> None:
    """83,000 crooked cells without gaps over the whole country, each a village."""
    villages = Place.objects.filter(level=Level.VILLAGE).order_by("path")
    ids = list(villages.values_list("id", flat=True)[: ROWS * COLUMNS])
    cells = _cells()
    with connection.cursor() as cursor:
        with cursor.copy(
            "copy places_boundary (id, place_id, outline, bb, decree, source) "
            "from stdin"
        ) as copy:
            for place_id, cell in zip(ids, cells, strict=True):
                copy.write_row(_row(place_id, cell))
        cursor.execute("analyze places_boundary")


def _row(place_id: UUID, cell: Any) -> tuple[Any, ...]:
    west, south, east, north = cell.bounds
    box = f"({east!r},{north!r}),({west!r},{south!r})"
    return new_id(), place_id, shapely.to_wkb(cell), box, "", "bench"


def _cells() -> Any:
    """Crooked quadrilaterals whose shared edges are the same vertices."""
    dice = numpy.random.default_rng(7)
    lon = numpy.linspace(95, 141, COLUMNS + 1)
    lat = numpy.linspace(-11, 6, ROWS + 1)
    corners = numpy.stack(numpy.meshgrid(lon, lat), axis=-1)
    corners += dice.uniform(-0.02, 0.02, corners.shape)
    along = numpy.linspace(0, 1, BENDS + 2)[:-1]

    def edges(start: Any, end: Any) -> Any:
        line = start[..., None, :] + along[:, None] * (end - start)[..., None, :]
        line[..., 1:, :] += dice.uniform(-0.001, 0.001, line[..., 1:, :].shape)
        return line

    level = edges(corners[:, :-1], corners[:, 1:])
    upright = edges(corners[:-1], corners[1:])
    south, north = level[:-1], level[1:]
    west, east = upright[:, :-1], upright[:, 1:]

    def back(line: Any, end: Any) -> Any:
        return numpy.concatenate([end[..., None, :], line[..., :0:-1, :]], axis=-2)

    ring = numpy.concatenate(
        [
            south, east,
            back(north, corners[1:, 1:]), back(west, corners[1:, :-1]),
            south[..., :1, :],
        ],
        axis=-2,
    )  # fmt: skip
    return shapely.polygons(ring.reshape(ROWS * COLUMNS, -1, 2))
