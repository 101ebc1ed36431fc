"""An invented organisation: who acts, which places there are, who sits where."""

from dataclasses import dataclass
from datetime import UTC, datetime

from kentongan.ground.units import services
from kentongan.ground.units.models import Office, Officer, Unit
from kentongan.ground.units.rules.mentions import OfficerMention
from kentongan.ground.units.rules.positions import Position
from kentongan.ground.wall.actors import EVERYWHERE, Clockwork, Reach

SPRING = datetime(2025, 1, 2, 3, 0, tzinfo=UTC)
SUMMER = datetime(2025, 7, 1, 3, 0, tzinfo=UTC)
AUTUMN = datetime(2025, 10, 1, 3, 0, tzinfo=UTC)

ALL = dict.fromkeys(
    ("unit_manage", "handover_make", "visit_record", "people_view"), EVERYWHERE
)
OPERATOR = Clockwork(office="operator", reaches=ALL)
NEIGHBOUR = Clockwork(
    office="administrator@sumut.tetangga",
    reaches={permission: Reach(units=("sumut.tetangga",)) for permission in ALL},
)
RESIDENT = Clockwork(office="member")

PLACES = {
    "12": "Sumatera Utara",
    "12.18": "Serdang Bedagai",
    "12.18.04": "Sei Rampah",
    "12.18.04.2023": "Sungai Jernih",
    "12.18.04.2024": "Simpang Empat",
    "12.18.04.2024.v": "V",
    "12.18.15": "Sei Bamban",
    "12.18.15.2001": "Bamban Hulu",
}


def enrol(name: str, rank: str, unit: str, *, at: datetime = SPRING) -> Officer:
    """An officer of the organisation's own file."""
    return services.enrol_officer(
        OfficerMention(name=name, rank=rank, unit_path=unit, reference=name),
        by=OPERATOR,
        at=at,
    )


@dataclass(frozen=True)
class Organisation:
    """A Polres with two Polsek, its seats, and who holds them."""

    polda: Unit
    polres: Unit
    north: Unit
    south: Unit
    offices: dict[str, Office]
    officers: dict[str, Officer]


SEATS = (
    ("bhabin", "north", Position.BHABINKAMTIBMAS, "Rina Saragih", "Bripka"),
    ("kanit", "north", Position.KANIT_BINMAS, "Joko Lubis", "Aipda"),
    ("kapolsek", "north", Position.KAPOLSEK, "Maya Nasution", "AKP"),
    ("kapolsek_south", "south", Position.KAPOLSEK, "Dedi Harahap", "Kompol"),
    ("kasat", "polres", Position.KASAT_BINMAS, "Sari Purba", "AKP"),
    ("kbo", "polres", Position.KBO_BINMAS, "Tono Sitepu", "Iptu"),
    ("kanit_res", "polres", Position.KANIT_BHABINKAMTIBMAS, "Wati Ginting", "Aiptu"),
    ("kapolres", "polres", Position.KAPOLRES, "Bima Tarigan", "AKBP"),
    ("dirbinmas", "polda", Position.DIRBINMAS, "Lina Siregar", "Kombes Pol"),
)
