"""From the record to sentences, each tied to the facts that it says; nothing added."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Final

from kentongan.desk.news.rules.facts import Facts, missing
from kentongan.desk.news.rules.telling import headline, kind, series, tell
from kentongan.desk.news.rules.words import Language, plain_day

PLACEHOLDERS: Final = ("kind", "place", "post", "unit", "date")
"""What the patterns of a house style may name."""


@dataclass(frozen=True)
class Style:
    """How a Polres words its releases.

    Attributes:
        headline: A pattern; empty for ours.
        opening: Put before the lead, such as a place name and a dash.
        closing: The last paragraph; a pattern too.
    """

    headline: str = ""
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True)
class Sentence:
    """One sentence and the fields of the record that it says."""

    text: str
    part: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A release as it can be written from the record alone.

    Attributes:
        missing: What a reader will ask for and the record does not say.
        left_out: Pieces of information that no release may carry.
    """

    headline: str
    sentences: tuple[Sentence, ...]
    missing: tuple[str, ...]
    left_out: int
    whatsapp: str
    caption: str
    language: Language

    @property
    def body(self) -> str:
        """The text, a paragraph for each part."""
        return _paragraphs(self.sentences)

    @property
    def lead(self) -> str:
        """The first paragraph."""
        return self.body.partition("\n\n")[0]


def draft(
    visits: Sequence[Facts],
    style: Style = Style(),
    language: Language = Language.ID,
) -> Draft:
    """The draft of one visit, or of several: a week, a programme, an event.

    Raises:
        ValueError: There is no visit.
    """
    if not visits:
        raise ValueError("a draft needs a visit")
    ordered = sorted(visits, key=lambda one: (one.date, str(one.time or "")))
    first = ordered[0]
    sentences = _opened(_sentences(ordered, language), style.opening)
    if style.closing:
        closing = fill(style.closing, first, language)
        sentences = [*sentences, Sentence(closing, "closing", ())]
    own = fill(style.headline, first, language) if style.headline else ""
    head = own or (
        headline(first, language) if len(ordered) == 1 else series(ordered, language)[0]
    )
    return Draft(
        headline=head,
        sentences=tuple(sentences),
        missing=tuple(dict.fromkeys(k for one in ordered for k in missing(one))),
        left_out=sum(one.left_out for one in ordered),
        whatsapp=_whatsapp(head, sentences),
        caption=_caption(head, sentences),
        language=language,
    )


def unknown_placeholders(pattern: str) -> tuple[str, ...]:
    """What a pattern names that we cannot fill; a broken pattern names itself."""
    try:
        named = [
            name for _, name, _, _ in Formatter().parse(pattern) if name is not None
        ]
    except ValueError:
        return (pattern,)
    return tuple(name for name in named if name not in PLACEHOLDERS)


def fill(pattern: str, facts: Facts, language: Language) -> str:
    """A pattern of the house style with the words of this visit."""
    said = {
        "kind": kind(facts, language),
        "place": facts.place,
        "post": facts.post,
        "unit": facts.unit,
        "date": plain_day(facts.date, language),
    }
    parts = []
    for literal, name, _spec, _conversion in Formatter().parse(pattern):
        parts += [literal, said.get(name or "", "")]
    return " ".join("".join(parts).split())


def _sentences(visits: Sequence[Facts], language: Language) -> list[Sentence]:
    if len(visits) == 1:
        return [
            Sentence(_once(text), part, said)
            for part, said, text in tell(visits[0], language)
        ]
    _headline, lead = series(visits, language)
    found = [Sentence(lead, "lead", ("date", "unit", "place"))]
    for number, one in enumerate(visits, 1):
        found += [
            Sentence(_once(text), f"visit {number}", said)
            for _part, said, text in tell(one, language)
        ]
    return found


def _opened(sentences: list[Sentence], opening: str) -> list[Sentence]:
    if not opening:
        return sentences
    lead = sentences[0]
    return [Sentence(f"{opening} {lead.text}", lead.part, lead.facts), *sentences[1:]]


def _paragraphs(sentences: Sequence[Sentence]) -> str:
    parts: dict[str, list[str]] = {}
    for one in sentences:
        parts.setdefault(one.part, []).append(one.text)
    return "\n\n".join(" ".join(texts) for texts in parts.values())


_SHORT: Final = ("lead", "checked", "told", "follows", "message")


def _whatsapp(headline: str, sentences: Sequence[Sentence]) -> str:
    """Bold headline and the parts that a group of neighbours reads."""
    kept = [one for one in sentences if one.part in _SHORT or one.part[:5] == "visit"]
    return f"*{headline}*\n\n{_paragraphs(kept)}"


CAPTION_LENGTH: Final = 400


def _caption(headline: str, sentences: Sequence[Sentence]) -> str:
    """The headline, then whole sentences as long as they fit; none is cut."""
    text = headline
    for one in sentences:
        if one.part in ("lead", "follows", "message"):
            longer = (
                f"{text}\n\n{one.text}" if text == headline else f"{text} {one.text}"
            )
            if len(longer) <= CAPTION_LENGTH:
                text = longer
    return text


def _once(text: str) -> str:
    """A sentence that ends with a degree ends with one dot."""
    return text[:-1] if text.endswith("..") else text
