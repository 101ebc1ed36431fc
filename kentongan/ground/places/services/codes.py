"""What a decree changes: codes, names, and places that a split makes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db import connection, transaction
from django.utils.translation import gettext as _

from kentongan.ground.basics.errors import Conflicting, Invalid, NotFound
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.paths import ROOT, is_path, parent
from kentongan.ground.ledger.services import record
from kentongan.ground.places.models import Alias, Place, PlaceCode
from kentongan.ground.places.rules.levels import Level, level_of, word_and_name
from kentongan.ground.places.rules.words import key
from kentongan.ground.places.services.folding import refold
from kentongan.ground.places.services.gates import check_may_manage, hold_still
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import PathField, within

# Every row below `old`, moved to the same spot below `new`.
_MOVE = """
update {table} set {column} = %s || substr({column}, %s)
 where {column} = %s or ({column} >= %s and {column} < %s)
"""


@dataclass(frozen=True)
class Recoded:
    """How many places got another path, and how many rows of other tables followed."""

    places: int
    rows: int


@transaction.atomic
def recode(
    old: str, new: str, *, decree: str, held_from: date, by: Actor, at: datetime
) -> Recoded:
    """Give a place, and everything below it, the code that a decree gives it.

    The place stays the same place; its old code stays known for the days on which it
    held. Every table that carries today's path follows, save the ledger, whose lines
    are never changed. Run a second time it moves only rows that were written under
    the old path meanwhile.

    Raises:
        NotFound: No place has the old code.
        Conflicting: Another place has the new code.
        Invalid: The codes differ in level, or the new one has no parent.
        NotAllowed: `by` may not change the territory.
    """
    check_may_manage(by)
    hold_still()
    if (place := _moved_before(old, new)) is None:
        place = _may_move(old, new)
        moved = _move_codes(old, new, decree, held_from)
        _move(Place._meta.db_table, "path", old, new)
        refold(new)
    else:
        moved = 0
    rows = sum(_move(table, column, old, new) for table, column in placed_columns())
    if moved or rows:
        record(
            "place.recoded", f"place:{place.pk}", by=by, at=at, place=new,
            facts={"old": old, "places": moved, "rows": rows, "decree": decree},
        )  # fmt: skip
    return Recoded(moved, rows)


@transaction.atomic
def establish(
    code: str, name: str, *, decree: str, held_from: date, by: Actor, at: datetime
) -> Place:
    """A new official place, such as the village that was split off another.

    Raises:
        Conflicting: A place has that code.
        Invalid: The code is none, or its parent is unknown.
        NotAllowed: `by` may not change the territory.
    """
    check_may_manage(by)
    hold_still()
    _check_free(code)
    word, bare = word_and_name(code, name.strip())
    place = Place.objects.create(
        id=new_id(), path=code, level=level_of(code), name=bare, word=word,
        decree=decree, held_from=held_from,
    )  # fmt: skip
    PlaceCode.objects.create(place=place, code=code, decree=decree, held_from=held_from)
    refold(code)
    record(
        "place.established", f"place:{place.pk}", by=by, at=at, place=code,
        facts={"decree": decree},
    )  # fmt: skip
    return place


@transaction.atomic
def rename(path: str, name: str, *, decree: str, by: Actor, at: datetime) -> Place:
    """Another official name; the old one stays as an alias, so that it is still found.

    Raises:
        NotFound: No place has that path.
        NotAllowed: `by` may not change the territory.
    """
    check_may_manage(by, path)
    hold_still()
    place = _place(path)
    bare = name.strip()
    if not bare or bare == place.name:
        return place
    Alias.objects.get_or_create(place=place, text=place.name)
    Place.objects.filter(id=place.pk).update(name=bare, decree=decree)
    refold(path)
    record(
        "place.renamed", f"place:{place.pk}", by=by, at=at, place=path,
        facts={"decree": decree},
    )  # fmt: skip
    return _place(path)


@transaction.atomic
def add_alias(path: str, text: str, *, by: Actor, at: datetime) -> Alias:
    """Another name by which people and papers call a place. Safe to run twice.

    Raises:
        NotFound: No place has that path.
        Invalid: The name has no letter or digit.
        NotAllowed: `by` may not change the territory.
    """
    check_may_manage(by, path)
    hold_still()
    place = _place(path)
    if not key(text):
        raise Invalid(_("A name needs a letter."), {"text": text[:40]})
    alias, is_new = Alias.objects.get_or_create(place=place, text=text.strip()[:120])
    if is_new:
        refold(path)
        record("place.aliased", f"place:{place.pk}", by=by, at=at, place=path)
    return alias


def placed_columns() -> Iterator[tuple[str, str]]:
    """Table and column of every row that carries today's path of a place.

    By one convention over all packages, those above this floor included: such a column
    is a PathField called ``place``. The ledger keeps the path of its day.
    """
    for model in apps.get_models():
        if model._meta.app_label == "ledger" or model._meta.proxy:
            continue
        for field in model._meta.local_fields:
            if field.name == "place" and isinstance(field, PathField):
                yield model._meta.db_table, str(field.column)


def _move(table: str, column: str, old: str, new: str) -> int:
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE.format(table=name(table), column=name(column)),
            [new, len(old) + 1, old, f"{old}.", f"{old}/"],
        )
        return int(cursor.rowcount)


def _move_codes(old: str, new: str, decree: str, held_from: date) -> int:
    """End the codes that hold below `old` and begin the new ones; how many places."""
    places = Place.objects.filter(within("path", old), held_until__isnull=True)
    official = list(places.exclude(level=Level.LOCAL))
    held = {
        row.place_id: row
        for row in PlaceCode.objects.filter(place__in=official, held_until__isnull=True)
    }
    rows = []
    for place in official:
        row = held.get(place.pk) or PlaceCode(
            place=place, code=place.path, decree=place.decree,
            held_from=place.held_from,
        )  # fmt: skip
        if row.held_from is not None and row.held_from >= held_from:
            raise Invalid(
                _("%(code)s holds only from that day or later.") % {"code": row.code},
                {"held_from": held_from.isoformat()},
            )
        row.held_until = held_from
        rows.append(row)
    PlaceCode.objects.bulk_update([r for r in rows if r.pk], ["held_until"])
    PlaceCode.objects.bulk_create(
        [row for row in rows if not row.pk]
        + [
            PlaceCode(
                place_id=row.place_id,
                code=f"{new}{row.code[len(old) :]}",
                decree=decree,
                held_from=held_from,
            )
            for row in rows
        ]
    )
    return places.count()


def _moved_before(old: str, new: str) -> Place | None:
    if Place.objects.filter(path=old).exists():
        return None
    return Place.objects.filter(path=new, codes__code=old).first()


def _may_move(old: str, new: str) -> Place:
    place = _place(old)
    if level_of(old) is not level_of(new) or place.level == Level.LOCAL:
        raise Invalid(
            _("%(old)s and %(new)s are not codes of one official level.")
            % {"old": old, "new": new},
            {"new": new},
        )
    _check_free(new)
    return place


def _check_free(code: str) -> None:
    if not is_path(code) or code == ROOT or level_of(code) is Level.LOCAL:
        raise Invalid(
            _("%(code)s is not an official code.") % {"code": code[:40]}, {"code": code}
        )
    if (
        Place.objects.filter(path=code).exists()
        or PlaceCode.objects.filter(code=code, held_until__isnull=True).exists()
    ):
        raise Conflicting(_("Another place has the code %(code)s.") % {"code": code})
    above = parent(code)
    if above != ROOT and not Place.objects.filter(path=above).exists():
        raise Invalid(
            _("%(code)s lies in no place that is known.") % {"code": code},
            {"code": code},
        )


def _place(path: str) -> Place:
    place = Place.objects.filter(path=path, held_until__isnull=True).first()
    if place is None:
        raise NotFound(_("No place has the code %(code)s.") % {"code": path})
    return place
