"""Positions and acting marks: how they are written, and who stands above whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Position(StrEnum):
    """What an officer does in a unit."""

    BHABINKAMTIBMAS = "bhabinkamtibmas"
    POLISI_RW = "polisi_rw"
    KANIT_BINMAS = "kanit_binmas"
    KANIT_BHABINKAMTIBMAS = "kanit_bhabinkamtibmas"
    KAPOLSEK = "kapolsek"
    KASAT_BINMAS = "kasat_binmas"
    KBO_BINMAS = "kbo_binmas"
    KASI_HUMAS = "kasi_humas"
    KAPOLRES = "kapolres"
    DIRBINMAS = "dirbinmas"
    KAPOLDA = "kapolda"
    ANGGOTA = "anggota"


class Acting(StrEnum):
    """The mark before a position that is not held for good."""

    PS = "ps"
    PLT = "plt"
    PLH = "plh"
    PJ = "pj"


POSITION_LABELS: Final[dict[Position, str]] = {
    Position.BHABINKAMTIBMAS: "Bhabinkamtibmas",
    Position.POLISI_RW: "Polisi RW",
    Position.KANIT_BINMAS: "Kanit Binmas",
    Position.KANIT_BHABINKAMTIBMAS: "Kanit Bhabinkamtibmas",
    Position.KAPOLSEK: "Kapolsek",
    Position.KASAT_BINMAS: "Kasat Binmas",
    Position.KBO_BINMAS: "KBO Binmas",
    Position.KASI_HUMAS: "Kasi Humas",
    Position.KAPOLRES: "Kapolres",
    Position.DIRBINMAS: "Dirbinmas",
    Position.KAPOLDA: "Kapolda",
    Position.ANGGOTA: "Anggota",
}
ACTING_LABELS: Final[dict[Acting, str]] = {
    Acting.PS: "Ps.",
    Acting.PLT: "Plt.",
    Acting.PLH: "Plh.",
    Acting.PJ: "Pj.",
}
BESIDE: Final = frozenset({Acting.PLT, Acting.PLH})
"""Marks of somebody who stands in beside the seat's holder, or while it is vacant.

A *Ps* or *Pj* fills the seat itself, so two of them, or one and a definitive holder,
cannot hold it at once.
"""

_ACTING_WORDS: Final[dict[str, Acting]] = {
    "ps": Acting.PS,
    "pejabat sementara": Acting.PS,
    "pjs": Acting.PS,
    "plt": Acting.PLT,
    "pelaksana tugas": Acting.PLT,
    "plh": Acting.PLH,
    "pelaksana harian": Acting.PLH,
    "pj": Acting.PJ,
    "penjabat": Acting.PJ,
}
_POSITION_WORDS: Final[dict[str, Position]] = {
    "bhabinkamtibmas": Position.BHABINKAMTIBMAS,
    "bhabin kamtibmas": Position.BHABINKAMTIBMAS,
    "babinkamtibmas": Position.BHABINKAMTIBMAS,
    "bhabin": Position.BHABINKAMTIBMAS,
    "polisi rw": Position.POLISI_RW,
    "kanit binmas": Position.KANIT_BINMAS,
    "kanit bimas": Position.KANIT_BINMAS,
    "kanitbinmas": Position.KANIT_BINMAS,
    "kepala unit binmas": Position.KANIT_BINMAS,
    "kanit bhabinkamtibmas": Position.KANIT_BHABINKAMTIBMAS,
    "kanit babinkamtibmas": Position.KANIT_BHABINKAMTIBMAS,
    "kanit bhabin": Position.KANIT_BHABINKAMTIBMAS,
    "kapolsek": Position.KAPOLSEK,
    "kapolsekta": Position.KAPOLSEK,
    "kepala kepolisian sektor": Position.KAPOLSEK,
    "kasat binmas": Position.KASAT_BINMAS,
    "kasat bimas": Position.KASAT_BINMAS,
    "kasatbinmas": Position.KASAT_BINMAS,
    "kepala satuan binmas": Position.KASAT_BINMAS,
    "kbo binmas": Position.KBO_BINMAS,
    "kbo sat binmas": Position.KBO_BINMAS,
    "kbo satbinmas": Position.KBO_BINMAS,
    "kasi humas": Position.KASI_HUMAS,
    "kasihumas": Position.KASI_HUMAS,
    "kepala seksi humas": Position.KASI_HUMAS,
    "kapolres": Position.KAPOLRES,
    "kapolres metro": Position.KAPOLRES,
    "kapolresta": Position.KAPOLRES,
    "kapolrestabes": Position.KAPOLRES,
    "kepala kepolisian resor": Position.KAPOLRES,
    "dirbinmas": Position.DIRBINMAS,
    "dir binmas": Position.DIRBINMAS,
    "direktur binmas": Position.DIRBINMAS,
    "kapolda": Position.KAPOLDA,
    "kepala kepolisian daerah": Position.KAPOLDA,
    "anggota": Position.ANGGOTA,
    "personel": Position.ANGGOTA,
    "personil": Position.ANGGOTA,
}
_LONGEST: Final = max(len(key.split()) for key in _POSITION_WORDS)


@dataclass(frozen=True)
class WrittenPosition:
    """A position as it was read out of free text.

    Attributes:
        acting: The mark, if any.
        position: Ours, or None for one that we do not keep, such as a Kasat Reskrim.
        title: The position as written, without the mark.
        rest: What follows the position: "Firdaus" in "Kapolsek Firdaus".
    """

    acting: Acting | None
    position: Position | None
    title: str
    rest: str


def _key(words: Sequence[str]) -> str:
    return " ".join(re.sub(r"[^a-z]", "", word.lower()) for word in words)


def parse_acting(text: str) -> tuple[Acting | None, str]:
    """The acting mark at the head of `text`, in any of its spellings, and the rest."""
    words = text.split()
    for length in (2, 1):
        mark = _ACTING_WORDS.get(_key(words[:length]))
        if mark and len(words) >= length:
            return mark, " ".join(words[length:])
    # "Ps.Kanit": the blank after the dot is often missing.
    glued = re.match(r"(?i)(ps|plt|plh|pj)\.(?=\S)(.*)", " ".join(words))
    if glued:
        return _ACTING_WORDS[glued[1].lower()], glued[2].strip()
    return None, " ".join(words)


def parse_position(text: str) -> WrittenPosition:
    """Read "Ps Kanit Bhabinkamtibmas" or "Kapolsek Firdaus"; never guess."""
    acting, title = parse_acting(text)
    words = title.split()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        position = _POSITION_WORDS.get(_key(words[:length]))
        if position:
            return WrittenPosition(acting, position, title, " ".join(words[length:]))
    return WrittenPosition(acting, None, title, "")


def position_label(position: Position | str, acting: Acting | str | None = None) -> str:
    """As it is written: "Ps. Kanit Binmas"."""
    label = POSITION_LABELS[Position(position)]
    return f"{ACTING_LABELS[Acting(acting)]} {label}" if acting else label
