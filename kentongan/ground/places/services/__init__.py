"""Changing the territory: loads, local names, outlines, and what decrees change."""

from kentongan.ground.places.services.boundaries import (
    LoadedBoundaries,
    load_boundaries,
)
from kentongan.ground.places.services.codes import (
    Recoded,
    add_alias,
    establish,
    recode,
    rename,
)
from kentongan.ground.places.services.gazetteer import Loaded, load_gazetteer
from kentongan.ground.places.services.local import name_local

__all__ = [
    "Loaded",
    "LoadedBoundaries",
    "Recoded",
    "add_alias",
    "establish",
    "load_boundaries",
    "load_gazetteer",
    "name_local",
    "recode",
    "rename",
]
