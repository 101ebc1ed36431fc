"""Folding names, and what a local level is called in a path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.ground.basics.paths import is_path
from kentongan.ground.places.rules.words import (
    fold,
    key,
    local_name,
    local_slug,
    local_word,
    own_words,
    roman,
)


@pytest.mark.parametrize(
    "text", ["Simpang 4", "SIMPANG EMPAT", "simpang iv", "Simpang-Empat", " simpang 04"]
)
def test_simpang_empat_is_one_name_however_it_is_written(text: str) -> None:
    assert fold(text) == ["simpang", "4"]


def test_names_in_one_word_or_two_have_one_key() -> None:
    assert key("Serbajadi") == key("Serba Jadi") == key("SERBA-JADI")
    assert key("Serbajadi") != key("Serba Jaya")


def test_accents_and_apostrophes_do_not_part_names() -> None:
    assert key("Sa'adah") == key("Saadah") == key("Sa’adáh".replace("’", "'"))


def test_a_name_is_also_found_in_one_word() -> None:
    assert {"simpang", "4", "simpang4", "simpangempat"} <= set(
        own_words(["Simpang Empat"])
    )


@pytest.mark.parametrize("name", ["V", "5", "05", "v", "lima", "Dusun V", "dusun 5"])
def test_dusun_five_is_one_place_however_it_is_written(name: str) -> None:
    assert local_slug("dusun", name) == "v"
    assert local_name("dusun", name) == "V"


@pytest.mark.parametrize(
    ("word", "name", "slug", "shown"),
    [
        ("rw", "05", "rw_5", "5"),
        ("rt", "003", "rt_3", "3"),
        ("rt", "RT 3", "rt_3", "3"),
        ("lingkungan", "IX", "ix", "IX"),
        ("dusun", "Mawar II", "mawar_ii", "Mawar II"),
        ("dusun", "Mawar 2", "mawar_ii", "Mawar 2"),
        ("dusun", "Simpang Lima", "simpang_lima", "Simpang Lima"),
        ("huta", "Bah Jambi", "bah_jambi", "Bah Jambi"),
        ("dusun", "40", "40", "40"),
    ],
)
def test_local_levels_are_told_apart(
    word: str, name: str, slug: str, shown: str
) -> None:
    assert local_slug(word, name) == slug
    assert local_name(word, name) == shown


@given(st.integers(1, 39))
def test_roman_numerals_fold_back_to_their_number(number: int) -> None:
    assert fold(roman(number)) == [str(number)]


@given(st.sampled_from(["dusun", "rw", "rt", "lingkungan"]), st.text(max_size=30))
def test_a_slug_stands_in_a_path_or_is_refused(word: str, name: str) -> None:
    try:
        slug = local_slug(word, name)
    except ValueError:
        return
    assert is_path(slug)
    assert "." not in slug
    assert local_slug(word, slug.replace("_", " ")) == slug


@pytest.mark.parametrize("word", ["", "12", "x" * 40, "rt/rw", "ini bukan satu kata"])
def test_what_is_no_level_word_is_refused(word: str) -> None:
    if word == "rt/rw":
        assert local_word(word) == "rt rw"
        return
    with pytest.raises(ValueError, match="level below the village"):
        local_word(word)


def test_short_forms_of_level_words_are_written_out() -> None:
    assert local_word("Lk.") == "lingkungan"
    assert local_word("DSN") == "dusun"
    assert local_word("emplasmen") == "emplasmen"
