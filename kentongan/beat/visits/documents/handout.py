"""One visit in the words in which it leaves the house: Indonesian, and nobody unnamed.

What is sealed stays sealed: residents are counted by role, and what residents told in
confidence is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from kentongan.beat.visits.models import Heading
from kentongan.beat.visits.rules import ItemState, Kind
from kentongan.beat.visits.rules.drafts import Civilian, Present, VisitDraft
from kentongan.beat.visits.rules.score import Found
from kentongan.beat.visits.rules.sheet import DEFAULT, QUICK
from kentongan.ground.units.rules.standings import title_of

KINDS: Final[Mapping[Kind, str]] = {
    Kind.POST_INSPECTION: "pengecekan pos kamling",
    Kind.DOOR_TO_DOOR: "sambang dari rumah ke rumah (DDS)",
    Kind.FRIDAY_FORUM: "Jumat Curhat",
    Kind.SUNDAY_SERVICE: "Minggu Kasih",
    Kind.WATCH_COACHING: "pembinaan siskamling",
    Kind.DIALOGUE_PATROL: "patroli dialogis",
    Kind.PILLARS_COORDINATION: "koordinasi tiga pilar",
    Kind.PROBLEM_SOLVING: "problem solving",
    Kind.COMMUNITY_COACHING: "pembinaan komunitas",
    Kind.VILLAGE_EVENT: "kegiatan desa",
    Kind.POLICE_SERVICE: "pelayanan kepolisian",
    Kind.OTHER: "kunjungan",
}
STATES: Final[Mapping[ItemState, str]] = {
    ItemState.PRESENT: "ada",
    ItemState.BROKEN: "rusak",
    ItemState.ABSENT: "tidak ada",
    ItemState.NOT_ASSESSED: "tidak dinilai",
}
DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus",
    "September", "Oktober", "November", "Desember",
)  # fmt: skip


@dataclass(frozen=True)
class Pledged:
    """A promise as it is handed out."""

    text: str
    answers: str
    due: str


@dataclass(frozen=True)
class Handout:
    """Everything about one visit that may leave the house, in words.

    Attributes:
        people: Civilians present: as counted on the day, else those on the record.
        told: What residents told, without what is sensitive.
        score: 0 to 100; None where nothing was scored.
    """

    kind: str
    day: str
    clock: str
    where: str
    post: str
    unit: str
    officers: tuple[str, ...]
    elsewhere: tuple[str, ...]
    present: tuple[str, ...]
    people: int
    checked: tuple[tuple[str, str], ...]
    score: float | None
    share_assessed: float
    told: tuple[str, ...]
    pledges: tuple[Pledged, ...]
    messages: tuple[str, ...]
    outcome: str
    greeting_hour: int
    heading: Heading | None
    demo: bool
    date: date


@dataclass(frozen=True)
class Around:
    """What a draft does not say of itself.

    Attributes:
        place: Full name of the place.
        at: When it is handed out, on the clock of the place, for the greeting.
        told: The words of what was told, those fit to leave the house.
    """

    place: str
    post: str
    unit: str
    at: datetime
    told: tuple[str, ...] = ()
    score: float | None = None
    share_assessed: float = 0.0
    heading: Heading | None = None
    demo: bool = False


def handout(draft: VisitDraft, around: Around) -> Handout:
    """The words in which a visit leaves the house."""
    labels = {key: item.label["id"] for key, item in DEFAULT.items.items()}
    labels |= {key: item.label["id"] for key, item in QUICK.items()}
    return Handout(
        kind=KINDS[draft.kind],
        day=long_day(draft.date),
        clock=_clock(draft.time, draft.until, str(draft.zone or "")),
        where=around.place,
        post=around.post or draft.spot,
        unit=around.unit,
        officers=tuple(_title(one) for one in draft.officers if one.on_site),
        elsewhere=tuple(_title(one) for one in draft.officers if not one.on_site),
        present=tuple(_present(draft)),
        people=draft.attendee_count or sum(one.count for one in draft.civilians),
        checked=tuple(_checked(draft.everything_found(), labels)),
        score=around.score,
        share_assessed=around.share_assessed,
        told=around.told,
        pledges=tuple(
            Pledged(p.text, p.answers, long_day(p.due) if p.due else "")
            for p in draft.pledges
        ),
        messages=draft.messages,
        outcome=draft.outcome,
        greeting_hour=around.at.hour,
        heading=around.heading,
        demo=around.demo,
        date=draft.date,
    )


def long_day(day: date) -> str:
    """Rabu, 23 April 2025."""
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def _clock(start: time | None, until: time | None, zone: str) -> str:
    if start is None:
        return ""
    told = f"{start:%H.%M}" + (f"–{until:%H.%M}" if until else "")
    return f"{told} {zone}".strip()


def _title(one: Present) -> str:
    acting = f"{one.acting}. " if one.acting else ""
    seat = f"{acting}{one.position}".strip()
    name = title_of(one.name, rank=one.rank, degrees=one.degrees)
    return ", ".join(filter(None, [name, seat]))


def _present(draft: VisitDraft) -> list[str]:
    army = [_title(one) for one in draft.military if one.on_site]
    return army + [_civilian(one) for one in draft.civilians]


def _civilian(one: Civilian) -> str:
    return f"{one.role} ({one.count} orang)" if one.count > 1 else one.role


def _checked(
    found: tuple[Found, ...], labels: Mapping[str, str]
) -> list[tuple[str, str]]:
    return [
        (labels.get(one.item, one.item), STATES[one.state])
        for one in found
        if one.state is not ItemState.NOT_ASSESSED
    ]
