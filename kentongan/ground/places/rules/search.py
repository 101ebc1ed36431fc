"""What somebody who types a place's name may have meant, and how well each fits."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kentongan.ground.places.rules.levels import Level, level_of
from kentongan.ground.places.rules.words import (
    LEVEL_WORDS,
    fold,
    local_slug,
    local_word_or_none,
    plain,
)

Variants = Mapping[str, float]
"""Words that a typed word may stand for, each with how alike it is (0 to 1)."""

LONGEST: Final = 120
"""Characters of a question that are read; the rest is ignored."""

_MOST_WORDS: Final = 12
_MATCHED: Final = 0.7
_WRONG_LEVEL: Final = 0.8


class Kind(Enum):
    """What a typed word does in the question. The value is its weight."""

    NAME = 1.0
    LEVEL = 0.25
    LOCAL_LEVEL = 0.2
    LOCAL = 0.5


@dataclass(frozen=True)
class Asked:
    """One word as it was typed, as it is compared, and what it does."""

    typed: str
    word: str
    kind: Kind


@dataclass(frozen=True)
class Candidate:
    """A place that shares a word with the question.

    Attributes:
        words: Its own folded words and those of all it lies in.
        names: Its name, then its aliases.
    """

    path: str
    word: str
    names: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True)
class Fit:
    """How well a candidate answers.

    Attributes:
        score: 0 to 100; 100 when everything typed and the whole name agree.
        rest: What was typed and is not part of the place: mostly a local level.
    """

    path: str
    score: float
    rest: str


def leaf(path: str) -> str:
    """The last word of a path."""
    return path.rpartition(".")[2]


def local_word_of(slug: str) -> str:
    """The word by which a local place is found after its level: ``=v``, ``=rw_5``."""
    return f"={slug}"


def read(text: str) -> list[Asked]:
    """The words of a question, each with what it does in it."""
    asked: list[Asked] = []
    local: str | None = None
    for typed in re.findall(r"[^\s,;/()]+", text[:LONGEST])[:_MOST_WORDS]:
        folded = fold(typed)
        if local and len(folded) == 1 and folded[0].isdigit():
            slug = local_word_of(local_slug(local, typed))
            asked.append(Asked(typed, slug, Kind.LOCAL))
            local = None
            continue
        local = local_word_or_none(typed)
        asked += [Asked(typed, word, _kind(typed)) for word in folded]
    if asked and all(word.kind is not Kind.NAME for word in asked):
        return [
            Asked(a.typed, a.word, Kind.NAME) if a.kind is Kind.LEVEL else a
            for a in asked
        ]
    return asked


def _kind(typed: str) -> Kind:
    if local_word_or_none(typed):
        return Kind.LOCAL_LEVEL
    folded = plain(typed)
    return Kind.LEVEL if len(folded) == 1 and folded[0] in LEVEL_WORDS else Kind.NAME


def together(variants: Sequence[Variants]) -> Variants:
    """Every word that any typed word may stand for, with the best likeness."""
    best: dict[str, float] = {}
    for alike in variants:
        for word, quality in alike.items():
            best[word] = max(best.get(word, 0.0), quality)
    return best


def fit(
    asked: Sequence[Asked],
    variants: Sequence[Variants],
    spoken: Variants,
    candidate: Candidate,
) -> Fit:
    """How well `candidate` answers what was asked.

    Args:
        asked: What :func:`read` gave.
        variants: What each of its words may stand for.
        spoken: The same, :func:`together`.
        candidate: The place.
    """
    found = [
        _found(one, alike, candidate)
        for one, alike in zip(asked, variants, strict=True)
    ]
    # A level's word helps where it fits and never hurts: people leave it out.
    counted = [
        (one.kind.value, quality)
        for one, quality in zip(asked, found, strict=True)
        if quality or one.kind in (Kind.NAME, Kind.LOCAL)
    ]
    weight = sum(weight for weight, _ in counted)
    covered = sum(weight * quality for weight, quality in counted) / weight
    named = max(_named(name, spoken) for name in candidate.names)
    if level_of(candidate.path) is Level.LOCAL:
        named = max(named, spoken.get(local_word_of(leaf(candidate.path)), 0.0))
    if asked[0].kind is Kind.LEVEL and not found[0]:
        named *= _WRONG_LEVEL
    return Fit(
        path=candidate.path,
        score=round(100 * (0.7 * covered + 0.3 * named), 1),
        rest=_rest(asked, found),
    )


def _found(one: Asked, alike: Variants, candidate: Candidate) -> float:
    if one.kind is Kind.LEVEL and LEVEL_WORDS.get(one.word) == candidate.word:
        return 1.0
    if one.kind is Kind.LOCAL_LEVEL and local_word_or_none(one.typed) == candidate.word:
        return 1.0
    shared = alike.keys() & candidate.words
    return max((alike[word] for word in shared), default=0.0)


def _named(name: str, spoken: Variants) -> float:
    """Which share of a name was typed."""
    words = fold(name)
    if not words:
        return 0.0
    whole = max(spoken.get("".join(words), 0.0), spoken.get("".join(plain(name)), 0.0))
    return max(whole, sum(spoken.get(word, 0.0) for word in words) / len(words))


def _rest(asked: Sequence[Asked], found: Sequence[float]) -> str:
    kept: list[str] = []
    pending = ""
    for one, quality in zip(asked, found, strict=True):
        if quality >= _MATCHED:
            pending = ""
        elif one.kind is Kind.LOCAL_LEVEL:
            pending = one.typed
        elif one.kind is not Kind.LEVEL:
            kept += [pending, one.typed] if pending else [one.typed]
            pending = ""
    return " ".join(dict.fromkeys(kept))
