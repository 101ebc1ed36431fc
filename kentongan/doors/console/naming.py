"""How much of a place's name a page needs for its reader."""

from collections.abc import Iterable

from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.paths import official_code
from kentongan.ground.places.selectors import full_names, short_names


def own_villages(actor: Principal) -> list[str]:
    """The villages assigned to one's own seat; none for who answers for an area."""
    places = actor.standing.places if actor.standing else ()
    return [path for path in places if official_code(path).count(".") == 3]


def place_names(actor: Principal, paths: Iterable[str]) -> dict[str, str]:
    """Names of places: short for who keeps a few villages, else with the district."""
    wanted = set(paths)
    return short_names(wanted) if own_villages(actor) else full_names(wanted)
