"""All official areas, from the package that carries the decree's list."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from lokal import wilayah

from kentongan.ground.basics.ids import NAMESPACE, id_of_text
from kentongan.ground.basics.paths import ancestors
from kentongan.ground.ledger.services import record
from kentongan.ground.places.models import Place
from kentongan.ground.places.rules.levels import DECREE, level_of, word_and_name
from kentongan.ground.places.selectors.search import forget_vocabulary
from kentongan.ground.places.services.folding import refold, words_of
from kentongan.ground.places.services.gates import check_may_manage, hold_still
from kentongan.ground.wall.actors import Actor

_STAGE: Final = """
create temporary table arriving (
    id uuid, path text collate "C", level text, name text, word text,
    postcode text, own_words text[], words text[]
) on commit drop
"""
_COPY: Final = """
copy arriving (id, path, level, name, word, postcode, own_words, words) from stdin
"""
# What was recoded or taken by another place since is not brought back by its old code.
_NEW: Final = """
delete from arriving a
 where exists (select from places_placecode c where c.code = a.path)
    or exists (select from places_place p where p.path = a.path)
"""
_PLACES: Final = """
insert into places_place
    (id, path, level, name, word, postcode, decree, own_words, words)
select id, path, level, name, word, postcode, %s, own_words, words
  from arriving order by path
"""
_ALIASES: Final = """
insert into places_alias (place_id, text)
select p.id, given.text
  from unnest(%s::text[], %s::text[]) as given (code, text)
  join places_place p on p.path = given.code
on conflict do nothing
returning place_id
"""


@dataclass(frozen=True)
class Loaded:
    """What a load found, and what of it was new."""

    areas: int
    new: int
    new_aliases: int


@transaction.atomic
def load_gazetteer(*, by: Actor, at: datetime) -> Loaded:
    """Bring in every official area and the known other names. Safe to run twice.

    Names and codes that a later decree changed here stay as that decree made them.

    Raises:
        NotAllowed: `by` may not change the territory.
    """
    check_may_manage(by)
    hold_still()
    aliases = _known_aliases()
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        areas = 0
        with cursor.copy(_COPY) as copy:
            for row in _areas(aliases):
                copy.write_row(row)
                areas += 1
        cursor.execute(_NEW)
        cursor.execute(_PLACES, [DECREE])
        new = cursor.rowcount
        cursor.execute("select id from arriving")
        arrived = {place_id for (place_id,) in cursor.fetchall()}
        named = _insert_aliases(cursor, aliases)
    for place in Place.objects.filter(id__in=set(named) - arrived):
        refold(place.path)
    if new:
        with connection.cursor() as cursor:
            cursor.execute("analyze places_place")
    if new or named:
        forget_vocabulary()
        record(
            "places.loaded", f"gazetteer:{NAMESPACE}", by=by, at=at,
            facts={"areas": areas, "new": new, "aliases": len(named), "decree": DECREE},
        )  # fmt: skip
    return Loaded(areas=areas, new=new, new_aliases=len(named))


def _insert_aliases(cursor: Any, aliases: dict[str, list[str]]) -> list[UUID]:
    pairs = [(code, text) for code, texts in aliases.items() for text in texts]
    cursor.execute(
        _ALIASES, [[code for code, _ in pairs], [text for _, text in pairs]]
    )
    return [place_id for (place_id,) in cursor.fetchall()]


def _known_aliases() -> dict[str, list[str]]:
    file = resources.files("kentongan.ground.places").joinpath("data/aliases.csv")
    known: dict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader(file.read_text("utf-8").splitlines()):
        known[row["code"]].append(row["text"])
    return known


def _areas(aliases: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """A row per area, parents before children, as `arriving` takes them."""
    own: dict[str, list[str]] = {}
    waiting = list(reversed(wilayah.list_wilayah()))
    while waiting:
        area = waiting.pop()
        code = area.code
        level = level_of(code)
        word, name = word_and_name(code, area.name)
        own[code] = words_of(code, level, [name, *aliases.get(code, ())])
        words = sorted({w for path in ancestors(code) for w in own[path]})
        yield (
            str(id_of_text(f"place:{code}")), code, level.value, name, word,
            area.postal_code or "", _array(own[code]), _array(words),
        )  # fmt: skip
        waiting.extend(reversed(wilayah.list_wilayah(code) if len(code) < 13 else []))


def _array(words: list[str]) -> str:
    """As COPY reads it. Folded words hold nothing that needs an escape."""
    return '{"' + '","'.join(words) + '"}' if words else "{}"
