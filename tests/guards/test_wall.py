"""Nobody goes round the wall, and whoever looks over it has said why."""

import ast

import pytest
from django.apps import apps
from django.db.models import Model

from kentongan.ground.wall.models import Walled, WallManager, WallMissing
from tests.guards import tree

WALL = "kentongan/ground/wall/models.py"
ROUND_IT = {"unwalled", "_base_manager", "_default_manager", "_rows"}
PINNED = tree.ROOT / "tests" / "guards" / "everywhere.txt"
WALLED = [model for model in apps.get_models() if issubclass(model, Walled)]


def ways_round(module: ast.AST) -> set[str]:
    """Names by which a module would go round the wall."""
    return {
        node.attr
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in ROUND_IT
    } | {
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and node.value in ROUND_IT
    }


def looks_over(module: ast.AST) -> list[str]:
    """The reasons given for reading everywhere."""
    reasons = []
    for call in tree.calls(module, "everywhere"):
        given = [k.value for k in call.keywords if k.arg == "because"]
        constant = given and isinstance(given[0], ast.Constant) and given[0].value
        reasons.append(str(constant or "(no reason in plain words)"))
    return reasons


def pinned() -> set[str]:
    """The reasons that a reviewer has read, each with its file."""
    lines = PINNED.read_text("utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def test_nobody_goes_round_the_wall() -> None:
    found = {
        tree.name(path): ways
        for path in tree.sources()
        if tree.name(path) != WALL
        if (ways := ways_round(tree.parsed(path)))
    }
    assert found == {}


def test_whoever_reads_everywhere_has_said_why() -> None:
    found = {
        f"{tree.name(path)}: {reason}"
        for path in tree.sources()
        if tree.name(path) != WALL
        for reason in looks_over(tree.parsed(path))
    }
    assert found - pinned() == set(), "read these, then add them to everywhere.txt"
    assert pinned() - found == set(), "these are gone: take them out of everywhere.txt"


@pytest.mark.parametrize("model", WALLED, ids=lambda model: model.__name__)
def test_a_walled_table_refuses_until_told_for_whom(model: type[Model]) -> None:
    manager = model._meta.managers_map["objects"]
    assert isinstance(manager, WallManager)
    with pytest.raises(WallMissing):
        manager.all()


@pytest.mark.parametrize("model", WALLED, ids=lambda model: model.__name__)
def test_a_walled_table_stands_by_its_own_columns(model: type[Walled]) -> None:
    columns = [model.wall_place, model.wall_unit, model.wall_holding]
    named = [column for column in columns if column]
    known = {field.attname for field in model._meta.concrete_fields}
    assert named
    assert set(named) <= known


def test_children_of_walled_rows_are_reached_through_them() -> None:
    """A table with a walled parent is read by its parent's rows, never by itself."""
    walled = {model.__name__ for model in WALLED}
    children = {
        model.__name__
        for model in apps.get_models()
        if model not in WALLED
        if any(
            field.is_relation and field.related_model in WALLED
            for field in model._meta.concrete_fields
        )
    }
    found = [
        f"{tree.name(path)}: {node.value.id}.objects.all()"
        for path in tree.sources()
        for call in tree.calls(tree.parsed(path), "all")
        if isinstance(call.func, ast.Attribute)
        for node in [call.func.value]
        if isinstance(node, ast.Attribute) and node.attr == "objects"
        if isinstance(node.value, ast.Name) and node.value.id in children | walled
    ]
    assert found == []


def test_going_round_would_be_seen() -> None:
    assert ways_round(ast.parse("Post.unwalled.all()")) == {"unwalled"}
    assert ways_round(ast.parse("getattr(Post, '_base_manager')")) == {"_base_manager"}
    assert looks_over(ast.parse("P.objects.everywhere(because='totals')")) == ["totals"]
    assert looks_over(ast.parse("P.objects.everywhere(because=x)"))[0].startswith("(no")
