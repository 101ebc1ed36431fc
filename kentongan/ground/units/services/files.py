"""Loading the organisation from a file: all of it or nothing, and twice is once."""

from collections import Counter
from datetime import date, datetime
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from rapidfuzz.fuzz import ratio

from kentongan.ground.basics.errors import Invalid
from kentongan.ground.basics.texts import phrase
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
    JurisdictionRow,
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
from kentongan.ground.units.services.books import (
    CHANGED,
    NEW,
    SAME,
    Bookkeeping,
    Totals,
)
from kentongan.ground.units.services.officers import enrol_officer
from kentongan.ground.units.services.seats import establish_office
from kentongan.ground.units.services.units import establish_unit
from kentongan.ground.wall.actors import Actor

ALIKE: Final = 75.0
"""From here on (0 to 100) a written name counts as a spelling of the official one."""


def load(data: bytes | str, *, source: str, by: Actor, at: datetime) -> Totals:
    """Bring the organisation up to what a file says; see ``rules.files`` for shapes.

    Nothing is removed: what the file does not mention stays as it is, and what was
    handed over or ended since stays so.

    Args:
        data: The file; bytes are UTF-8.
        source: Its name, for sentences about it.

    Raises:
        Invalid: With one problem for each place in the file; nothing was changed.
        NotAllowed: `by` may not manage a unit that the file names.
    """
    try:
        plan = read_plan(data if isinstance(data, str) else data.decode())
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _refused(
            source, [Problem(line, "", phrase("This is not UTF-8 text."))]
        ) from error
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


class _Loading(Bookkeeping):
    """One load: its plan, its problems so far, and its totals."""

    def __init__(self, plan: Plan, by: Actor, at: datetime) -> None:
        super().__init__(by, at)
        self.plan = plan
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

    def _check_places(self) -> None:
        asked = [
            (r.line, "place", r.place, r.place_name) for r in self.plan.jurisdictions
        ]
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
                    line,
                    name,
                    phrase("No place has the code %(code)s. Is the gazetteer loaded?"),
                    code=path,
                )
            elif called and ratio(name_key(called), name_key(place.name)) < ALIKE:
                self._wrong(
                    line,
                    "kecamatan",
                    phrase("%(code)s is “%(name)s”, not “%(called)s”."),
                    code=path,
                    name=place.name,
                    called=called,
                )

    def _jurisdictions(self) -> None:
        units = {u.path: u for u in Unit.objects.filter(path__in=self.plan.units)}
        began: Counter[str] = Counter()
        for row in self.plan.jurisdictions:
            act = partial(self._jurisdiction, row, units[row.unit], began)
            self._trying(row.line, "place", act)
        for path, count in began.items():
            self._told("jurisdiction.set", f"unit:{units[path].pk}", path, began=count)

    def _jurisdiction(
        self, row: JurisdictionRow, unit: Unit, began: Counter[str]
    ) -> None:
        place = self.places[row.place]
        told = {"confidence": row.confidence, "evidence": row.evidence}
        since = _moment(row.since, row.unit)
        until = moment_of(row.until, row.unit) if row.until else None
        same = Q(unit=unit, place_id=place.id)
        if self._brought(Jurisdiction, same, row.line, (since, until), told):
            return
        Jurisdiction.objects.create(
            unit=unit,
            unit_path=unit.path,
            place_id=place.id,
            place=row.place,
            held_from=since,
            held_until=until,
            **told,
        )
        began[row.unit] += 1
        self._count("jurisdictions", NEW)

    def _office(self, row: OfficeRow) -> None:
        seat = self._seat(row.seat)
        since = _moment(row.since, row.seat.unit)
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
            row.mention,
            by=self.by,
            at=self.at,
            rank_from=moment_of(day, unit) if day else None,
        )
        self.officers[reference] = officer
        after = Officer.objects.filter(pk=officer.pk).values().get()
        changed = CHANGED if before != after else SAME
        self._count("officers", changed if before else NEW)

    def _appointment(self, row: AppointmentRow) -> None:
        officer = (
            self.officers.get(row.reference)
            or Officer.objects.filter(reference=row.reference).first()
        )
        if officer is None:
            self._wrong(row.line, "officer", phrase("No officer has this reference."))
            return
        if officer.service != Service.POLRI:
            self._wrong(
                row.line,
                "officer",
                phrase("Only police officers take seats in police units."),
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
            "officer.appointed",
            f"office:{seat.pk}",
            seat.unit_path,
            officer=str(officer.pk),
            position=str(row.seat.position),
        )


def _moment(day: date | None, unit: str) -> datetime:
    return moment_of(day, unit) if day else FOUNDED
