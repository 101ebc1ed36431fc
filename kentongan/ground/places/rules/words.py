"""Names folded for comparison: numerals, spellings, and what a local level is called.

Folding is one function for what is stored and for what is asked, so that "Simpang 4",
"simpang empat" and "SIMPANG IV" are the same three times.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from kentongan.ground.basics.paths import slug

_UNITS: Final = (
    "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
NUMBER_WORDS: Final = {word: str(n) for n, word in enumerate(_UNITS, 1)}
_ROMAN: Final = re.compile(r"(?=[xvi])(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_TENS_ONES: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")

SYNONYMS: Final = {
    "sei": ("sungai", "sungei"),
    "sungai": ("sei", "sungei"),
    "sungei": ("sei", "sungai"),
    "tj": ("tanjung",),
    "tg": ("tanjung",),
    "tjg": ("tanjung",),
    "tanjong": ("tanjung",),
    "sp": ("simpang",),
    "spg": ("simpang",),
    "bdr": ("bandar",),
    "kp": ("kampung",),
    "kpg": ("kampung",),
    "kampong": ("kampung",),
    "tlk": ("teluk",),
    "bt": ("batu", "bukit"),
    "gn": ("gunung",),
    "gg": ("gunung",),
    "perk": ("perkebunan",),
    "pd": ("padang",),
    "lb": ("lubuk", "labuhan"),
    "sumut": ("sumatera",),
    "sumatra": ("sumatera",),
}
"""Short forms of the press and of signboards; never folded away, only tried too."""

LEVEL_WORDS: Final = {
    "provinsi": "provinsi", "prov": "provinsi", "propinsi": "provinsi",
    "kabupaten": "kabupaten", "kab": "kabupaten", "kota": "kota",
    "kecamatan": "kecamatan", "kec": "kecamatan", "distrik": "distrik",
    "kelurahan": "kelurahan", "kel": "kelurahan", "desa": "desa", "ds": "desa",
    "nagari": "nagari", "nagori": "nagori", "gampong": "gampong",
    "kampung": "kampung", "pekon": "pekon", "kalurahan": "kalurahan",
}  # fmt: skip
"""Words that say a level and may stand or be missing in front of a name."""

LOCAL_WORDS: Final = {
    "dusun": "dusun", "dsn": "dusun", "lingkungan": "lingkungan", "lk": "lingkungan",
    "lingk": "lingkungan", "huta": "huta", "jorong": "jorong", "korong": "korong",
    "banjar": "banjar", "emplasmen": "emplasmen", "afdeling": "afdeling",
    "afd": "afdeling", "padukuhan": "padukuhan", "dukuh": "dukuh",
    "rw": "rw", "rt": "rt",
}  # fmt: skip
"""Words below the village, with what they are short for. Others are taken as written."""

_NUMBERED: Final = frozenset({"rw", "rt"})
_WORD: Final = re.compile(r"[a-z]+( [a-z]+)?")


def fold(text: str) -> list[str]:
    """The words of `text` in lower case, without accents, numerals as digits."""
    return [_numeral(word) for word in plain(text)]


def plain(text: str) -> list[str]:
    """The words of `text` in lower case, without accents and punctuation."""
    bare = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore")
    return re.findall(r"[a-z0-9]+", bare.decode().replace("'", ""))


def key(text: str) -> str:
    """One string per name: equal for Serbajadi, Serba Jadi and SERBA-JADI."""
    return "".join(fold(text))


_SOUNDS: Final = str.maketrans("qcvfzydeuw", "kkppsjjiob")


def first_sound(word: str) -> str:
    """The letter that stands for all with which a word like this one may begin.

    A misspelling is looked for among words of the same first sound only, which is ten
    times faster; Jogja is found by Yogya, and Khalipah by Halipah is not.
    """
    return word[:1].translate(_SOUNDS)


def own_words(names: Iterable[str]) -> list[str]:
    """What a place is found by: its folded words, and each name in one word."""
    found: set[str] = set()
    for name in names:
        words = fold(name)
        found.update(words)
        if len(words) > 1:
            found.update(("".join(words), "".join(plain(name))))
    return sorted(found)


def _numeral(word: str) -> str:
    if word.isdigit():
        return str(int(word[:9]))
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    if match := _ROMAN.fullmatch(word):
        return str(len(match[1]) * 10 + _ROMAN_TENS_ONES.index(match[2]))
    return word


def roman(number: int) -> str:
    """`number` in lower-case roman; above 39 nobody counts hamlets so: digits."""
    if not 0 < number < 40:
        return str(number)
    return "x" * (number // 10) + _ROMAN_TENS_ONES[number % 10]


def local_word(word: str) -> str:
    """The word for a level below the village, its short form written out.

    Raises:
        ValueError: Not one or two plain words.
    """
    folded = " ".join(plain(word))
    if not _WORD.fullmatch(folded) or len(folded) > 30:
        raise ValueError(f"{word!r} is not a word for a level below the village")
    return LOCAL_WORDS.get(folded, folded)


def local_slug(word: str, name: str) -> str:
    """The last word of a local place's path. Dusun 5, Dusun V and Dusun lima are `v`.

    RW and RT carry their word (``rw_5``), since they may stand in the same village as
    a Dusun of that number. "Lima" alone is a numeral, "Simpang Lima" a name.

    Raises:
        ValueError: Nothing of `name` can stand in a path.
    """
    return _slug_of(word, local_name_words(word, name))


def local_name(word: str, name: str) -> str:
    """How a local place is written on a page: numerals of hamlets in roman."""
    words = local_name_words(word, name)
    if len(words) == 1 and (digits := _numeral(words[0])).isdigit():
        return digits if word in _NUMBERED else roman(int(digits)).upper()
    spoken = " ".join(name.split())
    first, _, rest = spoken.partition(" ")
    told = local_word_or_none(first) == word and rest
    return rest if told else spoken


def local_name_words(word: str, name: str) -> list[str]:
    """The words of `name`, without the level's own word in front."""
    words = plain(name)
    if len(words) > 1 and local_word_or_none(words[0]) == word:
        return words[1:]
    return words


def local_word_or_none(text: str) -> str | None:
    """What `text` means as a word for a level below the village, if it is one."""
    return LOCAL_WORDS.get(text.strip(".").lower())


def _slug_of(word: str, words: list[str]) -> str:
    alone = len(words) == 1
    parts = [_slug_word(part, word, alone=alone) for part in words]
    if word in _NUMBERED:
        parts.insert(0, word)
    if not words:
        raise ValueError("a local place needs a name")
    return slug("_".join(parts))


def _slug_word(part: str, word: str, *, alone: bool) -> str:
    if part in NUMBER_WORDS and not alone:
        return part
    digits = _numeral(part)
    if not digits.isdigit():
        return part.lstrip("0") or "0" if word in _NUMBERED else part
    return digits if word in _NUMBERED else roman(int(digits))
