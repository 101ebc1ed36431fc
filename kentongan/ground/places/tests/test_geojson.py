"""Outlines out of a file: read whole, or refused feature by feature."""

import json
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kentongan.ground.basics.errors import Invalid
from kentongan.ground.places.rules.geojson import read

SQUARE: list[list[list[float]]] = [
    [[99, 3], [99.1, 3], [99.1, 3.1], [99, 3.1], [99, 3]]
]
GOOD: dict[str, Any] = {
    "type": "Feature",
    "properties": {"code": "12.18.04.2024"},
    "geometry": {"type": "Polygon", "coordinates": SQUARE},
}


def file_of(*features: Any) -> bytes:
    return json.dumps(
        {"type": "FeatureCollection", "features": list(features)}
    ).encode()


def with_geometry(**geometry: Any) -> dict[str, Any]:
    return GOOD | {"geometry": geometry}


def test_an_outline_is_read_with_its_box_and_a_point_inside() -> None:
    (outline,) = read(file_of(GOOD), file="desa.geojson")
    assert outline.code == "12.18.04.2024"
    assert outline.box == (99, 3, 99.1, 3.1)
    assert shapely.contains_xy(shapely.from_wkb(outline.wkb), *outline.seat)


def test_a_third_dimension_is_left_out() -> None:
    ring = [[lon, lat, 12] for lon, lat in SQUARE[0]]
    feature = with_geometry(type="Polygon", coordinates=[ring])
    (outline,) = read(file_of(feature), file="desa.geojson")
    assert not shapely.has_z(shapely.from_wkb(outline.wkb))


@pytest.mark.parametrize(
    ("feature", "reason"),
    [
        (7, "not an object"),
        ({"type": "Feature"}, "properties.code is missing"),
        (GOOD | {"properties": {"code": "12.18.4"}}, "not an official code"),
        (GOOD | {"properties": {"code": 1218042024}}, "properties.code is missing"),
        (GOOD | {"geometry": None}, "geometry is missing"),
        (with_geometry(type="Point", coordinates=[99, 3]), "not Polygon"),
        (with_geometry(type="Polygon"), "rings of lon, lat"),
        (with_geometry(type="Polygon", coordinates="x"), "coordinates"),
        (with_geometry(type="Polygon", coordinates=[]), "empty"),
        (with_geometry(type="Polygon", coordinates=[[[99, 3], [99.1, 3]]]), "coord"),
        (
            with_geometry(
                type="Polygon",
                coordinates=[[[99, 3], [99.1, 3], [99, 3.1], [99.1, 3.1], [99, 3]]],
            ),
            "Self-intersection",
        ),
        (
            with_geometry(type="Polygon", coordinates=[[[y, x] for x, y in SQUARE[0]]]),
            "lon, lat",
        ),
    ],
)
def test_a_bad_feature_is_named_with_file_number_and_reason(
    feature: Any, reason: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        read(file_of(GOOD, feature), file="desa.geojson")
    ((where, why),) = refusal.value.problems.items()
    assert where.startswith("desa.geojson, feature 2")
    assert reason in why


def test_a_code_that_comes_twice_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        read(file_of(GOOD, GOOD), file="desa.geojson")
    assert "came before" in next(iter(refusal.value.problems.values()))


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"[]", b"{}", b'{"type": "FeatureCollection"}']
)
def test_what_is_no_collection_is_refused_by_its_file(data: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        read(data, file="desa.geojson")
    assert "desa.geojson" in refusal.value.problems


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "properties", "geometry", "code", "coordinates"]),
            inner | st.sampled_from(["Polygon", "MultiPolygon", "12.18"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JUNK)
def test_junk_is_refused_and_never_breaks(junk: Any) -> None:
    with pytest.raises(Invalid):
        read(file_of(junk), file="junk.geojson")
