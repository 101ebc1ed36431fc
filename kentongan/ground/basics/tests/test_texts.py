"""What people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.ground.basics.texts import line, paragraphs, words

HIDDEN = "\0\x07\x1b\u200b\u202e\ufeff\ud800"


@given(st.text())
def test_a_line_is_one_line_and_tidying_twice_changes_nothing(text: str) -> None:
    once = line(text)
    assert "\n" not in once
    assert once == once.strip()
    assert line(once) == once


@given(st.text())
def test_paragraphs_keep_their_breaks_and_no_more(text: str) -> None:
    once = paragraphs(text)
    assert "\n\n\n" not in once
    assert paragraphs(once) == once


@given(st.text(), st.text())
def test_what_is_not_seen_is_not_stored(before: str, after: str) -> None:
    for tidy in (line, paragraphs):
        kept = tidy(before + HIDDEN + after)
        assert not set(HIDDEN) & set(kept)
        kept.encode()  # would raise for half a letter


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pos  KAMLING «Melati»!", ["pos", "kamling", "melati"]),
        ("Mélati", ["melati"]),
        ("RT 3/RW 05", ["rt", "3", "rw", "05"]),
        ("…", []),
    ],
)
def test_words_are_compared_without_case_accents_and_marks(
    text: str, found: list[str]
) -> None:
    assert words(text) == found


def test_paragraphs_are_kept_and_blanks_are_not() -> None:
    assert paragraphs(" Satu \r\n\n\n\n  dua\tkali ") == "Satu\n\ndua kali"
    assert line(" Satu \r\n dua\tkali ") == "Satu dua kali"
