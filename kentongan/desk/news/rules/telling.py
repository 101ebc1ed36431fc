"""Every sentence that a record allows, in the order of a newspaper; nothing added."""

from collections.abc import Iterator, Sequence

from kentongan.desk.news.rules.facts import Facts, Person, Promise
from kentongan.desk.news.rules.phrases import PHRASES
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

Told = tuple[str, tuple[str, ...], str]
"""Part, the fields it says, the sentence."""


def kind(facts: Facts, language: Language) -> str:
    """What it was, in words."""
    return KINDS.get(facts.kind, KINDS["other"])[language]


def headline(facts: Facts, language: Language) -> str:
    """Who did what where; what residents gain, where it is on record."""
    say = PHRASES[language]
    where = facts.post or facts.place.partition(",")[0]
    kept = next((one for one in facts.promises if one.kept), None)
    if kept is not None:
        return say.headline_kept.format(text=_open(kept.text), where=where)
    what = kind(facts, language)
    who = facts.unit or say.police
    return say.headline.format(who=who, kind=what, Kind=what.title(), where=where)


def series(visits: Sequence[Facts], language: Language) -> tuple[str, str]:
    """Headline and lead of several visits."""
    say = PHRASES[language]
    first, last = visits[0].date, visits[-1].date
    span = (
        press_day(first, language)
        if first == last
        else say.series_span.format(
            first=plain_day(first, language), last=plain_day(last, language)
        )
    )
    places = list(dict.fromkeys(one.post or one.place for one in visits))
    said = {
        "who": visits[0].unit or say.police,
        "n": len(visits),
        "span": span,
        "places": listed(places, language),
    }
    return say.series_headline.format(**said), say.series_lead.format(**said)


def tell(facts: Facts, language: Language) -> Iterator[Told]:
    """Every sentence that the record allows."""
    for part in (_lead, _visit, _checked, _raised, _follows, _words, _present):
        yield from part(facts, language)


def _lead(facts: Facts, language: Language) -> Iterator[Told]:
    say = PHRASES[language]
    where = ", ".join(filter(None, [facts.post, facts.place]))
    said = ["unit", "kind", "place", "date"]
    hour = ""
    if facts.time is not None:
        hour = say.at_hour.format(clock=clock(facts.time, facts.zone, language))
        said.append("time")
    text = say.lead.format(
        who=facts.unit or say.police,
        kind=kind(facts, language),
        at=say.at_place.format(where=where) if where else "",
        day=press_day(facts.date, language),
        hour=hour,
    )
    yield "lead", tuple(said), text
    if facts.programmes:
        programmes = listed(facts.programmes, language)
        yield "lead", ("programmes",), say.programmes.format(programmes=programmes)


def _visit(facts: Facts, language: Language) -> Iterator[Told]:
    say = PHRASES[language]
    here = [_person(one) for one in facts.officers if one.on_site]
    if here:
        text = say.officers.format(officers=listed(here, language))
        yield "who", ("officers",), text
    if facts.purposes:
        text = say.purposes.format(purposes=listed(facts.purposes, language))
        yield "why", ("purposes",), text


def _checked(facts: Facts, language: Language) -> Iterator[Told]:
    say = PHRASES[language]
    groups: dict[str, list[str]] = {}
    for item, state in facts.checked:
        label = facts.labels.get(item, {}).get(language, item)
        groups.setdefault(state, []).append(inside(label))
    for state, word in STATES.items():
        if items := groups.get(state):
            pattern = say.checked_first if state == "present" else say.checked
            text = pattern.format(state=word[language], items=listed(items, language))
            yield "checked", ("checked",), text
    if facts.score is not None:
        yield "checked", ("score",), say.score.format(score=facts.score)


def _raised(facts: Facts, language: Language) -> Iterator[Told]:
    say = PHRASES[language]
    for one in facts.told:
        role = _large(one.role) or say.residents
        if one.text:
            text = say.told.format(role=role, text=_open(one.text))
        else:
            group = CATEGORIES.get(one.category, {}).get(language, say.matters)
            text = say.told_about.format(role=role, group=group)
        yield "told", ("told",), text


def _follows(facts: Facts, language: Language) -> Iterator[Told]:
    for one in facts.promises:
        yield "follows", ("promises",), _promise(one, language)
    if facts.outcome:
        text = PHRASES[language].outcome.format(text=_open(facts.outcome))
        yield "follows", ("outcome",), text


def _promise(one: Promise, language: Language) -> str:
    say = PHRASES[language]
    text = _open(one.text)
    if one.kept:
        return say.promise_kept.format(text=text)
    who = one.answers or say.answers
    due = say.due.format(day=plain_day(one.due, language)) if one.due else ""
    return say.promise.format(who=who, Who=_large(who), text=text, due=due)


def _words(facts: Facts, language: Language) -> Iterator[Told]:
    say = PHRASES[language]
    if facts.messages:
        text = "; ".join(map(_open, facts.messages))
        yield "message", ("messages",), say.messages.format(text=text)
    for one in facts.spoken:
        if one.approved:
            text = say.quote.format(text=_open(one.text), speaker=one.speaker)
            yield "quotes", ("spoken",), text


def _present(facts: Facts, language: Language) -> Iterator[Told]:
    say = PHRASES[language]
    there = [_person(one) for one in (*facts.army, *facts.figures) if one.on_site]
    if facts.residents:
        there.append(say.residents_counted.format(n=facts.residents))
    if there:
        said = tuple(
            name for name in ("army", "figures", "residents") if getattr(facts, name)
        )
        yield "present", said, say.present.format(everybody=listed(there, language))


def _person(one: Person) -> str:
    return f"{one.position} {one.name}".strip()


def _open(text: str) -> str:
    """A text without its last dot, to stand within a sentence."""
    return text.rstrip(".")


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]
