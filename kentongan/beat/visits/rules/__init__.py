"""Facts and arithmetic of visits, cut by noun."""

from kentongan.beat.visits.rules.kinds import (
    Flag,
    ItemState,
    Kind,
    Presence,
    Review,
    Source,
)

__all__ = ["Flag", "ItemState", "Kind", "Presence", "Review", "Source"]
