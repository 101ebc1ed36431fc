"""Personal data: as little as possible, sealed, and bound to its row."""

import ast
import re

import pytest
from django.apps import apps
from django.db.models import Model

from kentongan.ground.basics.ids import new_id
from kentongan.ground.seals.fields import SealedField
from tests.guards import tree

OURS = [m for m in apps.get_models() if m.__module__.startswith("kentongan.")]
NEVER = re.compile(
    r"(?:^|_)(?:nik|ktp|religion|agama|faith|ethnicity|suku|race|gender|sex|party|"
    r"suspects?|blacklist|mugshot)(?:_|$)"
)
"""What no table has a column for: identity numbers, faith, origin, lists of suspects."""

SEALED = [m for m in OURS if any(isinstance(f, SealedField) for f in m._meta.fields)]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_table_asks_what_nobody_should_keep(model: type[Model]) -> None:
    names = [field.name for field in model._meta.get_fields() if field.concrete]
    assert [n for n in [*names, model.__name__.lower()] if NEVER.search(n)] == []


def test_such_a_column_would_be_seen() -> None:
    assert NEVER.search("nik")
    assert NEVER.search("reporter_religion")
    assert not NEVER.search("picnik")
    assert not NEVER.search("traced_at")


@pytest.mark.parametrize("model", SEALED, ids=lambda model: model.__name__)
def test_a_sealed_row_knows_its_id_before_it_is_written(model: type[Model]) -> None:
    """A seal is bound to model, id and field, so the id is made in Python."""
    assert model._meta.pk.default is new_id


CIPHER = {"seal", "unseal", "binding_of", "ring", "keys"}
"""What only the package of the seals touches, besides who makes keys and backups."""


def test_seals_are_opened_through_their_services_only() -> None:
    """Whoever else imports the cipher could read without a line in the ledger."""
    allowed = ("kentongan/ground/seals/", "kentongan/config/")
    found = [
        f"{tree.name(path)}: {alias.name}"
        for path in tree.sources()
        if not tree.name(path).startswith(allowed)
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.ImportFrom)
        if (node.module or "").startswith("kentongan.ground.seals")
        for alias in node.names
        if alias.name in CIPHER or (node.module or "").endswith(".keys")
    ]
    assert found == []


def test_the_ledger_is_told_no_names_and_no_texts() -> None:
    """``facts`` hold ids, counts and codes: no call passes what somebody wrote."""
    wordy = re.compile(r"(?:^|_)(?:name|names|text|note|phone|words|address|title)$")
    found = [
        f"{tree.name(path)}:{call.lineno} {key.value!r}"
        for path in tree.sources()
        for call in tree.calls(tree.parsed(path), "record")
        for keyword in call.keywords
        if keyword.arg == "facts" and isinstance(keyword.value, ast.Dict)
        for key in keyword.value.keys
        if isinstance(key, ast.Constant) and wordy.search(str(key.value))
    ]
    assert found == []
