"""Identifiers that sort by the moment they were made."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from uuid_utils.compat import uuid7

NAMESPACE = UUID("6e1a1c52-7a3f-5d0e-9c55-6b656e746f6e")
"""The root of every name-based id of ours. Never changes."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

__all__ = ["NAMESPACE", "floor_of", "id_of_text", "new_id"]


def new_id() -> UUID:
    """A UUIDv7, made before the insert so that seals can bind to it."""
    return uuid7()


def id_of_text(text: str) -> UUID:
    """The same UUIDv5 for the same text, everywhere and for ever."""
    return uuid5(NAMESPACE, text)


def floor_of(moment: datetime) -> UUID:
    """The smallest UUIDv7 that can be made at `moment` (to the millisecond).

    Bounds of monthly partitions over id columns are such floors.
    """
    # In whole numbers: as a fraction of seconds some milliseconds round down by one.
    ms = (moment - EPOCH) // timedelta(milliseconds=1)
    return UUID(int=(ms << 80) | (0x7 << 76) | (0x2 << 62))
