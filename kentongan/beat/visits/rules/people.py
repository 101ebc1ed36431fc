"""Whose name may stand in the open, and whose is sealed or not kept."""

import re
from collections.abc import Sequence
from typing import Final

from kentongan.beat.community.rules import Consent, FigureKind
from kentongan.ground.basics.texts import words

_WRITTEN: Final[Sequence[tuple[str, FigureKind]]] = (
    (r"kades|kepala desa|lurah|pangulu|keuchik|geuchik|wali nagari|peratin", FigureKind.VILLAGE_HEAD),
    (r"kadus|kepala dusun|kepling|kepala lingkungan|gamot|kaling|wali jorong|kepala jorong", FigureKind.HAMLET_HEAD),
    (r"(ketua|pak|bapak|ibu) r[tw]|ketua rukun (tetangga|warga)", FigureKind.NEIGHBOURHOOD_HEAD),
    (r"tokoh pemuda|ketua karang taruna|karang taruna", FigureKind.YOUTH_FIGURE),
    (r"tokoh (perempuan|wanita)|ketua pkk|ibu pkk|pkk", FigureKind.WOMENS_FIGURE),
    (r"tokoh|tomas|toga|todat|ustadz|pendeta|imam|pemuka", FigureKind.COMMUNITY_FIGURE),
    (r"guru|kepala sekolah|kepsek|dosen", FigureKind.EDUCATOR),
    (r"bidan|kader|perawat|dokter|kepala puskesmas", FigureKind.HEALTH_WORKER),
)  # fmt: skip

OFFICES: Final = frozenset(
    {
        FigureKind.VILLAGE_HEAD,
        FigureKind.HAMLET_HEAD,
        FigureKind.NEIGHBOURHOOD_HEAD,
    }
)
"""Public offices. Who holds one is named in the open, as on every village's board;
a community figure is nobody's office-holder, and the name is sealed."""


def figure_kind(role: str) -> FigureKind | None:
    """The public part that a role names; None for a resident."""
    told = " ".join(words(role))
    for pattern, kind in _WRITTEN:
        if re.match(rf"(?:{pattern})\b", told):
            return kind
    return None


def stands_in_the_open(role: str) -> bool:
    """Whether a name beside this role is public: it holds a public office."""
    return figure_kind(role) in OFFICES


def may_hold_name(role: str, consent: str) -> bool:
    """Whether a name beside this role may be kept at all."""
    return stands_in_the_open(role) or consent in set(Consent)
