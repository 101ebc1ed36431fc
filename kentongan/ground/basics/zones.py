"""The three clocks of Indonesia, by province code."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo


class Zone(StrEnum):
    """A civil time zone as people write it."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"

    @property
    def info(self) -> ZoneInfo:
        """Its tz database zone; none of the three has summer time."""
        return ZoneInfo(_NAMES[self])


_NAMES: Final = {
    Zone.WIB: "Asia/Jakarta",
    Zone.WITA: "Asia/Makassar",
    Zone.WIT: "Asia/Jayapura",
}
_WITA: Final = frozenset(
    {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
)
_WIT: Final = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})


def zone_of(place: str) -> Zone:
    """The zone at a place path; WIB for the root and for what is not known.

    Source: Keputusan Presiden 41/1987, carried over to the provinces split since.
    """
    province = place[:2]
    if province in _WITA:
        return Zone.WITA
    return Zone.WIT if province in _WIT else Zone.WIB


def local(moment: datetime, place: str) -> datetime:
    """`moment` on the wall clock of `place`."""
    return moment.astimezone(zone_of(place).info)


def moment_at(day: date, clock: time, place: str) -> datetime:
    """The moment at which it is `clock` on `day` at `place`."""
    return datetime.combine(day, clock, tzinfo=zone_of(place).info)


def night_of(moment: datetime, place: str) -> date:
    """The date on which the night that holds `moment` started: noon to noon."""
    return (local(moment, place) - timedelta(hours=12)).date()
