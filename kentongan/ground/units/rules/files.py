"""The organisation as a file: what its records mean, before the database is asked.

Three shapes are read. **JSON**, format ``kentongan.units/1``, an object of lists::

    {"format": "kentongan.units/1",
     "units": [{"unit": "Polda X / Polres Y / Polsek Z"}],
     "jurisdictions": [{"unit": …, "place": "12.18.04", "from": null, "until": null,
                        "confidence": "high|medium|inferred", "evidence": ""}],
     "offices": [{"unit": …, "position": "Bhabinkamtibmas", "label": "Desa A",
                  "villages": ["12.18.04.2024"], "from": null}],
     "officers": [{"reference": "A-17", "name": …, "degrees": ["SH"], "rank": "Aipda",
                   "rank_from": "2024-07-01", "unit": …}],
     "appointments": [{"officer": "A-17", "unit": …, "position": …, "label": …,
                       "acting": null, "from": "2024-01-02", "until": null}]}

A unit is written by names with level words, the outermost first, parted by " / ".
Days are ISO dates and start at midnight on the unit's clock; ``until`` is the first
day on which it no longer holds; an empty ``from`` means since before our records.

**CSV of jurisdictions**: ``kecamatan_code,kecamatan,polda,polres,polsek,confidence,
evidence``; makes the units it names. **CSV of seats**: ``reference,name,degrees,rank,
unit,position,label,acting,villages,from``; one line per seat and holder, villages
parted by blanks; without a reference the seat stays vacant.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from kentongan.ground.basics.texts import phrase as _
from kentongan.ground.units.rules.mentions import OfficerMention
from kentongan.ground.units.rules.names import tidy
from kentongan.ground.units.rules.plans import (
    AppointmentRow,
    JurisdictionRow,
    OfficeRow,
    OfficerRow,
    Plan,
    SeatKey,
    UnitRow,
)
from kentongan.ground.units.rules.positions import (
    Acting,
    Position,
    parse_acting,
    parse_position,
)
from kentongan.ground.units.rules.ranks import Service, parse_rank
from kentongan.ground.units.rules.records import (
    Problem,
    Record,
    Unreadable,
    csv_records,
    json_records,
)
from kentongan.ground.units.rules.units import (
    LEVELS,
    PARENT_LEVELS,
    Kind,
    Level,
    parse_unit,
    unit_path,
)

FORMAT: Final = "kentongan.units/1"
LIMITS: Final = {"evidence": 2000, "unit": 500, "reference": 64}
"""Characters that a field may have; 120 where it is not listed."""
CONFIDENCES: Final = ("high", "medium", "inferred")
JURISDICTION_COLUMNS: Final = frozenset(
    {"kecamatan_code", "kecamatan", "polda", "polres", "polsek"}
)
SEAT_COLUMNS: Final = frozenset({"unit", "position", "name", "rank", "reference"})


class _Wrong(Exception):
    """One field is not what it should be."""

    def __init__(self, field_name: str, reason: str, **details: str) -> None:
        super().__init__(reason)
        self.field, self.reason, self.details = field_name, reason, details


def read_plan(text: str) -> Plan:
    """Read a file of any of the three shapes.

    Raises:
        Unreadable: With every problem found, each with line, field and reason.
    """
    text = text.removeprefix("\ufeff")
    plan = Plan()
    if text.lstrip().startswith(("{", "[")):
        plain, records = json_records(text)
        if plain.get("format") != FORMAT:
            raise Unreadable(
                [
                    Problem(
                        1,
                        "format",
                        _("“%(format)s” is expected here."),
                        {"format": FORMAT},
                    )
                ]
            )
        _take_all(plan, records, _JSON_KINDS)
    else:
        header, records = csv_records(text)
        _take_all(plan, records, {"": _reader_of(frozenset(header))})
    return plan


_Reader = Callable[[Plan, Record], None]


def _reader_of(header: frozenset[str]) -> _Reader:
    if header >= JURISDICTION_COLUMNS:
        return _jurisdiction_line
    if header >= SEAT_COLUMNS:
        return _seat_line
    raise Unreadable(
        [
            Problem(
                1,
                "",
                _(
                    "The columns are neither those of jurisdictions (%(one)s) "
                    "nor those of seats (%(other)s)."
                ),
                {
                    "one": ", ".join(sorted(JURISDICTION_COLUMNS)),
                    "other": ", ".join(sorted(SEAT_COLUMNS)),
                },
            )
        ]
    )


def _take_all(
    plan: Plan, records: list[Record], readers: Mapping[str, _Reader]
) -> None:
    problems = []
    # Appointments name officers and seats, so lists are taken in our order, not theirs.
    order = {kind: place for place, kind in enumerate(readers)}
    for record in sorted(records, key=lambda r: order.get(r.kind, -1)):
        try:
            if record.kind not in readers:
                raise _Wrong(record.kind, _("There is no such list."))
            readers[record.kind](plan, record)
        except _Wrong as wrong:
            problems.append(
                Problem(record.line, wrong.field, wrong.reason, wrong.details)
            )
    if problems:
        raise Unreadable(sorted(problems, key=lambda p: p.line))


# Fields


def _text(values: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    value = values.get(name)
    if value is None or value == "":
        if required:
            raise _Wrong(name, _("This is missing."))
        return ""
    if not isinstance(value, str):
        raise _Wrong(name, _("Text is expected here."))
    if len(value) > LIMITS.get(name, 120):
        raise _Wrong(name, _("This is too long."))
    return tidy(value)


def _texts(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = values.get(name)
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(tidy(value).replace(";", " ").split())
    if not isinstance(value, list) or not all(isinstance(x, str) for x in value):
        raise _Wrong(name, _("A list of texts is expected here."))
    return tuple(tidy(text)[:120] for text in value)


def _day(values: Mapping[str, Any], name: str) -> date | None:
    text = _text(values, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise _Wrong(
            name, _("“%(text)s” is no date like 2025-04-23."), text=text
        ) from error


def _days(values: Mapping[str, Any]) -> tuple[date | None, date | None]:
    since, until = _day(values, "from"), _day(values, "until")
    if since and until and until <= since:
        raise _Wrong("until", _("This must be later than “from”."))
    return since, until


def _unit(plan: Plan, values: Mapping[str, Any], line: int) -> str:
    """The path of a unit written as "Polda A / Polres B / Polsek C"; notes it."""
    written = _text(values, "unit", required=True)
    return _chain(plan, [part.strip() for part in written.split("/")], "unit", line)


def _chain(plan: Plan, parts: list[str], name: str, line: int) -> str:
    path, above = "", None
    for part in parts:
        kind, bare = parse_unit(part)
        if kind is None:
            raise _Wrong(
                name,
                _("“%(part)s” needs its level word: Polda, Polres or Polsek."),
                part=part,
            )
        if PARENT_LEVELS[LEVELS[kind]] is not above:
            raise _Wrong(name, _("“%(part)s” cannot stand there."), part=part)
        row = UnitRow(line, kind, bare, path, _path(kind, bare, path, name))
        plan.units.setdefault(row.path, row)
        path, above = row.path, LEVELS[kind]
    return path


def _path(kind: Kind, bare: str, parent: str, name: str) -> str:
    try:
        return unit_path(kind, bare, parent)
    except ValueError as error:
        raise _Wrong(name, _("“%(part)s” has no letters."), part=bare) from error


def _confidence(values: Mapping[str, Any]) -> str:
    confidence = _text(values, "confidence") or "high"
    if confidence not in CONFIDENCES:
        raise _Wrong("confidence", _("One of high, medium, inferred is expected here."))
    return confidence


def _seat(plan: Plan, values: Mapping[str, Any], line: int) -> SeatKey:
    unit = _unit(plan, values, line)
    written = _text(values, "position", required=True)
    read = parse_position(written)
    position = read.position
    if position is None and written in list(Position):
        position = Position(written)
    if position is None:
        raise _Wrong(
            "position", _("“%(written)s” is no position that we keep."), written=written
        )
    return SeatKey(unit, position, _text(values, "label"))


def _acting(values: Mapping[str, Any]) -> Acting | None:
    written = _text(values, "acting")
    mark, rest = parse_acting(written)
    if written and (mark is None or rest):
        raise _Wrong("acting", _("One of Ps, Plt, Plh, Pj is expected here."))
    return mark


def _officer(plan: Plan, values: Mapping[str, Any], line: int) -> OfficerRow:
    reference = _text(values, "reference", required=True)
    rank = _text(values, "rank", required=True)
    service = _text(values, "service") or Service.POLRI
    if service not in list(Service):
        raise _Wrong(
            "service", _("One of %(all)s is expected here."), all=", ".join(Service)
        )
    if parse_rank(rank, Service(service)) is None:
        raise _Wrong("rank", _("“%(rank)s” is no rank of this service."), rank=rank)
    degrees = values.get("degrees")
    mention = OfficerMention(
        name=_text(values, "name", required=True),
        rank=rank,
        degrees=(degrees,) if isinstance(degrees, str) else _texts(values, "degrees"),
        service=Service(service),
        unit_path=_unit(plan, values, line),
        corps=_text(values, "corps"),
        reference=reference,
    )
    return OfficerRow(line, mention, _day(values, "rank_from"))


# Records


def _unit_record(plan: Plan, record: Record) -> None:
    _unit(plan, record.values, record.line)


def _jurisdiction_record(plan: Plan, record: Record) -> None:
    since, until = _days(record.values)
    plan.jurisdictions.append(
        JurisdictionRow(
            line=record.line,
            unit=_unit(plan, record.values, record.line),
            place=_text(record.values, "place", required=True),
            since=since,
            until=until,
            confidence=_confidence(record.values),
            evidence=_text(record.values, "evidence"),
        )
    )


def _office_record(plan: Plan, record: Record) -> None:
    seat = _seat(plan, record.values, record.line)
    row = OfficeRow(
        record.line,
        seat,
        _texts(record.values, "villages"),
        _day(record.values, "from"),
    )
    if seat in plan.offices:
        raise _Wrong("label", _("This seat is in the file twice."))
    plan.offices[seat] = row


def _officer_record(plan: Plan, record: Record) -> None:
    row = _officer(plan, record.values, record.line)
    if row.mention.reference in plan.officers:
        raise _Wrong("reference", _("This reference is in the file twice."))
    plan.officers[row.mention.reference] = row


def _appointment_record(plan: Plan, record: Record) -> None:
    since, until = _days(record.values)
    if since is None:
        raise _Wrong("from", _("This is missing."))
    plan.appointments.append(
        AppointmentRow(
            line=record.line,
            reference=_text(record.values, "officer", required=True),
            seat=_seat(plan, record.values, record.line),
            acting=_acting(record.values),
            since=since,
            until=until,
        )
    )


_JSON_KINDS: Final[Mapping[str, _Reader]] = {
    "units": _unit_record,
    "jurisdictions": _jurisdiction_record,
    "offices": _office_record,
    "officers": _officer_record,
    "appointments": _appointment_record,
}


def _jurisdiction_line(plan: Plan, record: Record) -> None:
    values = record.values
    path = ""
    written = []
    for name, level in (
        ("polda", Level.POLDA),
        ("polres", Level.POLRES),
        ("polsek", Level.POLSEK),
    ):
        text = _text(values, name, required=True)
        kind, _name = parse_unit(text)
        if kind is not None and LEVELS[kind] is not level:
            raise _Wrong(name, _("“%(part)s” cannot stand there."), part=text)
        written.append(text if kind else f"{level} {text}")
        path = _chain(plan, written, name, record.line)
    plan.jurisdictions.append(
        JurisdictionRow(
            line=record.line,
            unit=path,
            place=_text(values, "kecamatan_code", required=True),
            place_name=_text(values, "kecamatan", required=True),
            confidence=_confidence(values),
            evidence=_text(values, "evidence"),
        )
    )


def _seat_line(plan: Plan, record: Record) -> None:
    values = record.values
    seat = _seat(plan, values, record.line)
    villages = _texts(values, "villages")
    if seat not in plan.offices:
        plan.offices[seat] = OfficeRow(record.line, seat, villages)
    elif villages and villages != plan.offices[seat].villages:
        raise _Wrong("villages", _("This seat has other villages on an earlier line."))
    reference = _text(values, "reference")
    if not reference:
        return
    row = _officer(plan, values, record.line)
    known = plan.officers.setdefault(reference, row)
    if known.mention.name != row.mention.name:
        raise _Wrong(
            "reference", _("This reference has another name on an earlier line.")
        )
    since, until = _days(values)
    if since is None:
        raise _Wrong("from", _("This is missing."))
    plan.appointments.append(
        AppointmentRow(record.line, reference, seat, _acting(values), since, until)
    )
