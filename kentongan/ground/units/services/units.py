"""Acts on units: establish one, and say what it answers for."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.ground.basics.errors import Invalid
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.services import record
from kentongan.ground.places.selectors import by_paths
from kentongan.ground.units.models import Jurisdiction, Unit
from kentongan.ground.units.rules.dates import FOUNDED
from kentongan.ground.units.rules.mentions import Claim, UnitMention
from kentongan.ground.units.rules.units import (
    LEVEL_WORDS,
    LEVELS,
    PARENT_LEVELS,
    Kind,
    Level,
    parse_unit,
    polda_named,
    unit_path,
)
from kentongan.ground.units.selectors import held_at, units_named
from kentongan.ground.units.services.allowed import (
    UNIT_MANAGE,
    fitting,
    one_at_a_time,
    place_ids,
    require,
    unit_at,
)
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def establish_unit(
    kind: Kind, name: str, *, parent: str = "", by: Actor, at: datetime
) -> Unit:
    """The unit of that kind and name below `parent`: a new one, or the one there is.

    One that was known only by a mention becomes confirmed. A Polda of the table
    answers from the start for its provinces.

    Raises:
        NotAllowed: `by` may not manage units there.
        Invalid: The name cannot stand in a path, or the parent is of a wrong level.
    """
    path = _path(kind, name, parent)
    require(by, UNIT_MANAGE, path)
    found, made = _ensure(kind, name, parent, at=at, confirmed=True)
    if made:
        _recorded("unit.established", found, by=by, at=at)
        _claim_provinces(found)
    elif Unit.objects.filter(pk=found.pk, confirmed=False).update(confirmed=True):
        found.confirmed = True
        _recorded("unit.confirmed", found, by=by, at=at)
    return found


@transaction.atomic
def establish_mentioned_unit(
    mention: UnitMention, *, by: Actor, at: datetime
) -> Unit | None:
    """The deepest unit that a record names; what is not known yet is made, unconfirmed.

    Nothing is guessed: a Polsek without its Polres, or a Polres without its Polda, is
    found only where exactly one has that name, and is never made.

    Raises:
        NotAllowed: A unit would have to be made where `by` may not.
        Invalid: A name may mean two units, or cannot stand in a path.
    """
    if mention.polda:
        top = _mentioned(Kind.POLDA, mention.polda, None, by=by, at=at)
    else:
        top = None
    middle = top
    if mention.polres:
        middle = _mentioned_polres(mention, top, by=by, at=at)
    if not mention.polsek:
        return middle
    if middle is None or LEVELS[Kind(middle.kind)] is not Level.POLRES:
        return _only("polsek", units_named(f"Polsek {parse_unit(mention.polsek)[1]}"))
    return _mentioned(Kind.POLSEK, mention.polsek, middle, by=by, at=at)


@transaction.atomic
def set_jurisdiction(
    path: str, claims: Collection[Claim], *, by: Actor, at: datetime
) -> int:
    """From `at` on the unit answers for exactly these places; how many changed.

    What it no longer answers for ends at `at`; the past stays as it was.

    Raises:
        NotAllowed: `by` may not manage the unit.
        Invalid: There is no such unit or place.
        Overtaken: Somebody changed the same places at once.
    """
    require(by, UNIT_MANAGE, path)
    unit = unit_at(path)
    ids = place_ids([claim.place for claim in claims])
    rows = Jurisdiction.objects.filter(unit=unit)
    held = set(rows.filter(held_at(at)).values_list("place", flat=True))
    gone = rows.filter(held_at(at)).exclude(place__in=ids)
    ended = gone.filter(held_from=at).delete()[0] + gone.update(held_until=at)
    new = [claim for claim in claims if claim.place not in held]
    with one_at_a_time():
        Jurisdiction.objects.bulk_create(
            Jurisdiction(
                unit=unit,
                unit_path=path,
                place_id=ids[claim.place],
                place=claim.place,
                confidence=claim.confidence,
                evidence=claim.evidence,
                held_from=at,
            )
            for claim in new
        )
    if ended or new:
        record(
            "jurisdiction.set",
            f"unit:{unit.pk}",
            by=by,
            at=at,
            unit=path,
            facts={"began": len(new), "ended": ended},
        )
    return ended + len(new)


def _path(kind: Kind, name: str, parent: str) -> str:
    try:
        return fitting(unit_path(kind, fitting(name, "name"), parent), "name", 200)
    except ValueError as error:
        raise Invalid(
            _("A unit needs a name with letters."), {"name": _("no letters")}
        ) from error


def _ensure(
    kind: Kind, name: str, parent: str, *, at: datetime, confirmed: bool
) -> tuple[Unit, bool]:
    wanted = PARENT_LEVELS[LEVELS[kind]]
    above = unit_at(parent) if parent else None
    if (LEVELS[Kind(above.kind)] if above else None) is not wanted:
        raise Invalid(
            _("A unit of this kind does not stand there."),
            {"parent": _("wrong level")},
        )
    path = _path(kind, name, parent)
    polda = polda_named(name) if kind is Kind.POLDA else None
    fresh = Unit(
        id=new_id(),
        path=path,
        kind=kind,
        name=polda.name if polda else fitting(name, "name"),
        parent=above,
        confirmed=confirmed,
        established_at=at,
    )
    # One of two who make it at once wins; the other finds it there.
    Unit.objects.bulk_create([fresh], ignore_conflicts=True)
    found = unit_at(path)
    return found, found.pk == fresh.pk


def _claim_provinces(unit: Unit) -> None:
    polda = polda_named(unit.name) if unit.kind == Kind.POLDA else None
    codes = by_paths(polda.provinces) if polda else {}
    Jurisdiction.objects.bulk_create(
        Jurisdiction(
            unit=unit,
            unit_path=unit.path,
            place_id=place.id,
            place=path,
            held_from=FOUNDED,
        )
        for path, place in codes.items()
    )


def _mentioned(
    kind: Kind, written: str, above: Unit | None, *, by: Actor, at: datetime
) -> Unit:
    said, name = parse_unit(written)
    if said and LEVELS[said] is LEVELS[kind]:
        kind = said
    parent = above.path if above else ""
    path = _path(kind, name, parent)
    known = Unit.objects.filter(path=path).first()
    if known:
        return known
    require(by, UNIT_MANAGE, path)
    found, made = _ensure(kind, name, parent, at=at, confirmed=False)
    if made:
        _recorded("unit.mentioned", found, by=by, at=at)
        _claim_provinces(found)
    return found


_POLRES_KINDS: Final = [kind for kind in Kind if LEVELS[kind] is Level.POLRES]


def _mentioned_polres(
    mention: UnitMention, top: Unit | None, *, by: Actor, at: datetime
) -> Unit | None:
    said, name = parse_unit(mention.polres)
    kind = said or (Kind(mention.polres_kind) if mention.polres_kind else None)
    under = top.path if top else ""
    kinds = [kind] if kind else _POLRES_KINDS
    known = [
        unit
        for one in kinds
        for unit in units_named(f"{LEVEL_WORDS[one]} {name}", under=under)
    ]
    if known or top is None:
        return _only("polres", known)
    return _mentioned(kind or Kind.POLRES, name, top, by=by, at=at)


def _only(field: str, known: list[Unit]) -> Unit | None:
    if len(known) > 1:
        raise Invalid(
            _("Several units have this name; say which is meant."),
            {f"units.{field}": ", ".join(unit.path for unit in known)},
        )
    return known[0] if known else None


def _recorded(act: str, unit: Unit, *, by: Actor, at: datetime) -> None:
    record(
        act,
        f"unit:{unit.pk}",
        by=by,
        at=at,
        unit=unit.path,
        facts={"kind": str(unit.kind)},
    )
