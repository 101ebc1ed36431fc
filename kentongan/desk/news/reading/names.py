"""A personal name among tokens: where it begins, where it ends, what is none of it."""

from dataclasses import dataclass

from kentongan.desk.news.reading.lexicon import (
    COURTESY,
    HEADS,
    HONORIFICS,
    JOINED,
    NOT_NAMES,
    PARTICLES,
    ROLE_WORDS,
    UNIT_WORDS,
)
from kentongan.desk.news.reading.ranks import before_name, degrees_at, rank_at
from kentongan.desk.news.reading.tokens import Token

_LONGEST = 6
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its degrees.

    Attributes:
        text: Without rank and degrees, single blanks.
        span: The characters of the name.
        degrees: The characters of each degree.
        first, end: The tokens, courtesy and degrees included.
    """

    text: str
    span: Span
    degrees: tuple[Span, ...]
    first: int
    end: int


def name_at(tokens: list[Token], i: int, text: str) -> Name | None:
    """The name that begins at a token, courtesy words before it skipped."""
    first = i
    i = _skip_courtesy(tokens, i)
    before, i = before_name(tokens, i)
    start, end = i, i
    count = 0
    while end < len(tokens) and count < _LONGEST:
        step = _part(tokens, end, is_first=end == start)
        if not step:
            break
        if end > start and _is_degree(tokens, end, text):
            break
        end += step
        count += 1
    end = _trimmed(tokens, start, end)
    if not any(_is_name_word(token) for token in tokens[start:end]):
        return None
    after, stop = degrees_at(tokens, end, text)
    last = tokens[end - 1].end
    written = " ".join(text[tokens[start].start : last].split())
    return Name(
        text=written.rstrip("."),
        span=(tokens[start].start, last - (1 if written.endswith(".") else 0)),
        degrees=(*before, *after),
        first=first,
        end=stop,
    )


def _skip_courtesy(tokens: list[Token], i: int) -> int:
    while (
        i < len(tokens)
        and tokens[i].low in COURTESY
        and (
            tokens[i].capital or tokens[i].low in ("bapak", "ibu", "sdr", "sdri", "bpk")
        )
    ):
        i += 1
        while i < len(tokens) and tokens[i].text == ".":
            i += 1
    return i


def _is_degree(tokens: list[Token], i: int, text: str) -> bool:
    spans, _ = degrees_at(tokens, i, text)
    return bool(spans)


def _part(tokens: list[Token], i: int, *, is_first: bool) -> int:
    """How many tokens the next part of a name takes; 0 where the name ends."""
    token = tokens[i]
    dot = i + 1 < len(tokens) and tokens[i + 1].text == "."
    if token.kind != "w":
        return 0
    if token.low in PARTICLES and not is_first and i + 1 < len(tokens):
        return 1 if tokens[i + 1].capital else 0
    if not token.capital or not is_free(tokens, i, is_first=is_first):
        return 0
    if not dot:
        return 1
    if len(token.text) == 1 or token.low in JOINED or token.low in HONORIFICS:
        return 2
    return 1


def is_free(tokens: list[Token], i: int, *, is_first: bool = False) -> bool:
    """Whether a word may be part of a name, for all we know of the genre."""
    token = tokens[i]
    low = token.low
    if low in HONORIFICS or len(low) == 1 or (is_first and _is_title(tokens, i)):
        return True
    if low in HEADS or low in UNIT_WORDS or low in NOT_NAMES:
        return False
    if low in ROLE_WORDS or (low in COURTESY and not is_first):
        return False
    return rank_at(tokens, i) is None or (low in ("mayor",) and not is_first)


def _is_title(tokens: list[Token], i: int) -> bool:
    """A Sasak title before a name, not the word for "then": Bripka Lalu Sapardi."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        tokens[i].text == "Lalu"
        and after is not None
        and after.capital
        and after.low != "lintas"
    )


def _is_name_word(token: Token) -> bool:
    return token.kind == "w" and len(token.text) > 1 and token.low not in HONORIFICS


def _trimmed(tokens: list[Token], start: int, end: int) -> int:
    """Without particles that lead nowhere."""
    while (
        end > start
        and tokens[end - 1].low in PARTICLES
        and tokens[end - 1].text.islower()
    ):
        end -= 1
    return end
