"""Dates, spans and numbers as people write them, in Indonesian and English.

Pure: everything comes in, the language too. Weekday and month names and number marks
are those of the Unicode CLDR (through Babel); the turns of phrase are our own.
"""

from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from kentongan.ground.basics.zones import Zone

ID: Final = "id"
EN: Final = "en"
_ABBREVIATIONS: Final = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
_LONG: Final = "EEEE, d MMMM y"
_PATTERNS: Final = {
    ID: {
        "long": _LONG,
        "short": "EEEE d/M",
        "plain": "d MMMM y",
        "month": "MMMM y",
        "number": "d/M/y",
    },
    EN: {
        "long": _LONG,
        "short": "EEE d MMM",
        "plain": "d MMMM y",
        "month": "MMMM y",
        "number": "d/M/y",
    },
}
FORMS: Final = frozenset(_PATTERNS[ID])
_UNITS: Final = {
    ID: {"minute": "menit", "hour": "jam", "day": "hari", "month": "bulan"},
    EN: {"minute": "minute", "hour": "hour", "day": "day", "month": "month"},
}
_WORDS: Final = {
    ID: {
        "now": "baru saja",
        "soon": "sebentar lagi",
        "today": "hari ini",
        "yesterday": "kemarin",
        "tomorrow": "besok",
        "ago": "{} lalu",
        "in": "{} lagi",
        "late": "lewat {}",
        "year": "tahun",
    },
    EN: {
        "now": "just now",
        "soon": "in a moment",
        "today": "today",
        "yesterday": "yesterday",
        "tomorrow": "tomorrow",
        "ago": "{} ago",
        "in": "in {}",
        "late": "{} overdue",
        "year": "year",
    },
}
_DAYS_TOLD_AS_DAYS: Final = 99
_MONTH_DAYS: Final = 30.44
_MONTHS_TOLD_AS_MONTHS: Final = 23


def language(wanted: str | None) -> str:
    """The nearer of the two languages that we write."""
    return EN if (wanted or "").lower().startswith(EN) else ID


def zone_info(zone: str) -> tuple[tzinfo, str]:
    """The clock behind "WIB" or "Asia/Jakarta", and how people abbreviate it."""
    if zone in Zone.__members__:
        return Zone[zone].info, zone
    return ZoneInfo(zone), _ABBREVIATIONS.get(zone, "")


def date_in(value: date, zone: str = "") -> date:
    """The calendar day of `value`: of a moment, on the clock of `zone`."""
    if not isinstance(value, datetime):
        return value
    return value.astimezone(zone_info(zone)[0]).date() if zone else value.date()


def day(value: date, lang: str, *, form: str = "long", zone: str = "") -> str:
    """ "Rabu, 23 April 2025"; short "Rabu 23/4"; see ``FORMS`` for the others."""
    pattern = _PATTERNS[language(lang)][form]
    return format_date(date_in(value, zone), pattern, locale=_locale(lang))


def clock(value: datetime, lang: str, *, zone: str = "") -> str:
    """ "20.15 WIB"; without a zone, the moment's own clock and no abbreviation."""
    info, abbreviation = zone_info(zone) if zone else (value.tzinfo, "")
    there = value.astimezone(info)
    mark = ":" if language(lang) == EN else "."
    return f"{there:%H}{mark}{there:%M} {abbreviation}".strip()


def ago(then: date, now: date, lang: str) -> str:
    """How long before `now` it was: "41 hari lalu".

    Two moments are told to the minute; as soon as one is a bare date, by the day.
    Days stay days up to 99, since "41 hari" weighs more than "satu bulan".
    """
    words = _WORDS[language(lang)]
    if not (isinstance(then, datetime) and isinstance(now, datetime)):
        return _days_ago((date_in(now) - date_in(then)).days, lang)
    gone = now - then
    if gone < timedelta(0):
        return words["soon"]
    if gone < timedelta(minutes=1):
        return words["now"]
    if gone < timedelta(hours=1):
        return words["ago"].format(_count(gone // timedelta(minutes=1), "minute", lang))
    if gone < timedelta(days=1):
        return words["ago"].format(_count(gone // timedelta(hours=1), "hour", lang))
    return words["ago"].format(span(gone.days, lang))


def until(due: date, today: date, lang: str) -> str:
    """How far off a promise is: "besok", "3 hari lagi", "lewat 2 hari"."""
    words = _WORDS[language(lang)]
    left = (date_in(due) - date_in(today)).days
    if left < 0:
        return words["late"].format(span(-left, lang))
    if left <= 1:
        return words["tomorrow" if left else "today"]
    return words["in"].format(span(left, lang))


def span(days: int, lang: str) -> str:
    """A number of days as people say it: "41 hari", "4 bulan", "2 tahun"."""
    if days <= _DAYS_TOLD_AS_DAYS:
        return _count(days, "day", lang)
    months = int(days / _MONTH_DAYS)
    if months <= _MONTHS_TOLD_AS_MONTHS:
        return _count(months, "month", lang)
    years = months // 12
    word = _WORDS[language(lang)]["year"]
    return f"{years} {word}{_s(years, lang)}"


def night(starts_on: date, lang: str) -> str:
    """The night that starts on a date: Saturday 11 July is "malam Minggu (Sabtu 11/7)".

    An Indonesian night bears the name of the day that follows.
    """
    if language(lang) == EN:
        return format_date(starts_on, "'the night of' EEEE d MMMM", locale="en_GB")
    next_day = format_date(starts_on + timedelta(days=1), "EEEE", locale="id")
    return f"malam {next_day} ({day(starts_on, lang, form='short')})"


def figure(value: float | Decimal, lang: str) -> str:
    """A number with the marks of its language: "1.234,5"."""
    return format_decimal(value, locale=_locale(lang))


def _locale(lang: str) -> str:
    return "en_GB" if language(lang) == EN else "id"


def _days_ago(days: int, lang: str) -> str:
    words = _WORDS[language(lang)]
    if days < 0:
        return words["soon"]
    if days <= 1:
        return words["yesterday" if days else "today"]
    return words["ago"].format(span(days, lang))


def _count(number: int, unit: str, lang: str) -> str:
    return f"{number} {_UNITS[language(lang)][unit]}{_s(number, lang)}"


def _s(number: int, lang: str) -> str:
    return "s" if language(lang) == EN and number != 1 else ""
