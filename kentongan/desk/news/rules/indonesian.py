"""The sentences of an Indonesian release, in the order of a newspaper."""

from collections.abc import Iterator, Sequence

from kentongan.desk.news.rules.facts import Facts, Person, Promise
from kentongan.desk.news.rules.words import (
    CATEGORIES,
    KINDS,
    STATES,
    Language,
    clock,
    inside,
    listed,
    plain_day,
    press_day,
)

ID = Language.ID
Told = tuple[str, tuple[str, ...], str]
"""Part, the fields it says, the sentence."""


def kind(facts: Facts) -> str:
    """What it was, in words."""
    return KINDS.get(facts.kind, KINDS["other"])["id"]


def headline(facts: Facts) -> str:
    """Who did what where; what residents gain, where it is on record."""
    where = facts.post or facts.place.partition(",")[0]
    kept = next((one for one in facts.promises if one.kept), None)
    if kept is not None:
        return f"{kept.text.rstrip('.')}, Janji di {where} Ditepati"
    who = facts.unit or "Polisi"
    return f"{who} Lakukan {kind(facts).title()} di {where}"


def series(visits: Sequence[Facts]) -> tuple[str, str]:
    """Headline and lead of several visits."""
    first, last = visits[0], visits[-1]
    who = first.unit or "Polisi"
    span = f"{plain_day(first.date, ID)} sampai {plain_day(last.date, ID)}"
    if first.date == last.date:
        span = press_day(first.date, ID)
    places = listed(list(dict.fromkeys(one.post or one.place for one in visits)), ID)
    lead = f"{who} melaksanakan {len(visits)} kegiatan pada {span}, yaitu di {places}."
    return f"{len(visits)} Kegiatan {who}, {span}", lead


def tell(facts: Facts) -> Iterator[Told]:
    """Every sentence that the record allows."""
    yield from _lead(facts)
    yield from _officers(facts)
    yield from _purpose(facts)
    yield from _checked(facts)
    yield from _raised(facts)
    yield from _follows(facts)
    yield from _message(facts)
    yield from _quotes(facts)
    yield from _present(facts)


def _lead(facts: Facts) -> Iterator[Told]:
    who = facts.unit or "Polisi"
    where = ", ".join(filter(None, [facts.post, facts.place]))
    when = press_day(facts.date, ID)
    said = ["unit", "kind", "place", "date"]
    hour = ""
    if facts.time is not None:
        hour = f" pukul {clock(facts.time, facts.zone, ID)}"
        said.append("time")
    at = f" di {where}" if where else ""
    text = f"{who} melaksanakan {kind(facts)}{at}, {when}{hour}."
    yield "lead", tuple(said), text
    if facts.programmes:
        text = f"Kegiatan ini bagian dari program {listed(facts.programmes, ID)}."
        yield "lead", ("programmes",), text


def _officers(facts: Facts) -> Iterator[Told]:
    here = [_person(one) for one in facts.officers if one.on_site]
    if here:
        yield "who", ("officers",), f"Kegiatan dilakukan oleh {listed(here, ID)}."


def _purpose(facts: Facts) -> Iterator[Told]:
    if facts.purposes:
        yield "why", ("purposes",), f"Tujuannya: {listed(facts.purposes, ID)}."


def _checked(facts: Facts) -> Iterator[Told]:
    groups: dict[str, list[str]] = {}
    for item, state in facts.checked:
        label = facts.labels.get(item, {}).get("id", item)
        groups.setdefault(state, []).append(inside(label))
    for state, word in STATES.items():
        if items := groups.get(state):
            beginning = "Dari pengecekan, yang" if state == "present" else "Yang"
            yield (
                "checked",
                ("checked",),
                f"{beginning} {word['id']}: {listed(items, ID)}.",
            )
    if facts.score is not None:
        text = f"Petugas menilai kesiapan pos {facts.score:.0f} dari 100."
        yield "checked", ("score",), text


def _raised(facts: Facts) -> Iterator[Told]:
    for one in facts.told:
        role = one.role[:1].upper() + one.role[1:] if one.role else "Warga"
        if one.text:
            text = f"{role} menyampaikan: {one.text.rstrip('.')}."
        else:
            group = CATEGORIES.get(one.category, {}).get("id", "keadaan di desa")
            text = f"{role} menyampaikan informasi tentang {group}."
        yield "told", ("told",), text


def _follows(facts: Facts) -> Iterator[Told]:
    for one in facts.promises:
        yield "follows", ("promises",), _promise(one)
    if facts.outcome:
        yield "follows", ("outcome",), f"Hasilnya: {facts.outcome.rstrip('.')}."


def _promise(one: Promise) -> str:
    who = one.answers or "Polisi"
    text = one.text.rstrip(".")
    if one.kept:
        return f"Janji ditepati: {text}."
    due = f", paling lambat {plain_day(one.due, ID)}" if one.due else ""
    return f"{who[:1].upper() + who[1:]} akan menindaklanjuti: {text}{due}."


def _message(facts: Facts) -> Iterator[Told]:
    if facts.messages:
        said = "; ".join(one.rstrip(".") for one in facts.messages)
        yield "message", ("messages",), f"Petugas berpesan: {said}."


def _quotes(facts: Facts) -> Iterator[Told]:
    for one in facts.spoken:
        if one.approved:
            text = f"“{one.text.rstrip('.')},” kata {one.speaker}."
            yield "quotes", ("spoken",), text


def _present(facts: Facts) -> Iterator[Told]:
    named = [_person(one) for one in (*facts.army, *facts.figures) if one.on_site]
    count = f"{facts.residents} warga" if facts.residents else ""
    everybody = [*named, count] if count else named
    if everybody:
        said = tuple(
            name for name in ("army", "figures", "residents") if getattr(facts, name)
        )
        yield "present", said, f"Turut hadir {listed(everybody, ID)}."


def _person(one: Person) -> str:
    return f"{one.position} {one.name}".strip()
