"""Positions and acting marks: how they are written, and who stands above whom."""

import re
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
    Acting.PS: "Ps.", Acting.PLT: "Plt.", Acting.PLH: "Plh.", Acting.PJ: "Pj.",
}
BESIDE: Final = frozenset({Acting.PLT, Acting.PLH})
"""Marks of somebody who stands in beside the seat's holder, or while it is vacant.

A *Ps* or *Pj* fills the seat itself, so two of them, or one and a definitive holder,
cannot hold it at once.
"""
