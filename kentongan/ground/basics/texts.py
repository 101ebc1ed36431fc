"""What people type, made fit to be stored and compared."""

import re
import unicodedata
from typing import Final

_BLANKS: Final = re.compile(r"[ \t\u00a0]+")


def phrase(text: str) -> str:
    """`text` itself: marks words of pure code that are translated where they are shown."""
    return text


def line(text: str) -> str:
    """`text` on one line: one form of each letter, single blanks, nothing unseen."""
    return " ".join(_visible(text).split())


def paragraphs(text: str) -> str:
    """`text` with its line breaks, at most one empty line in a row."""
    rows = (_BLANKS.sub(" ", row).strip() for row in _visible(text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()


def words(text: str) -> list[str]:
    """The words of `text` as they are compared: lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", letters)


def _visible(text: str) -> str:
    """Without control letters, lone surrogates and marks that turn text around."""
    return "".join(
        " " if c == "\t" else c
        for c in unicodedata.normalize("NFC", text)
        if c in "\t\r\n\u200d"
        or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"}
    )
