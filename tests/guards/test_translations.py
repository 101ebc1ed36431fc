"""Both languages are whole: every phrase of the code is translated, none is left over."""

import ast

from kentongan.config import translations
from kentongan.config.translations import Phrase
from tests.guards import tree

MARKS = tuple(translations.KEYWORDS)


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
        translations.merged(language, translations.part_files(language))


def test_every_marked_phrase_can_be_read() -> None:
    found = {
        tree.name(path): lines
        for path in tree.sources()
        if (lines := unreadable(tree.parsed(path)))
    }
    assert found == {}


def test_what_is_missing_stale_or_unreadable_would_be_seen(tmp_path: object) -> None:
    part = tree.Path(str(tmp_path)) / "a.po"
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
