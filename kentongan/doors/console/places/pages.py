"""What the page of a place joins: the place, who answers for it, what stands in it."""

from dataclasses import dataclass
from datetime import datetime

from kentongan.beat.watch.selectors import posts as watch
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.paths import ancestors, official_code
from kentongan.ground.places.models import Place
from kentongan.ground.places.selectors import by_path, by_paths, full_name
from kentongan.ground.units.models import Unit
from kentongan.ground.units.rules.units import Level
from kentongan.ground.units.selectors import (
    SeatHeld,
    holders_of,
    offices_for_place,
    units_for_place,
)


@dataclass(frozen=True)
class Page:
    """One place of the territory."""

    place: Place
    name: str
    above: list[Place]
    units: list[Unit]
    seats: list[SeatHeld]
    posts: int | None


def page(actor: Principal, path: str, at: datetime) -> Page:
    """One place: public reference data, and the posts that `actor` may see there.

    Raises:
        NotFound: There is no such place.
    """
    place = by_path(path)
    known = by_paths(ancestors(place.path)[:-1])
    offices = offices_for_place(place.path, at)
    held = holders_of([office.pk for office in offices], at)
    counts = None
    if actor.reach(Permission.POST_VIEW):
        counts = watch.post_counts(actor, at=at, place=place.path).open
    return Page(
        place=place,
        name=full_name(place.path, whole=True),
        above=list(known.values()),
        units=units_for_place(official_code(place.path), at, Level.POLSEK),
        seats=[
            SeatHeld(office, (place.path,), tuple(held[office.pk]))
            for office in offices
        ],
        posts=counts,
    )
