"""Units: their kinds, the words written before their names, and their paths."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kentongan.ground.basics.paths import slug


class Kind(StrEnum):
    """What a police unit is. A Polres and a Polresta may share a name."""

    MABES = "mabes"
    POLDA = "polda"
    POLRESTABES = "polrestabes"
    POLRESTA = "polresta"
    POLRES_METRO = "polres_metro"
    POLRES = "polres"
    POLSEK = "polsek"


class Level(StrEnum):
    """How high a unit stands: four kinds of unit share the level of a Polres."""

    MABES = "mabes"
    POLDA = "polda"
    POLRES = "polres"
    POLSEK = "polsek"


LEVELS: Final[dict[Kind, Level]] = {
    Kind.MABES: Level.MABES,
    Kind.POLDA: Level.POLDA,
    Kind.POLRESTABES: Level.POLRES,
    Kind.POLRESTA: Level.POLRES,
    Kind.POLRES_METRO: Level.POLRES,
    Kind.POLRES: Level.POLRES,
    Kind.POLSEK: Level.POLSEK,
}
PARENT_LEVELS: Final[dict[Level, Level | None]] = {
    Level.MABES: None,
    Level.POLDA: None,
    Level.POLRES: Level.POLDA,
    Level.POLSEK: Level.POLRES,
}
"""A Polda stands at the top of its own path: paths start at the province."""

LEVEL_WORDS: Final[dict[Kind, str]] = {
    Kind.MABES: "Mabes",
    Kind.POLDA: "Polda",
    Kind.POLRESTABES: "Polrestabes",
    Kind.POLRESTA: "Polresta",
    Kind.POLRES_METRO: "Polres Metro",
    Kind.POLRES: "Polres",
    Kind.POLSEK: "Polsek",
}
_SPELLINGS: Final[dict[str, Kind]] = {
    "mabes": Kind.MABES,
    "markas besar": Kind.MABES,
    "polda": Kind.POLDA,
    "poldasu": Kind.POLDA,
    "kepolisian daerah": Kind.POLDA,
    "polrestabes": Kind.POLRESTABES,
    "kepolisian resor kota besar": Kind.POLRESTABES,
    "polresta": Kind.POLRESTA,
    "kepolisian resor kota": Kind.POLRESTA,
    "polres metro": Kind.POLRES_METRO,
    "polres metropolitan": Kind.POLRES_METRO,
    "polres": Kind.POLRES,
    "kepolisian resor": Kind.POLRES,
    "polsek": Kind.POLSEK,
    "polsekta": Kind.POLSEK,
    "polsek metro": Kind.POLSEK,
    "kepolisian sektor": Kind.POLSEK,
}
_LONGEST_FIRST: Final = sorted(_SPELLINGS, key=len, reverse=True)


@dataclass(frozen=True)
class Polda:
    """A regional police: the slug that heads its paths, and what it answers for.

    Attributes:
        slug: First word of every path below it.
        name: As it is written, without the level word.
        spellings: Other ways in which it is written.
        provinces: Official codes of the provinces; several where one Polda still
            answers for provinces that were split.
    """

    slug: str
    name: str
    spellings: tuple[str, ...]
    provinces: tuple[str, ...]


POLDAS: Final = (
    Polda("aceh", "Aceh", ("Nanggroe Aceh Darussalam", "NAD"), ("11",)),
    Polda("sumut", "Sumatera Utara", ("Sumut", "Sumatra Utara"), ("12",)),
    Polda("sumbar", "Sumatera Barat", ("Sumbar", "Sumatra Barat"), ("13",)),
    Polda("riau", "Riau", (), ("14",)),
    Polda("jambi", "Jambi", (), ("15",)),
    Polda("sumsel", "Sumatera Selatan", ("Sumsel", "Sumatra Selatan"), ("16",)),
    Polda("bengkulu", "Bengkulu", (), ("17",)),
    Polda("lampung", "Lampung", (), ("18",)),
    Polda("babel", "Kepulauan Bangka Belitung", ("Babel", "Bangka Belitung"), ("19",)),
    Polda("kepri", "Kepulauan Riau", ("Kepri",), ("21",)),
    Polda("metro_jaya", "Metro Jaya", ("Metropolitan Jakarta Raya",), ("31",)),
    Polda("jabar", "Jawa Barat", ("Jabar",), ("32",)),
    Polda("jateng", "Jawa Tengah", ("Jateng",), ("33",)),
    Polda(
        "diy",
        "Daerah Istimewa Yogyakarta",
        ("DIY", "DI Yogyakarta", "Yogyakarta"),
        ("34",),
    ),
    Polda("jatim", "Jawa Timur", ("Jatim",), ("35",)),
    Polda("banten", "Banten", (), ("36",)),
    Polda("bali", "Bali", (), ("51",)),
    Polda("ntb", "Nusa Tenggara Barat", ("NTB",), ("52",)),
    Polda("ntt", "Nusa Tenggara Timur", ("NTT",), ("53",)),
    Polda("kalbar", "Kalimantan Barat", ("Kalbar",), ("61",)),
    Polda("kalteng", "Kalimantan Tengah", ("Kalteng",), ("62",)),
    Polda("kalsel", "Kalimantan Selatan", ("Kalsel",), ("63",)),
    Polda("kaltim", "Kalimantan Timur", ("Kaltim",), ("64",)),
    Polda("kaltara", "Kalimantan Utara", ("Kaltara",), ("65",)),
    Polda("sulut", "Sulawesi Utara", ("Sulut",), ("71",)),
    Polda("sulteng", "Sulawesi Tengah", ("Sulteng",), ("72",)),
    Polda("sulsel", "Sulawesi Selatan", ("Sulsel",), ("73",)),
    Polda("sultra", "Sulawesi Tenggara", ("Sultra",), ("74",)),
    Polda("gorontalo", "Gorontalo", (), ("75",)),
    Polda("sulbar", "Sulawesi Barat", ("Sulbar",), ("76",)),
    Polda("maluku", "Maluku", (), ("81",)),
    Polda("malut", "Maluku Utara", ("Malut",), ("82",)),
    Polda("papua", "Papua", (), ("91", "93", "95")),
    Polda("papua_barat", "Papua Barat", (), ("92",)),
    Polda("papua_tengah", "Papua Tengah", (), ("94",)),
    Polda("papua_barat_daya", "Papua Barat Daya", (), ("96",)),
)
"""Papua's Polda still answers for Papua Selatan (93) and Papua Pegunungan (95)."""


def _plain(text: str) -> str:
    """Letters without accents, in lower case, words parted by one blank."""
    folded = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", letters.lower()))


_POLDAS: Final[dict[str, Polda]] = {
    _plain(spelling): polda
    for polda in POLDAS
    for spelling in (polda.name, *polda.spellings)
}
_BY_SLUG: Final = {polda.slug: polda for polda in POLDAS}


def parse_unit(text: str) -> tuple[Kind | None, str]:
    """The kind by the level word before the name, and the name without it.

    ``"Polres Metro Jakarta Barat"`` gives Polres Metro and "Jakarta Barat"; a name
    without a level word gives no kind.
    """
    words = text.split()
    plain = [_plain(word) for word in words]
    if plain[:1] == ["poldasu"]:
        return Kind.POLDA, "Sumatera Utara"
    for spelling in _LONGEST_FIRST:
        wanted = spelling.split()
        if plain[: len(wanted)] == wanted and len(words) > len(wanted):
            return _SPELLINGS[spelling], " ".join(words[len(wanted) :])
    return None, " ".join(words)


def polda_named(name: str) -> Polda | None:
    """The Polda of that name in any of its spellings, with or without "Polda"."""
    return _POLDAS.get(_plain(parse_unit(name)[1]))


def polda_of_path(path: str) -> Polda | None:
    """The Polda at the head of a unit path."""
    return _BY_SLUG.get(path.partition(".")[0])


def unit_word(kind: Kind, name: str) -> str:
    """The unit's own word in a path.

    Every Polres-level kind but the plain Polres carries its kind, because Polres
    Bandung, Polresta Bandung and Polrestabes Bandung are three units.

    Raises:
        ValueError: Nothing of the name can stand in a path.
    """
    if kind is Kind.POLDA:
        polda = polda_named(name)
        return polda.slug if polda else slug(_plain(name))
    word = slug(_plain(name))
    if LEVELS[kind] is Level.POLRES and kind is not Kind.POLRES:
        return f"{kind}_{word}"
    return word


def unit_path(kind: Kind, name: str, parent: str = "") -> str:
    """The path of a unit of that kind and name below `parent`."""
    word = unit_word(kind, name)
    return f"{parent}.{word}" if parent else word


def unit_title(kind: Kind | str, name: str) -> str:
    """As it is written: "Polsek Firdaus"."""
    return f"{LEVEL_WORDS[Kind(kind)]} {name}"


def lineage(path: str) -> str:
    """The Polres under which a unit path stands, or the Polda itself."""
    return ".".join(path.split(".")[:2])
