"""Official names to codes, in memory: a name counts only with its parents."""

import csv
from bisect import bisect_left
from collections import defaultdict
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from lokal import wilayah

_DROP: Final = str.maketrans("", "", " .-'/()`’")
_PREFIXES: Final = (
    "Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota ",
    "Daerah Khusus Ibukota ", "Daerah Istimewa ",
)  # fmt: skip
_PRESS: Final = (
    "Gumas=Gunung Mas, Kotim=Kotawaringin Timur, Kobar=Kotawaringin Barat, "
    "Pulpis=Pulang Pisau, Murung=Murung Raya, Bartim=Barito Timur, Barsel=Barito Selatan, "
    "Barut=Barito Utara, HST=Hulu Sungai Tengah, HSS=Hulu Sungai Selatan, "
    "HSU=Hulu Sungai Utara, Tanbu=Tanah Bumbu, Tala=Tanah Laut, Batola=Barito Kuala, "
    "Kukar=Kutai Kartanegara, "
    "Kubar=Kutai Barat, Kutim=Kutai Timur, PPU=Penajam Paser Utara, "
    "Mahulu=Mahakam Ulu, OKU=Ogan Komering Ulu, OKI=Ogan Komering Ilir, "
    "Muba=Musi Banyuasin, Mura=Musi Rawas, Mura=Murung Raya, "
    "OKUT=Ogan Komering Ulu Timur, OKU Timur=Ogan Komering Ulu Timur, "
    "OKU Selatan=Ogan Komering Ulu Selatan, OKUS=Ogan Komering Ulu Selatan, "
    "OI=Ogan Ilir, PALI=Penukal Abab Lematang Ilir, Muratara=Musi Rawas Utara, "
    "Lamsel=Lampung Selatan, Lamteng=Lampung Tengah, Lampura=Lampung Utara, "
    "Lambar=Lampung Barat, Lamtim=Lampung Timur, Tubaba=Tulang Bawang Barat, "
    "Tuba=Tulang Bawang, Mabar=Manggarai Barat, Matim=Manggarai Timur, "
    "TTU=Timor Tengah Utara, TTS=Timor Tengah Selatan, SBD=Sumba Barat Daya, "
    "Sumbar Daya=Sumba Barat Daya, Rote=Rote Ndao, Sarai=Sabu Raijua, "
    "Lobar=Lombok Barat, Loteng=Lombok Tengah, Lotim=Lombok Timur, "
    "KLU=Lombok Utara, Lotara=Lombok Utara, KSB=Sumbawa Barat, Lutra=Luwu Utara, "
    "Lutim=Luwu Timur, Pangkep=Pangkajene dan Kepulauan, "
    "Pangkep=Pangkajene Kepulauan, Sidrap=Sidenreng Rappang, "
    "Tator=Tana Toraja, Torut=Toraja Utara, Konsel=Konawe Selatan, "
    "Konut=Konawe Utara, Konkep=Konawe Kepulauan, Mubar=Muna Barat, "
    "Busel=Buton Selatan, Buteng=Buton Tengah, Butur=Buton Utara, "
    "Kolut=Kolaka Utara, Koltim=Kolaka Timur, Minut=Minahasa Utara, "
    "Minsel=Minahasa Selatan, Mitra=Minahasa Tenggara, Bolmong=Bolaang Mongondow, "
    "Bolmut=Bolaang Mongondow Utara, Bolsel=Bolaang Mongondow Selatan, "
    "Boltim=Bolaang Mongondow Timur, Parimo=Parigi Moutong, Touna=Tojo Una-Una, "
    "Bangkep=Banggai Kepulauan, Balut=Banggai Laut, Morut=Morowali Utara, "
    "Morowali=Morowali, Pohuwato=Pahuwato, Gorut=Gorontalo Utara, "
    "Bonebol=Bone Bolango, Matra=Pasangkayu, Polman=Polewali Mandar, "
    "Mateng=Mamuju Tengah, Rohul=Rokan Hulu, Rohil=Rokan Hilir, "
    "Inhu=Indragiri Hulu, Inhil=Indragiri Hilir, Kuansing=Kuantan Singingi, "
    "Meranti=Kepulauan Meranti, Tanjab Barat=Tanjung Jabung Barat, "
    "Tanjabbar=Tanjung Jabung Barat, Tanjab Timur=Tanjung Jabung Timur, "
    "Tanjabtim=Tanjung Jabung Timur, Muaro=Muaro Jambi, "
    "Limapuluh Kota=Lima Puluh Kota, 50 Kota=Lima Puluh Kota, "
    "Pessel=Pesisir Selatan, Solsel=Solok Selatan, Pasbar=Pasaman Barat, "
    "Pariaman=Padang Pariaman, Abdya=Aceh Barat Daya, Asel=Aceh Selatan, "
    "Atim=Aceh Timur, Agara=Aceh Tenggara, Ateng=Aceh Tengah, Basel=Bangka Selatan, "
    "Bateng=Bangka Tengah, Babar=Bangka Barat, Beltim=Belitung Timur, "
    "Malteng=Maluku Tengah, Malra=Maluku Tenggara, SBB=Seram Bagian Barat, "
    "SBT=Seram Bagian Timur, KKT=Kepulauan Tanimbar, MBD=Maluku Barat Daya, "
    "Sula=Kepulauan Sula, Aru=Kepulauan Aru, Halsel=Halmahera Selatan, "
    "Halut=Halmahera Utara, Halbar=Halmahera Barat, Halteng=Halmahera Tengah, "
    "Haltim=Halmahera Timur, Gunung Kidul=Gunungkidul, Karang Anyar=Karanganyar, "
    "Kulonprogo=Kulon Progo, Bojong Negoro=Bojonegoro, Sampit=Kotawaringin Timur, "
    "Mentawai=Kepulauan Mentawai, Anambas=Kepulauan Anambas, Sangihe=Kepulauan Sangihe, "
    "Talaud=Kepulauan Talaud, Sitaro=Kepulauan Siau Tagulandang Biaro, "
    "Yapen=Kepulauan Yapen, Mamteng=Mamberamo Tengah, Pegubin=Pegunungan Bintang, "
    "Labuhan Batu=Labuhanbatu, Labuhan Batu Selatan=Labuhanbatu Selatan, "
    "Labuhan Batu Utara=Labuhanbatu Utara, Bone Bolango=Bone Bolango, "
    "Bengkulu Utara=Bengkulu Utara, Bulungan=Bulungan, Pasangkayu=Pasangkayu, "
    "Cimahi=Cimahi, Banjar Baru=Banjarbaru, Pagar Alam=Pagar Alam"
)
"""Short forms of the press beside those of the territory. Two for one are two candidates."""

LEVELS: Final = {2: "province", 5: "regency", 8: "district", 13: "village"}


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """What two spellings of one name share: letters and figures in lower case."""
    return text.translate(_DROP).lower()


def sound(text: str) -> str:
    """What two hearings of one name share: Khalifah and Kalipah, Tanjong and Tanjung."""
    found = key(text)
    for old, new in _SOUNDS:
        found = found.replace(old, new)
    return "".join(a for a, b in zip(found, found[1:] + " ", strict=True) if a != b)


_SOUNDS: Final = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("kh", "k"), ("sy", "s"), ("y", "i"),
    ("v", "p"), ("f", "p"), ("ng", "n"), ("h", ""), ("q", "k"), ("z", "s"), ("o", "u"),
    ("dh", "d"), ("th", "t"), ("e", "i"), ("sumatra", "sumatera"),
)  # fmt: skip


class Gazetteer:
    """All official areas with their names, aliases and children."""

    def __init__(self) -> None:
        """Read the package's list and our aliases; half a second, once."""
        wilayah.list_wilayah("11.01.01")
        source: dict[str, dict[str, str]] = wilayah._cache
        self.names: dict[str, str] = source["wilayah"] | source["desa"]
        self.codes = sorted(self.names)
        self.index: dict[int, dict[str, list[str]]] = {
            length: defaultdict(list) for length in LEVELS
        }
        for code, name in self.names.items():
            self.index[len(code)][key(_bare(name) if len(code) < 8 else name)].append(
                code
            )
        for code, alias in _aliases():
            codes = self.index[len(code)][key(alias)]
            if code not in codes:
                codes.append(code)
        self._name_by_the_press()
        self._sounds: dict[str, dict[str, list[str]]] = {}

    def _name_by_the_press(self) -> None:
        regencies = self.index[5]
        for pair in _PRESS.split(", "):
            short, _, full = pair.partition("=")
            for code in list(regencies.get(key(full), ())):
                if code not in regencies[key(short)]:
                    regencies[key(short)].append(code)

    def name(self, code: str) -> str:
        """The area's name without its level word."""
        return _shown(code, self.names[code])

    def is_town(self, code: str) -> bool:
        """Whether a regency is a kota."""
        return self.names[code].startswith("Kota ")

    def find(self, name: str, length: int, parents: tuple[str, ...] = ()) -> list[str]:
        """Codes of one level that bear `name`, below one of `parents` if any is given."""
        found = self.index[length].get(key(name), [])
        if not parents:
            return list(found)
        return [code for code in found if code.startswith(parents)]

    def alike(self, name: str, length: int, parent: str) -> list[str]:
        """Codes below `parent` whose names sound like `name`."""
        book = self._sounds.get(f"{parent}:{length}")
        if book is None:
            book = defaultdict(list)
            for code in self.below(parent):
                if len(code) == length:
                    book[sound(_bare(self.names[code]))].append(code)
            if len(self._sounds) > 500:
                self._sounds.clear()
            self._sounds[f"{parent}:{length}"] = book
        return list(book.get(sound(name), []))

    def below(self, parent: str) -> list[str]:
        """Every code below `parent`."""
        return self.codes[
            bisect_left(self.codes, f"{parent}.") : bisect_left(
                self.codes, f"{parent}/"
            )
        ]


@cache
def gazetteer() -> Gazetteer:
    """The one that is loaded."""
    return Gazetteer()


def _bare(name: str) -> str:
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


def _shown(code: str, name: str) -> str:
    if len(code) == 2:
        return "DKI Jakarta" if code == "31" else name
    return _bare(name) if len(code) == 5 else name


def _aliases() -> list[tuple[str, str]]:
    file: Any = resources.files("kentongan.ground.places").joinpath("data/aliases.csv")
    rows = csv.DictReader(file.read_text("utf-8").splitlines())
    return [(row["code"], row["text"]) for row in rows]
