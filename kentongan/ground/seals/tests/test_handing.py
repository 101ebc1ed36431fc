"""What a phone locks for the server: opened here, and by nobody else, and bound."""

import pytest

from kentongan.ground.seals import handing
from kentongan.ground.seals.tests.makers import locked

TEXT = b'{"kind":"visit.record"}'
LABEL = "rina/one"


def test_what_was_locked_for_us_is_opened() -> None:
    assert handing.open_handed(locked(TEXT, LABEL), LABEL) == TEXT


def test_the_key_stays_the_same_and_says_nothing_of_its_private_half() -> None:
    assert handing.public_key() == handing.public_key()
    assert set(handing.public_key()["jwk"]) == {"kty", "crv", "x", "y"}


@pytest.mark.parametrize("name", ["epk", "wrap_iv", "wrap", "iv", "box"])
@pytest.mark.parametrize("other", [None, 7, "", "??", "AAAA"])
def test_what_was_changed_on_the_way_is_not_opened(name: str, other: object) -> None:
    with pytest.raises(handing.NotOpened):
        handing.open_handed(locked(TEXT, LABEL) | {name: other}, LABEL)


def test_what_belongs_to_another_act_or_another_key_is_not_opened() -> None:
    with pytest.raises(handing.NotOpened):
        handing.open_handed(locked(TEXT, "rina/two"), LABEL)
    with pytest.raises(handing.NotOpened):
        handing.open_handed(locked(TEXT, LABEL, key="another"), LABEL)
    with pytest.raises(handing.NotOpened):
        handing.open_handed({}, LABEL)
