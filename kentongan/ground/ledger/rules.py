"""How a line is chained, and when a failing reaction is tried again."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

Fact = int | str | bool | None | list[str] | list[int]

CHANNEL: Final = "kentongan_ledger"
"""The channel on which the sealer tells the last number it gave."""

TRIES: Final = 5
"""How often a reaction is tried before its line is parked for a person."""


@dataclass(frozen=True)
class SealedLine:
    """A line as the relay hands it on: numbered, and never to change again."""

    number: int
    id: UUID
    act: str
    subject: str
    actor_id: UUID | None
    office: str
    place: str
    unit: str
    facts: Mapping[str, Fact]
    at: datetime


def received_at(line_id: UUID) -> datetime:
    """When we received what a line tells, to the millisecond: it is in its id."""
    return datetime.fromtimestamp((line_id.int >> 80) / 1000, tz=UTC)


def chain_of(line: SealedLine) -> tuple[str, date]:
    """The chain that a line belongs to: its province and the day we received it."""
    return line.place[:2], received_at(line.id).date()


def digest(key: bytes, before: bytes, line: SealedLine) -> bytes:
    """The keyed digest of a line and of all before it in its chain: 32 bytes.

    Args:
        key: The ledger's key, which is not in the database.
        before: The digest of the line before it in the chain; empty for the first.
        line: The line with the number that it was given.
    """
    text = json.dumps(
        [
            line.number,
            str(line.id),
            line.act,
            line.subject,
            str(line.actor_id or ""),
            line.office,
            line.place,
            line.unit,
            line.facts,
            line.at.astimezone(UTC).isoformat(),
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    province, day = chain_of(line)
    start = f"{province}|{day.isoformat()}".encode()
    return hmac.digest(key, (before or start) + text.encode(), "sha256")


def pause_before(attempt: int) -> timedelta:
    """How long to wait before the next attempt: 1, 4, 16, 64 seconds."""
    return timedelta(seconds=4 ** (attempt - 1))
