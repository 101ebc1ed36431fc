"""Coming in with a card, as the phone of a resident does it."""

import pytest
from django.test import Client

from kentongan.ground.access.actors import operator
from kentongan.ground.access.models import Account
from kentongan.ground.access.roles import Role
from kentongan.ground.access.services.cards import IssuedCard, issue_card, revoke_card
from kentongan.ground.access.tests import makers
from kentongan.ground.access.tests.makers import NOON, POST

pytestmark = pytest.mark.django_db


@pytest.fixture
def budi() -> Account:
    return makers.member("budi")


@pytest.fixture
def card(budi: Account) -> IssuedCard:
    head = makers.member("sari", role=Role.POST_HEAD)
    return issue_card(budi, POST, by=makers.now(head), at=NOON)


def is_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def test_card_and_pin_let_in_and_leave_a_line(
    client: Client, budi: Account, card: IssuedCard
) -> None:
    address = f"/kartu/{card.token}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"pin": card.pin}).status_code == 302
    assert is_in(client)
    assert makers.acts(budi)[-1] == "account.signed-in"
    assert len(client.get("/akun/perangkat/").context["sessions"]) == 1


def test_a_wrong_pin_does_not_let_in(client: Client, card: IssuedCard) -> None:
    wrong = f"{(int(card.pin) + 1) % 1_000_000:06}"
    assert client.post(f"/kartu/{card.token}/", {"pin": wrong}).status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize("pin", ["", "1", "abcdef", "1" * 9999, "<b>12", "١٢٣٤٥٦"])
def test_a_hostile_pin_does_not_let_in(
    client: Client, card: IssuedCard, pin: str
) -> None:
    answer = client.post(f"/kartu/{card.token}/", {"pin": pin})
    assert answer.status_code in (200, 422)
    assert not is_in(client)


@pytest.mark.parametrize("token", ["x", "%00", "%F0%28", "a" * 3000, "..", "<b>"])
def test_the_page_of_an_unknown_card_looks_like_any_other(
    client: Client, card: IssuedCard, token: str
) -> None:
    known = client.get(f"/kartu/{card.token}/")
    unknown = client.get(f"/kartu/{token}/")
    assert unknown.status_code == known.status_code == 200
    answer = client.post(f"/kartu/{token}/", {"pin": "482915"})
    assert answer.status_code == 422
    wrong = f"{(int(card.pin) + 1) % 1_000_000:06}"
    other = client.post(f"/kartu/{card.token}/", {"pin": wrong})
    assert other.context["form"].errors == answer.context["form"].errors


def test_ending_a_card_ends_its_session(
    client: Client, budi: Account, card: IssuedCard
) -> None:
    client.post(f"/kartu/{card.token}/", {"pin": card.pin})
    revoke_card(budi, by=operator(), at=NOON)
    assert not is_in(client)


def test_a_card_is_never_kept_in_a_cache(client: Client, card: IssuedCard) -> None:
    answer = client.get(f"/kartu/{card.token}/")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
