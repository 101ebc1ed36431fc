import pytest
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


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like "
            "Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
            "Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl/8.0", "curl/8.0"),
        ("", ""),
    ],
)
def test_a_device_is_called_as_people_call_it(agent: str, name: str) -> None:
    assert rules.device_named(agent) == name


def test_a_resident_is_called_by_initials() -> None:
    assert rules.initials("Sari  rahayu") == "S. R."
    assert rules.initials("") == ""
