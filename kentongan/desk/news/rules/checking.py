"""What blocks a release and what only warns, each with the words it is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kentongan.desk.news.rules.facts import Spoken
from kentongan.desk.news.rules.states import Faces
from kentongan.ground.basics.texts import phrase


class Code(StrEnum):
    """What was found."""

    PARTY = "party"
    VICTIM = "victim"
    MINOR = "minor"
    SEALED = "sealed"
    QUOTE = "quote"
    FACES = "faces"
    ALT = "alt"
    EMPTY = "empty"
    PASSIVE = "passive"
    SUPERLATIVE = "superlative"
    PROMISE = "promise"


BLOCKS: Final = frozenset(
    {
        Code.PARTY,
        Code.VICTIM,
        Code.MINOR,
        Code.SEALED,
        Code.QUOTE,
        Code.FACES,
        Code.ALT,
        Code.EMPTY,
    }
)
SENTENCES: Final = {
    Code.PARTY: phrase("This names a party to a dispute. Say only that there was one."),
    Code.VICTIM: phrase("This points at a victim or a suspect. Take it out."),
    Code.MINOR: phrase("This points at a child. Take it out."),
    Code.SEALED: phrase("This repeats what was told in confidence."),
    Code.QUOTE: phrase("Whoever is quoted here has not approved these words."),
    Code.FACES: phrase("Confirm that no child can be recognised in this picture."),
    Code.ALT: phrase("Describe this picture for those who cannot see it."),
    Code.EMPTY: phrase("There is no headline or no text."),
    Code.PASSIVE: phrase("Who did this? Name the actor."),
    Code.SUPERLATIVE: phrase("This praises. Say what was done instead."),
    Code.PROMISE: phrase("This promises something that no follow-up on record holds."),
}


@dataclass(frozen=True)
class Finding:
    """One thing found, and the words it is about."""

    code: Code
    words: str

    @property
    def is_block(self) -> bool:
        """Whether nothing can be published with it."""
        return self.code in BLOCKS

    @property
    def sentence(self) -> str:
        """What to do about it; an English phrase."""
        return SENTENCES[self.code]


@dataclass(frozen=True)
class Shown:
    """A picture as far as the checks need it."""

    name: str
    alt: str
    faces: Faces


@dataclass(frozen=True)
class Record:
    """What the text is held against.

    Attributes:
        confidential: Texts that were told in confidence, or belong to a dispute.
        promises: Texts of the follow-ups on record.
    """

    spoken: tuple[Spoken, ...] = ()
    confidential: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    pictures: tuple[Shown, ...] = field(default=())


_NAME: Final = r"(?-i:[A-Z][\w.'’-]+)"
_AGE: Final = r"(?:umur|usia|berusia|berumur|aged?)\s+(\d{1,2})|(\d{1,2})[\s-]*(?:tahun|years?[\s-]old|thn)"
_PATTERNS: Final = (
    (
        Code.PARTY,
        rf"\b(?:antara|between)\s+{_NAME}(?:\s+{_NAME})*\s+(?:dan|dengan|and)\s+{_NAME}"
        rf"|\b(?:berselisih|bersengketa|sengketa|perselisihan|dispute)\b[^.\n]{{0,40}}\b"
        rf"(?:dengan|with|milik)\s+{_NAME}(?:\s+{_NAME})*"
        rf"|\b(?:pihak\s+(?:pertama|kedua)|terlapor|pelapor)\b(?:\s+{_NAME})*",
    ),
    (
        Code.VICTIM,
        rf"\b(?:korban|tersangka|terduga(?:\s+pelaku)?|pelaku|victim|suspect)"
        rf"(?:\s+(?:bernama|named|berinisial|atas nama))?,?\s+{_NAME}(?:\s+{_NAME})*",
    ),
    (
        Code.MINOR,
        rf"\b(?:anak(?:nya)?|pelajar|siswa|siswi|bocah|balita|child|boy|girl|pupil)"
        rf"\s+(?:bernama|named|berinisial)?\s*{_NAME}(?:\s+{_NAME})*",
    ),
    (
        Code.SUPERLATIVE,
        r"\b(?:ter(?:baik|hebat|besar|depan|unggul)|luar biasa|sangat (?:positif|sukses|"
        r"luar biasa|baik)|paling (?:baik|aman|hebat)|sukses besar|"
        r"the (?:best|safest|greatest)|outstanding|extraordinary)\b",
    ),
    (
        Code.PASSIVE,
        r"\b(?:telah |sudah )?di(?:laksanakan|lakukan|temukan|sampaikan|amankan|"
        r"serahkan|periksa|cek|jelaskan|imbau)\b(?!\s+(?:oleh|Ka|Bhabin|petugas|warga))"
        r"(?![^.\n]{0,60}\boleh\b)"
        r"|\b(?:was|were) (?:done|made|found|held|checked)\b(?![^.\n]{0,60}\bby\b)",
    ),
)  # fmt: skip
_FOUND: Final = tuple((code, re.compile(text, re.I)) for code, text in _PATTERNS)
_AGES: Final = re.compile(_AGE, re.I)
_QUOTED: Final = re.compile(r"[“\"„«]([^”\"“«»\n]{1,2000})[”\"»]?")
_PROMISES: Final = re.compile(
    r"\b(?:akan (?:segera|me\w+)|berjanji|menjanjikan|will|promise[sd]?)\b", re.I
)
ADULT: Final = 18
_SHARED: Final = 6
"""Words in a row that make a text a repetition of another."""


def check(headline: str, text: str, record: Record) -> tuple[Finding, ...]:
    """Everything found in a release, blocks first."""
    whole = f"{headline}\n{text}"
    found = [
        *_empty(headline, text),
        *_patterns(whole),
        *_ages(whole),
        *_confidential(whole, record.confidential),
        *_quotes(whole, record.spoken),
        *_pictures(record.pictures),
        *_promises(whole, record.promises),
    ]
    once = dict.fromkeys(found)
    return tuple(sorted(once, key=lambda one: not one.is_block))


def blocks(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that nothing can be published with."""
    return tuple(one for one in found if one.is_block)


def _empty(headline: str, text: str) -> Iterator[Finding]:
    if not headline.strip() or not text.strip():
        yield Finding(Code.EMPTY, "")


def _patterns(text: str) -> Iterator[Finding]:
    for code, pattern in _FOUND:
        for match in pattern.finditer(text):
            yield Finding(code, match[0].strip())


def _ages(text: str) -> Iterator[Finding]:
    for match in _AGES.finditer(text):
        if int(match[1] or match[2]) < ADULT and _about_person(text, match.start()):
            yield Finding(Code.MINOR, match[0])


def _about_person(text: str, start: int) -> bool:
    """Whether the age is a person's: a programme of five years is none."""
    before = text[max(0, start - 60) : start].lower()
    return "(" in before[-2:] or bool(
        re.search(
            r"\b(?:anak|remaja|pelajar|siswa|siswi|korban|warga|boy|girl|child)", before
        )
    )


def _confidential(text: str, told: Sequence[str]) -> Iterator[Finding]:
    words = _words(text)
    for one in told:
        theirs = _words(one)
        size = min(_SHARED, len(theirs))
        if size < 3:
            continue
        for start in range(len(theirs) - size + 1):
            part = theirs[start : start + size]
            if f" {' '.join(part)} " in f" {' '.join(words)} ":
                yield Finding(Code.SEALED, " ".join(part))
                break


def _quotes(text: str, spoken: Sequence[Spoken]) -> Iterator[Finding]:
    approved = [" ".join(_words(one.text)) for one in spoken if one.approved]
    for match in _QUOTED.finditer(text):
        words = " ".join(_words(match[1]))
        if words and words not in approved:
            yield Finding(Code.QUOTE, match[1].strip())


def _pictures(pictures: Sequence[Shown]) -> Iterator[Finding]:
    for one in pictures:
        if not one.alt.strip():
            yield Finding(Code.ALT, one.name)
        if one.faces is Faces.UNKNOWN:
            yield Finding(Code.FACES, one.name)


def _promises(text: str, held: Sequence[str]) -> Iterator[Finding]:
    known = [set(_words(one)) for one in held]
    # Sentence by sentence: one expression over the whole would take the square of it.
    for sentence in re.split(r"[.\n]", text):
        if _PROMISES.search(sentence):
            theirs = set(_words(sentence))
            if not any(len(one & theirs) >= max(1, len(one) * 2 // 3) for one in known):
                yield Finding(Code.PROMISE, sentence.strip())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
