"""Days as moments, for rows of which only the day is known."""

from datetime import UTC, date, datetime, time
from typing import Final

from kentongan.ground.basics.zones import moment_at
from kentongan.ground.units.rules.units import polda_of_path

FOUNDED: Final = datetime(1946, 7, 1, tzinfo=UTC)
"""Since before our records: the day on which the police was founded."""


def moment_of(day: date, unit_path: str) -> datetime:
    """The start of `day` on the wall clock of a unit."""
    polda = polda_of_path(unit_path)
    return moment_at(day, time.min, polda.provinces[0] if polda else "")
