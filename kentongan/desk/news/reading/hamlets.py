"""Levels below the village, and the spot: hamlet, RW, RT, the post or hall."""

import re
from collections.abc import Iterator
from typing import Final

Span = tuple[int, int]

_LEVELS: Final = {
    "dusun": "dusun", "dsn": "dusun", "dus": "dusun", "lingkungan": "lingkungan", "lingk": "lingkungan",
    "lk": "lingkungan", "huta": "huta", "jorong": "jorong", "korong": "korong",
    "banjar": "banjar", "br": "banjar", "emplasmen": "emplasmen", "afdeling": "afdeling", "afd": "afdeling",
    "padukuhan": "padukuhan", "pedukuhan": "padukuhan", "dukuh": "dukuh", "dukuhan": "dukuh",
    "blok": "blok", "lorong": "lorong", "jaga": "jaga", "rw": "rw", "rt": "rt",
}  # fmt: skip
# Words of every day besides: "warga yang jaga 4 orang" is no place.
_COMMON: Final = frozenset({"jaga", "lorong", "blok"})
_ORDER: Final = {"rw": 2, "rt": 3, "blok": 1}
_NAMED: Final = re.compile(
    r"\b(?P<word>" + "|".join(sorted(_LEVELS, key=len, reverse=True)) + r")\b\.?\s{0,2}"
    r"(?P<name>[IVX]{1,6}(?![a-zA-Z])|\d{1,3}\b|[A-Z](?![a-zA-Z])|"
    r"[A-Z][\w'\-]{1,20}(?:\s[A-Z][\w'\-]{1,20}){0,2}(?:\s(?:[IVX]{1,4}|\d{1,2})(?![\w/]))?)",
    re.IGNORECASE,
)
_RT_RW: Final = re.compile(
    r"\bRT\.?\s{0,2}(\d{1,3})\s?/\s?(?:RW\.?\s{0,2})?(\d{1,3})(?!\d|/)", re.IGNORECASE
)
_STOP: Final = re.compile(
    r"\s(?:Desa|Ds|Kelurahan|Kel|Kecamatan|Kec|Kabupaten|Kab|Kota|Nagari|Nagori|Gampong|"
    r"Kampung|Pekon|RT|RW|Polsek|Polres|Bripka|Aiptu|Aipda|Pada|Yang|Dengan|Dan|Distrik|Jl|Jalan|"
    r"Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Kepenghuluan|Kalurahan|Bapak|Ibu|Bpk|Dusun|Lingkungan|Kp).*",
    re.IGNORECASE,
)
_SPOTS: Final = (
    r"pos\s?(?:sat\s?)?kamling|poskamling|pos\s?ronda|pos\s?jaga|pos\s?satkamling|balai\s?\w+|"
    r"gardu|kantor|aula|masjid|mesjid|musholl?a|musala|surau|gereja|pura|wihara|vihara|"
    r"meunasah|pasar|warung|warkop|kafe|cafe|sekolah|sd|smp|sma|smk|sdn|smpn|sman|lapangan|"
    r"rumah|kediaman|gedung|pendopo|pendapa|ruang|terminal|pelabuhan|dermaga|pantai|posko|"
    r"poskampling|pondok|ponpes|pesantren|perumahan|kompleks|taman|gudang|kebun|posyandu|"
    r"puskesmas|halaman|wantilan|bale|lopo|tambak|sanggar|saung|joglo|makodim|mapolsek"
)
_SPOT: Final = re.compile(
    rf"\b(?:di|ke|bertempat di|tempat\s{{0,3}}:|lokasi\s{{0,3}}:|pada|terhadap|kunjungi|datangi)\s{{1,3}}"
    rf"(?P<spot>(?:{_SPOTS})\b(?:[ ]\"?[A-Z0-9][\w.'/\-]{{0,24}}\"?){{0,6}})",
    re.IGNORECASE,
)
_SPOT_END: Final = re.compile(
    r"[,.;(\n]|\s(?:Desa|Ds|Kelurahan|Kel|Kecamatan|Kec|Kabupaten|Kab|Kota|Nagari|Nagori|"
    r"Gampong|Pekon|Distrik|Kepenghuluan|Kalurahan|Polsek|Polres|Provinsi|pada|yang|dan|serta|"
    r"untuk|guna|dengan|dalam|oleh|hari|bersama|di|ini|itu|tersebut|agar|sebagai|kepada|"
    r"Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|pukul|milik|setempat|warga|sekitar|melalui|"
    r"berlangsung|saat|telah|akan|tidak|bukan|menjadi|perlu|sangat|adalah|secara|wilayah|masing-masing)\b\.?",
    re.IGNORECASE,
)


def local_levels(text: str) -> list[tuple[str, str, Span]]:
    """Level, name and place of each level below the village, outermost first.

    Of each level the first that is named counts: others are elsewhere in the village.
    """
    found: dict[str, tuple[str, str, Span]] = {}
    for match in _RT_RW.finditer(text):
        found.setdefault("rt", ("rt", match[1], match.span(1)))
        found.setdefault("rw", ("rw", match[2], match.span(2)))
    for level, name, span in _named(text):
        found.setdefault(level, (level, name, span))
    return sorted(found.values(), key=lambda one: _ORDER.get(one[0], 0))


def _named(text: str) -> Iterator[tuple[str, str, Span]]:
    for match in _NAMED.finditer(text):
        level = _LEVELS[match["word"].lower()]
        name = match["name"]
        start = match.start("name")
        figure = name.isdigit() or re.fullmatch("[IVX]+", name)
        if not figure and (
            level in _ORDER or not name[0].isupper() or not match["word"][0].isupper()
        ):
            continue
        name = _STOP.sub("", f" {name}")[1:]
        if (
            not name
            or _STOP.match(f" {name}")
            or (level in _COMMON and not (figure and match["word"][0].isupper()))
        ):
            continue
        yield level, name, (start, start + len(name))


def spot(text: str) -> tuple[str, Span] | None:
    """The first named place of meeting: a post, a hall, a house of prayer."""
    for match in _SPOT.finditer(text):
        start = match.start("spot")
        words = match["spot"]
        ended = _SPOT_END.search(words)
        words = words[: ended.start()].rstrip() if ended else words
        if words and words[0].isupper() and " " in words:
            return " ".join(words.split()), (start, start + len(words))
    return None
