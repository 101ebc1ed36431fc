"""What an officer does: position, acting mark and unit, before or behind the name."""

from typing import Final

from kentongan.desk.news.reading.lexicon import (
    BHABIN,
    HEADS,
    TAILS,
    UNIT_WORDS,
    WEAK_HEADS,
)
from kentongan.desk.news.reading.people import Person, Position
from kentongan.desk.news.reading.places import Territory
from kentongan.desk.news.reading.ranks import acting_at, rank_at
from kentongan.desk.news.reading.tokens import Token
from kentongan.desk.news.reading.units import Unit, Units

Span = tuple[int, int]
_BACK: Final = 22
_SMALL: Final = frozenset(
    [
        "a",
        "n",
        "an",
        "nama",
        "desa",
        "kelurahan",
        "kecamatan",
        "kel",
        "kec",
        "ds",
        "dan",
        "di",
        "kampung",
        "nagari",
        "dusun",
        "sat",
        "kepala",
        "unit",
        "pada",
        "yang",
        "bertugas",
        "bertanggung",
        "jawab",
        "atas",
        "wilayah",
        "binaan",
        "dari",
        "oleh",
    ]
)


class Positions:
    """Reads what somebody does from before or behind the name."""

    def __init__(
        self, tokens: list[Token], text: str, units: Units, land: Territory
    ) -> None:
        """Nobody is found yet."""
        self.tokens, self.text, self.units, self.land = tokens, text, units, land
        self.found: list[Person] = []

    def _before(self, i: int) -> Position | None:
        """The position that leads up to a rank."""
        tokens = self.tokens
        low = self._edge(i)
        best = None
        for at in range(low, i):
            head = tokens[at].low
            if head not in HEADS or (
                head == "ka" and at + 1 < i and tokens[at + 1].low not in TAILS
            ):
                continue
            position = self.position_at(at, i)
            if self._reaches(position.end, i) and (
                best is None or not is_weak(position)
            ):
                best = position
                if not is_weak(position):
                    break
        return best

    def _edge(self, i: int) -> int:
        """How far back a position may begin: to the last stop, name or verb."""
        tokens = self.tokens
        last = self.found[-1].name.end if self.found else 0
        at = i
        while at > max(0, i - _BACK, last):
            token = tokens[at - 1]
            if token.kind == "l" or token.text in ';"!?':
                break
            if token.text in ",:" and at != i and at not in self.units.by_token:
                break
            if token.kind == "w" and token.text.islower() and not _is_phrase(token):
                break
            at -= 1
        return at

    def _reaches(self, end: int, i: int) -> bool:
        """Whether only a place, a unit or a mark stands between position and rank."""
        between = self.tokens[end:i]
        marks = [token.text for token in between if token.kind == "p"]
        return all(mark in ".,:()-/" for mark in marks) and not any(
            t.low in ("dan", "serta") for t in between
        )

    def position_at(self, i: int, limit: int) -> Position:
        """The position that begins at a head, with acting mark and unit."""
        tokens = self.tokens
        acting, mark = self._acting_before(i)
        end = i + 1
        while end < limit and (
            tokens[end].low in TAILS
            or (tokens[end].text == "." and tokens[end - 1].low in ("ka", "sat"))
            or (
                tokens[end].low in HEADS
                and tokens[end].low not in WEAK_HEADS
                and tokens[i].low in ("kanit", "wakil", "waka", "ka", *WEAK_HEADS)
            )
        ):
            end += 1
        head = i
        while tokens[head].low in WEAK_HEADS and head + 1 < end:
            head += 1
        words = [t.text for t in tokens[head:end] if t.text != "."]
        if tokens[head].low in WEAK_HEADS:
            words = []  # "anggota" says no more than the rank does
        span = (tokens[head].start, tokens[end - 1].end)
        unit = self.units.by_token.get(i) or self._unit_in(i, limit)
        stop = end
        if unit and unit.first >= i:
            stop = max(end, unit.end)
        position = Position(
            _written(words),
            span,
            acting,
            mark,
            unit,
            first=i,
            end=self._past_place(stop, limit),
        )
        if mark:
            position.first = next(
                k for k in range(i - 1, -1, -1) if tokens[k].start == mark[0]
            )
        return position

    def _acting_before(self, i: int) -> tuple[str | None, Span | None]:
        tokens = self.tokens
        for at in (i - 1, i - 2):
            if at >= 0 and tokens[at].kind == "w":
                acting, end = acting_at(tokens, at)
                if acting and end == i:
                    return acting, (tokens[at].start, tokens[at].end)
        return None, None

    def _unit_in(self, i: int, limit: int) -> Unit | None:
        return next(
            (
                self.units.by_token[at]
                for at in range(i, limit)
                if at in self.units.by_token
            ),
            None,
        )

    def _past_place(self, i: int, limit: int) -> int:
        """Past places and further units behind a position."""
        while i < limit:
            if i in self.units.by_token:
                i = self.units.by_token[i].end
                continue
            end = self.land.end_of(i)
            if end == i:
                break
            i = end
        return min(i, limit)

    def _after(self, i: int) -> Position | None:
        """The position behind a name: in brackets, after selaku, after a comma."""
        tokens = self.tokens
        at = i
        marks = 0
        while at < len(tokens) and (
            tokens[at].text in "(,-:/"
            or tokens[at].low in ("selaku", "sebagai", "jabatan", "yang", "menjabat")
        ):
            at += 1
            marks += 1
        if not marks or at >= len(tokens) or marks > 3:
            return None
        acting, end = acting_at(tokens, at)
        at = end if acting else at
        if at >= len(tokens) or tokens[at].low not in HEADS:
            return None
        limit = self._clause(at)
        position = self.position_at(at, limit)
        if tokens[i].text != "(" and self._leads_on(position.end):
            return None
        return position

    def _clause(self, i: int) -> int:
        end = i
        while end < min(len(self.tokens), i + 14) and (
            self.tokens[end].kind == "w"
            or self.tokens[end].text == "."
            or self.tokens[end].kind == "n"
        ):
            if end > i and rank_at(self.tokens, end):
                break
            end += 1
        return end

    def _leads_on(self, i: int) -> bool:
        """Whether a position belongs to the next name: "Iptu A, Kanit Binmas Aipda B"."""
        at = i
        while at < len(self.tokens) and self.tokens[at].text in ",.:(-":
            at += 1
        if at >= len(self.tokens):
            return False
        return rank_at(self.tokens, at) is not None


def is_weak(position: Position) -> bool:
    return not position.text


def _is_phrase(token: Token) -> bool:
    return (
        token.low in HEADS
        or token.low in TAILS
        or token.low in _SMALL
        or token.low in UNIT_WORDS
    )


def _written(words: list[str]) -> str:
    shown = ["Bhabinkamtibmas" if w.lower() in BHABIN else w for w in words]
    return " ".join(
        w.capitalize() if (w.isupper() and len(w) > 4) or w.islower() else w
        for w in shown
    )
