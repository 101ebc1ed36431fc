"""What areas a text speaks of, by level words, units and names that stand bare."""

from collections.abc import Iterable
from typing import Final

from kentongan.desk.news.reading.gazetteer import Gazetteer
from kentongan.desk.news.reading.lexicon import HEADS, WEEKDAYS
from kentongan.desk.news.reading.mentions import (
    DISTRICT,
    PROVINCE,
    REGENCY,
    VILLAGE,
    WORDS,
    Mention,
)
from kentongan.desk.news.reading.ranks import rank_at
from kentongan.desk.news.reading.tokens import Token
from kentongan.desk.news.reading.units import RESORTS, Units, run

_LONGEST: Final = 5
_NEAR: Final = 110


class Context:
    """Every mention of a text, and how plainly it speaks of each area."""

    def __init__(
        self, tokens: list[Token], text: str, book: Gazetteer, units: Units
    ) -> None:
        """Collect the mentions, then weigh what stands around them."""
        self.tokens, self.text, self.book, self.units = tokens, text, book, units
        # No rank and no head of a unit is part of a place's name.
        self._barred = [
            token.low in HEADS or rank_at(tokens, i) is not None
            for i, token in enumerate(tokens)
        ]
        self.mentions = [m for i in range(len(tokens)) if (m := self._mention(i))]
        self._context = self._weights()

    def _mention(self, i: int) -> Mention | None:
        token = self.tokens[i]
        length = WORDS.get(token.low) if token.kind == "w" else None
        if length is None:
            return None
        if (
            token.low in ("kp", "gp", "kel", "prov", "ds", "kmp")
            and token.text.islower()
        ):
            return None
        start = i + 1
        while (
            start < len(self.tokens)
            and start < i + 3
            and self.tokens[start].text in ".:"
        ):
            start += 1
        names = self._names(start, length)
        return Mention(length, names, i, start, token.low) if names else None

    def _names(self, start: int, length: int) -> list[tuple[str, int]]:
        """Official names that begin at a token, longest first; else the run of capitals."""
        found = []
        for stop in range(min(start + _LONGEST, len(self.tokens)), start, -1):
            words = self._words(start, stop)
            if words and self.book.find(words, length):
                found.append((words, stop))
        end = run(self.tokens, start, limit=4)
        if end > start and all(stop != end for _, stop in found):
            found.append((self._words(start, end), end))
        if not self.tokens[start : start + 1] or self.tokens[start].low in WEEKDAYS:
            return []
        return found

    def _words(self, start: int, stop: int) -> str:
        part = self.tokens[start:stop]
        if any(
            t.kind == "l" or (t.kind == "p" and t.text not in "-'./()") for t in part
        ):
            return ""
        if not part or part[0].kind == "p" or part[-1].text in "-'./(":
            return ""
        if any(self._barred[start:stop]):
            return ""
        return " ".join(self.text[part[0].start : part[-1].end].split())

    def _weights(self) -> dict[str, float]:
        """Codes that the text speaks of, with how plainly it does."""
        weights: dict[str, float] = {}

        def add(codes: Iterable[str], weight: float) -> None:
            for code in codes:
                weights[code] = max(weights.get(code, 0.0), weight)

        for codes, weight in (*self._told(), *self._served(), *self._bare()):
            add(codes, weight)
        return weights

    def _told(self) -> Iterable[tuple[list[str], float]]:
        """Areas above the village that stand behind their level word."""
        for mention in self.mentions:
            if mention.length != VILLAGE:
                for name, _ in mention.names[:2]:
                    yield self._of_kind(mention, name), 4.0

    def _served(self) -> Iterable[tuple[list[str], float]]:
        """Areas that bear the names of the units: mostly, never surely, the same."""
        for unit in self.units.found:
            if unit.kind == "polda":
                yield unit.regencies, 1.5
            elif unit.kind in RESORTS or unit.kind == "kodim":
                yield unit.regencies, 2.5
            elif unit.kind in ("polsek", "koramil"):
                yield self.book.find(unit.name, DISTRICT), 2.0

    def _of_kind(self, mention: Mention, name: str) -> list[str]:
        codes = self.book.find(name, mention.length)
        if mention.length != REGENCY:
            return codes
        town = mention.word.startswith("kota")
        return [c for c in codes if self.book.is_town(c) == town] or codes

    def _bare(self) -> Iterable[tuple[list[str], float]]:
        """Names of regencies and districts that stand without their level word."""
        tokens = self.tokens
        # "Desa Sukamaju" alone does not name the kecamatan of that name too.
        own = {
            i for m in self.mentions if m.length == VILLAGE
            for i in range(m.first, m.names[0][1])
        }  # fmt: skip
        for i, token in enumerate(tokens):
            if i in own or not token.capital or len(token.text) < 3:
                continue
            for stop in range(min(i + 4, len(tokens)), i, -1):
                words = self._words(i, stop)
                if not words:
                    continue
                regencies = self.book.find(words, REGENCY)
                districts = self.book.find(words, DISTRICT)
                if regencies:
                    yield regencies, 1.2 if i < 12 else 1.0
                if districts:
                    yield districts, 0.8
                provinces = self.book.find(words, PROVINCE)
                if provinces:
                    yield provinces, 0.7

    def _score(self, code: str) -> float:
        """How plainly the text speaks of an area's parents."""
        return sum(
            self._context.get(code[:length], 0.0)
            for length in (2, 5, 8)
            if length < len(code)
        )
