from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from kentongan.ground.access.actors import operator
from kentongan.ground.access.models import Account, Card
from kentongan.ground.access.roles import Role
from kentongan.ground.access.rules import COMMON_PINS, is_pin
from kentongan.ground.access.services import cards
from kentongan.ground.access.services.accounts import deactivate
from kentongan.ground.access.services.grants import Where, grant_role
from kentongan.ground.access.tests import makers
from kentongan.ground.access.tests.makers import NOON, POST
from kentongan.ground.basics.errors import NotAllowed, NotFound, TooMany

pytestmark = pytest.mark.django_db


@pytest.fixture
def budi() -> Account:
    return makers.member("budi")


@pytest.fixture
def issued(budi: Account) -> cards.IssuedCard:
    head = makers.member("sari", role=Role.POST_HEAD)
    return cards.issue_card(budi, POST, by=makers.now(head), at=NOON)


def enter(
    token: str, pin: str, address: str = "10.0.0.1", at: datetime = NOON
) -> Account:
    return cards.open_with_card(token, pin, address=address, at=at)


def wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 1_000_000:06}"


def test_a_card_and_its_pin_open_the_account(
    budi: Account, issued: cards.IssuedCard
) -> None:
    assert is_pin(issued.pin)
    assert issued.pin not in COMMON_PINS
    assert enter(issued.token, issued.pin) == budi
    stored = str(Card.objects.values())
    assert issued.token not in stored
    assert issued.pin not in stored


def test_a_card_without_its_pin_opens_nothing(issued: cards.IssuedCard) -> None:
    with pytest.raises(NotFound):
        enter(issued.token, wrong(issued.pin))


@pytest.mark.parametrize("pin", ["", "12345", "١٢٣٤٥٦", "1" * 5000, "\x00", "abc def"])
def test_what_is_no_pin_opens_nothing(issued: cards.IssuedCard, pin: str) -> None:
    with pytest.raises(NotFound):
        enter(issued.token, pin)


@pytest.mark.parametrize("token", ["", "x", "../..", "\x00", "\ud800", "a" * 9999])
def test_a_hostile_token_gets_the_words_of_a_wrong_pin(
    issued: cards.IssuedCard, token: str
) -> None:
    with pytest.raises(NotFound) as unknown:
        enter(token, issued.pin)
    with pytest.raises(NotFound) as known:
        enter(issued.token, wrong(issued.pin))
    assert str(unknown.value) == str(known.value)


def test_five_wrong_pins_lock_the_card_even_for_the_right_one(
    budi: Account, issued: cards.IssuedCard
) -> None:
    for _try in range(4):
        with pytest.raises(NotFound):
            enter(issued.token, wrong(issued.pin))
    with pytest.raises(cards.CardLocked):
        enter(issued.token, wrong(issued.pin))
    with pytest.raises(cards.CardLocked):
        enter(issued.token, issued.pin, at=NOON + timedelta(days=7))
    assert makers.acts(budi)[-1] == "card.locked"


def test_a_right_pin_forgets_the_wrong_ones(issued: cards.IssuedCard) -> None:
    for _round in range(3):
        for _try in range(4):
            with pytest.raises(NotFound):
                enter(issued.token, wrong(issued.pin))
        enter(issued.token, issued.pin)


def test_a_new_card_ends_the_old_one(budi: Account, issued: cards.IssuedCard) -> None:
    again = cards.issue_card(budi, POST, by=operator(), at=NOON)
    with pytest.raises(NotFound):
        enter(issued.token, issued.pin)
    assert enter(again.token, again.pin) == budi


def test_a_lost_card_is_ended_by_its_owner_or_the_post_head(
    budi: Account, issued: cards.IssuedCard
) -> None:
    stranger = makers.member("lain", makers.OTHER_POST, role=Role.POST_HEAD)
    with pytest.raises(NotAllowed):
        cards.revoke_card(budi, by=makers.now(stranger), at=NOON)
    cards.revoke_card(budi, by=makers.now(budi), at=NOON)
    with pytest.raises(NotFound):
        enter(issued.token, issued.pin)


def test_the_head_of_another_post_issues_no_card(budi: Account) -> None:
    stranger = makers.member("lain", makers.OTHER_POST, role=Role.POST_HEAD)
    fellow = makers.member("tono")
    for by in (stranger, fellow, budi):
        with pytest.raises(NotAllowed):
            cards.issue_card(budi, POST, by=makers.now(by), at=NOON)


def test_the_police_reissue_the_card_of_a_head_and_of_no_member(
    budi: Account,
) -> None:
    rina = makers.now(makers.bhabin())
    head = makers.member("sari", role=Role.POST_HEAD)
    cards.issue_card(head, POST, by=rina, at=NOON)
    with pytest.raises(NotAllowed):
        cards.issue_card(budi, POST, by=rina, at=NOON)


def test_nobody_gets_a_card_for_a_post_they_do_not_belong_to(budi: Account) -> None:
    with pytest.raises(NotAllowed):
        cards.issue_card(budi, makers.OTHER_POST, by=operator(), at=NOON)


def test_a_card_never_opens_more_than_a_resident() -> None:
    rina = makers.bhabin()
    keeper = makers.administrator()
    for made in (rina, keeper):
        grant_role(
            made,
            Role.MEMBER,
            Where(makers.VILLAGE, holding_id=POST),
            by=operator(),
            at=makers.LONG_AGO,
        )
        with pytest.raises(NotAllowed):
            cards.issue_card(made, POST, by=operator(), at=NOON)


def test_a_head_cannot_take_over_a_member_who_heads_another_post(
    budi: Account,
) -> None:
    grant_role(
        budi,
        Role.POST_HEAD,
        Where(makers.VILLAGE, holding_id=makers.OTHER_POST),
        by=operator(),
        at=makers.LONG_AGO,
    )
    head = makers.member("sari", role=Role.POST_HEAD)
    with pytest.raises(NotAllowed):
        cards.issue_card(budi, POST, by=makers.now(head), at=NOON)
    cards.issue_card(budi, POST, by=makers.now(makers.kapolsek()), at=NOON)


def test_a_closed_account_is_not_opened_by_its_card(
    budi: Account, issued: cards.IssuedCard
) -> None:
    deactivate(budi, by=operator(), at=NOON)
    with pytest.raises(NotFound):
        enter(issued.token, issued.pin)


def test_one_address_cannot_try_card_after_card() -> None:
    for n in range(60):
        with pytest.raises(NotFound):
            enter(f"token {n}", "123456")
    with pytest.raises(TooMany):
        enter("token", "123456")
    with pytest.raises(NotFound):
        enter("token", "123456", address="10.0.0.2")


@pytest.mark.django_db(transaction=True)
def test_guesses_at_once_are_as_many_tries_as_guesses() -> None:
    made = makers.member("budi")
    card = cards.issue_card(made, POST, by=operator(), at=NOON)
    barrier = Barrier(8)

    def guess(n: int) -> str:
        barrier.wait(timeout=10)
        try:
            enter(card.token, f"{(int(card.pin) + n) % 1_000_000:06}")
        except (NotFound, cards.CardLocked) as refusal:
            return refusal.code
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(guess, range(1, 9)))
    assert outcomes.count("not-found") == 4
    assert outcomes.count("card-locked") == 4
