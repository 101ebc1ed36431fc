"""All official areas, from the package that carries the decree's list."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any, Final

from django.db import connection, transaction
from lokal import wilayah

from kentongan.ground.basics.ids import NAMESPACE, id_of_text
from kentongan.ground.basics.paths import CODE_LENGTHS, ancestors
from kentongan.ground.ledger.services import record
from kentongan.ground.places.rules.levels import DECREE, level_of, word_and_name
from kentongan.ground.places.selectors.search import forget_vocabulary
from kentongan.ground.places.services.folding import refold, words_of
from kentongan.ground.places.services.gates import check_may_manage, hold_still
from kentongan.ground.wall.actors import Actor

_COPY: Final = """
copy places_place (id, path, level, name, word, postcode, decree, own_words, words)
from stdin
"""
# What was recoded or taken by another place since is not brought back by its old code.
_KNOWN: Final = """
select path from places_place union select code from places_placecode
"""
_ALIASES: Final = """
insert into places_alias (place_id, text)
select p.id, given.text
  from unnest(%s::text[], %s::text[]) as given (code, text)
  join places_place p on p.path = given.code
on conflict do nothing
returning (select path from places_place p where p.id = place_id)
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
    official = {area.code: area for area in _official()}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN)
        known = {path for (path,) in cursor.fetchall()}
        new = [code for code in official if code not in known]
        with cursor.copy(_COPY) as copy:
            for row in _rows(new, official, aliases):
                copy.write_row(row)
        named = _insert_aliases(cursor, aliases)
    for code in set(named) - set(new):
        refold(code)
    if new:
        with connection.cursor() as cursor:
            cursor.execute("analyze places_place")
    if new or named:
        forget_vocabulary()
        record(
            "places.loaded", f"gazetteer:{NAMESPACE}", by=by, at=at,
            facts={"areas": len(official), "new": len(new), "aliases": len(named), "decree": DECREE},
        )  # fmt: skip
    return Loaded(areas=len(official), new=len(new), new_aliases=len(named))


def _insert_aliases(cursor: Any, aliases: dict[str, list[str]]) -> list[str]:
    pairs = [(code, text) for code, texts in aliases.items() for text in texts]
    cursor.execute(_ALIASES, [[code for code, _ in pairs], [text for _, text in pairs]])
    return [path for (path,) in cursor.fetchall()]


def _known_aliases() -> dict[str, list[str]]:
    file = resources.files("kentongan.ground.places").joinpath("data/aliases.csv")
    known: dict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader(file.read_text("utf-8").splitlines()):
        known[row["code"]].append(row["text"])
    return known


def _official() -> Iterator[wilayah.Wilayah]:
    """Every area, parents before children."""
    waiting = list(reversed(wilayah.list_wilayah()))
    while waiting:
        area = waiting.pop()
        yield area
        if len(area.code) < CODE_LENGTHS[-1]:
            waiting.extend(reversed(wilayah.list_wilayah(area.code)))


def _rows(
    new: list[str],
    official: dict[str, wilayah.Wilayah],
    aliases: dict[str, list[str]],
) -> Iterator[tuple[str, ...]]:
    """A row per new area, as COPY takes them."""

    @cache
    def own(code: str) -> list[str]:
        _, name = word_and_name(code, official[code].name)
        return words_of(code, level_of(code), [name, *aliases.get(code, ())])

    for code in new:
        area = official[code]
        word, name = word_and_name(code, area.name)
        words = sorted({one for path in ancestors(code) for one in own(path)})
        yield (
            str(id_of_text(f"place:{code}")), code, level_of(code).value, name, word,
            area.postal_code or "", DECREE, _array(own(code)), _array(words),
        )  # fmt: skip


def _array(words: list[str]) -> str:
    """As COPY reads it. Folded words hold nothing that needs an escape."""
    return '{"' + '","'.join(words) + '"}' if words else "{}"
