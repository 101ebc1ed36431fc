from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from kentongan.ground.access.actors import operator
from kentongan.ground.access.models import Account, Ticket
from kentongan.ground.access.roles import Role
from kentongan.ground.access.services import tickets
from kentongan.ground.access.services.accounts import deactivate
from kentongan.ground.access.services.grants import Where, grant_role
from kentongan.ground.access.tests import makers
from kentongan.ground.access.tests.makers import NOON, PASSWORD
from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound, TooMany
from kentongan.ground.units.rules.positions import Position

pytestmark = pytest.mark.django_db
NEW = "pos-melati-terang"


def redeem(name: str, code: str, password: str = NEW, **more: object) -> Account:
    at = NOON + timedelta(minutes=1)
    return tickets.redeem_code(
        name,
        code,
        password,
        address="10.0.0.1",
        **({"at": at} | more),  # type: ignore[arg-type]
    )


def test_an_invitation_opens_once_within_its_hour() -> None:
    made = makers.account("baru", opened=False)
    token = tickets.invite(made, by=operator(), at=NOON)
    assert token not in str(Ticket.objects.values_list("digest"))
    late = NOON + timedelta(minutes=60)
    with pytest.raises(NotFound):
        tickets.redeem_invitation(token, NEW, at=late)
    opened = tickets.redeem_invitation(token, NEW, at=late - timedelta(seconds=1))
    assert opened.check_password(NEW)
    with pytest.raises(NotFound):
        tickets.redeem_invitation(token, PASSWORD, at=NOON)
    assert makers.acts(made)[1:] == [
        "invitation.issued",
        "account.password-changed",
        "invitation.redeemed",
    ]


def test_a_weak_password_leaves_the_invitation_good() -> None:
    made = makers.account("baru", opened=False)
    token = tickets.invite(made, by=operator(), at=NOON)
    with pytest.raises(Invalid):
        tickets.redeem_invitation(token, "pendek", at=NOON)
    tickets.redeem_invitation(token, NEW, at=NOON)


@pytest.mark.parametrize(
    "token", ["", "x", "../../etc", "a" * 10_000, "\x00", "%00", "\ud800", "' or 1=1"]
)
def test_a_hostile_token_opens_nothing(token: str) -> None:
    with pytest.raises(NotFound):
        tickets.redeem_invitation(token, NEW, at=NOON)


def test_a_kapolsek_gives_a_code_to_her_bhabinkamtibmas() -> None:
    rina, togar = makers.bhabin(), makers.kapolsek()
    code = tickets.issue_reset_code(rina, by=makers.now(togar), at=NOON)
    assert redeem("RINA", code.lower()).check_password(NEW)
    with pytest.raises(NotFound):
        redeem("rina", code)
    assert makers.acts(rina)[-3:] == [
        "reset.issued",
        "account.password-changed",
        "reset.redeemed",
    ]


def test_nobody_gives_a_code_upwards_sideways_or_elsewhere() -> None:
    rina, togar = makers.bhabin(), makers.kapolsek()
    kanit = makers.account("kanit", makers.officer("kanit", Position.KANIT_BINMAS))
    stranger = makers.kapolsek("jauh", makers.OTHER_POLSEK)
    refused = [
        (togar, kanit),
        (togar, stranger),
        (rina, stranger),
        (rina, rina),
        (togar, rina),
        (makers.administrator(), togar),
    ]
    for whom, by in refused:
        with pytest.raises(NotAllowed):
            tickets.issue_reset_code(whom, by=makers.now(by), at=NOON)
    tickets.issue_reset_code(kanit, by=makers.now(togar), at=NOON)


def test_a_kapolsek_does_not_open_an_administrator_who_serves_under_him() -> None:
    togar = makers.kapolsek()
    both = makers.bhabin("dwi")
    grant_role(
        both, Role.ADMINISTRATOR, Where(place="", unit=""), by=operator(), at=NOON
    )
    with pytest.raises(NotAllowed):
        tickets.issue_reset_code(both, by=makers.now(togar), at=NOON)


def test_a_code_dies_after_a_day_and_when_another_is_issued() -> None:
    rina = makers.bhabin()
    first = tickets.issue_reset_code(rina, by=operator(), at=NOON)
    second = tickets.issue_reset_code(rina, by=operator(), at=NOON)
    with pytest.raises(NotFound):
        redeem("rina", first)
    with pytest.raises(NotFound):
        redeem("rina", second, at=NOON + timedelta(hours=24))
    redeem("rina", second)


def test_a_code_opens_its_own_account_only() -> None:
    makers.bhabin("dwi")
    code = tickets.issue_reset_code(makers.bhabin(), by=operator(), at=NOON)
    with pytest.raises(NotFound) as other:
        redeem("dwi", code)
    with pytest.raises(NotFound) as nobody:
        redeem("nobody at all", code)
    assert str(other.value) == str(nobody.value)


def test_a_closed_account_is_not_opened_by_a_code() -> None:
    rina = makers.bhabin()
    code = tickets.issue_reset_code(rina, by=operator(), at=NOON)
    deactivate(rina, by=operator(), at=NOON)
    with pytest.raises(NotFound):
        redeem("rina", code)


def test_codes_cannot_be_guessed_at_leisure() -> None:
    code = tickets.issue_reset_code(makers.bhabin(), by=operator(), at=NOON)
    for _try in range(5):
        with pytest.raises(NotFound):
            redeem("rina", "AAAAA-AAAAA")
    with pytest.raises(TooMany):
        redeem("Ｒina ", code)
    redeem("rina", code, at=NOON + timedelta(minutes=17))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hold_one_code_only_one_gets_in() -> None:
    rina = makers.bhabin()
    code = tickets.issue_reset_code(rina, by=operator(), at=NOON)
    outcomes = at_once(lambda: redeem("rina", code))
    assert sorted(outcomes) == ["NotFound", "in"]


def at_once(act: Callable[[], object]) -> list[str]:
    barrier = Barrier(2)

    def attempt() -> str:
        barrier.wait(timeout=10)
        try:
            act()
        except NotFound:
            return "NotFound"
        else:
            return "in"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [f.result() for f in [pool.submit(attempt) for _i in range(2)]]
