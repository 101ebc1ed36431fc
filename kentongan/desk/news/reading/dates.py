"""When it was: dates in all usual forms, the clock and its zone."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kentongan.desk.news.reading.lexicon import MONTHS, WEEKDAYS

Span = tuple[int, int]

_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAYS: Final = r"senin|selasa|rabu|kamis|jum'?\s?at|sabtu|minggu|ahad"
_WEEKDAY: Final = (
    rf"(?:(?P<weekday>\b(?:{_DAYS}))\s*(?:pagi|siang|sore|petang|malam|dini hari)?"
    r"[\s,./(]{0,4}(?:(?:tanggal|tangal|taggal|tgl)\b[\s.:]{0,3})?[\s(]{0,3})?"
)
_WRITTEN: Final = re.compile(
    rf"{_WEEKDAY}(?<!\d)(?P<d>\d{{1,2}})[\s\-./]{{1,3}}(?P<m>{_MONTH})\b\.?"
    r"(?:[\s\-.,/]{1,3}(?P<y>(?:19|20)\d{2}|'?\d{2}(?![\d.:])))?",
    re.IGNORECASE,
)
_FIGURES: Final = re.compile(
    rf"{_WEEKDAY}(?<![\d/.\-])(?P<d>\d{{1,2}})\s?(?P<sep>[/\-.])\s?(?P<m>\d{{1,2}})"
    r"(?:\s?(?P=sep)\s?(?P<y>20\d{2}|\d{2})(?!\d))?(?![\d/\-])",
    re.IGNORECASE,
)
_ISO: Final = re.compile(r"(?<!\d)(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")
_BEFORE: Final = re.compile(
    r"\b(?:pada|hari|tanggal|tgl|hari/tgl|hari/tanggal)\W{0,4}$", re.I
)
_LABEL: Final = re.compile(
    r"(?:^|\n)[^\n\w]{0,4}(?:\d{1,2}[.)]\s{0,2})?"
    r"(?:hari|tanggal|tgl|waktu)\b[^\n:]{0,25}[:=][^\n]{0,30}$",
    re.IGNORECASE,
)
_ELSEWHEN: Final = re.compile(
    r"(?:tertanggal|nomor|sejak|mulai|hingga|sampai|besok|mendatang|dijadwalkan|"
    r"direncanakan|akan (?:di)?\w+|sebelumnya|lalu|lahir|kejadian|peristiwa|deadline|"
    r"surat|sprin|posted|dipublikasikan|publikasi|diterbitkan|terbit|publish|diunggah|"
    r"pemilu|pilkada|tenggat|paling lambat|selambat-lambatnya|berlaku|berulang tahun|"
    r"saat dikonfirmasi|dikonfirmasi|keterangannya|keterangan tertulis|terpisah|"
    r"rilis|siaran pers|hari jadi|hut)\b",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"(?:\b(?:ujar|kata|jelas|ungkap|tutur|tegas|papar|imbuh|tandas|pungkas|terang|ucap|"
    r"tambah|tutup)(?:nya)?|mengatakan|menuturkan|menjelaskan|menyampaikan)\b",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"\b(?:pukul|pkl|jam|pk|waktu)\b\.?\s{0,3}:?\s{0,3}(?P<h>[01]?\d|2[0-3])"
    r"(?:\s?[.:]\s?(?P<m>[0-5]\d))?(?!\d)(?=(?P<tail>[^\n]{0,40}))|"
    r"(?<![\d./:,])(?P<h2>[01]?\d|2[0-3])[.:](?P<m2>[0-5]\d)(?![\d.:/])"
    r"(?P<tail2>\s{0,2}(?:(?:s[./]?d\.?|-|sampai(?: dengan)?)\s?\d{1,2}[.:]\d\d)?"
    r"\s{0,2}(?:wib|wita|wit)\b)",
    re.IGNORECASE,
)
_ZONE: Final = re.compile(r"\b(WIB|WITA|WIT)\b", re.IGNORECASE)
_PART: Final = re.compile(
    r"^\s?(pagi|siang|sore|petang|malam|dini hari)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Day:
    """A date that stands in the text.

    Attributes:
        value: None where the text does not say the year.
        weekday: As written, empty if none.
        score: How well it stands for the day of the event.
    """

    day: int
    month: int
    year: int | None
    weekday: str
    weekday_span: Span | None
    span: Span
    score: float

    @property
    def value(self) -> date | None:
        """The date, if it is whole."""
        return date(self.year, self.month, self.day) if self.year else None

    @property
    def contradicts(self) -> bool:
        """Whether the weekday written is not that of the date."""
        named = WEEKDAYS.get(self.weekday.lower().replace(" ", ""))
        return bool(self.value and named is not None and self.value.weekday() != named)


@dataclass(frozen=True)
class Clock:
    """A time of day that stands in the text."""

    value: str
    zone: str | None
    span: Span
    zone_span: Span | None


def days(text: str) -> list[Day]:
    """Every date of the text, the most likely day of the event first."""
    found: dict[int, Day] = {}
    for pattern in (_WRITTEN, _FIGURES, _ISO):
        for match in pattern.finditer(text):
            day = _day(text, match)
            if day and not any(
                _meet(day.span, other.span) for other in _near(found, day)
            ):
                found[day.span[0]] = day
    ordered = sorted(found.values(), key=lambda one: one.span)
    years = [one.year for one in ordered if one.year]
    only = years[0] if len(set(years)) == 1 else None
    return sorted(
        (_with_year(one, only, ordered) for one in ordered),
        key=lambda one: (-one.score, one.span),
    )


def clocks(text: str) -> list[Clock]:
    """Every time of day, as they stand."""
    return [_clock(match) for match in _CLOCK.finditer(text)]


def _near(found: dict[int, Day], day: Day) -> list[Day]:
    return [found[at] for at in range(day.span[0] - 60, day.span[1] + 1) if at in found]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _day(text: str, match: re.Match[str]) -> Day | None:
    groups = match.groupdict()
    month = MONTHS.get(groups["m"].lower()) or _number(groups["m"])
    year = _number((groups["y"] or "").strip("'")) or None
    if year and year < 100:
        year += 2000
    weekday = groups.get("weekday") or ""
    bare = groups.get("sep") and not groups["y"]
    if bare and not (weekday and groups["sep"] in "/-"):
        return None  # 3/4 is a share, 08.30 a clock: only a weekday makes it a day
    if not _exists(int(groups["d"]), month, year):
        return None
    return Day(
        day=int(groups["d"]),
        month=month,
        year=year,
        weekday=" ".join(weekday.split()),
        weekday_span=match.span("weekday") if weekday else None,
        span=(match.start("d") if "weekday" in groups else match.start(), _end(match)),
        score=_score(text, match, weekday),
    )


def _end(match: re.Match[str]) -> int:
    return match.end("y") if match["y"] and match.re is not _ISO else match.end()


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _exists(day: int, month: int, year: int | None) -> bool:
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return year is None or 1945 <= year <= 2100


def _score(text: str, match: re.Match[str], weekday: str) -> float:
    start = match.start()
    before = text[max(0, start - 70) : start]
    line = before[before.rfind("\n") + 1 :]
    clause = re.split(r"[.;]\s", line)[-1]
    score = 2.0 if weekday else 0.0
    score += 1.0 if _BEFORE.search(before) else 0.0
    score += 4.0 if _LABEL.search(before) else 0.0
    score -= 3.0 if _ELSEWHEN.search(clause) else 0.0
    score -= 2.0 if _said_before(text, start) else 0.0
    if text.rfind("\n", 0, start) < 0 and start < 40 and not weekday:
        score -= 0.5
    return score - start / max(2000, len(text)) * 1.5


def _said_before(text: str, start: int) -> bool:
    """Whether the date closes a sentence that says who spoke: that is when he spoke."""
    begin = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start), start - 250)
    return bool(_SAID.search(text, max(0, begin), start))


def _with_year(day: Day, only: int | None, ordered: list[Day]) -> Day:
    if day.year:
        return day
    twin = next(
        (
            o.year
            for o in ordered
            if o.year and (o.day, o.month) == (day.day, day.month)
        ),
        None,
    )
    year = twin or only
    if year is None or not _exists(day.day, day.month, year):
        return day
    return replace(day, year=year)


def _clock(match: re.Match[str]) -> Clock:
    hour = int(match["h"] or match["h2"])
    minute = int(match["m"] or match["m2"] or 0)
    tail = match["tail"] or match["tail2"] or ""
    tail_at = match.start("tail") if match["h"] else match.start("tail2")
    part = _PART.match(tail)
    if part and hour < 12 and part[1].lower() in ("sore", "petang", "malam"):
        hour += 12
    if part and part[1].lower() == "siang" and hour < 6:
        hour += 12
    zone = _ZONE.search(tail)
    start = match.start("h") if match["h"] else match.start("h2")
    end = match.end("m") if match["m"] else match.end("h")
    if match["h2"]:
        end = match.end("m2")
    return Clock(
        value=f"{hour % 24:02d}:{minute:02d}",
        zone=zone[1].upper() if zone else None,
        span=(start, end),
        zone_span=(tail_at + zone.start(), tail_at + zone.end()) if zone else None,
    )
