"""Outlines as a decree draws them, dated so that yesterday's stay known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from kentongan.ground.basics.ids import NAMESPACE
from kentongan.ground.ledger.services import record
from kentongan.ground.places.models import Boundary, Place
from kentongan.ground.places.rules.geojson import Outline, refusal
from kentongan.ground.places.services.gates import check_may_manage, hold_still
from kentongan.ground.wall.actors import Actor

_BATCH = 2_000


@dataclass(frozen=True)
class LoadedBoundaries:
    """How many outlines came, how many were new, and how many ended an older one."""

    outlines: int
    new: int
    replaced: int


@transaction.atomic
def load_boundaries(
    outlines: Iterable[Outline],
    *,
    decree: str,
    source: str,
    held_from: date | None = None,
    by: Actor,
    at: datetime,
) -> LoadedBoundaries:
    """Keep these outlines; all of them, or none. Safe to run twice.

    Args:
        outlines: As :func:`rules.geojson.read` gives them.
        decree: What draws the border; empty where the source names none.
        source: Where the outlines come from, as the map must say.
        held_from: The day from which they hold. Needed to replace an outline by
            another; empty: since before our records.

    Raises:
        Invalid: A code is unknown, or another outline holds and no later day is given.
        NotAllowed: `by` may not change the territory.
    """
    check_may_manage(by)
    hold_still()
    given = list(outlines)
    places = _places(given)
    holding = _holding(list(places.values()))
    new, ended, problems = [], [], {}
    for outline in given:
        place_id = places.get(outline.code)
        held = holding.get(place_id) if place_id else None
        if place_id is None:
            problems[outline.told] = f"no place has the code {outline.code}"
        elif held is None or _may_follow(held, held_from):
            if held and bytes(held.outline) == outline.wkb:
                continue
            ended += [held.pk] if held else []
            new.append(_row(outline, place_id, decree, source, held_from))
        elif bytes(held.outline) != outline.wkb:
            problems[outline.told] = (
                "another outline holds; say from which later day this one does"
            )
    if problems:
        raise refusal(problems)
    Boundary.objects.filter(id__in=ended).update(held_until=held_from)
    Boundary.objects.bulk_create(new, batch_size=_BATCH)
    _seat(given, places)
    if new:
        record(
            "boundaries.loaded", f"boundaries:{NAMESPACE}", by=by, at=at,
            facts={"new": len(new), "replaced": len(ended), "decree": decree},
        )  # fmt: skip
    return LoadedBoundaries(len(given), len(new), len(ended))


def _places(outlines: Sequence[Outline]) -> dict[str, UUID]:
    codes = [outline.code for outline in outlines]
    found = Place.objects.filter(path__in=codes, held_until__isnull=True)
    return dict(found.values_list("path", "id"))


def _holding(places: Sequence[UUID]) -> dict[UUID, Boundary]:
    rows = Boundary.objects.filter(place__in=places, held_until__isnull=True)
    return {row.place_id: row for row in rows}


def _may_follow(held: Boundary, held_from: date | None) -> bool:
    return held_from is not None and (
        held.held_from is None or held.held_from < held_from
    )


def _row(
    outline: Outline, place_id: UUID, decree: str, source: str, held_from: date | None
) -> Boundary:
    return Boundary(
        place_id=place_id, outline=outline.wkb, bb=outline.box, decree=decree,
        source=source, held_from=held_from,
    )  # fmt: skip


def _seat(outlines: Sequence[Outline], places: dict[str, UUID]) -> None:
    """A place without a known seat gets a point that is certainly inside it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update places_place p set seat = point(given.lon, given.lat) "
            "from unnest(%s::uuid[], %s::float8[], %s::float8[]) "
            "as given (id, lon, lat) where p.id = given.id and p.seat is null",
            [
                [places[outline.code] for outline in outlines],
                [outline.seat[0] for outline in outlines],
                [outline.seat[1] for outline in outlines],
            ],
        )
