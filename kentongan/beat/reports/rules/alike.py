"""How alike two reports sound, in the words that people really use.

Not the words of a dictionary: in Medan a "kereta" is a motorbike, a "motor" a car, a
"pajak" a market and a "pasar" a road. Elsewhere the same letters mean something else,
so that the place decides.
"""

from collections.abc import Mapping
from typing import Final

from rapidfuzz.fuzz import token_set_ratio

from kentongan.ground.basics.texts import words

ALIKE: Final = 0.6
"""From here on two reports are offered as one; a person decides."""

_SHORT: Final[Mapping[str, str]] = {
    "yg": "yang", "dgn": "dengan", "tdk": "tidak", "gak": "tidak", "ga": "tidak",
    "nggak": "tidak", "blm": "belum", "udah": "sudah", "udh": "sudah", "sdh": "sudah",
    "jln": "jalan", "jl": "jalan", "mlm": "malam", "tgl": "tanggal", "krn": "karena",
    "dr": "dari", "utk": "untuk", "org": "orang", "bgt": "sekali", "spd": "sepeda",
    "sepmor": "motor", "lmpu": "lampu", "simp": "simpang", "dpn": "depan",
    "padam": "mati", "gelap": "mati", "kebut": "balap", "ngebut": "balap",
    "kebutan": "balap", "balapan": "balap", "trek": "balap", "maling": "curi",
    "dimaling": "curi", "pencuri": "curi", "pencurian": "curi", "kecurian": "curi",
    "dicuri": "curi",
}  # fmt: skip
_MEDAN: Final[Mapping[str, str]] = {
    "kereta": "motor", "motor": "mobil", "pajak": "pasar", "pasar": "jalan",
    "galon": "spbu", "minyak": "bensin", "semalam": "kemarin",
}  # fmt: skip
_MEDAN_SPEAKS: Final = ("12",)
"""Provinces where these words are understood so."""

_EMPTY: Final = frozenset(
    {"yang", "di", "ke", "dari", "dan", "itu", "ini", "ada", "sudah", "tidak", "sekali"}
)


def spoken(text: str, place: str) -> str:
    """`text` in one common wording, without words that say nothing of the matter."""
    local = _MEDAN if place.startswith(_MEDAN_SPEAKS) else {}
    common = (_SHORT.get(word, word) for word in words(text))
    said = (local.get(word, word) for word in common)
    return " ".join(word for word in said if word not in _EMPTY)


def likeness(one: str, other: str, *, place: str) -> float:
    """How alike two texts of one village are, 0..1; the order of words is no matter."""
    mine, theirs = spoken(one, place), spoken(other, place)
    return token_set_ratio(mine, theirs) / 100 if mine and theirs else 0.0
