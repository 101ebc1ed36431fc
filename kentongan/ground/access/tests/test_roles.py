from hypothesis import given
from hypothesis import strategies as st

from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.roles import (
    POSITION_ROLES,
    POST_ROLES,
    ROLES,
    Role,
    holders_of,
)
from kentongan.ground.units.rules.positions import Position

WALLED = ("post_", "visit_", "report_", "follow_up_", "contact_", "seal_")


def may(role: Role) -> frozenset[Permission]:
    return ROLES[role].permissions


def test_every_role_is_described_in_both_languages() -> None:
    assert set(ROLES) == set(Role)
    for entry in ROLES.values():
        for words in (entry.label, entry.description):
            assert set(words) == {"id", "en"}
            assert all(words.values())


def test_every_position_brings_a_role() -> None:
    assert set(POSITION_ROLES) == set(Position)
    assert not POST_ROLES & set(POSITION_ROLES.values())


def test_every_permission_is_held_by_some_role() -> None:
    assert {p for p in Permission if not holders_of(p)} == set()


def test_an_administrator_and_an_auditor_see_nothing_of_the_beat() -> None:
    for role in (Role.ADMINISTRATOR, Role.AUDITOR):
        assert not {p for p in may(role) if p.startswith(WALLED)}


def test_a_babinsa_sees_no_reports_and_no_contacts() -> None:
    assert not {
        p for p in may(Role.BABINSA) if p.startswith(("report_", "contact_", "visit_"))
    }


def test_residents_open_no_seals_and_read_no_reports() -> None:
    for role in POST_ROLES:
        assert Permission.SEAL_OPEN not in may(role)
        assert Permission.REPORT_VIEW not in may(role)


def test_sensitive_reports_stay_with_the_command_of_a_resort() -> None:
    assert holders_of(Permission.REPORT_VIEW_SENSITIVE) == {Role.COMMANDER}


def test_nobody_reviews_who_cannot_see() -> None:
    for role in Role:
        if Permission.VISIT_REVIEW in may(role):
            assert Permission.VISIT_VIEW in may(role)


@given(st.sampled_from(sorted(Role)), st.sampled_from(sorted(Permission)))
def test_holders_and_the_table_agree(role: Role, permission: Permission) -> None:
    assert (role in holders_of(permission)) == (permission in may(role))
