"""The inspection sheet: its sections and items, the six quick taps, and its edits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from kentongan.ground.basics.paths import SLUG
from kentongan.ground.basics.texts import line

Label = Mapping[str, str]
"""Words in both languages: ``{"id": …, "en": …}``."""


@dataclass(frozen=True)
class SheetItem:
    """One thing to look at.

    Attributes:
        scored: Whether it takes points from 0 to 4; else its state alone decides.
    """

    key: str
    label: Label
    scored: bool = False


@dataclass(frozen=True)
class Section:
    """Items that share one weight."""

    key: str
    label: Label
    weight: int
    items: tuple[SheetItem, ...]


@dataclass(frozen=True)
class SheetPlan:
    """A sheet as arithmetic and pages need it."""

    sections: tuple[Section, ...]

    @cached_property
    def items(self) -> Mapping[str, SheetItem]:
        """Every item by its key, in the order of the sheet."""
        return MappingProxyType(
            {item.key: item for section in self.sections for item in section.items}
        )


def _item(key: str, id_: str, en: str, *, scored: bool = False) -> SheetItem:
    return SheetItem(key, {"id": id_, "en": en}, scored)


DEFAULT_REF: Final = "kentongan.sheet/1"
"""How the shipped sheet is named in a visit; an edited one is ``unit.path/version``."""
QUICK_REF: Final = "kentongan.quick/1"
"""How the six taps are named in a visit that carries nothing else."""

DEFAULT: Final = SheetPlan(
    (
        Section(
            "administration",
            {"id": "Administrasi", "en": "Administration"},
            25,
            (
                _item("logbook", "Buku mutasi", "Logbook"),
                _item("guest_book", "Buku tamu", "Guest book"),
                _item("member_list", "Daftar petugas", "List of members"),
                _item("roster", "Jadwal ronda", "Roster"),
                _item("area_map", "Peta wilayah", "Map of the area"),
                _item("incident_book", "Buku laporan kejadian", "Incident book"),
                _item(
                    "important_numbers",
                    "Nomor penting (Polsek, 110)",
                    "Important numbers (Polsek, 110)",
                ),
                _item("structure", "Struktur organisasi", "Chart of the organisation"),
            ),
        ),
        Section(
            "building",
            {"id": "Bangunan dan kebersihan", "en": "Building and cleanliness"},
            15,
            (
                _item("building", "Pos layak", "Building is fit", scored=True),
                _item("lamp", "Lampu pos", "Lamp of the post"),
                _item("cleanliness", "Kebersihan", "Cleanliness", scored=True),
                _item("name_board", "Papan nama", "Name board"),
            ),
        ),
        Section(
            "equipment",
            {"id": "Perlengkapan", "en": "Equipment"},
            20,
            (
                _item("kentongan", "Kentongan", "Kentongan (slit drum)"),
                _item("torch", "Senter", "Torch"),
                _item("whistle", "Peluit", "Whistle"),
                _item("radio_or_phone", "HT atau telepon", "Radio or telephone"),
                _item("raincoat", "Jas hujan", "Raincoat"),
                _item("first_aid", "P3K", "First-aid kit"),
                _item("fire_extinguisher", "Alat pemadam", "Fire extinguisher"),
                _item("wall_clock", "Jam dinding", "Wall clock"),
            ),
        ),
        Section(
            "activity",
            {"id": "Keaktifan dan partisipasi", "en": "Activity and participation"},
            25,
            (
                _item("patrol_held", "Ronda berjalan", "Watch is kept", scored=True),
                _item(
                    "attendance",
                    "Kehadiran sesuai jadwal",
                    "Attendance as rostered",
                    scored=True,
                ),
                _item(
                    "involvement",
                    "Keterlibatan warga",
                    "Residents take part",
                    scored=True,
                ),
                _item(
                    "regular_reports", "Laporan rutin", "Regular reports", scored=True
                ),
            ),
        ),
        Section(
            "skills",
            {"id": "Kemampuan dan simulasi", "en": "Skills and drills"},
            15,
            (
                _item(
                    "kentongan_codes", "Sandi kentongan", "Kentongan codes", scored=True
                ),
                _item(
                    "incident_handling",
                    "Penanganan kejadian",
                    "Handling an incident",
                    scored=True,
                ),
                _item(
                    "reporting_line",
                    "Jenjang laporan",
                    "Whom to report to",
                    scored=True,
                ),
            ),
        ),
    )
)
"""The shipped sheet (our own proposal, ``domain``); a Polres may edit its copy."""

QUICK: Final[Mapping[str, SheetItem]] = MappingProxyType(
    {
        "members_present": _item(
            "members_present", "Petugas hadir", "Members are there"
        ),
        "lamp": _item("lamp", "Lampu", "Lamp"),
        "kentongan": _item("kentongan", "Kentongan", "Kentongan"),
        "torch": _item("torch", "Senter", "Torch"),
        "logbook": _item("logbook", "Buku mutasi", "Logbook"),
        "roster": _item("roster", "Jadwal", "Roster"),
    }
)
"""*Cek cepat*: six taps of every visit. Five are items of the full sheet as well."""

QUICK_ONLY: Final = frozenset(QUICK) - frozenset(DEFAULT.items)

MOST_SECTIONS: Final = 12
MOST_ITEMS: Final = 60
LABEL_LENGTH: Final = 120


def as_json(plan: SheetPlan) -> list[dict[str, Any]]:
    """The sections as they are stored and edited."""
    return [
        {
            "key": section.key,
            "label": dict(section.label),
            "weight": section.weight,
            "items": [
                {"key": one.key, "label": dict(one.label), "scored": one.scored}
                for one in section.items
            ],
        }
        for section in plan.sections
    ]


def plan_of(sections: Iterable[Mapping[str, Any]]) -> SheetPlan:
    """The sheet that was stored as :func:`as_json` gives it."""
    return SheetPlan(
        tuple(
            Section(
                str(section["key"]),
                section["label"],
                int(section["weight"]),
                tuple(
                    SheetItem(str(one["key"]), one["label"], bool(one["scored"]))
                    for one in section["items"]
                ),
            )
            for section in sections
        )
    )


def problems(sections: Any) -> dict[str, str]:
    """What is wrong with an edited sheet: path to a short code; empty where nothing.

    Codes: ``not-a-list``, ``too-many``, ``empty``, ``key``, ``twice``, ``label``,
    ``weight``, ``scored``.
    """
    if not _is_list(sections):
        return {"sections": "not-a-list"}
    if not sections:
        return {"sections": "empty"}
    found: dict[str, str] = {}
    keys: set[str] = set()
    items: set[str] = set()
    for number, section in enumerate(sections):
        at = f"sections[{number}]"
        if not isinstance(section, Mapping):
            found[at] = "not-a-list"
            continue
        found |= _section_problems(section, at, keys)
        found |= _items_problems(section.get("items"), f"{at}.items", items)
    if len(sections) > MOST_SECTIONS or len(items) > MOST_ITEMS:
        found["sections"] = "too-many"
    return found


def _section_problems(
    section: Mapping[str, Any], at: str, keys: set[str]
) -> dict[str, str]:
    found = _key_and_label(section, at, keys)
    weight = section.get("weight")
    if (
        not isinstance(weight, int)
        or isinstance(weight, bool)
        or not 1 <= weight <= 100
    ):
        found[f"{at}.weight"] = "weight"
    return found


def _items_problems(items: Any, at: str, keys: set[str]) -> dict[str, str]:
    if not _is_list(items):
        return {at: "not-a-list"}
    if not items:
        return {at: "empty"}
    found: dict[str, str] = {}
    for number, item in enumerate(items):
        here = f"{at}[{number}]"
        if not isinstance(item, Mapping):
            found[here] = "not-a-list"
            continue
        found |= _key_and_label(item, here, keys)
        if not isinstance(item.get("scored"), bool):
            found[f"{here}.scored"] = "scored"
    return found


def _key_and_label(thing: Mapping[str, Any], at: str, keys: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    key = thing.get("key")
    if not isinstance(key, str) or len(key) > 40 or not SLUG.fullmatch(key):
        found[f"{at}.key"] = "key"
    elif key in keys:
        found[f"{at}.key"] = "twice"
    else:
        keys.add(key)
    label = thing.get("label")
    for language in ("id", "en"):
        text = label.get(language) if isinstance(label, Mapping) else None
        if not isinstance(text, str) or not 0 < len(line(text)) <= LABEL_LENGTH:
            found[f"{at}.label.{language}"] = "label"
    return found


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)
