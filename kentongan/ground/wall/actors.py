"""For whom rows are read: an actor, and how far a permission of theirs reaches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from kentongan.ground.basics.paths import ROOT, is_within, topmost


@dataclass(frozen=True)
class Reach:
    """Where somebody holds one permission.

    Attributes:
        places: Place paths; each holds with everything below it.
        units: Unit paths; likewise.
        holdings: Ids of things that somebody belongs to without any police or
            village office, such as the post of which a resident is a member.
    """

    places: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    holdings: tuple[UUID, ...] = ()

    def __bool__(self) -> bool:
        """Whether it reaches anything at all."""
        return bool(self.places or self.units or self.holdings)

    def __or__(self, other: "Reach") -> "Reach":
        """Both together, each subtree once."""
        return Reach(
            topmost(self.places + other.places),
            topmost(self.units + other.units),
            tuple(sorted({*self.holdings, *other.holdings})),
        )

    def covers(
        self,
        *,
        place: str | None = None,
        unit: str | None = None,
        holding: UUID | None = None,
    ) -> bool:
        """Whether a row at `place`, of `unit` or of `holding` is within."""
        return (
            (place is not None and any(is_within(place, top) for top in self.places))
            or (unit is not None and any(is_within(unit, top) for top in self.units))
            or (holding is not None and holding in self.holdings)
        )


NOWHERE = Reach()
EVERYWHERE = Reach(places=(ROOT,), units=(ROOT,))


class Actor(Protocol):
    """Whoever acts or reads, as they stood at one moment.

    ``id`` and ``office`` go on ledger lines as plain values: the office names unit and
    position in words that need no look-up, and never a person.
    """

    @property
    def id(self) -> UUID | None:
        """Whose account; None when nobody is signed in."""

    @property
    def office(self) -> str:
        """In what capacity, for example ``bhabinkamtibmas@sumut.sergai.firdaus``."""

    def reach(self, permission: str) -> Reach:
        """Where `permission` is held; NOWHERE when it is not."""


@dataclass(frozen=True)
class Clockwork:
    """The system itself: it acts, and its reach is given with each of its duties."""

    office: str = "system"
    id: None = None
    reaches: Mapping[str, Reach] = field(default_factory=dict)

    def reach(self, permission: str) -> Reach:
        """What this duty was given."""
        return self.reaches.get(permission, NOWHERE)
