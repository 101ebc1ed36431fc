"""Words for the levels of the territory, and a place as a text names it."""

from dataclasses import dataclass, field
from typing import Final

VILLAGE, DISTRICT, REGENCY, PROVINCE = 13, 8, 5, 2
WORDS: Final = {
    **dict.fromkeys(
        [
            "desa",
            "ds",
            "kelurahan",
            "kel",
            "nagari",
            "nagori",
            "gampong",
            "gp",
            "kampung",
            "kampong",
            "pekon",
            "kalurahan",
            "tiyuh",
            "kute",
            "kepenghuluan",
            "negeri",
            "lembang",
            "ohoi",
            "kp",
            "kmp",
        ],
        VILLAGE,
    ),
    **dict.fromkeys(
        ["kecamatan", "kec", "distrik", "kapanewon", "kemantren", "kapenawon"], DISTRICT
    ),
    **dict.fromkeys(["kabupaten", "kab", "kota", "kotamadya"], REGENCY),
    **dict.fromkeys(["provinsi", "prov", "propinsi"], PROVINCE),
}


@dataclass(slots=True)
class Mention:
    """A name behind a level word.

    Attributes:
        names: What it may be, longest first, each with the token after it.
        first: The level word's token.
    """

    length: int
    names: list[tuple[str, int]]
    first: int
    start: int
    word: str


@dataclass(slots=True)
class Found:
    """The place of the visit, as far as the text says it.

    Attributes:
        code: The deepest level known.
        candidates: Codes between which the text does not decide.
        spans: Level to the characters that say it.
        ends: First token of a mention to the token after its name, for who reads on.
    """

    code: str | None = None
    names: dict[str, str] = field(default_factory=dict)
    candidates: list[str] = field(default_factory=list)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
