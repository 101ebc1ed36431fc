"""Every permission is somebody's, and is asked for somewhere."""

import ast
from functools import cache
from pathlib import Path

import pytest

from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.roles import POSITION_ROLES, ROLES, Role, holders_of
from kentongan.ground.units.rules.positions import Position
from tests.guards import tree

NAMING = ("kentongan/ground/access/", "kentongan/doors/console/members/")
"""Where roles are given out: the accounts' own package, and the page of a post's people."""

TABLES = ("ground/access/permissions.py", "ground/access/roles.py")


@cache
def asked_for() -> set[str]:
    """Permissions that a gate, a service or a selector names."""
    paths = [
        path
        for path in [*tree.sources(), *tree.templates()]
        if path.relative_to(tree.PACKAGE).as_posix() not in TABLES
    ]
    return {p for path in paths for p in Permission if _names(path, p)}


def _names(path: Path, permission: Permission) -> bool:
    text = path.read_text("utf-8")
    if permission.name not in text and permission.value not in text:
        return False
    if path.suffix != ".py":
        return True
    return any(
        (isinstance(node, ast.Attribute) and node.attr == permission.name)
        or (isinstance(node, ast.Constant) and node.value == permission.value)
        for node in ast.walk(tree.parsed(path))
    )


@pytest.mark.parametrize("permission", Permission)
def test_somebody_holds_it(permission: Permission) -> None:
    assert holders_of(permission)


@pytest.mark.parametrize("permission", Permission)
def test_something_asks_for_it(permission: Permission) -> None:
    assert permission in asked_for()


@pytest.mark.parametrize("role", Role)
def test_every_role_is_described_in_both_languages(role: Role) -> None:
    entry = ROLES[role]
    assert entry.permissions
    assert {"id", "en"} == set(entry.label) == set(entry.description)
    assert all(entry.label.values())
    assert all(entry.description.values())


def test_every_position_has_its_role() -> None:
    assert set(POSITION_ROLES) == set(Position)


def test_who_keeps_accounts_sees_no_visits() -> None:
    """The machine's keeper and the auditor are no way round the wall."""
    for role in (Role.ADMINISTRATOR, Role.AUDITOR):
        walled = ("visit_", "report_", "contact_", "follow_up_", "post_", "seal_")
        assert [p for p in ROLES[role].permissions if p.startswith(walled)] == []


def test_no_view_service_or_page_names_a_role() -> None:
    found = [
        tree.name(path)
        for path in tree.sources()
        if path.relative_to(tree.PACKAGE).parts[0] == "doors"
        or path.stem in ("services", "selectors")
        if any(
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "Role"
            for node in ast.walk(tree.parsed(path))
        )
        if not tree.name(path).startswith(NAMING)
    ]
    assert found == []
