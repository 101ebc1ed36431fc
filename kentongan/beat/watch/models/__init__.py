"""The tables of the watch."""

from kentongan.beat.watch.models.books import (
    Disclosure,
    Drill,
    Guest,
    Logbook,
    LogbookKey,
    LogbookLine,
)
from kentongan.beat.watch.models.money import (
    Entry,
    House,
    Household,
    HouseSum,
    Till,
)
from kentongan.beat.watch.models.nights import CheckIn, Night, NightCode, Round
from kentongan.beat.watch.models.posts import Equipment, Member, Post, Signal
from kentongan.beat.watch.models.rosters import (
    Absence,
    Agreement,
    CalendarFeed,
    Roster,
    SwapOffer,
    Turn,
)
from kentongan.beat.watch.models.silences import Silence

__all__ = [
    "Absence",
    "Agreement",
    "CalendarFeed",
    "CheckIn",
    "Disclosure",
    "Drill",
    "Entry",
    "Equipment",
    "Guest",
    "House",
    "HouseSum",
    "Household",
    "Logbook",
    "LogbookKey",
    "LogbookLine",
    "Member",
    "Night",
    "NightCode",
    "Post",
    "Roster",
    "Round",
    "Signal",
    "Silence",
    "SwapOffer",
    "Till",
    "Turn",
]
