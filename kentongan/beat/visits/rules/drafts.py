"""A visit as somebody wants to record it: from a page, a phone or a file alike."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from kentongan.beat.follow_ups.rules import Answerer
from kentongan.beat.visits.rules.kinds import ItemState, Kind, Source
from kentongan.beat.visits.rules.score import Found
from kentongan.beat.visits.rules.sheet import QUICK, QUICK_ONLY, QUICK_REF
from kentongan.ground.basics.texts import words
from kentongan.ground.basics.zones import Zone, zone_of
from kentongan.ground.places.rules.words import local_slug, local_word

Clock = time
"""Named apart, since a draft has a field of the name ``time``."""
NOON: Final = time(12)
"""Stands in for a time that nobody wrote down; never shown as one."""


@dataclass(frozen=True)
class LocalPlace:
    """A level below the village, as written: its word, its name."""

    level: str
    name: str


@dataclass(frozen=True)
class WrittenPlace:
    """Where it was, in the words of the record. Empty: not said."""

    code: str = ""
    province: str = ""
    regency: str = ""
    district: str = ""
    village: str = ""


@dataclass(frozen=True)
class WrittenUnits:
    """Police units in the words of the record, without their level words."""

    polda: str = ""
    polres: str = ""
    polsek: str = ""
    polres_kind: str = ""


@dataclass(frozen=True)
class Present:
    """Somebody in service who was there, or (`on_site` false) only spoke elsewhere.

    With an `officer_id` and nothing else, rank, position and unit are those held on
    the day; words that a record brings are kept as they were written.
    """

    name: str = ""
    rank: str = ""
    degrees: tuple[str, ...] = ()
    position: str = ""
    acting: str = ""
    unit: str = ""
    on_site: bool = True
    officer_id: UUID | None = None


@dataclass(frozen=True)
class Civilian:
    """Civilians present: a role and how many; one by name only where that is allowed.

    Attributes:
        consent: Why the name may be held: ``public_role``, ``agreed``, ``published``.
        contact_id: The contact that was met.
    """

    role: str
    name: str = ""
    count: int = 1
    consent: str = ""
    contact_id: UUID | None = None


@dataclass(frozen=True)
class Told:
    """What residents told; never by whom. `category` empty: not said."""

    text: str
    category: str = ""
    raised_by_role: str = ""


@dataclass(frozen=True)
class Pledge:
    """What was promised.

    Attributes:
        answers: Who answers for it, as written: "Kades", "PLN", "police".
        answerer: What sort of answerer that is, where the record's hand has said so.
    """

    text: str
    answers: str = ""
    due: date | None = None
    answerer: Answerer | None = None
    raised_by_role: str = ""


@dataclass(frozen=True)
class Quote:
    """What somebody said for publication, and whether they approved it."""

    speaker: str
    text: str
    approved: bool = False


@dataclass(frozen=True)
class VisitDraft:
    """Everything that makes one visit, before anything is stored.

    Attributes:
        place, place_id: The place it stands at: a known path. Levels in `local` lie
            below it and are named by the recording, if they are new.
        written: The place in the record's own words; None where it was chosen here.
        post_id: The post that was visited; `post_name` registers one by that name.
        unit: Path of the unit in whose name it was; else by `units`, else by place.
        quick: The six taps, by key of ``sheet.QUICK``.
        sheet: Name of the sheet that `items` follow; empty for the six taps alone.
        device_at: What the device's clock said when it was sent.
    """

    kind: Kind
    date: date
    place: str = ""
    place_id: UUID | None = None
    id: UUID | None = None
    corrects: UUID | None = None
    source: Source = Source.CONSOLE
    time: Clock | None = None
    until: Clock | None = None
    zone: Zone | None = None
    weekday_as_written: str = ""
    written: WrittenPlace | None = None
    local: tuple[LocalPlace, ...] = ()
    spot: str = ""
    point: tuple[float, float] | None = None
    accuracy_m: int | None = None
    post_id: UUID | None = None
    post_name: str = ""
    unit: str = ""
    units: WrittenUnits = WrittenUnits()
    officers: tuple[Present, ...] = ()
    military: tuple[Present, ...] = ()
    civilians: tuple[Civilian, ...] = ()
    attendee_count: int | None = None
    programmes: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    information: tuple[Told, ...] = ()
    quick: Mapping[str, ItemState] = field(default_factory=dict)
    sheet: str = ""
    items: tuple[Found, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    outcome: str = ""
    quotes: tuple[Quote, ...] = ()
    photos: tuple[str, ...] = ()
    device_at: datetime | None = None

    @property
    def path(self) -> str:
        """Where it stands once its local levels are named."""
        return ".".join([self.place, *map(_slug, self.local)])

    @property
    def is_inspected(self) -> bool:
        """Whether anything was checked at all."""
        return bool(self.quick or self.items or self.sheet)

    @property
    def done_at(self) -> datetime:
        """When it was; noon of the place's own clock where no time was written."""
        return _moment(self.date, self.time or NOON, self.zone or zone_of(self.place))

    @property
    def until_at(self) -> datetime | None:
        """When it ended; past midnight where the clock says earlier than it began."""
        if self.time is None or self.until is None:
            return None
        day = self.date + timedelta(days=1) if self.until < self.time else self.date
        return _moment(day, self.until, self.zone or zone_of(self.place))

    @property
    def stay(self) -> timedelta | None:
        """How long it took; None where one of the clocks is not known."""
        until = self.until_at
        return until - self.done_at if until else None

    @property
    def mentioned_post(self) -> str:
        """Name of the post that this record makes known; empty where it names none."""
        if self.post_id is not None:
            return ""
        told = self.post_name or (
            self.spot if self.kind is Kind.POST_INSPECTION else ""
        )
        return told if words(told) else ""

    def everything_found(self) -> tuple[Found, ...]:
        """What was checked, taps and sheet together; the sheet's word before a tap's."""
        known = {one.item for one in self.items}
        taps = (
            Found(key, self.quick[key])
            for key in (*QUICK, *sorted(set(self.quick) - set(QUICK)))
            if key in self.quick and key not in known
        )
        return (*taps, *self.items)


def _slug(local: LocalPlace) -> str:
    return local_slug(local_word(local.level), local.name)


def _moment(day: date, clock: Clock, zone: Zone) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone.info)


def taps_apart(
    sheet: str, found: tuple[Found, ...]
) -> tuple[Mapping[str, ItemState], tuple[Found, ...]]:
    """What belongs to the six taps, and what to the sheet.

    A record of the taps alone names their sheet. Beside a full sheet only what the
    sheet does not know is a tap. Nothing is a tap that says more than a tap can, and
    where no sheet is named nothing is taken for one.
    """
    keys = frozenset(QUICK) if sheet == QUICK_REF else QUICK_ONLY if sheet else ()
    taps = {
        one.item: one.state
        for one in found
        if one.item in keys and one.score is None and not one.note
    }
    return taps, tuple(one for one in found if one.item not in taps)


def answerer_of(answers: str) -> Answerer:
    """What sort of answerer the words name; the police where they name nobody known.

    A promise of which nobody says whose it is stays with the office that took it in.
    """
    told = answers.casefold().replace(".", " ").split()
    for answerer, named in _ANSWERER_WORDS.items():
        if named & set(told):
            return answerer
    return Answerer.POLICE


_ANSWERER_WORDS: Final[Mapping[Answerer, frozenset[str]]] = {
    answerer: frozenset(re.findall(r"\w+", told))
    for answerer, told in (
        (
            Answerer.POLICE,
            "polisi police polsek polres polda bhabinkamtibmas babinkamtibmas "
            "kapolsek kapolres kanit kasat binmas",
        ),
        (
            Answerer.VILLAGE,
            "village desa kelurahan nagori nagari gampong kades lurah kadus kepling "
            "gamot dusun lingkungan sekdes perangkat",
        ),
        (Answerer.POST, "post pos poskamling satkamling peronda"),
        (Answerer.RESIDENT, "resident residents warga masyarakat rt rw pemuda"),
        (
            Answerer.PARTNER,
            "partner mitra pln pdam telkom dinas puskesmas sekolah perusahaan "
            "koramil babinsa camat kecamatan bpbd",
        ),
    )
}


def named_because(draft: VisitDraft, consent: str) -> VisitDraft:
    """The draft with `consent` as the reason for every name that has none yet.

    An empty reason drops such names: role and count remain.
    """
    return replace(
        draft,
        civilians=tuple(
            one
            if one.consent or not one.name
            else replace(one, consent=consent, name=one.name if consent else "")
            for one in draft.civilians
        ),
    )
