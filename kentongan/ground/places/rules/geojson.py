"""Outlines out of a GeoJSON file; what cannot be read is named, feature by feature."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import shapely
from shapely.geometry import shape as shape_of

from kentongan.ground.basics.errors import Invalid
from kentongan.ground.basics.paths import CODE_LENGTHS, is_path

_INDONESIA: Final = shapely.box(94.0, -12.0, 142.0, 7.0)
_MOST_PROBLEMS: Final = 50


@dataclass(frozen=True)
class Outline:
    """An outline on its way in: whose it is, and its shape in several forms.

    Attributes:
        wkb: The shape itself, two-dimensional, EPSG:4326.
        box: West, south, east, north.
        seat: A point that is certainly inside.
        told: Where it was read, for the sentence that refuses it.
    """

    code: str
    wkb: bytes
    box: tuple[float, float, float, float]
    seat: tuple[float, float]
    told: str


def read(data: bytes, *, file: str) -> list[Outline]:
    """Every outline of one FeatureCollection.

    Args:
        data: The file.
        file: Its name, for the problems.

    Raises:
        Invalid: With one problem per bad feature, by file and number from 1.
    """
    problems: dict[str, str] = {}
    outlines: dict[str, Outline] = {}
    for number, feature in enumerate(_features(data, file), 1):
        told = f"{file}, feature {number}"
        try:
            outline = _outline(feature, told)
            if outline.code in outlines:
                raise ValueError(f"{outline.code} came before, in this file")
            outlines[outline.code] = outline
        except ValueError as error:
            problems[f"{told}{_code_in(feature)}"] = str(error)
    if problems:
        raise refusal(problems)
    return list(outlines.values())


def refusal(problems: Mapping[str, str]) -> Invalid:
    """The first problems, and how many there are."""
    first = dict(list(problems.items())[:_MOST_PROBLEMS])
    return Invalid(f"{len(problems)} outlines cannot be read; nothing changed", first)


def _features(data: bytes, file: str) -> Iterator[Any]:
    try:
        collection = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Invalid(f"{file} is not JSON", {file: str(error)}) from error
    if (
        not isinstance(collection, dict)
        or collection.get("type") != "FeatureCollection"
        or not isinstance(collection.get("features"), list)
    ):
        raise Invalid(
            f"{file} is not a GeoJSON FeatureCollection",
            {file: "needs type FeatureCollection and a list of features"},
        )
    yield from collection["features"]


def _outline(feature: Any, told: str) -> Outline:
    if not isinstance(feature, dict):
        raise ValueError("is not an object")
    code = _code(feature)
    shape = _shape(feature.get("geometry"))
    seat = shapely.point_on_surface(shape)
    west, south, east, north = shape.bounds
    if not shapely.covers(_INDONESIA, shapely.box(west, south, east, north)):
        raise ValueError(
            "lies outside Indonesia; coordinates are lon, lat in degrees, in that order"
        )
    return Outline(
        code=code,
        wkb=shapely.to_wkb(shape),
        box=(west, south, east, north),
        seat=(seat.x, seat.y),
        told=f"{told} ({code})",
    )


def _code(feature: Mapping[str, Any]) -> str:
    properties = feature.get("properties")
    code = properties.get("code") if isinstance(properties, dict) else None
    if not isinstance(code, str) or not code:
        raise ValueError("properties.code is missing")
    if not (is_path(code) and len(code) in CODE_LENGTHS):
        raise ValueError(f"properties.code {code[:40]!r} is not an official code")
    return code


def _shape(geometry: Any) -> Any:
    if not isinstance(geometry, dict):
        raise ValueError("geometry is missing")
    kind = geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"geometry.type is {kind!r}, not Polygon or MultiPolygon")
    try:
        shape = shapely.force_2d(shape_of(geometry))
    except (TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValueError("geometry.coordinates are not rings of lon, lat") from error
    except (ValueError, shapely.errors.ShapelyError) as error:
        raise ValueError(f"geometry.coordinates: {error}") from error
    if shape.is_empty:
        raise ValueError("geometry is empty")
    if not shape.is_valid:
        raise ValueError(f"geometry: {shapely.is_valid_reason(shape)}")
    return shape


def _code_in(feature: Any) -> str:
    try:
        return f" ({_code(feature)})"
    except (ValueError, AttributeError):
        return ""
