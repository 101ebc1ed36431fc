"""Loading the organisation from a file: all of it or nothing, and twice is once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from rapidfuzz.fuzz import ratio

from kentongan.ground.basics.errors import Invalid, NotAllowed, Refusal
from kentongan.ground.ledger.services import record
from kentongan.ground.places.models import Place
from kentongan.ground.places.selectors import by_paths
from kentongan.ground.units.models import (
    Appointment,
    Assignment,
    Jurisdiction,
    Office,
    Officer,
    Unit,
)
from kentongan.ground.units.rules.dates import FOUNDED, moment_of
from kentongan.ground.units.rules.files import read_plan
from kentongan.ground.units.rules.names import name_key
from kentongan.ground.units.rules.plans import (
    AppointmentRow,
    OfficeRow,
    OfficerRow,
    Plan,
    SeatKey,
)
from kentongan.ground.units.rules.ranks import Service
from kentongan.ground.units.rules.records import Problem, Unreadable
from kentongan.ground.units.services.allowed import (
    UNIT_MANAGE,
    one_at_a_time,
    require,
)
from kentongan.ground.units.services.officers import enrol_officer
from kentongan.ground.units.services.seats import establish_office
from kentongan.ground.units.services.units import establish_unit
from kentongan.ground.wall.actors import Actor

ALIKE: Final = 75.0
"""From here on (0 to 100) a written name counts as a spelling of the official one."""
NEW, CHANGED, SAME = "new", "changed", "same"
Held = tuple[datetime, datetime | None]


@dataclass
class Totals:
    """What a load found, by kind of thing.

    Attributes:
        asked: Rows of the file.
        new: Of these, made now.
        changed: Of these, brought up to date.
    """

    asked: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)

    @property
    def changes(self) -> int:
        """How much is different now; 0 where the file was loaded before."""
        return self.new.total() + self.changed.total()


def load(text: str, *, source: str, by: Actor, at: datetime) -> Totals:
    """Bring the organisation up to what a file says; see ``rules.files`` for shapes.

    Nothing is removed: what the file does not mention stays as it is, and what was
    handed over or ended since stays so.

    Args:
        text: The file.
        source: Its name, for sentences about it.

    Raises:
        Invalid: With one problem for each place in the file; nothing was changed.
        NotAllowed: `by` may not manage a unit that the file names.
    """
    try:
        plan = read_plan(text)
    except UnicodeError as error:
        raise _refused(source, [Problem(1, "", "This is not UTF-8 text.")]) from error
    except Unreadable as error:
        raise _refused(source, error.problems) from error
    with transaction.atomic():
        loading = _Loading(plan, by, at)
        loading.run()
        if loading.problems:
            raise _refused(source, loading.problems)
    return loading.totals


def _refused(source: str, problems: list[Problem]) -> Invalid:
    told: dict[str, str] = {}
    for problem in problems:
        where = ":".join(filter(None, [source, str(problem.line), problem.field]))
        told.setdefault(where, _(problem.reason) % dict(problem.details))
    return Invalid(
        _("%(file)s cannot be loaded; nothing was changed.") % {"file": source}, told
    )


class _Loading:
    """One load: its plan, its problems so far, and its totals."""

    def __init__(self, plan: Plan, by: Actor, at: datetime) -> None:
        self.plan, self.by, self.at = plan, by, at
        self.problems: list[Problem] = []
        self.totals = Totals()
        self.places: dict[str, Place] = {}
        self.offices: dict[SeatKey, Office] = {}
        self.officers: dict[str, Officer] = {}

    def run(self) -> None:
        """In the order in which one thing needs the other."""
        self._units()
        self._check_places()
        if self.problems:
            return
        self._jurisdictions()
        for seat in self.plan.offices.values():
            self._trying(seat.line, "position", partial(self._office, seat))
        for officer in self.plan.officers.values():
            self._trying(officer.line, "name", partial(self._officer, officer))
        for held in self.plan.appointments:
            self._trying(held.line, "from", partial(self._appointment, held))

    def _trying(self, line: int, name: str, act: Callable[[], object]) -> None:
        """Do one row; what is refused becomes a problem of its line."""
        try:
            act()
        except NotAllowed:
            raise
        except Invalid as refusal:
            name = next(iter(refusal.problems), name)
            self._wrong(line, name, "%(why)s", why=str(refusal))
        except Refusal as refusal:
            self._wrong(line, name, "%(why)s", why=str(refusal))

    def _wrong(self, line: int, column: str, reason: str, **details: str) -> None:
        self.problems.append(Problem(line, column, reason, details))

    def _units(self) -> None:
        rows = sorted(self.plan.units.values(), key=lambda row: row.path.count("."))
        known = dict(
            Unit.objects.filter(path__in=[r.path for r in rows]).values_list(
                "path", "confirmed"
            )
        )
        for row in rows:
            self._trying(
                row.line,
                "unit",
                partial(
                    establish_unit,
                    row.kind,
                    row.name,
                    parent=row.parent,
                    by=self.by,
                    at=self.at,
                ),
            )
            was = known.get(row.path)
            self._count("units", {None: NEW, False: CHANGED}.get(was, SAME))

    def _count(self, kind: str, outcome: str) -> None:
        self.totals.asked[kind] += 1
        if outcome is not SAME:
            getattr(self.totals, outcome)[kind] += 1

    def _check_places(self) -> None:
        asked = [(r.line, "place", r.place, r.place_name)
                 for r in self.plan.jurisdictions]
        asked += [
            (seat.line, "villages", village, "")
            for seat in self.plan.offices.values()
            for village in seat.villages
        ]
        self.places = by_paths({path for _line, _name, path, _called in asked})
        for line, name, path, called in asked:
            place = self.places.get(path)
            if place is None:
                self._wrong(
                    line, name,
                    "No place has the code %(code)s. Is the gazetteer loaded?",
                    code=path,
                )
            elif called and ratio(name_key(called), name_key(place.name)) < ALIKE:
                self._wrong(
                    line, "kecamatan", "%(code)s is “%(name)s”, not “%(called)s”.",
                    code=path, name=place.name, called=called,
                )

    def _jurisdictions(self) -> None:
        units = {u.path: u for u in Unit.objects.filter(path__in=self.plan.units)}
        began: Counter[str] = Counter()
        for row in self.plan.jurisdictions:
            unit = units[row.unit]
            same = Q(unit=unit, place_id=self.places[row.place].id)
            told = {"confidence": row.confidence, "evidence": row.evidence}
            since = self._moment(row.since, row.unit)
            until = moment_of(row.until, row.unit) if row.until else None
            if self._brought(Jurisdiction, same, row.line, (since, until), told):
                continue
            Jurisdiction.objects.create(
                unit=unit, unit_path=unit.path, place_id=self.places[row.place].id,
                place=row.place, held_from=since, held_until=until, **told,
            )
            began[row.unit] += 1
            self._count("jurisdictions", NEW)
        for path, count in began.items():
            self._told("jurisdiction.set", f"unit:{units[path].pk}", path, began=count)

    def _office(self, row: OfficeRow) -> None:
        seat = self._seat(row.seat)
        since = self._moment(row.since, row.seat.unit)
        began = []
        for village in row.villages:
            place = self.places[village]
            same = Q(office=seat, place_id=place.id)
            if not self._brought(Assignment, same, row.line, (since, None), {}):
                Assignment.objects.create(
                    office=seat, place_id=place.id, place=village, held_from=since
                )
                self._count("villages", NEW)
                began.append(village)
        if began:
            self._told(
                "villages.assigned", f"office:{seat.pk}", row.seat.unit, began=began
            )

    def _seat(self, key: SeatKey) -> Office:
        if key not in self.offices:
            known = set(
                Office.objects.filter(unit_path=key.unit).values_list("pk", flat=True)
            )
            seat = establish_office(
                key.unit, key.position, label=key.label, by=self.by, at=self.at
            )
            self.offices[key] = seat
            self._count("offices", SAME if seat.pk in known else NEW)
        return self.offices[key]

    def _officer(self, row: OfficerRow) -> None:
        reference, unit = row.mention.reference, row.mention.unit_path
        first = min(
            (a.since for a in self.plan.appointments if a.reference == reference),
            default=None,
        )
        day = row.rank_from or first
        before = Officer.objects.filter(reference=reference).values().first()
        officer = enrol_officer(
            row.mention, by=self.by, at=self.at,
            rank_from=moment_of(day, unit) if day else None,
        )
        self.officers[reference] = officer
        after = Officer.objects.filter(pk=officer.pk).values().get()
        changed = CHANGED if before != after else SAME
        self._count("officers", changed if before else NEW)

    def _appointment(self, row: AppointmentRow) -> None:
        officer = self.officers.get(row.reference) or Officer.objects.filter(
            reference=row.reference
        ).first()
        if officer is None:
            self._wrong(row.line, "officer", "No officer has this reference.")
            return
        if officer.service != Service.POLRI:
            self._wrong(
                row.line, "officer", "Only police officers take seats in police units."
            )
            return
        seat = self._seat(row.seat)
        require(self.by, UNIT_MANAGE, seat.unit_path)
        since = moment_of(row.since, row.seat.unit)
        until = moment_of(row.until, row.seat.unit) if row.until else None
        same = Q(office=seat, officer=officer)
        told = {"acting": row.acting or ""}
        if self._brought(Appointment, same, row.line, (since, until), told):
            return
        with one_at_a_time():
            Appointment.objects.create(
                office=seat, officer=officer, held_from=since, held_until=until, **told
            )
        self._count("appointments", NEW)
        self._told(
            "officer.appointed", f"office:{seat.pk}", seat.unit_path,
            officer=str(officer.pk), position=str(row.seat.position),
        )

    def _brought(
        self, shelf: Any, same: Q, row_line: int, held: Held, told: dict[str, Any]
    ) -> bool:
        """Whether a row for the same thing is there; brings it up to date."""
        since, until = held
        reaches = Q(held_until__isnull=True) | Q(held_until__gt=since)
        overlap = shelf.objects.filter(same, reaches)
        if until is not None:
            overlap = overlap.filter(held_from__lt=until)
        row = overlap.order_by("held_from").first()
        if row is None:
            return False
        kind = KINDS[shelf]
        if row.held_from != since and since != FOUNDED:
            self._wrong(row_line, "from", "Another row for the same thing holds then.")
            return True
        new = {k: v for k, v in told.items() if getattr(row, k) != v}
        # What was ended here since the file was written stays ended.
        if until is not None and row.held_until != until:
            new["held_until"] = until
        if new:
            shelf.objects.filter(pk=row.pk).update(**new)
        self._count(kind, CHANGED if new else SAME)
        return True

    def _moment(self, day: date | None, unit: str) -> datetime:
        return moment_of(day, unit) if day else FOUNDED

    def _told(self, act: str, subject: str, unit: str, **facts: Any) -> None:
        record(act, subject, by=self.by, at=self.at, unit=unit, facts=facts)


KINDS: Final[dict[Any, str]] = {
    Jurisdiction: "jurisdictions",
    Assignment: "villages",
    Appointment: "appointments",
}
