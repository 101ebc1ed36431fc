"""Both languages are whole: every phrase of the code is translated, none is left over."""

import ast
from pathlib import Path

from kentongan.config import translations
from kentongan.config.translations import Phrase
from tests.guards import tree

MARKS = tuple(translations.KEYWORDS)

PINNED = {
    "kentongan/desk/news/services/deciding.py": "its rules mark their words by phrase()",
    "kentongan/doors/console/news/pages.py": "the desk's rules mark them by phrase()",
    "kentongan/ground/units/services/files.py": "its rules mark their words by phrase()",
}
"""Files that translate what pure code says in marked words."""


def unreadable(module: ast.AST) -> list[str]:
    """Marked phrases that no extractor can read: f-strings and variables."""
    return [
        f"line {call.lineno}"
        for call in tree.calls(module, *MARKS)
        for phrase in call.args[:1]
        if not (isinstance(phrase, ast.Constant) and isinstance(phrase.value, str))
    ]


def test_indonesian_is_complete_and_true() -> None:
    parts = translations.part_files("id")
    assert translations.faults(translations.phrases(), parts) == []


def test_the_parts_agree_with_each_other() -> None:
    for language in translations.LANGUAGES:
        parts = translations.part_files(language)
        assert translations.conflicts(language, parts) == []


def test_a_conflict_would_be_seen(tmp_path: Path) -> None:
    for name, told in (("a", "Pos"), ("b", "Pos jaga")):
        (tmp_path / f"{name}.po").write_text(f'msgid "Post"\nmsgstr "{told}"\n')
    found = translations.conflicts("id", sorted(tmp_path.glob("*.po")))
    assert found == ["a.po and b.po translate 'Post' differently: 'Pos', 'Pos jaga'"]


def test_every_marked_phrase_can_be_read() -> None:
    found = {
        tree.name(path): lines
        for path in tree.sources()
        if tree.name(path) not in PINNED
        if (lines := unreadable(tree.parsed(path)))
    }
    assert found == {}


def test_what_is_missing_stale_or_unreadable_would_be_seen(tmp_path: Path) -> None:
    part = tmp_path / "a.po"
    part.write_text('msgid "Gone %(n)s"\nmsgstr "Hilang"\n')
    said = {Phrase("New"): "pages.py:1"}
    assert translations.faults(said, [part]) == [
        "a.po: nobody says 'Gone %(n)s' any more",
        "a.po: 'Gone %(n)s' has other blanks: ['%(n)s']",
        "pages.py:1: 'New' has no translation",
    ]
    assert unreadable(ast.parse("_(f'Hello {name}')")) == ["line 1"]
    assert unreadable(ast.parse("_('Hello')")) == []


def test_phrases_are_found_in_code_and_in_pages() -> None:
    source = 'a = _("One")\nb = ngettext("%(n)d post", "%(n)d posts", n)\n'
    assert [phrase for _, phrase in translations.in_source(source)] == [
        Phrase("One"),
        Phrase("%(n)d post", "%(n)d posts"),
    ]


ENGLISH = ("kentongan/config/", "kentongan/ground/places/rules/geojson.py")
"""The command line, and what only it reads, speak English to whoever runs a machine."""

REFUSALS = ("NotFound", "NotAllowed", "Overtaken", "Conflicting", "Invalid", "TooMany")


def untranslated_refusals(module: ast.AST) -> list[str]:
    """Refusals whose sentence is written in one language only."""
    return [
        f"line {call.lineno}"
        for call in tree.calls(module, *REFUSALS)
        for sentence in call.args[:1]
        if isinstance(sentence, ast.JoinedStr)
        or (isinstance(sentence, ast.Constant) and isinstance(sentence.value, str))
    ]


def test_refusals_speak_both_languages() -> None:
    found = {
        tree.name(path): lines
        for path in tree.sources()
        if not tree.name(path).startswith(ENGLISH)
        if (lines := untranslated_refusals(tree.parsed(path)))
    }
    assert found == {}


def test_a_refusal_in_one_language_would_be_seen() -> None:
    assert untranslated_refusals(ast.parse('raise NotFound("gone")')) == ["line 1"]
    assert untranslated_refusals(ast.parse('raise NotFound(_("gone"))')) == []
