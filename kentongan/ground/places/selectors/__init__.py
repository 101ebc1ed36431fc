"""Reading the territory. Public reference data: no actor, no wall."""

from kentongan.ground.places.selectors.grounds import locate, outlines
from kentongan.ground.places.selectors.names import (
    by_path,
    by_paths,
    code_on,
    full_name,
    full_names,
    short_name,
    short_names,
    villages_within,
    zone,
)
from kentongan.ground.places.selectors.resolving import Ambiguous, resolve
from kentongan.ground.places.selectors.search import Match, find

__all__ = [
    "Ambiguous",
    "Match",
    "by_path",
    "by_paths",
    "code_on",
    "find",
    "full_name",
    "full_names",
    "locate",
    "outlines",
    "resolve",
    "short_name",
    "short_names",
    "villages_within",
    "zone",
]
