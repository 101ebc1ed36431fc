"""Residents and officials who were there: a role, and the names that share it."""

from dataclasses import dataclass
from typing import Final

from kentongan.desk.news.reading.lexicon import COURTESY, UNIT_WORDS, WEEKDAYS
from kentongan.desk.news.reading.names import Name, name_at
from kentongan.desk.news.reading.places import DISTRICT, VILLAGE, Territory
from kentongan.desk.news.reading.ranks import rank_at
from kentongan.desk.news.reading.tokens import Token

_SINGLE: Final = frozenset(
    [
        "kades",
        "lurah",
        "camat",
        "kadus",
        "kasun",
        "kepling",
        "sekdes",
        "sekcam",
        "kaling",
        "pangulu",
        "keuchik",
        "geuchik",
        "gamot",
        "perbekel",
        "bendesa",
        "klian",
        "kelian",
        "peratin",
        "pambakal",
        "petinggi",
        "sangadi",
        "kuwu",
        "dukuh",
        "satpam",
        "security",
        "mandor",
        "bidan",
        "kumtua",
        "ondoafi",
        "linmas",
        "jogoboyo",
        "seklur",
        "kakam",
        "wali",
        "dukuh",
        "kepalo",
        "datok",
        "raja",
        "mantri",
        "warga",
        "pemilik",
        "toga",
        "tomas",
        "todat",
        "toda",
        "takmir",
        "nelayan",
        "petani",
        "pedagang",
        "bayan",
        "modin",
        "carik",
        "marinir",
        "kadesnya",
        "tukang",
        "penghulu",
        "geucik",
        "bupati",
        "pengelola",
        "peronda",
        "bilal",
        "ustadzah",
        "pembakal",
        "kasatgas",
        "danton",
        "kadis",
        "kepsek",
        "kamituwo",
        "kelihan",
        "kepala-dusun",
        "pendamping",
        "juru",
        "pemangku",
        "tetua",
        "pengusaha",
        "rektor",
    ]
)
_PAIRS: Final = {
    "kepala": "desa dusun lingkungan kampung lorong pekon nagari jorong adat suku sekolah "
    "pasar puskesmas kewilayahan urusan seksi distrik kelurahan pemerintahan dukuh "
    "tiyuh jaga padukuhan pustu korong hutan madrasah uptd kua rukun huta kantor",
    "ketua": "rt rw bpd pos karang pemuda pkk lpm fkpm pokdar pokdarkamtibmas bumdes "
    "kelompok ronda yayasan panitia adat dkm takmir lingkungan posyandu satkamling "
    "kamling poskamling lmk mui majelis fkdm lpmd lpmk satgas koperasi komunitas "
    "paguyuban gapoktan poktan kerukunan bamuskam lmd kub klasis jemaat stasi linmas "
    "senkom banser forum tim umum himpunan pengurus wilayah paroki ikatan dusun nnb "
    "regu siskamling peguyuban sekaa bamus kan lpmn lkaam badan remaja mwc ranting "
    "pecalang rukun kelompoktani satlinmas muda-mudi perkumpulan dewan bundo",
    "wakil": "ketua kepala camat", "sekretaris": "desa rt rw kelurahan kecamatan camat bpd lpm "
    "karang kampung lurah pekon nagari distrik", "bendahara": "rt rw karang desa pos",
    "tokoh": "masyarakat agama adat pemuda perempuan wanita warga gereja",
    "anggota": "bpd linmas satlinmas karang ronda pos poskamling pokdar ptps kamling lpm fkpm "
    "siskamling pecalang senkom rt pkk satkamling banser",
    "koordinator": "ronda pos kamling linmas keamanan lapangan poskamling siskamling",
    "pengurus": "masjid gereja karang pos rt rw dkm pura poskamling",
    "imam": "masjid kampung desa mushola musala mesjid dusun meunasah gampong",
    "wali": "nagari jorong korong murid", "pj": "kades kepala lurah camat keuchik",
    "pjs": "kades kepala", "plt": "kades lurah camat kepala", "plh": "lurah camat",
    "kasi": "trantib pemerintahan pem kesra pelayanan kessos", "kaur": "umum keuangan perencanaan",
    "danton": "linmas satlinmas", "kasatgas": "linmas", "petugas": "ronda jaga keamanan linmas satpam",
    "komandan": "linmas satlinmas", "penjaga": "pos malam sekolah kebun", "bundo": "kanduang",
    "jro": "bendesa bandesa", "pimpinan": "pondok ponpes pesantren", "pengasuh": "pondok ponpes",
    "tuha": "peut", "imum": "mukim meunasah chik", "hukum": "tua", "pelaksana": "tugas",
    "guru": "agama ngaji", "ibu": "rt", "staf": "desa kelurahan kecamatan", "perangkat": "desa",
    "perwakilan": "warga", "datok": "penghulu", "datuk": "penghulu", "pemangku": "adat",
    "juragan": "kapal", "pemilik": "warung toko rumah kebun", "kelian": "banjar dinas adat",
    "klian": "banjar dinas adat", "bendesa": "adat", "danru": "satpam linmas", "security": "perumahan",
    "manajer": "kebun", "manager": "kebun", "asisten": "kebun afdeling", "kasatlinmas": "desa",
    "kepal": "desa", "ondoafi": "kampung", "tetua": "adat",
}  # fmt: skip
_SECOND: Final = {head: frozenset(words.split()) for head, words in _PAIRS.items()}
_MORE: Final = frozenset(
    [
        "taruna",
        "kamling",
        "keamanan",
        "lingkungan",
        "masyarakat",
        "desa",
        "kamtibmas",
        "tani",
        "nelayan",
        "ronda",
        "adat",
        "agama",
        "dusun",
        "jaga",
        "warga",
        "pemuda",
        "rt",
        "rw",
        "rukun",
        "tetangga",
        "masjid",
        "mushola",
        "ternak",
        "kampung",
        "sadar",
        "tani",
        "wanita",
        "muda",
        "mudi",
        "teruna",
        "teruni",
        "sekaa",
        "dinas",
        "bpd",
        "fkpm",
        "lpm",
        "pkk",
        "pos",
        "perumahan",
        "satkamling",
        "siskamling",
        "poskamling",
        "kelurahan",
    ]
)
_FILLERS: Final = frozenset(
    [
        "setempat",
        "sekitar",
        "yakni",
        "yaitu",
        "bernama",
        "atas",
        "nama",
        "antara",
        "lain",
    ]
)
_LINKS: Final = frozenset(["dan", "serta", "beserta", "maupun"])
_AFTER: Final = frozenset(
    [
        "dan",
        "serta",
        "beserta",
        "maupun",
        "bersama",
        "didampingi",
        "selaku",
        "juga",
        "turut",
    ]
)
_BACKWARD: Final = frozenset(["selaku", "sebagai", "merupakan", "menjabat"])
_DROPPED: Final = frozenset({"setempat", "sekitar"})
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Civilian:
    """Somebody without a rank who was there."""

    name: Name
    role: str
    role_span: Span


@dataclass(frozen=True, slots=True)
class Role:
    """A role's words, and the token after all that belongs to it."""

    text: str
    span: Span
    first: int
    end: int


class Civilians:
    """All whom one text names by a role."""

    def __init__(
        self,
        tokens: list[Token],
        text: str,
        land: Territory,
        taken: list[tuple[int, int]],
    ) -> None:
        """Read from each role to both sides; `taken` are the tokens of the officers."""
        self.tokens, self.text, self.land = tokens, text, land
        self._taken = {i for first, end in taken for i in range(first, end)}
        self.found: list[Civilian] = []
        i = 0
        while i < len(tokens):
            role = self.role_at(i)
            if role is None or i in self._taken:
                i += 1
                continue
            i = max(i + 1, self._read(role))

    def role_at(self, i: int) -> Role | None:
        """The role that begins at a token."""
        tokens = self.tokens
        token = tokens[i]
        if token.kind != "w":
            return None
        following = tokens[i + 1].low if i + 1 < len(tokens) else ""
        end = i + 1
        if token.low in ("pj", "plt", "plh", "pjs") and following == ".":
            following = tokens[i + 2].low if i + 2 < len(tokens) else ""
            end = i + 2
        if following in _SECOND.get(token.low, ()):
            end += 1
            if token.low in ("wakil", "pj", "plt", "plh", "pjs") and end < len(tokens):
                end += tokens[end].low in _SECOND.get(following, ())
        elif token.low not in _SINGLE:
            return None
        while end < len(tokens) and tokens[end].low in _MORE and end < i + 5:
            end += 1
        return self._role(i, end)

    def _role(self, i: int, end: int) -> Role:
        """With the number or the place that says which one."""
        tokens = self.tokens
        numbered = end
        while numbered < len(tokens) and (
            tokens[numbered].kind == "n"
            or tokens[numbered].text in "./"
            or _is_roman(tokens[numbered])
            or tokens[numbered].low in ("rt", "rw")
        ):
            if tokens[numbered].text in "./" and not (
                numbered + 1 < len(tokens)
                and (
                    tokens[numbered + 1].kind == "n" or tokens[numbered + 1].low == "rw"
                )
            ):
                break
            numbered += 1
        stop = numbered
        told = numbered
        while stop < len(tokens):
            if tokens[stop].low in _FILLERS:
                stop += 1
                continue
            past = self._place(stop, i)
            if past == stop:
                break
            told = stop = past
        span = (tokens[i].start, tokens[max(told, numbered) - 1].end)
        return Role(" ".join(self.text[span[0] : span[1]].split()), span, i, stop)

    def _place(self, i: int, head: int) -> int:
        """The token after the place that a role is of."""
        end = self.land.end_of(i)
        if end > i:
            return end
        low = self.tokens[head].low
        length = DISTRICT if low in ("camat", "sekcam") else VILLAGE
        if (
            low in ("warga", "tokoh", "ketua", "anggota")
            and self.tokens[i - 1].low != "desa"
        ):
            return i
        return self.land.known_end(i, length)

    def _read(self, role: Role) -> int:
        ahead = self._ahead(role)
        if ahead:
            for name in ahead:
                self._keep(name, role)
            return ahead[-1].end
        behind = self._behind(role)
        if behind:
            self._keep(behind, role)
        return role.end

    # --- names after a role ---------------------------------------------------------

    def _ahead(self, role: Role) -> list[Name]:
        tokens = self.tokens
        at = role.end
        while (
            at < len(tokens)
            and at < role.end + 2
            and (tokens[at].text in ",:(-=." or tokens[at].low in _FILLERS)
        ):
            at += 1
        names: list[Name] = []
        while at < len(tokens):
            name = self._name(at)
            if name is None or (names and not self._closes(name.end)):
                break
            if (
                not names
                and tokens[role.end].text == ","
                and not self._is_apposed(name)
            ):
                break
            names.append(name)
            at = self._next_of_list(name.end)
            if at == name.end:
                break
        return names

    def _name(self, at: int) -> Name | None:
        if at in self._taken or self.role_at(at) or rank_at(self.tokens, at):
            return None
        if self.tokens[at].low in WEEKDAYS or self.tokens[at].low in UNIT_WORDS:
            return None
        name = name_at(self.tokens, at, self.text)
        if name is None or any(i in self._taken for i in range(name.first, name.end)):
            return None
        return name

    def _is_apposed(self, name: Name) -> bool:
        """ "Ketua RT setempat, Sanjaya, menyatakan": a name between two commas."""
        return name.end < len(self.tokens) and self.tokens[name.end].text in ",."

    def _next_of_list(self, i: int) -> int:
        tokens = self.tokens
        at = i
        if (
            at + 2 < len(tokens)
            and tokens[at].text == "("
            and tokens[at + 2].text == ")"
        ):
            at += 3
        start = at
        while (
            at < len(tokens)
            and at < start + 2
            and (tokens[at].text in ",&" or tokens[at].low in _LINKS)
        ):
            at += 1
        if at == start or at >= len(tokens):
            return i
        if tokens[at].low in COURTESY or tokens[at].capital:
            return at
        return i

    def _closes(self, i: int) -> bool:
        """Whether after a name comes what comes in a list."""
        if i >= len(self.tokens):
            return True
        token = self.tokens[i]
        return token.kind == "l" or token.text in ",.;)&(" or token.low in _AFTER

    # --- names before a role --------------------------------------------------------

    def _behind(self, role: Role) -> Name | None:
        """The name that a role in brackets, after a comma or after `selaku` belongs to."""
        tokens = self.tokens
        at = role.first
        while (
            at > 0
            and role.first - at < 4
            and (
                tokens[at - 1].text in "(,-:"
                or tokens[at - 1].low in _BACKWARD
                or tokens[at - 1].low in ("salah", "satu", "seorang", "yang")
            )
        ):
            at -= 1
        if at == role.first or at == 0:
            return None
        if tokens[at - 1].text == ")" and at > 3 and tokens[at - 2].kind == "n":
            at -= 3
        for start in range(max(0, at - 7), at):
            if tokens[start].kind != "w":
                continue
            name = self._name(start)
            if name and name.end == at:
                return name
            if name and name.end > start:
                continue
        return None

    def _keep(self, name: Name, role: Role) -> None:
        if any(c.name.text.lower() == name.text.lower() for c in self.found):
            return
        self.found.append(Civilian(name, _told(role.text), role.span))


def _told(role: str) -> str:
    words = [word for word in role.split() if word.lower() not in _DROPPED]
    return " ".join(words)


def _is_roman(token: Token) -> bool:
    return token.kind == "w" and token.text.isupper() and set(token.text) <= set("IVX")
