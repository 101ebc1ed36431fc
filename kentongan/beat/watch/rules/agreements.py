"""What residents agreed about their own watch: when, how many, who, and for what.

An agreement belongs to one post and is kept in versions. Nothing here asks the clock,
and nothing here has a default by sex, faith or origin.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from kentongan.ground.basics.texts import line, phrase
from kentongan.ground.basics.zones import Zone


class Pasaran(StrEnum):
    """A day of the Javanese market week, in its order."""

    LEGI = "legi"
    PAHING = "pahing"
    PON = "pon"
    WAGE = "wage"
    KLIWON = "kliwon"


_PASARAN: Final = tuple(Pasaran)
_LEGI: Final = date(1945, 8, 17)
"""A Friday Legi; five days lie between two of a name."""


def pasaran_of(day: date) -> Pasaran:
    """The market day of `day`, counted from a day that everybody knows."""
    return _PASARAN[(day - _LEGI).days % 5]


class Exemption(StrEnum):
    """Why somebody takes no turns. The kind alone: no health details are asked."""

    AGE = "age"
    HEALTH = "health"
    NIGHT_WORK = "night_work"
    CARE = "care"
    AWAY = "away"
    AGREED = "agreed"


class ContributionKind(StrEnum):
    """What a house gives, or whoever missed a turn."""

    NONE = "none"
    MONEY = "money"
    IN_KIND = "in_kind"


@dataclass(frozen=True)
class Contribution:
    """A small sum or a thing, as the residents agreed.

    Attributes:
        amount_rp: Rupiah, of money only.
        note: What it is, in their own words, such as "one cup of rice".
    """

    kind: ContributionKind = ContributionKind.NONE
    amount_rp: int = 0
    note: str = ""


@dataclass(frozen=True)
class Season:
    """Other hours from one night to another, both included; Ramadan above all."""

    first: date
    last: date
    begins: time
    ends: time


Pair = tuple[UUID, UUID]


@dataclass(frozen=True)
class NightRules:
    """The agreement of one post.

    Attributes:
        weekdays: 0 is Monday, of the date on which the night starts.
        pasaran: Market days on which a night starts; held besides the weekdays.
        begins, ends: On the wall clock of the post; may cross midnight.
        gap_nights: Free nights between two turns of one person, at least.
        together, apart: Pairs of members who share nights, or never do.
        experienced: Of whom one is there each night, where that is asked for.
        exempt: Members who take no turns, each with the kind of reason alone.
        no_watch: Nights that are not held although the week says so.
        holidays: Nights before holidays, which weigh more and are spread by themselves.
    """

    weekdays: frozenset[int] = frozenset(range(7))
    pasaran: frozenset[Pasaran] = frozenset()
    begins: time = time(22)
    ends: time = time(4)
    seasons: tuple[Season, ...] = ()
    rounds: int = 2
    members_per_shift: int = 4
    gap_nights: int = 2
    substitutes: bool = True
    swaps: bool = True
    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    needs_experienced: bool = False
    experienced: frozenset[UUID] = frozenset()
    exempt: Mapping[UUID, Exemption] = field(default_factory=dict)
    no_watch: frozenset[date] = frozenset()
    holidays: frozenset[date] = frozenset()
    jimpitan: Contribution = Contribution()
    fine: Contribution = Contribution()


# When


def is_held_on(rules: NightRules, day: date) -> bool:
    """Whether the night that starts on `day` is one of the post's nights."""
    if day in rules.no_watch:
        return False
    return day.weekday() in rules.weekdays or pasaran_of(day) in rules.pasaran


def nights_between(rules: NightRules, first: date, last: date) -> list[date]:
    """The nights that are held from `first` to `last`, both included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if is_held_on(rules, day)]


def clocks(rules: NightRules, day: date) -> tuple[time, time]:
    """When the night of `day` begins and ends on the wall; the first season holds."""
    for season in rules.seasons:
        if season.first <= day <= season.last:
            return season.begins, season.ends
    return rules.begins, rules.ends


def hours(rules: NightRules, day: date, zone: Zone) -> tuple[datetime, datetime]:
    """When the night of `day` begins and ends.

    A night lies between noon of its date and the next noon, so a watch that begins
    half an hour past midnight still belongs to the evening before.
    """
    begins, ends = clocks(rules, day)
    return _moment(day, begins, zone), _moment(day, ends, zone, is_end=True)


_NOON: Final = time(12)
LONGEST: Final = timedelta(hours=14)


def _moment(day: date, clock: time, zone: Zone, *, is_end: bool = False) -> datetime:
    is_next = clock < _NOON or (is_end and clock == _NOON)
    of = day + timedelta(days=1) if is_next else day
    return datetime.combine(of, clock, tzinfo=zone.info)


# What can be wrong


class RuleFault(StrEnum):
    """What can be wrong with an agreement; the words stand in the services."""

    NEVER_HELD = "never_held"
    BAD_WEEKDAY = "bad_weekday"
    BAD_HOURS = "bad_hours"
    BAD_SEASON = "bad_season"
    BAD_COUNT = "bad_count"
    BAD_PAIR = "bad_pair"
    BAD_AMOUNT = "bad_amount"
    NOT_A_MEMBER = "not_a_member"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"


MOST_PER_SHIFT: Final = 30
MOST_ROUNDS: Final = 12
MOST_GAP: Final = 30
MOST_DATES: Final = 120
MOST_RP: Final = 1_000_000
NOTE_LENGTH: Final = 80


def rule_faults(rules: NightRules, members: frozenset[UUID]) -> dict[str, RuleFault]:
    """What is wrong with an agreement of a post with these `members`, by field."""
    return (
        _nights_faults(rules)
        | _count_faults(rules)
        | _people_faults(rules, members)
        | _contribution_faults(rules)
    )


def _nights_faults(rules: NightRules) -> dict[str, RuleFault]:
    found: dict[str, RuleFault] = {}
    if not rules.weekdays and not rules.pasaran:
        found["weekdays"] = RuleFault.NEVER_HELD
    if not rules.weekdays <= set(range(7)):
        found["weekdays"] = RuleFault.BAD_WEEKDAY
    if not _are_hours(rules.begins, rules.ends):
        found["begins"] = RuleFault.BAD_HOURS
    for season in rules.seasons:
        if season.last < season.first or not _are_hours(season.begins, season.ends):
            found["seasons"] = RuleFault.BAD_SEASON
    for name in ("seasons", "no_watch", "holidays"):
        if len(getattr(rules, name)) > MOST_DATES:
            found[name] = RuleFault.TOO_MANY
    return found


def _are_hours(begins: time, ends: time) -> bool:
    """Whether both lie in one night, in order, and neither knows a zone."""
    if begins.tzinfo or ends.tzinfo:
        return False
    some = date(2026, 1, 1)
    length = _moment(some, ends, Zone.WIB, is_end=True) - _moment(
        some, begins, Zone.WIB
    )
    return timedelta(0) < length <= LONGEST


def _count_faults(rules: NightRules) -> dict[str, RuleFault]:
    bounds = {
        "members_per_shift": (1, MOST_PER_SHIFT),
        "rounds": (0, MOST_ROUNDS),
        "gap_nights": (0, MOST_GAP),
    }
    return {
        name: RuleFault.BAD_COUNT
        for name, (least, most) in bounds.items()
        if not least <= getattr(rules, name) <= most
    }


def _people_faults(rules: NightRules, members: frozenset[UUID]) -> dict[str, RuleFault]:
    named = {
        "together": {one for pair in rules.together for one in pair},
        "apart": {one for pair in rules.apart for one in pair},
        "experienced": set(rules.experienced),
        "exempt": set(rules.exempt),
    }
    found = {
        name: RuleFault.NOT_A_MEMBER
        for name, people in named.items()
        if not people <= members
    }
    together = {frozenset(pair) for pair in rules.together}
    apart = {frozenset(pair) for pair in rules.apart}
    if any(len(pair) != 2 for pair in together):
        found["together"] = RuleFault.BAD_PAIR
    if any(len(pair) != 2 for pair in apart) or together & apart:
        found["apart"] = RuleFault.BAD_PAIR
    return found


def _contribution_faults(rules: NightRules) -> dict[str, RuleFault]:
    found: dict[str, RuleFault] = {}
    for name in ("jimpitan", "fine"):
        given: Contribution = getattr(rules, name)
        is_money = given.kind is ContributionKind.MONEY
        least, most = (1, MOST_RP) if is_money else (0, 0)
        if not least <= given.amount_rp <= most:
            found[name] = RuleFault.BAD_AMOUNT
        if len(line(given.note)) > NOTE_LENGTH:
            found[name] = RuleFault.TOO_LONG
    return found


def without(rules: NightRules, gone: frozenset[UUID]) -> NightRules:
    """The same agreement with nobody named who has left."""
    return replace(
        rules,
        together=tuple(pair for pair in rules.together if not gone & set(pair)),
        apart=tuple(pair for pair in rules.apart if not gone & set(pair)),
        experienced=rules.experienced - gone,
        exempt={one: why for one, why in rules.exempt.items() if one not in gone},
    )


# To start from


@dataclass(frozen=True)
class ReadyMade:
    """An agreement that a post may start from, and what it is called."""

    code: str
    title: str
    rules: NightRules


READY_MADE: Final = (
    ReadyMade("every_night", phrase("Every night, four of us"), NightRules()),
    ReadyMade(
        "small_hamlet",
        phrase("A small hamlet: three nights a week, three of us"),
        NightRules(
            weekdays=frozenset({1, 4, 5}), members_per_shift=3, rounds=1, gap_nights=3
        ),
    ),
    ReadyMade(
        "weekend",
        phrase("Friday and Saturday nights, six of us"),
        NightRules(weekdays=frozenset({4, 5}), members_per_shift=6, rounds=3),
    ),
    ReadyMade(
        "pasaran",
        phrase("By the market week: every Legi and Pon"),
        NightRules(
            weekdays=frozenset(),
            pasaran=frozenset({Pasaran.LEGI, Pasaran.PON}),
            begins=time(22, 30),
        ),
    ),
    ReadyMade(
        "jimpitan",
        phrase("Every night, with a round to collect jimpitan"),
        NightRules(
            members_per_shift=5,
            jimpitan=Contribution(ContributionKind.MONEY, 500),
        ),
    ),
)
"""Nobody is given one: a post picks what comes nearest and changes it."""
