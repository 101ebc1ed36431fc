"""Free text to one `kentongan.visit/1`, with the words each fact was read from."""

from dataclasses import dataclass, field
from typing import Any, Final

from kentongan.desk.news.reading import hamlets, presence, topics
from kentongan.desk.news.reading.civilians import Civilians
from kentongan.desk.news.reading.dates import Day, clocks, days
from kentongan.desk.news.reading.gazetteer import Gazetteer, gazetteer
from kentongan.desk.news.reading.officers import Officers
from kentongan.desk.news.reading.people import Person
from kentongan.desk.news.reading.places import Territory
from kentongan.desk.news.reading.tokens import LONGEST, clean, tokenize
from kentongan.desk.news.reading.units import RESORTS, Units

Span = tuple[int, int]
FORMAT: Final = "kentongan.visit/1"


@dataclass
class Reading:
    """What a text says.

    Attributes:
        visit: A `kentongan.visit/1`, with `spans`; its date is None where the text
            gives none, and such a visit is not yet one.
        candidates: Field to the values between which the text does not decide.
        warnings: What a person should look at: code and the words it is about.
        said: What was said word for word, by whom: no approved quote yet.
    """

    visit: dict[str, Any]
    candidates: dict[str, list[str]] = field(default_factory=dict)
    warnings: list[dict[str, str]] = field(default_factory=list)
    said: list[dict[str, Any]] = field(default_factory=list)

    @property
    def spans(self) -> dict[str, list[int]]:
        """Field path to the characters it was read from."""
        spans: dict[str, list[int]] = self.visit["spans"]
        return spans


def read(text: str) -> Reading:
    """What a release, a WhatsApp report or minutes say of one visit.

    Nothing is guessed: what the text does not say stays null or empty, and what it
    says in two ways is a candidate. No text is too odd: at worst nothing is found.
    """
    return _Reader(text, gazetteer()).reading


class _Reader:
    """One text on its way to one visit."""

    def __init__(self, text: str, book: Gazetteer) -> None:
        """Read from the outside in: units, places, people, then what was done."""
        self.text = clean(text[:LONGEST])
        self.tokens = tokenize(self.text)
        self.reading = Reading(visit={})
        self.spans: dict[str, list[int]] = {}
        if len(text) > LONGEST:
            self._warn("too_long", str(len(text)))
        self.units = Units(self.tokens, self.text, book)
        self.land = Territory(self.tokens, self.text, book, self.units)
        self.officers = Officers(self.tokens, self.text, self.units, self.land)
        served = [place for person in self.officers.found for place in person.places]
        self.civilians = Civilians(self.tokens, self.text, self.land, served)
        self.reading.visit.update(self._visit())

    def _visit(self) -> dict[str, Any]:
        when = self._when()
        visit = {
            "format": FORMAT,
            "kind": self._kind(),
            **when,
            "place": self._place(),
            "units": self._units(),
            **self._people(),
            **self._topics(),
            "inspection": None,
            "follow_ups": [],
            "quotes": [],
            "photos": [],
        }
        self.reading.said = topics.said(self.text)
        visit["spans"] = self.spans
        return visit

    def _kind(self) -> str:
        kind, span = topics.kind(self.text)
        self._span("kind", span)
        return kind

    def _when(self) -> dict[str, Any]:
        found = days(self.text)
        day = found[0] if found else None
        value = day.value if day else None
        if day:
            self._day(day, found)
        clock = topics.start_of(clocks(self.text), day.span if day else None)
        if clock:
            self._span("time", clock.span)
            self._span("tz", clock.zone_span)
        return {
            "date": value.isoformat() if value else None,
            "time": clock.value if clock else None,
            "tz": clock.zone if clock else None,
            "weekday_as_written": (day.weekday if day else "") or None,
        }

    def _day(self, day: Day, found: list[Day]) -> None:
        if day.value:
            self._span("date", day.span)
        else:
            self.reading.candidates["date"] = [f"{day.month:02d}-{day.day:02d}"]
            self._warn("year_missing", self.text[day.span[0] : day.span[1]])
        self._span("weekday_as_written", day.weekday_span)
        if day.contradicts:
            self._warn("weekday_contradicts", f"{day.weekday} {day.value}")
        rivals = [
            other.value.isoformat() for other in found[1:]
            if other.value and day.value and other.value != day.value
            and other.score > day.score - 0.5
        ]  # fmt: skip
        if rivals and day.value:
            self.reading.candidates["date"] = [
                day.value.isoformat(),
                *dict.fromkeys(rivals),
            ]

    def _place(self) -> dict[str, Any]:
        found = self.land.place
        for level, span in found.spans.items():
            self._span(f"place.{level}", span)
        deepest = next(
            (
                lv
                for lv in ("village", "district", "regency", "province")
                if lv in found.spans
            ),
            None,
        )
        if found.code and deepest:
            self._span("place.code", found.spans[deepest])
        if len(found.candidates) > 1:
            self.reading.candidates["place.code"] = found.candidates
        local = hamlets.local_levels(self.text)
        for at, (_, _, span) in enumerate(local):
            self._span(f"place.local.{at}.name", span)
        spot = hamlets.spot(self.text)
        self._span("place.spot", spot[1] if spot else None)
        return {
            "code": found.code,
            **{
                lv: found.names.get(lv)
                for lv in ("province", "regency", "district", "village")
            },
            "local": [{"level": level, "name": name} for level, name, _ in local],
            "spot": spot[0] if spot else None,
            "lon": None,
            "lat": None,
        }

    def _units(self) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for name, kinds in (
            ("polda", ("polda",)),
            ("polres", RESORTS),
            ("polsek", ("polsek",)),
        ):
            unit = self.units.main(*kinds)
            told[name] = unit.name if unit else None
            self._span(f"units.{name}", unit.name_span if unit else None)
            # A bare "Polres" is also what a Polresta is called for short.
            if unit and name == "polres" and unit.kind != "polres":
                told["polres_kind"] = unit.kind
                self._span(
                    "units.polres_kind",
                    (self.tokens[unit.first].start, unit.name_span[0] - 1),
                )
        return told

    def _people(self) -> dict[str, Any]:
        there = presence.Presence(self.tokens, self.officers)
        lists: dict[str, list[dict[str, Any]]] = {"officers": [], "military": []}
        for person in self.officers.found:
            if person.is_owner:
                continue
            mine = lists["military" if person.is_military else "officers"]
            path = f"{'military' if person.is_military else 'officers'}.{len(mine)}"
            mine.append(self._in_service(person, path, on_site=there.of(person)))
        attendees = []
        for at, one in enumerate(self.civilians.found):
            self._span(f"attendees.{at}.name", one.name.span)
            self._span(f"attendees.{at}.role", one.role_span)
            attendees.append({"name": one.name.text, "role": one.role})
        return {**lists, "attendees": attendees}

    def _in_service(
        self, person: Person, path: str, *, on_site: bool
    ) -> dict[str, Any]:
        position, unit = person.position, self.officers.unit_of(person)
        self._span(f"{path}.name", person.name.span)
        self._span(f"{path}.rank", person.rank_span)
        self._span(f"{path}.position", position.span if position else None)
        self._span(f"{path}.acting", position.acting_span if position else None)
        self._span(f"{path}.unit", unit.name_span if unit else None)
        for at, span in enumerate(person.name.degrees):
            self._span(f"{path}.degrees.{at}", span)
        return {
            "name": person.name.text,
            "rank": person.rank,
            "degrees": [_degree(self.text[a:b]) for a, b in person.name.degrees],
            "position": (position.text if position else "") or None,
            "acting": position.acting if position else None,
            "unit": unit.title if unit else None,
            "on_site": on_site,
        }

    def _topics(self) -> dict[str, Any]:
        told = topics.Topics(self.text, self.tokens)
        for path, span in told.spans.items():
            self._span(path, span)
        return told.fields

    def _span(self, path: str, span: Span | None) -> None:
        if span:
            self.spans[path] = [span[0], span[1]]

    def _warn(self, code: str, about: str) -> None:
        self.reading.warnings.append({"code": code, "about": about})


def _degree(written: str) -> str:
    told = "".join(written.split())
    # "SIK.MH.": the dot only parts them.
    return (
        told.rstrip(".")
        if told.count(".") == 1 and told[:-1].isupper() and len(told) > 3
        else told
    )
