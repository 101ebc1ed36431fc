"""Ranks, acting marks and degrees among tokens."""

import re
from dataclasses import dataclass
from typing import Final

from kentongan.desk.news.reading.lexicon import ACTING, BEFORE_NAMES, words_of
from kentongan.desk.news.reading.tokens import Token
from kentongan.ground.units.rules.degrees import DEGREES
from kentongan.ground.units.rules.ranks import (
    HINTS,
    SINGLE_WORDS,
    Service,
    parse_rank,
    rank_label,
)

_BESIDE: Final = frozenset(HINTS) - {"polri"}
"""Marks after a rank. "Polri" is the house as a whole, and ends one."""
_LONG: Final = words_of(
    "bhayangkara ajun brigadir inspektur komisaris kombes brigjen irjen komjen "
    "jenderal kombespol sersan kopral prajurit pembantu letnan mayjen letjen jend"
)
"""Words with which a rank of several words begins."""
_MORE: Final = words_of(
    "dua satu kepala brigadir inspektur komisaris besar polisi letnan mayor "
    "jenderal pol kolonel tni"
)
"""Words that go on with it."""
_UNREAD: Final = words_of(
    "komisaris kol laksamana marsekal laksdya marsdya brigjenpol irjenpol komjenpol"
)
"""Ranks that are not taken from a single word: most are other things besides."""
_ONE: Final = SINGLE_WORDS - _UNREAD
_EXTRA_DEGREES: Final = words_of(
    "sthi sthei mth mtr mtrhanla shut sos sth mag lc ba bba bsc mkes ners skeb "
    "amdkeb apt sstmk spdk skh drh cfra chrmp cpm cla cpl cmed mba sthk mtrsou "
    "ststhan sstp mpi mhi spdsd ssn sptk strpas sihan mihan mtrip sipem"
)
"""Degrees beside those that the register of officers spells out."""
_KNOWN: Final = frozenset(DEGREES) | _EXTRA_DEGREES
_AS_WORDS: Final = frozenset(["ma", "st", "se", "sag", "mar", "sip", "mt"])
"""Degrees that are words or names where they are not written in large letters."""


@dataclass(frozen=True, slots=True)
class RankFound:
    """A rank before a name.

    Attributes:
        first, end: The tokens it takes.
        label: As it is written before a name.
    """

    first: int
    end: int
    label: str
    is_military: bool


def rank_at(tokens: list[Token], i: int) -> RankFound | None:
    """The rank that begins at a token."""
    token = tokens[i]
    if token.kind != "w" or not (token.capital or token.low in _ONE):
        return None
    head = token.low.split("-")[0]
    if head in _LONG and (long := _long(tokens, i)):
        return long
    if head not in _ONE or (
        not token.capital and token.low in ("mayor", "kapten", "brig")
    ):
        return None
    end = i + 1
    words = [head]
    end, beside = _beside(tokens, end)
    parsed = parse_rank(" ".join([*words, *beside]))
    if parsed is None:
        return None
    return _found(i, end, parsed[0], parsed[1].code)


def _found(first: int, end: int, service: Service, code: str) -> RankFound:
    return RankFound(
        first, end, rank_label(service, code), service is not Service.POLRI
    )


def _beside(tokens: list[Token], end: int) -> tuple[int, list[str]]:
    """Marks after a rank: dots, Pol, Inf, (K), (Purn)."""
    beside: list[str] = []
    while end < len(tokens):
        token = tokens[end]
        if token.text == "." or (token.low in _BESIDE and token.text not in ("Al",)):
            beside += [token.low] if token.kind == "w" else []
            end += 1
        elif token.text == "(" and _is_bracket(tokens, end):
            end += 3
        else:
            break
    return end, beside


def _is_bracket(tokens: list[Token], i: int) -> bool:
    return (
        i + 2 < len(tokens)
        and tokens[i + 2].text == ")"
        and len(tokens[i + 1].text) <= 5
        and tokens[i + 1].low
        in {"k", "p", "purn", "inf", "tni", "pol", "ad", "al", "au"}
    )


def _long(tokens: list[Token], i: int) -> RankFound | None:
    best = None
    words = []
    for end in range(i, min(i + 5, len(tokens))):
        token = tokens[end]
        if end > i and token.low not in _MORE:
            break
        words.append(token.low)
        parsed = parse_rank(" ".join(words)) if end > i else None
        if parsed:
            best = _found(i, end + 1, parsed[0], parsed[1].code)
    if best is None:
        return None
    end, _ = _beside(tokens, best.end)
    return RankFound(i, end, best.label, best.is_military)


def degrees_at(
    tokens: list[Token], i: int, text: str
) -> tuple[list[tuple[int, int]], int]:
    """The degrees that follow a name, as spans of text, and the token after them."""
    spans: list[tuple[int, int]] = []
    while i < len(tokens):
        j = i
        while j < len(tokens) and j < i + 2 and tokens[j].text in ",.":
            j += 1
        end = _degree(tokens, j, text, is_after_comma=j > i)
        if end == j:
            break
        stop = tokens[end - 1].end
        spans.append((tokens[j].start, stop))
        i = end
    return spans, i


def _degree(tokens: list[Token], i: int, text: str, *, is_after_comma: bool) -> int:
    """The token after the degree at `i`, or `i`."""
    best = i
    joined = ""
    for j in range(i, min(i + 9, len(tokens))):
        token = tokens[j]
        if token.text == ".":
            if best == j:
                best = j + 1
            continue
        if token.kind != "w" or not token.text[0].isupper() or len(token.text) > 8:
            break
        if j > i and tokens[j - 1].text != "." and len(joined) > 1:
            break
        joined += token.text
        if _is_degree(
            joined, text[tokens[i].start : token.end], is_after_comma=is_after_comma
        ):
            best = j + 1
    return best


def _is_degree(joined: str, written: str, *, is_after_comma: bool) -> bool:
    low = joined.lower()
    if low not in _KNOWN:
        return False
    if "." in written or (joined.isupper() and len(joined) > 1):
        return True
    if low in _AS_WORDS and not is_after_comma:
        return False
    return is_after_comma or bool(re.search(r"[a-z][A-Z]|^[SM][A-Z]", joined))


def acting_at(tokens: list[Token], i: int) -> tuple[str | None, int]:
    """The acting mark at a token, and the token after it."""
    mark = ACTING.get(tokens[i].low) if tokens[i].kind == "w" else None
    if mark is None or tokens[i].text.islower():
        return None, i
    end = i + 1
    while end < len(tokens) and tokens[end].text == ".":
        end += 1
    return mark, end


def before_name(tokens: list[Token], i: int) -> tuple[list[tuple[int, int]], int]:
    """Degrees that stand before a name (Drs., Dr., Ir.), and the token after them."""
    spans = []
    while i < len(tokens) and tokens[i].low in BEFORE_NAMES and tokens[i].capital:
        end = i + 1
        if end < len(tokens) and tokens[end].text == ".":
            end += 1
        spans.append((tokens[i].start, tokens[end - 1].end))
        i = end
    return spans, i
