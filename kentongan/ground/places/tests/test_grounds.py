"""Which village a point is in: exact, one at a border, none in a gap, by date."""

import gzip
import itertools
import random
from datetime import date
from pathlib import Path

import pytest
import shapely
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kentongan
from kentongan.ground.basics.errors import Invalid, NotAllowed
from kentongan.ground.places.models import Boundary, Place
from kentongan.ground.places.rules.geojson import Outline, read
from kentongan.ground.places.rules.levels import Level
from kentongan.ground.places.selectors import locate, outlines
from kentongan.ground.places.services import LoadedBoundaries, load_boundaries
from kentongan.ground.places.tests.country import (
    AT,
    FIRDAUS,
    PASAR,
    SIMPANG_EMPAT,
    STRANGER,
    SURVEYOR,
    found_country,
)

SHIPPED = (
    Path(kentongan.__file__).parent
    / "config/demo/data/serdang_bedagai_villages.geojson.gz"
)
SHARED = Path(kentongan.__file__).parents[2] / "shared/data/geo"


def outline(code: str, shape: shapely.Polygon) -> Outline:
    seat = shapely.point_on_surface(shape)
    return Outline(code, shapely.to_wkb(shape), shape.bounds, (seat.x, seat.y), code)


def load(*given: Outline, held_from: date | None = None) -> LoadedBoundaries:
    return load_boundaries(
        given, decree="", source="test", held_from=held_from, by=SURVEYOR, at=AT
    )


def path_at(lon: float, lat: float, *, on: date | None = None) -> str | None:
    place = locate(lon, lat, on=on)
    return place.path if place else None


WEST = outline(SIMPANG_EMPAT, shapely.box(99.0, 3.0, 99.1, 3.1))
EAST = outline(FIRDAUS, shapely.box(99.1, 3.0, 99.2, 3.1))
NORTH = outline(PASAR, shapely.box(99.0, 3.1000001, 99.2, 3.2))


@pytest.mark.django_db
def test_a_point_inside_is_in_that_village() -> None:
    found_country()
    load(WEST, EAST, NORTH)
    assert path_at(99.05, 3.05) == SIMPANG_EMPAT
    assert path_at(99.15, 3.05) == FIRDAUS
    assert path_at(98.0, 3.05) is None


@pytest.mark.django_db
def test_a_point_on_a_shared_border_is_in_the_village_with_the_lower_code() -> None:
    found_country()
    for first, second in itertools.permutations([WEST, EAST]):
        Boundary.objects.all().delete()
        load(first)
        load(second)
        assert path_at(99.1, 3.05) == FIRDAUS
        assert path_at(99.1, 3.1) == FIRDAUS


@pytest.mark.django_db
def test_a_point_in_a_gap_between_outlines_is_in_none() -> None:
    found_country()
    load(WEST, EAST, NORTH)
    assert path_at(99.05, 3.10000005) is None


@pytest.mark.django_db
def test_where_outlines_overlap_by_a_sliver_inside_beats_border() -> None:
    found_country()
    load(WEST, outline(FIRDAUS, shapely.box(99.05, 3.0, 99.2, 3.1)))
    assert path_at(99.05, 3.05) == SIMPANG_EMPAT
    assert path_at(99.07, 3.05) == FIRDAUS


@pytest.mark.django_db
def test_nobody_is_located_off_the_earth() -> None:
    for lon, lat in [(200.0, 0.0), (0.0, 91.0), (float("nan"), 0.0)]:
        with pytest.raises(ValueError, match="degrees"):
            locate(lon, lat)


@pytest.mark.django_db
def test_old_outlines_hold_for_old_days() -> None:
    found_country()
    split = date(2027, 1, 1)
    load(WEST)
    narrower = outline(SIMPANG_EMPAT, shapely.box(99.0, 3.0, 99.05, 3.1))
    split_off = outline(FIRDAUS, shapely.box(99.05, 3.0, 99.1, 3.1))
    assert load(narrower, split_off, held_from=split) == LoadedBoundaries(2, 2, 1)
    assert path_at(99.07, 3.05, on=date(2026, 12, 31)) == SIMPANG_EMPAT
    assert path_at(99.07, 3.05, on=split) == FIRDAUS
    assert path_at(99.07, 3.05) == FIRDAUS


@pytest.mark.django_db
def test_outlines_loaded_twice_change_nothing() -> None:
    found_country()
    assert load(WEST, EAST) == LoadedBoundaries(2, 2, 0)
    before = set(Boundary.objects.values_list("id", flat=True))
    assert load(WEST, EAST) == LoadedBoundaries(2, 0, 0)
    assert set(Boundary.objects.values_list("id", flat=True)) == before


@pytest.mark.django_db
def test_another_outline_needs_a_later_day_and_a_bad_one_keeps_all_out() -> None:
    found_country()
    load(WEST)
    wider = outline(SIMPANG_EMPAT, shapely.box(99.0, 3.0, 99.3, 3.1))
    with pytest.raises(Invalid) as refusal:
        load(EAST, wider)
    assert SIMPANG_EMPAT in refusal.value.problems
    unknown = outline("12.18.04.2999", shapely.box(99.0, 3.0, 99.3, 3.1))
    with pytest.raises(Invalid) as refusal:
        load(EAST, unknown)
    assert "no place has the code" in refusal.value.problems["12.18.04.2999"]
    assert Boundary.objects.count() == 1


@pytest.mark.django_db
def test_who_may_not_change_the_territory_loads_no_outline() -> None:
    found_country()
    with pytest.raises(NotAllowed):
        load_boundaries([WEST], decree="", source="test", by=STRANGER, at=AT)
    assert not Boundary.objects.exists()


@pytest.mark.django_db
def test_a_village_without_a_seat_gets_a_point_inside() -> None:
    found_country()
    load(WEST)
    seat = Place.objects.get(path=SIMPANG_EMPAT).seat
    assert shapely.contains_xy(shapely.from_wkb(WEST.wkb), *seat)


@pytest.mark.django_db
def test_drawn_outlines_are_simplified_and_asked_for_once() -> None:
    found_country()
    ring = shapely.Point(99.05, 3.05).buffer(0.04, quad_segs=64)
    load(outline(SIMPANG_EMPAT, ring), EAST)
    (firdaus, exact) = outlines(["12.18.04"])
    assert exact["properties"] == {
        "code": SIMPANG_EMPAT, "name": "Simpang Empat", "word": "desa",
    }  # fmt: skip
    assert len(exact["geometry"]["coordinates"][0]) == 257
    outlines(["12.18"], simplify_m=200)
    with CaptureQueriesContext(connection) as queries:
        (_, coarse) = outlines(["12.18"], simplify_m=200)
    assert len(queries) == 1
    assert len(coarse["geometry"]["coordinates"][0]) < 30
    assert outlines(["12.18.05"]) == []
    assert firdaus["geometry"]["type"] == "Polygon"


SHARE = st.floats(0, 1, allow_nan=False)


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(bends=st.lists(SHARE, min_size=1, max_size=6), along=SHARE, at=SHARE)
def test_every_point_of_two_neighbours_is_in_exactly_one(
    bends: list[float], along: float, at: float
) -> None:
    """Whatever the crooked border between them, and also upon it."""
    steps = len(bends) + 1
    border = [
        (99.1 + (bend - 0.5) / 50, 3.0 + 0.1 * number / steps)
        for number, bend in enumerate(bends, 1)
    ]
    border = [(99.1, 3.0), *border, (99.1, 3.1)]
    west = shapely.Polygon([(99.0, 3.1), (99.0, 3.0), *border])
    east = shapely.Polygon([(99.2, 3.0), (99.2, 3.1), *reversed(border)])
    line = shapely.LineString(border)
    upon = shapely.line_interpolate_point(line, along, normalized=True)
    with transaction.atomic():
        found_country()
        load(outline(SIMPANG_EMPAT, west), outline(FIRDAUS, east))
        for vertex in border:
            assert path_at(*vertex) == FIRDAUS
        assert path_at(upon.x, upon.y) in (FIRDAUS, SIMPANG_EMPAT)
        lon, lat = 99.0 + 0.2 * at, 3.0 + 0.1 * along
        truth = FIRDAUS if shapely.intersects_xy(east, lon, lat) else SIMPANG_EMPAT
        assert path_at(lon, lat) == truth
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_random_points_inside_the_shipped_outlines_are_all_placed_right() -> None:
    given = read(gzip.decompress(SHIPPED.read_bytes()), file=SHIPPED.name)
    assert len(given) == 243
    Place.objects.bulk_create(
        Place(path=one.code, level=Level.VILLAGE, name=one.code, word="desa")
        for one in given
    )
    load(*given)
    dice = random.Random(20250423)  # noqa: S311
    for one in dice.sample(given, 120):
        shape = shapely.from_wkb(one.wkb)
        west, south, east, north = one.box
        tries = [(dice.uniform(west, east), dice.uniform(south, north)) for _ in "123"]
        for lon, lat in [one.seat, *tries]:
            if shapely.contains_xy(shape, lon, lat):
                assert path_at(lon, lat) == one.code


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not here")
def test_the_shipped_outlines_are_those_of_the_source() -> None:
    source = SHARED / "serdang_bedagai_villages.geojson"
    ours = read(gzip.decompress(SHIPPED.read_bytes()), file="ours")
    theirs = read(source.read_bytes(), file="theirs")
    assert {one.code: one.wkb for one in ours} == {one.code: one.wkb for one in theirs}
