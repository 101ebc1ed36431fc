"""Days of the week as people write them, to notice where one contradicts a date."""

from datetime import date
from typing import Final

from kentongan.ground.basics.texts import words

_DAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "senin monday",
            "selasa tuesday",
            "rabu wednesday",
            "kamis thursday",
            "jumat jum'at jumaat friday",
            "sabtu saturday",
            "minggu ahad sunday",
        )
    )
    for spelling in names.split()
    for name in ["".join(words(spelling))]
}


def weekday_of(written: str) -> int | None:
    """0 for Monday to 6 for Sunday; None where no day can be read."""
    return _DAYS.get("".join(words(written)))


def contradicts(written: str, day: date) -> bool:
    """Whether the day of the week as written is not that of the date."""
    known = weekday_of(written)
    return known is not None and known != day.weekday()
