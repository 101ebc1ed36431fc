"""Small sums of a post: what each entry moves, so that the whole always adds up.

Four sums and one equation, for rupiah and for cups of rice each by itself::

    cash + owed = fund + saved

What lies in the box and what is still owed is either the common fund's or some
house's savings. Each kind of entry moves both sides alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from kentongan.ground.basics.texts import line

MOST: Final = 100_000_000
"""The largest single sum; a slip of the finger is larger."""
MOST_ENTRIES: Final = 500
PURPOSE_LENGTH: Final = 80
LABEL_LENGTH: Final = 60


class Unit(StrEnum):
    """In what is given."""

    RP = "rp"
    CUPS = "cups"


class EntryKind(StrEnum):
    """What an entry is."""

    JIMPITAN = "jimpitan"
    SAVING = "saving"
    DUES = "dues"
    FINE = "fine"
    FINE_PAID = "fine_paid"
    FINE_WAIVED = "fine_waived"
    GIFT = "gift"
    SPENT = "spent"
    PAID_BACK = "paid_back"


@dataclass(frozen=True)
class Effect:
    """What an entry adds to each sum; `given` is what houses have brought."""

    cash: int = 0
    fund: int = 0
    saved: int = 0
    owed: int = 0
    given: int = 0

    def times(self, factor: int) -> Self:
        """As many times over; minus one takes it back."""
        return type(self)(*(factor * part for part in vars(self).values()))

    def __add__(self, other: "Effect") -> "Effect":
        """Both together."""
        return Effect(
            *(
                mine + theirs
                for mine, theirs in zip(
                    vars(self).values(), vars(other).values(), strict=True
                )
            )
        )

    @property
    def is_balanced(self) -> bool:
        """Whether it keeps the equation."""
        return self.cash + self.owed == self.fund + self.saved


EFFECTS: Final = {
    EntryKind.JIMPITAN: Effect(cash=1, fund=1, given=1),
    EntryKind.SAVING: Effect(cash=1, saved=1, given=1),
    EntryKind.DUES: Effect(cash=1, fund=1, given=1),
    EntryKind.FINE: Effect(fund=1, owed=1),
    EntryKind.FINE_PAID: Effect(cash=1, owed=-1, given=1),
    EntryKind.FINE_WAIVED: Effect(fund=-1, owed=-1),
    EntryKind.GIFT: Effect(cash=1, fund=1),
    EntryKind.SPENT: Effect(cash=-1, fund=-1),
    EntryKind.PAID_BACK: Effect(cash=-1, saved=-1),
}
"""What one rupiah or one cup of each kind does."""

WITHOUT_HOUSE: Final = frozenset({EntryKind.GIFT, EntryKind.SPENT})


@dataclass(frozen=True)
class EntryDraft:
    """A sum to be written down.

    Attributes:
        house_id: Whose; none for a gift from outside and for what was spent.
        purpose: For what it was spent, or who gave; never about a house.
    """

    kind: EntryKind
    amount: int
    on: date
    house_id: UUID | None = None
    unit: Unit = Unit.RP
    purpose: str = ""

    @property
    def effect(self) -> Effect:
        """What it adds to the sums."""
        return EFFECTS[self.kind].times(self.amount)


class MoneyFault(StrEnum):
    """What can be wrong with an entry; the words stand in the services."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    FUTURE = "future"
    BAD_AMOUNT = "bad_amount"
    NO_HOUSE = "no_house"
    NOT_FOR_A_HOUSE = "not_for_a_house"


def entry_faults(draft: EntryDraft, today: date) -> dict[str, MoneyFault]:
    """What is wrong with an entry that is written down on `today`."""
    faults = {
        "amount": None if 1 <= draft.amount <= MOST else MoneyFault.BAD_AMOUNT,
        "on": MoneyFault.FUTURE if draft.on > today else None,
        "house_id": _house_fault(draft),
        "purpose": _purpose_fault(draft),
    }
    return {name: fault for name, fault in faults.items() if fault is not None}


def _house_fault(draft: EntryDraft) -> MoneyFault | None:
    if draft.kind in WITHOUT_HOUSE:
        return MoneyFault.NOT_FOR_A_HOUSE if draft.house_id else None
    return None if draft.house_id else MoneyFault.NO_HOUSE


def _purpose_fault(draft: EntryDraft) -> MoneyFault | None:
    purpose = line(draft.purpose)
    if draft.kind not in WITHOUT_HOUSE:
        # Words about a house would be read by whoever keeps the box after this one.
        return MoneyFault.NOT_FOR_A_HOUSE if purpose else None
    if draft.kind is EntryKind.SPENT and not purpose:
        return MoneyFault.EMPTY
    return MoneyFault.TOO_LONG if len(purpose) > PURPOSE_LENGTH else None


@dataclass(frozen=True)
class Written:
    """An entry as it was written, or the line that takes one back."""

    kind: EntryKind
    amount: int
    unit: Unit
    house_id: UUID | None
    is_reversal: bool = False

    @property
    def effect(self) -> Effect:
        """What it added to the sums."""
        return EFFECTS[self.kind].times(
            -self.amount if self.is_reversal else self.amount
        )


def sums(
    entries: Iterable[Written],
) -> dict[Unit, tuple[Effect, dict[UUID, Effect]]]:
    """The whole and each house's share, by unit, from the entries alone."""
    found: dict[Unit, tuple[Effect, dict[UUID, Effect]]] = {}
    for entry in entries:
        whole, houses = found.get(entry.unit, (Effect(), {}))
        if entry.house_id is not None:
            share = houses.get(entry.house_id, Effect())
            houses[entry.house_id] = share + entry.effect
        found[entry.unit] = (whole + entry.effect, houses)
    return found
