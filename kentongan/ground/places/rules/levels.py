"""How deep a place lies, and what the region itself calls such a place."""

from enum import StrEnum
from typing import Final

DECREE: Final = "Kepmendagri 300.2.2-2430/2025"
"""The decree whose codes and names the shipped gazetteer carries."""

MANAGE: Final = "place_manage"
"""The permission to change the territory: loads, outlines, new codes."""


class Level(StrEnum):
    """How deep in the territory a place lies."""

    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"
    LOCAL = "local"


OFFICIAL: Final = (Level.PROVINCE, Level.REGENCY, Level.DISTRICT, Level.VILLAGE)


def level_of(path: str) -> Level:
    """The level at which a place path ends."""
    depth = path.count(".")
    return OFFICIAL[depth] if depth < len(OFFICIAL) else Level.LOCAL


_PAPUA: Final = ("91", "92", "93", "94", "95", "96")

# The longest prefix that is listed decides; kelurahan (fourth block 1) is above it.
# From the regions' own by-laws; what is not listed says "desa".
_VILLAGE_WORDS: Final = {
    "11": "gampong",
    "11.02": "kute",
    "11.04": "kampung",
    "11.13": "kampung",
    "11.16": "kampung",
    "11.17": "kampung",
    "12.08": "nagori",
    "13": "nagari",
    "13.09": "desa",
    "13.77": "desa",
    "14.07": "kepenghuluan",
    "14.08": "kampung",
    "18.02": "kampung",
    "18.04": "pekon",
    "18.05": "kampung",
    "18.06": "pekon",
    "18.08": "kampung",
    "18.10": "pekon",
    "18.12": "tiyuh",
    "18.13": "pekon",
    "34": "kalurahan",
    "64.03": "kampung",
    "64.07": "kampung",
    "64.11": "kampung",
    "71.03": "kampung",
    "71.09": "kampung",
    "73.18": "lembang",
    "73.26": "lembang",
} | dict.fromkeys(_PAPUA, "kampung")
_DISTRICT_WORDS: Final = {"34": "kapanewon", "34.71": "kemantren"} | dict.fromkeys(
    _PAPUA, "distrik"
)
_REGENCY_PREFIXES: Final = (
    ("Kabupaten Administrasi ", "kabupaten administrasi"),
    ("Kota Administrasi ", "kota administrasi"),
    ("Kabupaten ", "kabupaten"),
    ("Kota ", "kota"),
)
_CUSTOMARY: Final = "Desa Adat "


def word_and_name(code: str, official: str) -> tuple[str, str]:
    """What the region calls the place of `code`, and its name without that word."""
    level = level_of(code)
    if level is Level.PROVINCE:
        return "provinsi", official
    if level is Level.REGENCY:
        for prefix, word in _REGENCY_PREFIXES:
            if official.startswith(prefix):
                return word, official.removeprefix(prefix)
        return "kabupaten", official
    if level is Level.DISTRICT:
        return _by_prefix(_DISTRICT_WORDS, code, "kecamatan"), official
    if code[9] == "1":
        return "kelurahan", official
    if code[9] == "3":
        return "desa adat", official.removeprefix(_CUSTOMARY)
    return _by_prefix(_VILLAGE_WORDS, code, "desa"), official


def _by_prefix(words: dict[str, str], code: str, otherwise: str) -> str:
    return words.get(code[:5]) or words.get(code[:2]) or otherwise


_SHORT: Final = {
    "provinsi": "",
    "kabupaten": "Kab.",
    "kabupaten administrasi": "Kab.",
    "kota administrasi": "Kota",
    "kecamatan": "Kec.",
    "rw": "RW",
    "rt": "RT",
}


def label(word: str, name: str) -> str:
    """A place as it is written in a line: Kec. Sei Rampah, Desa Simpang Empat."""
    return f"{_SHORT.get(word, word.capitalize())} {name}".strip()


def full_label(chain: list[tuple[str, str, str]], *, whole: bool = False) -> str:
    """A place with what it lies in, the nearest first.

    Args:
        chain: ``(path, word, name)`` of the place and of all above it, outermost
            first.
        whole: Up to the province; else up to the district, and for a district or
            more, one step up.
    """
    if not chain:
        return ""
    shown = chain
    if not whole:
        depth = chain[-1][0].count(".")
        least = min(2, depth - 1)
        shown = [link for link in chain if link[0].count(".") >= least]
    return ", ".join(label(word, name) for _, word, name in reversed(shown))


def short_label(chain: list[tuple[str, str, str]]) -> str:
    """As neighbours say it: Dusun V, Simpang Empat. The village alone by its name."""
    if not chain:
        return ""
    village = next((name for path, _, name in chain if path.count(".") == 3), "")
    _, word, name = chain[-1]
    level = level_of(chain[-1][0])
    if level is Level.VILLAGE:
        return name
    if level is Level.LOCAL:
        return f"{label(word, name)}, {village}"
    return label(word, name)
