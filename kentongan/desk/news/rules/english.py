"""The sentences of an English release; names of places and offices stay Indonesian."""

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

EN = Language.EN
Told = tuple[str, tuple[str, ...], str]
"""Part, the fields it says, the sentence."""


def kind(facts: Facts) -> str:
    """What it was, in words."""
    return KINDS.get(facts.kind, KINDS["other"])["en"]


def headline(facts: Facts) -> str:
    """Who did what where."""
    where = facts.post or facts.place.partition(",")[0]
    kept = next((one for one in facts.promises if one.kept), None)
    if kept is not None:
        return f"A promise at {where} is kept: {kept.text.rstrip('.')}"
    return f"{facts.unit or 'Police'} at {where}: {kind(facts)}"


def series(visits: Sequence[Facts]) -> tuple[str, str]:
    """Headline and lead of several visits."""
    first, last = visits[0], visits[-1]
    who = first.unit or "Police"
    span = f"{plain_day(first.date, EN)} to {plain_day(last.date, EN)}"
    if first.date == last.date:
        span = press_day(first.date, EN)
    places = listed(list(dict.fromkeys(one.post or one.place for one in visits)), EN)
    lead = f"{who} made {len(visits)} visits, {span}: {places}."
    return f"{len(visits)} visits of {who}, {span}", lead


def tell(facts: Facts) -> Iterator[Told]:
    """Every sentence that the record allows."""
    yield from _lead(facts)
    yield from _people(facts)
    yield from _checked(facts)
    yield from _raised(facts)
    yield from _follows(facts)
    yield from _words(facts)
    yield from _present(facts)


def _lead(facts: Facts) -> Iterator[Told]:
    where = ", ".join(filter(None, [facts.post, facts.place]))
    said = ["unit", "kind", "place", "date"]
    hour = ""
    if facts.time is not None:
        hour = f" at {clock(facts.time, facts.zone, EN)}"
        said.append("time")
    who = facts.unit or "Police"
    at = f" at {where}" if where else ""
    day = press_day(facts.date, EN)
    text = f"{who} carried out {kind(facts)}{at} on {day}{hour}."
    yield "lead", tuple(said), text
    if facts.programmes:
        text = f"It is part of the programme {listed(facts.programmes, EN)}."
        yield "lead", ("programmes",), text


def _people(facts: Facts) -> Iterator[Told]:
    here = [_person(one) for one in facts.officers if one.on_site]
    if here:
        yield "who", ("officers",), f"The visit was made by {listed(here, EN)}."
    if facts.purposes:
        yield "why", ("purposes",), f"Its purpose: {listed(facts.purposes, EN)}."


def _checked(facts: Facts) -> Iterator[Told]:
    groups: dict[str, list[str]] = {}
    for item, state in facts.checked:
        label = facts.labels.get(item, {}).get("en", item)
        groups.setdefault(state, []).append(inside(label))
    for state, word in STATES.items():
        if items := groups.get(state):
            text = f"Found {word['en']}: {listed(items, EN)}."
            yield "checked", ("checked",), text
    if facts.score is not None:
        text = f"The officers scored the post's readiness {facts.score:.0f} of 100."
        yield "checked", ("score",), text


def _raised(facts: Facts) -> Iterator[Told]:
    for one in facts.told:
        role = one.role[:1].upper() + one.role[1:] if one.role else "Residents"
        if one.text:
            text = f"{role} said: {one.text.rstrip('.')}."
        else:
            group = CATEGORIES.get(one.category, {}).get("en", "matters of the village")
            text = f"{role} gave information on {group}."
        yield "told", ("told",), text


def _follows(facts: Facts) -> Iterator[Told]:
    for one in facts.promises:
        yield "follows", ("promises",), _promise(one)
    if facts.outcome:
        yield "follows", ("outcome",), f"The outcome: {facts.outcome.rstrip('.')}."


def _promise(one: Promise) -> str:
    text = one.text.rstrip(".")
    if one.kept:
        return f"Promise kept: {text}."
    due = f" by {plain_day(one.due, EN)}" if one.due else ""
    return f"{one.answers or 'The police'} will see to it{due}: {text}."


def _words(facts: Facts) -> Iterator[Told]:
    if facts.messages:
        said = "; ".join(one.rstrip(".") for one in facts.messages)
        yield "message", ("messages",), f"The officers' message: {said}."
    for one in facts.spoken:
        if one.approved:
            text = f"“{one.text.rstrip('.')},” said {one.speaker}."
            yield "quotes", ("spoken",), text


def _present(facts: Facts) -> Iterator[Told]:
    named = [_person(one) for one in (*facts.army, *facts.figures) if one.on_site]
    count = f"{facts.residents} residents" if facts.residents else ""
    everybody = [*named, count] if count else named
    if everybody:
        said = tuple(
            name for name in ("army", "figures", "residents") if getattr(facts, name)
        )
        yield "present", said, f"Present were {listed(everybody, EN)}."


def _person(one: Person) -> str:
    return f"{one.position} {one.name}".strip()
