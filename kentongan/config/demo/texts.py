"""What people of the demo say and promise. Invented, as people there would say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kentongan.beat.follow_ups.rules import Answerer
from kentongan.beat.reports.rules import Category


@dataclass(frozen=True)
class Concern:
    """Something residents raise, and what is promised then."""

    category: Category
    told: str
    by: str
    promise: str
    answers: str
    answerer: Answerer


CONCERNS: Final = (
    Concern(
        Category.FACILITY, "Lampu simpang {place} mati sudah dua minggu, gelap kalau malam.",
        "warga", "Lampu simpang {dusun} diperbaiki", "Kades", Answerer.VILLAGE,
    ),
    Concern(
        Category.YOUTH_AND_STREET, "Anak muda balap liar tiap malam Minggu di jalan besar {place}, bising sampai subuh.",
        "ketua RT", "Patroli dialogis malam Minggu selama sebulan", "Polsek", Answerer.POLICE,
    ),
    Concern(
        Category.CRIME, "Sawit di blok belakang {place} hilang beberapa tandan, kejadian menjelang pagi.",
        "pekebun", "Jadwal ronda ditambah lewat blok belakang", "ketua pos", Answerer.POST,
    ),
    Concern(
        Category.CRIME, "Lembu di kandang dekat sungai {place} hampir dibawa orang minggu lalu.",
        "peternak", "Kandang kelompok dipasangi lampu dan gembok", "kelompok ternak", Answerer.RESIDENT,
    ),
    Concern(
        Category.DISASTER_AND_SAFETY, "Parit {place} tersumbat, kalau hujan deras air masuk ke halaman.",
        "warga", "Gotong royong membersihkan parit", "Kadus {dusun}", Answerer.VILLAGE,
    ),
    Concern(
        Category.DRUGS, "Pondok kosong di kebun {place} sering dipakai berkumpul malam-malam, banyak bungkus plastik kecil.",
        "tokoh masyarakat", "Pondok kosong dibongkar bersama pemiliknya", "Kades", Answerer.VILLAGE,
    ),
    Concern(
        Category.DISPUTE, "Dua tetangga di {place} ribut soal batas pagar, sudah tiga kali adu mulut.",
        "ketua RT", "Mediasi batas pagar di kantor desa", "Bhabinkamtibmas", Answerer.POLICE,
    ),
    Concern(
        Category.WORRYING_ACT, "Ada yang mencoba-coba gagang pintu rumah warga {place} lewat tengah malam.",
        "peronda", "Ronda lewat gang dalam dua kali semalam", "ketua pos", Answerer.POST,
    ),
    Concern(
        Category.FACILITY, "Senter pos {place} tinggal satu yang hidup, jas hujan sobek.",
        "peronda", "Dua senter dan jas hujan untuk pos", "Desa", Answerer.VILLAGE,
    ),
    Concern(
        Category.FACILITY, "Kabel listrik turun rendah di depan sekolah {place}.",
        "guru", "Kabel di depan sekolah dinaikkan", "PLN", Answerer.PARTNER,
    ),
    Concern(
        Category.CRIME, "Dua warga {place} kena tipu lewat telepon, katanya dari bank.",
        "ibu PKK", "Penyuluhan penipuan online di pengajian", "Bhabinkamtibmas", Answerer.POLICE,
    ),
)  # fmt: skip

OUTCOMES: Final = (
    "Pos {place} aktif, {n} peronda hadir sesuai jadwal.",
    "Buku mutasi {place} terisi sampai tadi malam, {n} orang jaga.",
    "{n} peronda hadir, warga {place} minta patroli lebih sering lewat.",
    "Pos {place} buka, jadwal ronda {n} regu perlu diperbarui.",
    "Warga {place} menyambut baik, {n} orang siap melanjutkan ronda.",
    "",
    "",
)
NEGLECTED: Final = (
    "Pos {place} gelap dan terkunci, {n} malam belum ada yang berjaga.",
    "Peronda {place} tinggal {n} orang, jadwal tidak jalan sejak panen.",
)
MESSAGES: Final = (
    "Jaga kampung bersama, ronda bergiliran, catat di buku mutasi",
    "Tamu menginap wajib lapor kepada kadus 1×24 jam",
    "Ada bahaya telepon 110, gratis",
    "Jangan main hakim sendiri",
    "Kunci kendaraan dan kandang pada malam hari",
)
ANSWERS: Final = (
    "Sudah kami sampaikan ke yang berwenang, menunggu jadwal.",
    "Bahan sudah dibeli, dikerjakan minggu depan.",
    "Sudah dibicarakan di rapat dusun.",
)
DONE: Final = (
    "Sudah dikerjakan bersama warga.",
    "Sudah selesai, mohon dicek.",
    "Sudah jalan sejak minggu ini.",
)
REOPENED: Final = (
    "Menyala dua hari lalu mati lagi.",
    "Baru sebagian yang dikerjakan.",
)
GIVEN_UP: Final = (
    "Anggaran desa tahun ini tidak ada; diusulkan lagi tahun depan.",
    "Lahan milik perusahaan, izin tidak diberikan.",
)
QUESTIONS: Final = (
    "Jam berapa pos dibuka? Di catatan tidak ada.",
    "Kenapa jadwal tidak jalan, sudah dibicarakan dengan Kadus?",
    "Siapa yang mengurus lampunya?",
)
REPLIES: Final = (
    "Pos dibuka pukul 22.00, Komandan. Sudah saya tambahkan ke catatan.",
    "Sudah dibicarakan dengan Kadus, jadwal baru minggu depan.",
    "Kades yang mengurus, saya tanyakan lagi Jumat.",
)
FLOWERS: Final = (
    "Melati", "Kenanga", "Mawar", "Cempaka", "Anggrek", "Dahlia", "Teratai", "Seroja",
    "Flamboyan", "Bougenvil", "Kamboja", "Tanjung", "Aster", "Wijaya Kusuma",
)  # fmt: skip
SIGNALS: Final[Mapping[str, str]] = {
    "theft": "2-2-2",
    "fire": "3-3-3",
    "disaster": "4-4-4",
    "death": "1-1-1",
    "safe": "1-2-1",
}
