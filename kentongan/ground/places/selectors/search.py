"""Places by a name that somebody typed. Two queries, whatever was typed."""

import threading
import time
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.db import connection
from rapidfuzz import fuzz, process

from kentongan.ground.basics.paths import ancestors, is_path
from kentongan.ground.places.models import Place
from kentongan.ground.places.rules.levels import full_label
from kentongan.ground.places.rules.search import (
    Asked,
    Candidate,
    Fit,
    Kind,
    Variants,
    fit,
    read,
    together,
)
from kentongan.ground.places.rules.words import SYNONYMS, first_sound, fold

_CANDIDATES: Final = 80
_LEAST_SCORE: Final = 40.0
_LEAST_ALIKE: Final = 78.0
_SHORTEST_FUZZY: Final = 4
_MOST_ALIKE: Final = 6
_VOCABULARY_AGE_S: Final = 600.0


@dataclass(frozen=True)
class Match:
    """A place that fits, the code it has today, and what was typed beyond it."""

    place_path: str
    name: str
    full_name: str
    score: float
    rest: str = ""


def find(text: str, *, limit: int = 10) -> list[Match]:
    """The places that `text` may mean, the best first.

    Understands codes, a parent typed behind the name, other names, short forms,
    numerals in any writing, and misspellings. Equal scores: the larger place first,
    then by code, so that the order never wavers.
    """
    code = text.strip().lower()
    if is_path(code) and code and code[0].isdigit() and (exact := _exact(code)):
        return [exact]
    asked = read(text)
    if not asked:
        return []
    variants = _variants(asked)
    spoken = together(variants)
    fits = sorted(
        (fit(asked, variants, spoken, one) for one in _candidates(asked, variants)),
        key=lambda one: (-one.score, one.path.count("."), one.path),
    )
    return _matches([one for one in fits if one.score >= _LEAST_SCORE][:limit])


def forget_vocabulary() -> None:
    """Read the words anew at the next search: names were added."""
    _vocabulary.cache_clear()
    _alike.cache_clear()


def _exact(code: str) -> Match | None:
    path = code if "." in code else _dotted(code)
    return next(iter(_matches([Fit(path, 100.0, "")])), None)


def _dotted(code: str) -> str:
    parts = (code[:2], code[2:4], code[4:6], code[6:10])
    return ".".join(part for part in parts if part)


def _matches(fits: list[Fit]) -> list[Match]:
    above = {one for found in fits for one in ancestors(found.path)}
    links = {
        path: (path, word, name)
        for path, word, name in Place.objects.filter(
            path__in=above, held_until__isnull=True
        ).values_list("path", "word", "name")
    }
    return [
        Match(
            place_path=found.path,
            name=links[found.path][2],
            full_name=full_label(
                [links[one] for one in ancestors(found.path) if one in links],
                whole=True,
            ),
            score=found.score,
            rest=found.rest,
        )
        for found in fits
        if found.path in links
    ]


def _candidates(asked: list[Asked], variants: list[Variants]) -> list[Candidate]:
    """Places with a typed word in their own names, most of the words covered first."""
    arrays = [sorted(alike) for alike in variants]
    naming = sorted(
        {
            word
            for one, alike in zip(asked, variants, strict=True)
            if one.kind in (Kind.NAME, Kind.LOCAL)
            for word in alike
        }
    )
    if not naming:
        return []
    covered = " + ".join(
        ["2 * (p.words && %s::text[])::int + (p.own_words && %s::text[])::int"]
        * len(arrays)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            select p.path, p.word, p.name, p.words,
                   array(select a.text from places_alias a where a.place_id = p.id)
              from places_place p
             where p.own_words && %s::text[] and p.held_until is null
             order by {covered} - 0.1 * cardinality(p.own_words) desc,
                      length(p.path), p.path
             limit {_CANDIDATES}
            """,  # noqa: S608  only counts and constants are put in
            [naming, *(array for array in arrays for _ in range(2))],
        )
        return [
            Candidate(path, word, (name, *aliases), frozenset(words))
            for path, word, name, words, aliases in cursor.fetchall()
        ]


def _variants(asked: list[Asked]) -> list[Variants]:
    words = [one.word for one in asked]
    variants: list[dict[str, float]] = []
    for number, one in enumerate(asked):
        alike = {one.word: 1.0}
        if one.kind is Kind.NAME:
            alike |= _alike(one.word, number == len(asked) - 1)
            alike[one.word] = 1.0
        variants.append(alike)
    for number in range(len(asked) - 1):
        # "serba jadi" may be written in one word, and each half then stands for it.
        if asked[number].kind is asked[number + 1].kind is Kind.NAME:
            joined = words[number] + words[number + 1]
            variants[number].setdefault(joined, 0.95)
            variants[number + 1].setdefault(joined, 0.95)
    return list(variants)


@lru_cache(maxsize=8192)
def _alike(word: str, last: bool) -> dict[str, float]:  # noqa: FBT001
    """Known words that `word` may stand for: short forms, misspellings, beginnings."""
    alike = dict.fromkeys(SYNONYMS.get(word, ()), 0.97)
    if len(word) < _SHORTEST_FUZZY or word.isdigit():
        return alike
    known = _words().get(first_sound(word), [])
    for other, score, _ in process.extract(
        word,
        known,
        scorer=fuzz.ratio,
        score_cutoff=_LEAST_ALIKE,
        limit=_MOST_ALIKE,
    ):
        alike.setdefault(fold(other)[0], score / 100)
    if last:
        start = bisect_left(known, word)
        for other in known[start : start + _MOST_ALIKE]:
            if other.startswith(word):
                alike.setdefault(fold(other)[0], 0.9)
    return alike


_reading = threading.Lock()


def _words() -> dict[str, list[str]]:
    with _reading:
        return _vocabulary(int(time.monotonic() / _VOCABULARY_AGE_S))


@lru_cache(maxsize=1)
def _vocabulary(age: int) -> dict[str, list[str]]:
    """Every long word of the gazetteer by its first sound, in order.

    Names that others add are tolerated later.

    A new name is found at once when it is spelled right, since that needs no list;
    `age` lets the list be read again after a while.
    """
    del age
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct word from ("
            "select regexp_split_to_table(lower(name), '[^a-z]+') as word"
            " from places_place union all"
            " select regexp_split_to_table(lower(text), '[^a-z]+') from places_alias"
            ") as words where length(word) >= %s",
            [_SHORTEST_FUZZY],
        )
        words: dict[str, list[str]] = defaultdict(list)
        for (word,) in cursor.fetchall():
            words[first_sound(word)].append(word)
        return {sound: sorted(alike) for sound, alike in words.items()}
