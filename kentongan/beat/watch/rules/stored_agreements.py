"""An agreement as plain values, for the table that keeps it and for whoever carries it."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final
from uuid import UUID

from kentongan.beat.watch.rules.agreements import (
    Contribution,
    ContributionKind,
    Exemption,
    NightRules,
    Pair,
    Pasaran,
    Season,
)
from kentongan.ground.basics.texts import line


def to_json(rules: NightRules) -> dict[str, Any]:
    """The agreement as plain values, the same for the same agreement."""
    plain: dict[str, Any] = dict(vars(rules))
    plain["weekdays"] = sorted(rules.weekdays)
    plain["pasaran"] = [str(day) for day in Pasaran if day in rules.pasaran]
    plain["begins"], plain["ends"] = _hhmm(rules.begins), _hhmm(rules.ends)
    plain["seasons"] = [
        [s.first.isoformat(), s.last.isoformat(), _hhmm(s.begins), _hhmm(s.ends)]
        for s in rules.seasons
    ]
    for name in ("together", "apart"):
        plain[name] = [[str(one), str(other)] for one, other in plain[name]]
    plain["experienced"] = sorted(map(str, rules.experienced))
    plain["exempt"] = {str(one): str(why) for one, why in sorted(rules.exempt.items())}
    for name in ("no_watch", "holidays"):
        plain[name] = sorted(day.isoformat() for day in plain[name])
    for name in ("jimpitan", "fine"):
        given = plain[name]
        plain[name] = [str(given.kind), given.amount_rp, line(given.note)]
    return plain


def from_json(plain: Mapping[str, Any]) -> NightRules:
    """The agreement again; what an older version did not know stays as it begins."""
    read = {name: _READ[name](value) for name, value in plain.items() if name in _READ}
    return NightRules(**read)


def _hhmm(clock: time) -> str:
    return clock.isoformat("minutes")


def _season(given: list[str]) -> Season:
    first, last, begins, ends = given
    return Season(
        date.fromisoformat(first),
        date.fromisoformat(last),
        time.fromisoformat(begins),
        time.fromisoformat(ends),
    )


def _pairs(given: list[list[str]]) -> tuple[Pair, ...]:
    return tuple((UUID(one), UUID(other)) for one, other in given)


def _dates(given: list[str]) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, given))


def _contribution(given: list[Any]) -> Contribution:
    kind, amount_rp, note = given
    return Contribution(ContributionKind(kind), amount_rp, note)


_READ: Final[Mapping[str, Any]] = {
    "weekdays": frozenset,
    "pasaran": lambda given: frozenset(map(Pasaran, given)),
    "begins": time.fromisoformat,
    "ends": time.fromisoformat,
    "seasons": lambda given: tuple(map(_season, given)),
    "rounds": int,
    "members_per_shift": int,
    "gap_nights": int,
    "substitutes": bool,
    "swaps": bool,
    "together": _pairs,
    "apart": _pairs,
    "needs_experienced": bool,
    "experienced": lambda given: frozenset(map(UUID, given)),
    "exempt": lambda given: {UUID(k): Exemption(v) for k, v in given.items()},
    "no_watch": _dates,
    "holidays": _dates,
    "jimpitan": _contribution,
    "fine": _contribution,
}
