"""Pages: no script or style in them, no words outside translation."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.guards import tree

PROPER = {
    "Kentongan", "Bhabinkamtibmas", "Babinsa", "WhatsApp", "Polri", "Polres", "Polsek", "PDF", "CSV", "BOS",
    "Bahasa Indonesia", "English", "Indonesia", "WIB", "WITA", "WIT", "DEMO",
    "SIM Linmas", "Atom", "RSS", "HP", "ID", "QR", "PIN", "TOTP", "km", "m", "kB", "MB", "RT", "RW",
    "©", "OpenStreetMap", "Leaflet", "lon", "lat",
}  # fmt: skip
"""Names and marks that are the same in every language."""

SAMPLES = {"gallery.html"}
"""Pages that show the parts of pages, with made-up words in them."""

SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "summary"}
"""Attributes that somebody reads or hears."""

BLOCKS = re.compile(
    r"\{%-?\s*(blocktrans(?:late)?|comment|verbatim)\b.*?%\}.*?\{%\s*end\1\s*%\}", re.S
)
CLASSES = re.compile(r"\{%\s*block \w*class\w*\s*%\}.*?\{%\s*endblock", re.S)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)
LETTERS = re.compile(r"[^\W\d_]{2,}")


class Reader(HTMLParser):
    """Collects what a page says by itself, and what its policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.forbidden: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "style", "code"):
            self.silent += 1
        if tag == "style" or (
            tag == "script"
            and "src" not in given
            and given.get("type") not in ("application/json", "application/ld+json")
        ):
            self.forbidden.append(f"<{tag}>")
        for name, value in attrs:
            if (
                name == "style"
                or name.startswith("on")
                or "javascript:" in (value or "")
            ):
                self.forbidden.append(f"<{tag} {name}>")
            if name in SPOKEN:
                self.said.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "code"):
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def read(text: str) -> Reader:
    """A page without what the template engine fills in."""
    reader = Reader()
    reader.feed(TAGS.sub("", CLASSES.sub("{% endblock", BLOCKS.sub("", text))))
    return reader


def own_words(text: str) -> Iterator[str]:
    """What a page says in one language only."""
    for said in read(text).said:
        plain = " ".join(said.split())
        for proper in sorted(PROPER, key=len, reverse=True):
            plain = re.sub(rf"\b{re.escape(proper)}\b", "", plain)
        if LETTERS.search(plain):
            yield " ".join(said.split())


@pytest.mark.parametrize("path", tree.templates(), ids=tree.name)
def test_a_page_has_no_script_or_style_in_it(path: Path) -> None:
    assert read(path.read_text("utf-8")).forbidden == []


@pytest.mark.parametrize("path", tree.templates(), ids=tree.name)
def test_a_page_says_nothing_outside_translation(path: Path) -> None:
    if path.name not in SAMPLES:
        assert list(own_words(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", tree.templates(), ids=tree.name)
def test_a_page_opens_by_naming_its_variables(path: Path) -> None:
    text = path.read_text("utf-8").lstrip()
    assert text.startswith(("{#", "{% comment %}", "{% extends"))
    if text.startswith("{% extends"):
        second = text.split("%}", 1)[1].lstrip()
        assert second.startswith(("{#", "{% comment %}"))


def test_words_and_scripts_in_a_page_would_be_seen() -> None:
    assert list(own_words("<p>Selamat pagi</p>")) == ["Selamat pagi"]
    assert list(own_words('<img alt="Peta pos">')) == ["Peta pos"]
    assert list(own_words("{% blocktranslate %}Good{% endblocktranslate %}")) == []
    assert list(own_words("<b>{% translate 'Post' %}</b> · Kentongan {# x y #}")) == []
    assert read("<script>alert(1)</script>").forbidden == ["<script>"]
    assert read('<p style="top:0" onclick="x()">').forbidden == [
        "<p style>",
        "<p onclick>",
    ]
    assert read('<script src="/a.js"></script>').forbidden == []
