"""Which police and army units a text names."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from kentongan.desk.news.reading.gazetteer import Gazetteer, key
from kentongan.desk.news.reading.lexicon import (
    HEADS,
    NOT_NAMES,
    ROLE_WORDS,
    UNIT_WORDS,
    WEEKDAYS,
)
from kentongan.desk.news.reading.ranks import rank_at
from kentongan.desk.news.reading.tokens import Token
from kentongan.ground.units.rules.units import polda_named

_KIND: Final = {
    "polda": "polda", "polres": "polres", "polresta": "polresta",
    "polrestabes": "polrestabes", "polrestro": "polres_metro", "polsek": "polsek",
    "polsekta": "polsek", "koramil": "koramil", "posramil": "koramil", "kodim": "kodim",
    "danramil": "koramil", "dandim": "kodim", "kasdim": "kodim", "polsubsektor": "polsubsektor",
    "danposramil": "koramil",
}  # fmt: skip
_STEMS: Final = ("mapolres", "mapolsek", "mapolda", "makopolres", "makopolsek", "makoramil",
                 "makodim", "kapolres", "kapolsek", "kapolda", "wakapolres", "wakapolsek",
                 "wakapolda", "wadanramil")  # fmt: skip
_SEAS: Final = frozenset(
    map(
        key,
        (
            "Pelabuhan Tanjung Perak", "Pelabuhan Tanjung Priok", "Pelabuhan Belawan",
            "Pelabuhan Makassar", "Bandara Soekarno Hatta", "Bandara Soekarno-Hatta",
            "Kota Besar", "Tanjung Perak", "Soekarno Hatta", "Bandara I Gusti Ngurah Rai",
        ),
    )
)  # fmt: skip
LEVEL_WORDS: Final = {
    "polda": "Polda", "polres": "Polres", "polresta": "Polresta",
    "polrestabes": "Polrestabes", "polres_metro": "Polres Metro", "polsek": "Polsek",
    "koramil": "Koramil", "kodim": "Kodim", "polsubsektor": "Polsubsektor",
}  # fmt: skip
RESORTS: Final = ("polres", "polresta", "polrestabes", "polres_metro")
_ENDS: Final = frozenset(
    [
        "desa",
        "ds",
        "kelurahan",
        "kel",
        "kecamatan",
        "kec",
        "kabupaten",
        "kab",
        "provinsi",
        "prov",
        "dusun",
        "jajaran",
    ]
)
_LONGEST: Final = 5


@dataclass(slots=True)
class Unit:
    """One naming of a unit.

    Attributes:
        kind: As in `LEVEL_WORDS`.
        name: Without the level word, in the official spelling where there is one.
        first, end: Its tokens, the level word included.
        name_span: The characters of the name.
        regencies: Codes that a Polres of that name may lie in.
    """

    kind: str
    name: str
    first: int
    end: int
    name_span: tuple[int, int]
    regencies: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """With its level word: "Polsek Firdaus"."""
        return f"{LEVEL_WORDS[self.kind]} {self.name}"


def kind_of(low: str) -> str | None:
    """The kind of unit that a word tells of, by itself or by who leads it."""
    if low in _KIND:
        return _KIND[low]
    for stem in _STEMS:
        if low.startswith(stem):
            rest = (
                low[low.index("pol") :]
                if "pol" in low
                else low.removeprefix("ma").removeprefix("wadan")
            )
            rest = {"koramil": "koramil", "kodim": "kodim", "ramil": "koramil"}.get(
                rest, rest
            )
            return _KIND.get(rest)
    return None


def run(tokens: list[Token], i: int, *, limit: int = _LONGEST) -> int:
    """The token after the capitalised words at `i` that may be one name."""
    end = i
    while end < len(tokens) and end < i + limit and _goes_on(tokens, end):
        end += 1
    return end


def _goes_on(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if token.kind == "n":
        return False
    if not token.capital or token.low in _ENDS or token.low in HEADS:
        return False
    if token.low in UNIT_WORDS or token.low in ROLE_WORDS or token.low in WEEKDAYS:
        return False
    if token.low in NOT_NAMES and token.low not in (
        "kota",
        "pasar",
        "pos",
        "aman",
        "lalu",
    ):
        return False
    return rank_at(tokens, i) is None


class Units:
    """All units of one text, by where they stand, and those that it is about."""

    def __init__(self, tokens: list[Token], text: str, book: Gazetteer) -> None:
        """Find them: first every run of words, then what each run may be."""
        self._tokens, self._text, self._book = tokens, text, book
        self.found: list[Unit] = []
        self._also: dict[tuple[str, str], str] = {}
        starts = [
            (i, kind) for i, token in enumerate(tokens)
            if token.kind == "w" and (kind := kind_of(token.low))
        ]  # fmt: skip
        spoken = [self._spoken(i, kind) for i, kind in starts]
        runs = Counter(
            (level(kind), key(" ".join(words))) for kind, _, _, words in spoken if words
        )
        for first, (kind, start, end, words) in zip(
            (i for i, _ in starts), spoken, strict=True
        ):
            if words and (unit := self._unit(first, kind, start, end, runs)):
                self.found.append(unit)
        self.by_token = {unit.first: unit for unit in self.found}

    def main(self, *kinds: str) -> Unit | None:
        """The unit of these kinds that is named most, the first of equals."""
        mine = [unit for unit in self.found if unit.kind in kinds]
        if not mine:
            return None
        counts = Counter(key(unit.name) for unit in mine)
        most = max(counts.values())
        name = next(key(u.name) for u in mine if counts[key(u.name)] == most)
        same = [unit for unit in mine if key(unit.name) == name]
        # Who leads a Polresta is a Kapolresta, but many write Polres for short.
        return next((u for u in same if u.kind != "polres"), same[0])

    def _spoken(self, i: int, kind: str) -> tuple[str, int, int, list[str]]:
        tokens = self._tokens
        start = i + 1
        while start < len(tokens) and tokens[start].text in ".:" and start < i + 2:
            start += 1
        if start < len(tokens) and tokens[start].low in ("metro",) and kind in RESORTS:
            kind, start = "polres_metro", start + 1
        if kind in ("koramil", "kodim"):
            start = _after_number(tokens, start)
        end = run(tokens, start)
        return kind, start, end, [token.text for token in tokens[start:end]]

    def _unit(
        self,
        first: int,
        kind: str,
        start: int,
        end: int,
        runs: Counter[tuple[str, str]],
    ) -> Unit | None:
        tokens = self._tokens
        best = end
        name = ""
        codes: list[str] = []
        for stop in range(end, start, -1):
            words = self._text[tokens[start].start : tokens[stop - 1].end]
            name, codes = self._official(kind, words)
            if name:
                best = stop
                break
        if not name:
            best = self._shortest(kind, start, end, runs)
            words = " ".join(token.text for token in tokens[start:best])
            name = _titled(words)
        span = (tokens[start].start, tokens[best - 1].end)
        name = self._also.get((level(kind), key(name)), name)
        self._learn_bracket(kind, name, best)
        return Unit(kind, name, first, best, span, codes)

    def _learn_bracket(self, kind: str, name: str, end: int) -> None:
        """Polsek Denpasar Selatan (Densel): from now on the one means the other."""
        tokens = self._tokens
        if (
            end + 2 < len(tokens)
            and tokens[end].text == "("
            and tokens[end + 2].text == ")"
        ):
            self._also[level(kind), key(tokens[end + 1].text)] = name

    def _official(self, kind: str, words: str) -> tuple[str, list[str]]:
        book = self._book
        if kind == "polda":
            polda = polda_named(words)
            return (polda.name, list(polda.provinces)) if polda else ("", [])
        if kind in RESORTS:
            return self._resort(words)
        if kind == "kodim":
            codes = book.find(words, 5)
            return (book.name(codes[0]), codes) if codes else ("", [])
        return "", []

    def _resort(self, words: str) -> tuple[str, list[str]]:
        book = self._book
        if key(words) in _SEAS:
            return _titled(words), []
        codes = book.find(words, 5)
        if codes:
            names = {book.name(code) for code in codes}
            return (names.pop() if len(names) == 1 else _titled(words)), codes
        bare, _, last = words.rpartition(" ")
        if last.lower() in ("kota", "kab", "kabupaten", "barat", "timur") and bare:
            codes = [
                c
                for c in book.find(bare, 5)
                if book.is_town(c) or last.lower() != "kota"
            ]
            if codes:
                return f"{book.name(codes[0])} {last.title()}", codes
        return "", []

    def _shortest(
        self, kind: str, start: int, end: int, runs: Counter[tuple[str, str]]
    ) -> int:
        """Where a headline runs on, the name alone stands elsewhere, or in the list."""
        tokens = self._tokens
        best = end
        for stop in range(start + 1, end):
            words = key(" ".join(token.text for token in tokens[start:stop]))
            if runs[level(kind), words]:
                return stop
            if kind in ("polsek", "koramil") and self._book.find(words, 8):
                best = stop
        whole = key(" ".join(token.text for token in tokens[start:end]))
        if runs[level(kind), whole] > 1 or self._book.find(whole, 8):
            return end
        return best


def level(kind: str) -> str:
    """Which kinds share their names: every sort of Polres is one."""
    return "polres" if kind in RESORTS else kind


def _after_number(tokens: list[Token], i: int) -> int:
    """The token after a number such as 0204/DS or 03."""
    first = i
    while (
        i < len(tokens)
        and i < first + 6
        and (tokens[i].kind == "n" or tokens[i].text in "/-")
    ):
        i += 1
    return i


def _titled(words: str) -> str:
    return " ".join(
        part.title() if part.isupper() and len(part) > 3 else part
        for part in words.split()
    )
