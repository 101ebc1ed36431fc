"""People in service: rank, name, degrees, position, acting mark, unit, whether there."""

from dataclasses import dataclass, field
from typing import Final

from kentongan.desk.news.reading.gazetteer import key
from kentongan.desk.news.reading.lexicon import (
    BHABIN,
    HEADS,
    MILITARY_HEADS,
    TAILS,
    UNIT_WORDS,
    WEAK_HEADS,
)
from kentongan.desk.news.reading.names import Name, name_at
from kentongan.desk.news.reading.places import Territory
from kentongan.desk.news.reading.ranks import RankFound, acting_at, rank_at
from kentongan.desk.news.reading.tokens import Token
from kentongan.desk.news.reading.units import RESORTS, Unit, Units, kind_of

Span = tuple[int, int]
_BACK: Final = 22
_OWNERS: Final = frozenset(
    [
        "dicanangkan",
        "digagas",
        "diinisiasi",
        "arahan",
        "perintah",
        "instruksi",
        "gagasan",
        "atensi",
        "kebijakan",
        "penekanan",
        "diperintahkan",
        "digelorakan",
        "dicetuskan",
        "besutan",
        "yth",
    ]
)
_SMALL: Final = frozenset(
    [
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


@dataclass(slots=True)
class Position:
    """What somebody does, as the text says it before or after the name."""

    text: str
    span: Span
    acting: str | None = None
    acting_span: Span | None = None
    unit: Unit | None = None
    first: int = 0
    end: int = 0


@dataclass(slots=True)
class Person:
    """Somebody in service, as the text names them."""

    name: Name
    rank: str | None
    rank_span: Span | None
    is_military: bool
    first: int
    end: int
    position: Position | None = None
    is_owner: bool = False
    places: list[tuple[int, int]] = field(default_factory=list)


class Officers:
    """Everybody in service whom one text names."""

    def __init__(
        self, tokens: list[Token], text: str, units: Units, land: Territory
    ) -> None:
        """Read from each rank to both sides."""
        self.tokens, self.text, self.units, self.land = tokens, text, units, land
        self.found: list[Person] = []
        self.taken: list[tuple[int, int]] = []
        i = 0
        while i < len(tokens):
            rank = rank_at(tokens, i)
            person = self._person(rank) if rank else None
            if person:
                self._keep(person)
            i = max(i + 1, person.name.end if person else 0)

    def _person(self, rank: RankFound) -> Person | None:
        name = name_at(self.tokens, rank.end, self.text)
        if name is None:
            return None
        person = Person(
            name=name,
            rank=rank.label,
            rank_span=(self.tokens[rank.first].start, self.tokens[rank.end - 1].end),
            is_military=rank.is_military,
            first=rank.first,
            end=name.end,
        )
        before = self._before(rank.first)
        after = None if before else self._after(name.end)
        person.position = before or after or self._shared(rank.first)
        if before:
            person.first = before.first
        if after:
            person.end = after.end
        person.is_owner = self._is_owner(person.first)
        person.places = [(person.first, person.end)]
        return person

    # --- the position ------------------------------------------------------------

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
                best is None or not _is_weak(position)
            ):
                best = position
                if not _is_weak(position):
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
            if token.text in ",:" and at != i:
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

    def _shared(self, i: int) -> Position | None:
        """The position of the one before, where both are named for it."""
        if not self.found:
            return None
        last = self.found[-1]
        between = self.tokens[last.end : i]
        joined = [t.low for t in between]
        if joined in (["dan"], ["serta"], [","], [",", "dan"], [",", "serta"], ["&"]):
            own = last.position
            if own:
                return Position(own.text, own.span, None, None, own.unit, i, i)
        return None

    def _is_owner(self, i: int) -> bool:
        """Whether somebody is named only as whose idea or order it was."""
        return any(t.low in _OWNERS for t in self.tokens[max(0, i - 4) : i])

    # --- one person, several times ------------------------------------------------

    def _keep(self, person: Person) -> None:
        known = next((p for p in self.found if _same(p, person)), None)
        if known is None:
            self.found.append(person)
            return
        known.places.append((person.first, person.end))
        if len(person.name.text) > len(known.name.text):
            degrees = known.name.degrees or person.name.degrees
            known.name = Name(
                person.name.text, person.name.span, degrees, person.first, person.end
            )
        if not known.name.degrees and person.name.degrees:
            known.name = Name(
                known.name.text,
                known.name.span,
                person.name.degrees,
                known.first,
                known.end,
            )
        if known.position is None or (person.position and _is_weak(known.position)):
            known.position = person.position or known.position
        known.is_owner = known.is_owner and person.is_owner
        # So that what stands between two names is looked for behind the last one read.
        known.end = max(known.end, person.end)

    def unit_of(self, person: Person) -> Unit | None:
        """The unit of somebody: as written, or the text's only one of that level."""
        position = person.position
        if position is None:
            return None
        head = position.text.split()[0].lower() if position.text else ""
        if position.unit:
            return position.unit
        if person.is_military:
            return (
                self.units.main("koramil", "kodim") if head in MILITARY_HEADS else None
            )
        return (
            self.units.main(*_level_of(head, position.text.lower())) if head else None
        )


def _level_of(head: str, text: str) -> tuple[str, ...]:
    kind = kind_of(head)
    if kind in RESORTS or head.startswith(
        ("kasat", "kabag", "kasi", "kbo", "wakapolres")
    ):
        return RESORTS
    if "kanit bhabin" in text:
        return RESORTS
    if kind:
        return (kind,)
    if head.startswith(("kanit", "panit", "bhabinkamtibmas", "waka", "ka", "ps")):
        return ("polsek",)
    return ()


def _is_weak(position: Position) -> bool:
    return position.text.lower() in WEAK_HEADS


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


def _same(one: Person, other: Person) -> bool:
    if one.rank != other.rank:
        return False
    a, b = key(one.name.text), key(other.name.text)
    mine, theirs = one.name.text.lower().split(), other.name.text.lower().split()
    return (
        a == b
        or theirs == mine[: len(theirs)]
        or mine == theirs[: len(mine)]
        or (len(theirs) == 1 and theirs[0] in mine)
        or set(theirs) <= set(mine)
    )
