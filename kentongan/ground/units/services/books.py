"""The books of one load: what was new, what changed, and what was wrong where."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from kentongan.ground.basics.errors import Invalid, NotAllowed, Refusal
from kentongan.ground.basics.texts import phrase
from kentongan.ground.ledger.services import record
from kentongan.ground.units.models import Appointment, Assignment, Jurisdiction
from kentongan.ground.units.rules.dates import FOUNDED
from kentongan.ground.units.rules.records import Problem
from kentongan.ground.units.services.allowed import one_at_a_time
from kentongan.ground.wall.actors import Actor

NEW, CHANGED, SAME = "new", "changed", "same"
Held = tuple[datetime, datetime | None]
KINDS: Final[dict[Any, str]] = {
    Jurisdiction: "jurisdictions",
    Assignment: "villages",
    Appointment: "appointments",
}


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


class Bookkeeping:
    """Who loads and when, problems so far, and totals."""

    def __init__(self, by: Actor, at: datetime) -> None:
        self.by, self.at = by, at
        self.problems: list[Problem] = []
        self.totals = Totals()

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

    def _count(self, kind: str, outcome: str) -> None:
        self.totals.asked[kind] += 1
        if outcome is not SAME:
            getattr(self.totals, outcome)[kind] += 1

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
            self._wrong(
                row_line, "from", phrase("Another row for the same thing holds then.")
            )
            return True
        new = {k: v for k, v in told.items() if getattr(row, k) != v}
        # What was ended here since the file was written stays ended.
        if until is not None and row.held_until != until:
            new["held_until"] = until
        if new:
            with one_at_a_time():
                shelf.objects.filter(pk=row.pk).update(**new)
        self._count(kind, CHANGED if new else SAME)
        return True

    def _told(self, act: str, subject: str, unit: str, **facts: Any) -> None:
        record(act, subject, by=self.by, at=self.at, unit=unit, facts=facts)
