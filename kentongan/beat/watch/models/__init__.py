"""The tables of the watch."""

from kentongan.beat.watch.models.posts import Equipment, Member, Post, Signal
from kentongan.beat.watch.models.rosters import (
    Agreement,
    CalendarFeed,
    Roster,
    SwapOffer,
    Turn,
)

__all__ = [
    "Agreement",
    "CalendarFeed",
    "Equipment",
    "Member",
    "Post",
    "Roster",
    "Signal",
    "SwapOffer",
    "Turn",
]
