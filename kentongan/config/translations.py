"""Phrases and their translations: what the code says, and in which language.

Phrases are English in the code. Each package writes its translations in
``locale/<language>/parts/<package>.po``; here they are merged into the one compiled
file that Django reads, without the gettext tools.

    python -m kentongan.config.translations             compile
    python -m kentongan.config.translations --missing   say what is missing or wrong
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PACKAGE: Final = Path(__file__).resolve().parent.parent
LOCALE: Final = PACKAGE / "locale"
LANGUAGES: Final = ("id", "en")

FOREIGN: Final = frozenset({"django", "allauth"})
"""Parts that better the phrases of libraries, which are not found in our code."""

KEYWORDS: Final = {
    "_": None,
    "phrase": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

PLURALS: Final = {
    "id": (1, "nplurals=1; plural=0;"),
    "en": (2, "nplurals=2; plural=(n != 1);"),
}
"""How many forms a counted phrase has, and the header that says so."""

_BLANK: Final = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


@dataclass(frozen=True, order=True)
class Phrase:
    """One thing that the code says; `plural` is empty where it does not count."""

    singular: str
    plural: str = ""
    context: str = ""


def phrases(root: Path = PACKAGE) -> dict[Phrase, str]:
    """Every phrase in code and pages below `root`, with where it stands first."""
    found: dict[Phrase, str] = {}
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if "tests" in parts or "migrations" in parts:
            continue
        if path.suffix == ".py":
            source = path.read_text("utf-8")
        elif "templates" in parts and path.suffix in (".html", ".txt"):
            source = _as_python(path)
        else:
            continue
        for line, phrase in in_source(source):
            found.setdefault(phrase, f"{path.relative_to(root)}:{line}")
    return found


def in_source(source: str) -> Iterator[tuple[int, Phrase]]:
    """The phrases of one Python source, each with its line."""
    stream = BytesIO(source.encode())
    for line, message, _, context in extract("python", stream, KEYWORDS):
        one, *more = (message,) if isinstance(message, str) else message
        if one:
            yield line, Phrase(one, more[0] if more else "", context or "")


def _as_python(path: Path) -> str:
    # What Django makes of a page for xgettext: calls between blanks. Babel reads it
    # as Python once no line is indented.
    text = templatize(path.read_text("utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in text.splitlines())


def part_files(language: str, locale: Path = LOCALE) -> list[Path]:
    """The parts of one language, in order."""
    return sorted((locale / language / "parts").glob("*.po"))


def merged(language: str, parts: Iterable[Path]) -> Catalog:
    """All parts as one catalogue; of two translations the first holds."""
    whole = Catalog(locale=language, fuzzy=False)
    whole.mime_headers = [("Plural-Forms", PLURALS[language][1])]
    for path in parts:
        for message in _messages(path, language):
            if whole.get(message.id, message.context) is None:
                whole.add(message.id, message.string, context=message.context)
    return whole


def conflicts(language: str, parts: Iterable[Path]) -> list[str]:
    """Phrases that two parts translate differently, a line each."""
    known: dict[Phrase, tuple[object, Path]] = {}
    found = []
    for path in parts:
        for message in _messages(path, language):
            phrase = _phrase(message)
            string, first = known.setdefault(phrase, (message.string, path))
            if string != message.string:
                found.append(
                    f"{first.name} and {path.name} translate {phrase.singular!r} "
                    f"differently: {string!r}, {message.string!r}"
                )
    return found


def compile_all(locale: Path = LOCALE) -> dict[str, int]:
    """Write what Django reads; how many phrases each language has."""
    totals = {}
    for language in LANGUAGES:
        catalog = merged(language, part_files(language, locale))
        target = locale / language / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_mo(file, catalog)
        totals[language] = len(catalog)
    return totals


def faults(
    said: dict[Phrase, str], parts: Iterable[Path], language: str = "id"
) -> list[str]:
    """What keeps the translation from being complete and true, a line each."""
    found, known = [], set()
    for path in parts:
        for message in _messages(path, language):
            phrase = _phrase(message)
            known.add(phrase)
            if path.stem not in FOREIGN and phrase not in said:
                found.append(f"{path.name}: nobody says {phrase.singular!r} any more")
            found += [f"{path.name}: {fault}" for fault in _message_faults(message)]
    found += [
        f"{where}: {phrase.singular!r} has no translation"
        for phrase, where in sorted(said.items())
        if phrase not in known
    ]
    return found


def _message_faults(message: Message) -> Iterator[str]:
    ids, strings = _texts(message.id), _texts(message.string)
    if message.fuzzy:
        yield f"{ids[0]!r} is marked fuzzy"
    if not all(strings):
        yield f"{ids[0]!r} is empty"
        return
    # A plural may leave the number out of its singular, never add a blank.
    wanted = {blank for text in ids for blank in _BLANK.findall(text)}
    given = {blank for text in strings for blank in _BLANK.findall(text)}
    if given != wanted:
        yield f"{ids[0]!r} has other blanks: {sorted(given ^ wanted)}"


def _messages(path: Path, language: str) -> Iterator[Message]:
    with path.open("rb") as file:
        catalog = read_po(file, locale=language, abort_invalid=True)
    forms, _ = PLURALS[language]
    for message in catalog:
        if not message.id:
            continue
        if isinstance(message.string, tuple):
            message.string = message.string[:forms]
        yield message


def _texts(value: object) -> tuple[str, ...]:
    """One text, or the forms of a counted one."""
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def _phrase(message: Message) -> Phrase:
    ids = _texts(message.id)
    return Phrase(ids[0], ids[1] if len(ids) > 1 else "", message.context or "")


@click.command()
@click.option("--missing", is_flag=True, help="Say what is missing or wrong.")
def main(*, missing: bool) -> None:
    """Compile the translations, or say what is missing."""
    if missing:
        parts = part_files("id")
        found = conflicts("id", parts) + faults(phrases(), parts)
        for fault in found:
            click.echo(fault)
        click.echo(f"{len(found)} to mend")
        return
    for language, total in compile_all().items():
        click.echo(f"{language}: {total} phrases compiled")


if __name__ == "__main__":
    main()
