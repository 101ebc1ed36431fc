"""People in service: rank, name, degrees, position, unit; each person once."""

from typing import Final

from kentongan.desk.news.reading.names import Name, name_at
from kentongan.desk.news.reading.people import Person, Position, same_person
from kentongan.desk.news.reading.places import Territory
from kentongan.desk.news.reading.positions import Positions, is_weak
from kentongan.desk.news.reading.ranks import RankFound, rank_at
from kentongan.desk.news.reading.tokens import Token
from kentongan.desk.news.reading.units import RESORTS, Unit, Units, kind_of

Span = tuple[int, int]
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


class Officers(Positions):
    """Everybody in service whom one text names."""

    def __init__(
        self, tokens: list[Token], text: str, units: Units, land: Territory
    ) -> None:
        """Read from each rank to both sides."""
        super().__init__(tokens, text, units, land)
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
        known = next((p for p in self.found if same_person(p, person)), None)
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
        if known.position is None or (person.position and is_weak(known.position)):
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
            return None
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
