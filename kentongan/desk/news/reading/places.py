"""Where it was: each official place by its parents, ambiguity as candidates."""

from collections import Counter
from typing import Final

from kentongan.desk.news.reading.context import Context
from kentongan.desk.news.reading.gazetteer import Gazetteer, key
from kentongan.desk.news.reading.mentions import (
    DISTRICT,
    PROVINCE,
    REGENCY,
    VILLAGE,
    Found,
    Mention,
)
from kentongan.desk.news.reading.tokens import Token
from kentongan.desk.news.reading.units import Units

_LONGEST: Final = 5
_NEAR: Final = 110


class Territory(Context):
    """All places of one text."""

    def __init__(
        self, tokens: list[Token], text: str, book: Gazetteer, units: Units
    ) -> None:
        """Collect the mentions; what they mean is decided together."""
        super().__init__(tokens, text, book, units)
        self.place = self._resolve()

    def end_of(self, i: int) -> int:
        """The token after the place phrase that begins at `i`, or `i` if none does."""
        for mention in self.mentions:
            if mention.first == i:
                return self._settled(mention)[1]
        return i

    def known_end(self, i: int, length: int) -> int:
        """The token after a name of a place near this one that stands bare at `i`."""
        tokens = self.tokens
        parent = (self.place.code or "")[: 5 if length > 5 else 2]
        for stop in range(min(i + _LONGEST, len(tokens)), i, -1):
            words = self._words(i, stop)
            if not words or not tokens[i].capital:
                continue
            if any(key(words) == key(name) for name in self.place.names.values()) or (
                parent and self.book.find(words, length, (parent,))
            ):
                return stop
        return i

    def _settled(self, mention: Mention) -> tuple[list[str], int, str, float]:
        """The codes that a mention may mean, where its name ends, the name, how sure."""
        best: tuple[list[str], int, str, float] = (
            [],
            mention.names[0][1],
            mention.names[0][0],
            0.0,
        )
        for name, stop in mention.names:
            scored = [
                (self._score(code) + self._beside(code, stop), code)
                for code in self._of_kind(mention, name)
            ]
            top = max((score for score, _ in scored), default=0.0)
            if scored and top > best[3] + 0.01:
                best = ([c for s, c in scored if s > top - 0.01], stop, name, top)
        if not best[0]:
            name, stop = mention.names[-1]
            best = (best[0], stop, name, 0.0)
            if alike := self._alike(mention, name):
                best = (alike, stop, name, 1.0)
        return best

    def _alike(self, mention: Mention, name: str) -> list[str]:
        """An area of that sound below the parent that the text names plainly."""
        sure = [
            c for c, w in self._context.items() if w >= 2.0 and len(c) < mention.length
        ]
        for parent in sorted(sure, key=lambda c: (-len(c), -self._context[c])):
            if len(parent) >= 5 or mention.length <= 8:
                found = self.book.alike(name, mention.length, parent)
                if len(found) == 1:
                    return found
        return []

    def _beside(self, code: str, stop: int) -> float:
        """Whether the name is followed by those of its parents, without level words."""
        if stop >= len(self.tokens):
            return 0.0
        at = self.tokens[stop].start
        after = key(self.text[at : at + _NEAR].split("\n")[0])
        score = 0.0
        for length, weight in ((8, 1.5), (5, 1.0)):
            if length < len(code) and key(self.book.name(code[:length])) in after:
                score += weight
        return score

    def _resolve(self) -> Found:
        for length in (VILLAGE, DISTRICT, REGENCY, PROVINCE):
            mine = [m for m in self.mentions if m.length == length]
            if mine:
                found = self._main(mine)
                if found:
                    return found
        return self._by_dateline()

    def _main(self, mine: list[Mention]) -> Found | None:
        settled = [(m, *self._settled(m)) for m in mine]
        counts: Counter[str] = Counter()
        for at, (mention, codes, _, name, _) in enumerate(settled):
            plain = 1.0 if codes else 0.2
            early = 0.6 * (len(settled) - at) / len(settled)
            counts[key(name)] += plain + early + self._setting(mention)  # type: ignore[assignment]
        order = sorted(settled, key=lambda s: (-counts[key(s[3])], -s[4], s[0].first))
        for mention, codes, stop, name, _ in order:
            found = self._as_place(mention, codes, stop, name)
            if found:
                return found
        return None

    def _setting(self, mention: Mention) -> float:
        """A place after `di`, `bertempat` or `Tempat:` is where it was."""
        line = self.tokens[max(0, mention.first - 12) : mention.first]
        words = {t.low for t in line}
        score = 1.0 if words & {"tempat", "lokasi", "bertempat", "berlangsung"} else 0.0
        return score + (0.4 if words & {"di", "sambang", "menyambangi"} else 0.0)

    def _as_place(
        self, mention: Mention, codes: list[str], stop: int, name: str
    ) -> Found | None:
        span = (self.tokens[mention.start].start, self.tokens[stop - 1].end)
        level = _LEVEL[mention.length]
        if len(codes) == 1 and (
            mention.length <= REGENCY
            or self._score(codes[0])
            or self._beside(codes[0], stop)
        ):
            return self._named(codes[0], level, span)
        if len(codes) == 1 and mention.length <= REGENCY:
            return self._named(codes[0], level, span)
        if mention.length == VILLAGE and mention.word in (
            "kampung",
            "kampong",
            "kp",
            "negeri",
            "kmp",
        ):
            return None  # as often a hamlet: only where the list knows it
        above = self._above(codes)
        found = self._named(above, _LEVEL[len(above)], None) if above else Found()
        found.names[level] = name if not codes else self.book.name(codes[0])
        found.spans[level] = span
        found.candidates = codes[:20]
        return found

    def _above(self, codes: list[str]) -> str | None:
        """The deepest area that holds all candidates and that the text names."""
        if codes:
            shared = codes[0]
            while shared and not all(c.startswith(shared) for c in codes):
                shared = shared.rpartition(".")[0]
            return shared if shared and len(shared) < len(codes[0]) else None
        for length in (DISTRICT, REGENCY, PROVINCE):
            mine = [m for m in self.mentions if m.length == length]
            for mention in mine:
                found, *_ = self._settled(mention)
                if len(found) == 1:
                    return found[0]
        return None

    def _named(self, code: str, level: str, span: tuple[int, int] | None) -> Found:
        found = Found(code=code)
        for length, name in (
            (2, "province"),
            (5, "regency"),
            (8, "district"),
            (13, "village"),
        ):
            if length <= len(code):
                found.names[name] = self.book.name(code[:length])
                where = self._said(code[:length]) or span
                if where:
                    found.spans[name] = where
        if span:
            found.spans[level] = span
        return found

    def _said(self, code: str) -> tuple[int, int] | None:
        """Where the text names an area, by itself or by its Polres."""
        for mention in self.mentions:
            if mention.length == len(code):
                for name, stop in mention.names:
                    if code in self.book.find(name, mention.length):
                        return self.tokens[mention.start].start, self.tokens[
                            stop - 1
                        ].end
        for unit in self.units.found:
            if code in unit.regencies:
                return unit.name_span
        return None

    def _by_dateline(self) -> Found:
        """The town before the dash with which a release opens."""
        for i, token in enumerate(self.tokens[:14]):
            if token.text in "-" and i and self.tokens[i - 1].kind == "w":
                for start in range(max(0, i - 4), i):
                    words = self._words(start, i)
                    codes = self.book.find(words, REGENCY) if words else []
                    if len(codes) == 1:
                        span = (self.tokens[start].start, self.tokens[i - 1].end)
                        return self._named(codes[0], "regency", span)
        return Found()


_LEVEL: Final = {2: "province", 5: "regency", 8: "district", 13: "village"}
