import pytest
from django.core.exceptions import ObjectDoesNotExist

from kentongan.ground.access.actors import operator
from kentongan.ground.access.models import Account
from kentongan.ground.access.roles import Role
from kentongan.ground.access.selectors import account_named
from kentongan.ground.access.services import accounts
from kentongan.ground.access.services.cards import issue_card
from kentongan.ground.access.services.grants import Where, end_grant, grant_role
from kentongan.ground.access.tests import makers
from kentongan.ground.access.tests.makers import NOON, PASSWORD
from kentongan.ground.basics.errors import Conflicting, Invalid, NotAllowed

pytestmark = pytest.mark.django_db


def test_an_account_is_found_however_its_name_is_typed() -> None:
    made = makers.account("Bripka  Rina")
    assert made.sign_in_name == "bripka rina"
    assert account_named(" BRIPKA RINA") == made
    assert Account.objects.get_by_natural_key("Bripka Rina") == made
    with pytest.raises(ObjectDoesNotExist):
        Account.objects.get_by_natural_key("rina")


def test_the_same_name_in_another_case_is_refused() -> None:
    makers.account("rina")
    with pytest.raises(Conflicting):
        makers.account("RINA")


@pytest.mark.parametrize("name", ["", "   ", "a" * 61, "rina\x00", "ri\u202ena"])
def test_a_name_that_cannot_be_read_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        makers.account(name)


def test_a_watch_member_makes_no_accounts() -> None:
    budi = makers.now(makers.member("budi"))
    with pytest.raises(NotAllowed):
        accounts.create_account("baru", display_name="Baru", by=budi, at=NOON)


def test_who_keeps_a_posts_list_makes_accounts_of_residents_never_of_officers() -> None:
    head = makers.member("sari", role=Role.POST_HEAD)
    for n, by in enumerate((head, makers.bhabin())):
        accounts.create_account(
            f"warga {n}", display_name="Warga", by=makers.now(by), at=NOON
        )
        with pytest.raises(NotAllowed):
            accounts.create_account(
                "polisi",
                display_name="P",
                by=makers.now(by),
                at=NOON,
                officer_id=makers.POST,
            )


def test_a_new_account_opens_with_no_password() -> None:
    made = makers.account("baru", opened=False)
    assert not made.has_usable_password()
    assert makers.acts(made) == ["account.created"]


def test_a_closed_account_stays_closed_until_its_keeper_opens_it() -> None:
    rina, keeper = makers.bhabin(), makers.now(makers.administrator())
    accounts.deactivate(rina, by=keeper, at=NOON)
    accounts.deactivate(rina, by=keeper, at=NOON)
    rina.refresh_from_db()
    assert not rina.is_active
    accounts.reactivate(rina, by=keeper, at=NOON)
    rina.refresh_from_db()
    assert rina.is_active
    assert makers.acts(rina)[-2:] == ["account.deactivated", "account.reactivated"]


def test_closing_an_account_ends_its_card() -> None:
    budi, head = makers.member("budi"), makers.member("sari", role=Role.POST_HEAD)
    issued = issue_card(budi, makers.POST, by=makers.now(head), at=NOON)
    accounts.deactivate(budi, by=operator(), at=NOON)
    issued.card.refresh_from_db()
    assert issued.card.revoked_at == NOON


def test_a_kapolsek_closes_no_account() -> None:
    rina, togar = makers.bhabin(), makers.now(makers.kapolsek())
    with pytest.raises(NotAllowed):
        accounts.deactivate(rina, by=togar, at=NOON)


def test_a_password_is_chosen_by_its_owner_alone() -> None:
    rina, togar = makers.bhabin(), makers.kapolsek()
    accounts.choose_password(rina, "pos-melati-terang", by=makers.now(rina), at=NOON)
    assert rina.check_password("pos-melati-terang")
    with pytest.raises(NotAllowed):
        accounts.choose_password(rina, PASSWORD, by=makers.now(togar), at=NOON)


@pytest.mark.parametrize("weak", ["pendek", "1234567890", "password123", "rina-rina"])
def test_a_weak_password_is_refused_and_the_old_one_stays(weak: str) -> None:
    rina = makers.bhabin()
    with pytest.raises(Invalid) as refusal:
        accounts.choose_password(rina, weak, by=makers.now(rina), at=NOON)
    assert "password" in refusal.value.problems
    rina.refresh_from_db()
    assert rina.check_password(PASSWORD)


def test_a_given_password_must_be_changed() -> None:
    rina = makers.bhabin()
    accounts.set_first_password(rina, "sementara-dahulu", by=operator(), at=NOON)
    assert rina.must_change_password
    accounts.choose_password(rina, "pos-melati-terang", by=makers.now(rina), at=NOON)
    assert not rina.must_change_password


def test_ones_own_screen_is_ones_own() -> None:
    rina, togar = makers.bhabin(), makers.kapolsek()
    accounts.set_preferences(
        rina, language="en", theme="dark", by=makers.now(rina), at=NOON
    )
    rina.refresh_from_db()
    assert (rina.language, rina.theme) == ("en", "dark")
    with pytest.raises(NotAllowed):
        accounts.set_preferences(
            rina, language="id", theme="dark", by=makers.now(togar), at=NOON
        )
    with pytest.raises(Invalid):
        accounts.set_preferences(
            rina, language="xx", theme="dark", by=makers.now(rina), at=NOON
        )


def test_an_administrator_grants_within_what_is_kept_and_no_office() -> None:
    keeper = makers.account("pengelola polres")
    grant_role(
        keeper,
        Role.ADMINISTRATOR,
        Where(place="12.18", unit=makers.POLRES),
        by=operator(),
        at=makers.LONG_AGO,
    )
    by = makers.now(keeper)
    made = makers.account("kades")
    grant_role(made, Role.VILLAGE_HEAD, Where(place=makers.VILLAGE), by=by, at=NOON)
    with pytest.raises(Conflicting):
        grant_role(made, Role.VILLAGE_HEAD, Where(place=makers.VILLAGE), by=by, at=NOON)
    with pytest.raises(NotAllowed):
        grant_role(made, Role.VILLAGE_HEAD, Where(place="12.19"), by=by, at=NOON)
    with pytest.raises(NotAllowed):
        grant_role(made, Role.ADMINISTRATOR, Where(unit=""), by=by, at=NOON)
    with pytest.raises(NotAllowed):
        grant_role(
            made, Role.AUDITOR, Where(place="12.19", unit=makers.POLRES), by=by, at=NOON
        )
    with pytest.raises(Invalid):
        grant_role(made, Role.COMMANDER, Where(place="12.18"), by=by, at=NOON)
    with pytest.raises(Invalid):
        grant_role(made, Role.MEMBER, Where(place=makers.VILLAGE), by=by, at=NOON)


def test_a_post_head_keeps_members_of_the_own_post_only() -> None:
    head = makers.now(makers.member("sari", role=Role.POST_HEAD))
    made = makers.account("warga", opened=False)
    grant = grant_role(
        made,
        Role.MEMBER,
        Where(makers.VILLAGE, holding_id=makers.POST),
        by=head,
        at=NOON,
    )
    with pytest.raises(NotAllowed):
        grant_role(
            made,
            Role.MEMBER,
            Where(makers.VILLAGE, holding_id=makers.OTHER_POST),
            by=head,
            at=NOON,
        )
    stranger = makers.now(makers.member("lain", makers.OTHER_POST, role=Role.POST_HEAD))
    with pytest.raises(NotAllowed):
        end_grant(grant, by=stranger, at=NOON)
    end_grant(grant, by=head, at=NOON)
    end_grant(grant, by=head, at=NOON)
    assert makers.acts(made)[1:] == ["role.granted", "role.ended"]


def test_the_police_name_the_first_head_of_a_post_in_reach_and_nobody_else() -> None:
    rina = makers.now(makers.bhabin())
    made, other = (makers.account(n, opened=False) for n in ("sari", "budi"))
    here = Where(makers.VILLAGE, holding_id=makers.POST)
    with pytest.raises(NotAllowed):
        grant_role(made, Role.MEMBER, here, by=rina, at=NOON)
    grant_role(made, Role.POST_HEAD, here, by=rina, at=NOON)
    with pytest.raises(NotAllowed):
        grant_role(other, Role.POST_HEAD, here, by=rina, at=NOON)
    elsewhere = Where("12.18.05.2001", holding_id=makers.OTHER_POST)
    with pytest.raises(NotAllowed):
        grant_role(other, Role.POST_HEAD, elsewhere, by=rina, at=NOON)
