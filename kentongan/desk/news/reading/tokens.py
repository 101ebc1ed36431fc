"""Text to tokens that still know where they stood, whatever was pasted."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 200_000
"""Characters that are read: far above any report; the rest is said to be left."""

_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});")
_SCRIPT: Final = re.compile(r"<(script|style)\b[^<>]{0,500}>", re.IGNORECASE)
_BREAKING: Final = re.compile(r"</?(?:p|br|div|li|tr|h\d)\b", re.IGNORECASE)
_ENTITIES: Final = {"&quot;": '"', "&ldquo;": '"', "&rdquo;": '"', "&amp;": "&",
                    "&#39;": "'", "&rsquo;": "'", "&ndash;": "-", "&#8211;": "-",
                    "&#8220;": '"', "&#8221;": '"', "&#8217;": "'"}  # fmt: skip
_SAME: Final = {
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‘’‚‛`´ʼʹ′", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("*_~|\t\r\u00a0\ufeff", " "),
    "\u2028": "\n",
    "\u2029": "\n",
    "\v": "\n",
    "\f": "\n",
}
_TOKEN: Final = re.compile(
    r"(?P<w>[^\W\d_]+(?:['\-][^\W\d_]+)*)|(?P<n>\d+)|(?P<l>\n)|(?P<p>[^\w\s])"
)
_LETTERS: Final[dict[str, str]] = dict(_SAME)


@dataclass(slots=True)
class Token:
    """One word, number, mark or line break.

    Attributes:
        kind: ``w``, ``n``, ``p`` or ``l``.
        low: The text in lower case, without accents.
        start, end: Where it stands in the text, in characters.
    """

    text: str
    low: str
    kind: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins as names do."""
        return self.kind == "w" and self.text[0].isupper()


def clean(text: str) -> str:
    """`text` with what only decorates it blanked: every letter keeps its place."""
    text = _without_markup(text) if "<" in text or "&" in text else text
    if text.isascii():
        return re.sub(r"[*_~|\t\r]|[^\x20-\x7e\n]", " ", text)
    return "".join(map(_letter, text))


def tokenize(text: str) -> list[Token]:
    """The tokens of a cleaned text. A line that only wraps is not broken there."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "p"
        if kind == "l" and _is_soft(text, match.start()):
            continue
        word = match.group()
        found.append(Token(word, word.lower(), kind, match.start(), match.end()))
    return found


def _letter(one: str) -> str:
    known = _LETTERS.get(one)
    if known is None:
        known = _LETTERS[one] = _shown(one)
    return known


def _shown(one: str) -> str:
    if one == "\n" or " " <= one <= "~":
        return one
    if unicodedata.category(one)[0] in "CZ" or unicodedata.category(one) == "So":
        return " "
    # Bold and italic letters of chat apps are letters; longer forms keep their place.
    plain = unicodedata.normalize("NFKC", one)
    return plain if len(plain) == 1 and plain.isprintable() else one


def _without_markup(text: str) -> str:
    if "<" in text:
        text = _without_scripts(text)
        text = _TAG.sub(_blank, text)
    return _ENTITY.sub(_entity, text) if "&" in text else text


def _without_scripts(text: str) -> str:
    parts: list[str] = []
    at = 0
    low = text.lower() if _SCRIPT.search(text) else ""
    while low and len(low) == len(text) and (opened := _SCRIPT.search(text, at)):
        closed = low.find(f"</{opened[1].lower()}", opened.end())
        end = len(text) if closed < 0 else closed
        parts += [text[at : opened.start()], " " * (end - opened.start())]
        at = end
    return "".join([*parts, text[at:]])


def _blank(match: re.Match[str]) -> str:
    width = len(match.group())
    return ("\n" if _BREAKING.match(match.group()) else " ").ljust(width)


def _entity(match: re.Match[str]) -> str:
    return _ENTITIES.get(match.group(), " ").ljust(len(match.group()))


def _is_soft(text: str, at: int) -> bool:
    """Whether a line break stands in the middle of a sentence."""
    before = text[max(0, at - 60) : at].rstrip(" ")
    after = text[at + 1 : at + 40].lstrip(" ")
    if not before or not after or before[-1] in '\n.:;!?"':
        return False
    if after[0].islower():
        return True
    # A hard-wrapped column goes on with a name; a list or a heading does not.
    return (
        len(before) >= 58
        and "\n" not in before
        and after[0].isalpha()
        and before[-1] == ","
    )


def sentences(tokens: list[Token]) -> list[tuple[int, int]]:
    """The sentences, as ranges of tokens; a line of a list is one."""
    found = []
    start = 0
    for i, token in enumerate(tokens):
        if token.kind == "l" or (token.text in ".!?" and _ends(tokens, i)):
            if i > start:
                found.append((start, i))
            start = i + 1
    if start < len(tokens):
        found.append((start, len(tokens)))
    return found


_ABBREVIATED: Final = frozenset(
    [
        "bpk",
        "ibu",
        "sdr",
        "sdri",
        "kec",
        "kab",
        "kel",
        "ds",
        "dsn",
        "prov",
        "jl",
        "jln",
        "no",
        "drs",
        "dra",
        "dr",
        "ir",
        "hj",
        "h",
        "st",
        "tgk",
        "ust",
        "kp",
        "pol",
        "ps",
        "plt",
        "plh",
        "pj",
        "pjs",
        "moh",
        "muh",
        "muhd",
        "abd",
        "m",
        "a",
        "s",
        "i",
        "u",
        "kombes",
        "akbp",
        "akp",
        "iptu",
        "ipda",
        "aiptu",
        "aipda",
        "bripka",
        "briptu",
        "bripda",
        "brigjen",
        "irjen",
        "komjen",
        "jend",
        "inf",
        "spd",
        "sh",
        "mh",
        "pkl",
        "yth",
    ]
)


def _ends(tokens: list[Token], i: int) -> bool:
    if tokens[i].text != ".":
        return True
    if i and (tokens[i - 1].low in _ABBREVIATED or len(tokens[i - 1].text) == 1):
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or after.kind == "l":
        return True
    return after.start > tokens[i].end and (after.capital or after.text in "\"'(")
