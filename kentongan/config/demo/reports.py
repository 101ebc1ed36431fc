"""What residents of the demo told, and what became of it, by the services of every day."""

from datetime import datetime, timedelta
from typing import Final

from kentongan.beat.reports import services
from kentongan.beat.reports.rules import Category
from kentongan.beat.reports.rules.receipts import grouped
from kentongan.beat.reports.rules.threads import Closing, Level, Said
from kentongan.beat.reports.services import Told
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.ids import id_of_text

DAY: Final = timedelta(days=1)


def tell_reports(village: str, officer: Principal, now: datetime) -> str:
    """Five reports about one village; the receipt of one that was opened again."""
    lamp = _told(village, Category.FACILITY, _LAMP, shared=True)
    receipt = services.tell(lamp, at=now - 9 * DAY)
    services.ask(lamp.id, _WHICH, by=officer, at=now - 8 * DAY)
    services.reply(receipt, Said.ADDED, _THAT, at=now - 8 * DAY + DAY / 4)
    services.close(lamp.id, _DONE, closing=Closing.DONE, by=officer, at=now - 3 * DAY)
    services.reply(receipt, Said.CONTESTED, _NOT_YET, at=now - DAY)
    services.tell(_told(village, Category.YOUTH_AND_STREET, _RACE), at=now - 5 * DAY)
    services.tell(_told(village, Category.FACILITY, _AGAIN), at=now - DAY / 2)
    named = _told(village, Category.CRIME, _HENS, level=Level.NAMED, teller=_BUTET)
    services.tell(named, at=now - DAY / 3)
    services.tell(_told(village, Category.VIOLENCE_AND_CHILDREN, _HOME), at=now - DAY)
    return grouped(receipt)


def _told(village: str, category: Category, text: str, **other: object) -> Told:
    return Told(
        id_of_text(f"demo report {text}"),
        category,
        text,
        village,
        **other,  # type: ignore[arg-type]
    )


_LAMP: Final = (
    "Lampu di simpang dekat lapangan sudah tiga minggu mati. Malam-malam gelap sekali, "
    "anak sekolah pulang mengaji lewat situ."
)
_WHICH: Final = "Terima kasih. Lampu yang di sisi warung atau sisi lapangan?"
_THAT: Final = "Yang di sisi lapangan."
_DONE: Final = "Desa sudah mengganti lampunya hari ini."
_NOT_YET: Final = "Semalam mati lagi sejak hujan."
_RACE: Final = "Tiap malam Minggu ada yang balap kereta di jalan lurus arah kebun."
_AGAIN: Final = (
    "Lmpu simpang dkt lapangan padam lagi, gelap sekali kalau pulang mengaji"
)
_HENS: Final = "Ayam di kandang belakang hilang empat ekor malam Kamis."
_BUTET: Final = "Butet, 0812 0000 0000"
_HOME: Final = "Dari rumah sebelah sering terdengar anak menangis dan dipukul."
