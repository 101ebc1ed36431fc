"""A small country for tests: one regency, two districts, four villages."""

from datetime import UTC, datetime
from typing import Final

from kentongan.ground.places.models import Place
from kentongan.ground.places.rules.levels import MANAGE, level_of, word_and_name
from kentongan.ground.places.services.folding import refold
from kentongan.ground.wall.actors import EVERYWHERE, Clockwork

AT: Final = datetime(2026, 7, 22, 15, 0, tzinfo=UTC)
SURVEYOR: Final = Clockwork(office="operator", reaches={MANAGE: EVERYWHERE})
STRANGER: Final = Clockwork(office="bhabinkamtibmas@sumut.sergai.firdaus")

SEI_RAMPAH: Final = "12.18.04"
SIMPANG_EMPAT: Final = "12.18.04.2024"
FIRDAUS: Final = "12.18.04.2002"
PASAR: Final = "12.18.05.1001"

_NAMES: Final = {
    "12": "Sumatera Utara",
    "12.18": "Kabupaten Serdang Bedagai",
    "12.18.04": "Sei Rampah",
    "12.18.05": "Tanjung Beringin",
    FIRDAUS: "Firdaus",
    SIMPANG_EMPAT: "Simpang Empat",
    PASAR: "Pekan",
    "12.18.05.2002": "Simpang Empat",
}


def found_country() -> None:
    """Write it."""
    for code, official in _NAMES.items():
        word, name = word_and_name(code, official)
        Place.objects.create(path=code, level=level_of(code), name=name, word=word)
    refold("12")
