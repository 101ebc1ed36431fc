"""The two languages of a release: what each says for kinds, states, days and sums."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Final

from babel.dates import format_date


class Language(StrEnum):
    """In which language a release is written."""

    ID = "id"
    EN = "en"


KINDS: Final[Mapping[str, Mapping[str, str]]] = {
    "post_inspection": {"id": "pengecekan pos kamling", "en": "an inspection of the watch post"},
    "door_to_door": {"id": "sambang dari rumah ke rumah", "en": "door-to-door visits"},
    "friday_forum": {"id": "Jumat Curhat", "en": "the Friday forum with residents"},
    "sunday_service": {"id": "Minggu Kasih", "en": "the Sunday service visit"},
    "watch_coaching": {"id": "pembinaan siskamling", "en": "coaching of the neighbourhood watch"},
    "dialogue_patrol": {"id": "patroli dialogis", "en": "a patrol in dialogue with residents"},
    "pillars_coordination": {"id": "koordinasi tiga pilar", "en": "a meeting of the three pillars"},
    "problem_solving": {"id": "pemecahan masalah bersama warga", "en": "problem solving with residents"},
    "community_coaching": {"id": "pembinaan komunitas", "en": "coaching of a community"},
    "village_event": {"id": "kegiatan desa", "en": "a village event"},
    "police_service": {"id": "pelayanan kepolisian", "en": "police services"},
    "other": {"id": "kunjungan", "en": "a visit"},
}  # fmt: skip
STATES: Final[Mapping[str, Mapping[str, str]]] = {
    "present": {"id": "ada", "en": "in place"},
    "broken": {"id": "rusak", "en": "broken"},
    "absent": {"id": "tidak ada", "en": "missing"},
}
CATEGORIES: Final[Mapping[str, Mapping[str, str]]] = {
    "crime": {"id": "kejahatan", "en": "crime"},
    "drugs": {"id": "narkoba dan minuman keras", "en": "drugs and drink"},
    "youth_and_street": {"id": "ketertiban di jalan", "en": "order on the streets"},
    "disaster_and_safety": {"id": "bencana dan keselamatan", "en": "disaster and safety"},
    "facility": {"id": "fasilitas umum", "en": "public facilities"},
}  # fmt: skip


def weekday(day: date, language: Language) -> str:
    """The day of the week, computed: nobody can write a wrong one."""
    return str(format_date(day, "EEEE", locale=language))


def press_day(day: date, language: Language) -> str:
    """Rabu (23/4/2025), as newspapers write it; Wednesday, 23 April 2025."""
    name = weekday(day, language)
    if language is Language.ID:
        return f"{name} ({day.day}/{day.month}/{day.year})"
    return f"{name}, {plain_day(day, language)}"


def plain_day(day: date, language: Language) -> str:
    """23 April 2025."""
    return str(format_date(day, "d MMMM y", locale=language))


def clock(hour: time, zone: str, language: Language) -> str:
    """20.15 WIB; 20:15 WIB in English."""
    sign = "." if language is Language.ID else ":"
    return f"{hour:%H}{sign}{hour:%M} {zone}".strip()


def inside(label: str) -> str:
    """A label as it stands within a sentence; HT and P3K keep their letters."""
    return (
        label
        if label[1:2].isupper() or label[1:2].isdigit()
        else label[:1].lower() + label[1:]
    )


def listed(parts: Sequence[str], language: Language) -> str:
    """a, b dan c."""
    word = "dan" if language is Language.ID else "and"
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"
