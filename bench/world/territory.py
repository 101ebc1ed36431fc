"""The villages of the country, in the order in which stages settle them."""

import random
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from uuid import UUID

from kentongan.ground.places.models import Place
from kentongan.ground.places.rules.levels import Level

PROVINCE: Final = "12"
POLRES: Final = tuple(
    f"12.18.{number:02}" for number in (1, 2, 3, 4, 5, 9, 10, 11, 12, 14, 15, 17)
)
"""The twelve kecamatan of the Polres that is measured."""
MINE: Final = 3
"""Villages of one Bhabinkamtibmas."""


@dataclass(frozen=True)
class Village:
    """A village: where it is, and which units answer for it."""

    id: UUID
    path: str
    name: str

    @property
    def district(self) -> str:
        """The code of its kecamatan."""
        return self.path[:8]

    @property
    def polda(self) -> str:
        """The path of the Polda."""
        return f"p{self.path[:2]}"

    @property
    def polres(self) -> str:
        """The path of the Polres; the measured one shares its regency with another."""
        shared = self.path.startswith("12.18.") and self.district not in POLRES
        return f"{self.polda}.r{'99' if shared else self.path[3:5]}"

    @property
    def polsek(self) -> str:
        """The path of the Polsek."""
        return f"{self.polres}.s{self.path[6:8]}"


def villages_in_order() -> list[Village]:
    """All of them by district: the measured Polres, its province, then at random."""
    rows = (
        Place.objects.filter(level=Level.VILLAGE, held_until=None)
        .order_by("path")
        .values_list("id", "path", "name")
    )
    districts = {
        code: [Village(*row) for row in inside]
        for code, inside in groupby(rows, key=lambda row: row[1][:8])
    }
    dice = random.Random(7)
    drawn = {code: dice.random() for code in districts}
    order = sorted(districts, key=lambda code: (_ring(code), drawn[code]))
    return [village for code in order for village in districts[code]]


def _ring(code: str) -> int:
    if code in POLRES:
        return 0
    return 1 if code.startswith(f"{PROVINCE}.") else 2


__all__ = ["MINE", "POLRES", "PROVINCE", "Village", "villages_in_order"]
