"""Invented people with plausible names of the region. None of them exists."""

from collections.abc import Callable
from random import Random
from typing import Final

_WOMEN: Final = (
    "Rina",
    "Tiur",
    "Marni",
    "Lestari",
    "Dameria",
    "Wulan",
    "Rosmala",
    "Yuniarti",
    "Fitri",
    "Nurhaida",
    "Sondang",
    "Kartika",
    "Melva",
    "Siska",
    "Rahmawati",
    "Tetty",
    "Dewi",
    "Romauli",
    "Suriani",
    "Ester",
    "Hotmaida",
    "Ningsih",
    "Lasma",
    "Poniyem",
)
_MEN: Final = (
    "Bonar",
    "Yosef",
    "Rudi",
    "Parlindungan",
    "Heri",
    "Maruli",
    "Supriyadi",
    "Togar",
    "Iskandar",
    "Wagiman",
    "Jansen",
    "Ridwan",
    "Poltak",
    "Edison",
    "Sutrisno",
    "Hotman",
    "Fahrul",
    "Gunawan",
    "Ramadhan",
    "Sabar",
    "Tumpal",
    "Legiman",
    "Arifin",
    "Roy",
    "Mangasa",
    "Suyono",
    "Dedi",
    "Lamhot",
    "Ngatimin",
    "Hendra",
    "Saut",
    "Irwansyah",
)
_LAST: Final = (
    "Saragih",
    "Purba",
    "Nainggolan",
    "Lubis",
    "Harahap",
    "Sitorus",
    "Damanik",
    "Sinaga",
    "Pasaribu",
    "Hutabarat",
    "Siregar",
    "Manurung",
    "Tarigan",
    "Ginting",
    "Sembiring",
    "Panjaitan",
    "Nasution",
    "Simanjuntak",
    "Pulungan",
    "Rangkuti",
)
_SINGLE: Final = (
    "Sukirman",
    "Paimin",
    "Rukiyah",
    "Tukijan",
    "Mulyono",
    "Warsini",
    "Saparuddin",
    "Kasman",
    "Jumadi",
    "Ponirin",
    "Sarinah",
    "Misdi",
    "Ngadiran",
    "Tugiman",
)


class Namer:
    """Gives every invented person another name."""

    def __init__(self, chance: Random) -> None:
        """Start with no name given."""
        self._chance = chance
        self._given: set[str] = set()

    def officer(self) -> str:
        """A given name and a family name."""
        return self._unused(
            lambda c: (
                f"{c.choice(_WOMEN if c.random() < 0.22 else _MEN)} {c.choice(_LAST)}"
            )
        )

    def resident(self) -> str:
        """One word as often as two, as it is in the region."""
        return self._chance.choice(
            [
                self._chance.choice(_SINGLE),
                f"{self._chance.choice(_MEN + _WOMEN)} {self._chance.choice(_LAST)}",
            ]
        )

    def _unused(self, make: Callable[[Random], str]) -> str:
        for _ in range(1000):
            name = make(self._chance)
            if name not in self._given:
                self._given.add(name)
                return name
        raise RuntimeError("there are not enough invented names")
