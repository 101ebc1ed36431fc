from hypothesis import given
from hypothesis import strategies as st

from kentongan.ground.access import rules


@given(st.text())
def test_a_name_stored_is_the_name_compared(text: str) -> None:
    once = rules.sign_in_name(text)
    assert rules.sign_in_name(once) == once


@given(st.text(alphabet="abcdefghij klmnop"))
def test_case_and_spaces_do_not_tell_names_apart(text: str) -> None:
    assert rules.sign_in_name(f"  {text.upper()} ") == rules.sign_in_name(text)


def test_names_that_only_look_alike_in_width_are_one() -> None:
    assert rules.sign_in_name("Ｒina") == rules.sign_in_name("rina")


def test_a_name_that_cannot_be_seen_is_no_name() -> None:
    assert not rules.is_sign_in_name("")
    assert not rules.is_sign_in_name("a\x00b")
    assert not rules.is_sign_in_name("a" * 61)
    assert rules.is_sign_in_name("bripka rina")


@given(st.text(alphabet=rules.ALPHABET, min_size=10, max_size=10))
def test_a_code_survives_being_read_aloud(code: str) -> None:
    shown = rules.code_as_shown(code)
    assert rules.code_as_typed(f" {shown.lower()} ") == code


@given(st.text())
def test_only_six_ascii_digits_are_a_pin(text: str) -> None:
    assert rules.is_pin(text) == (
        len(text) == 6 and all(c in "0123456789" for c in text)
    )
