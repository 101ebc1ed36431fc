"""The shape of the tree: sizes and names."""

import ast
from pathlib import Path

import pytest

from tests.guards import tree

SAYS_NOTHING = {"utils", "util", "helpers", "common", "misc", "shared", "core", "stuff"}
LINES = 400
CLASS_LINES = 200


def too_long(text: str) -> list[str]:
    """What does not fit in the head at once."""
    found = [f"{text.count(chr(10))} lines"] if text.count("\n") > LINES else []
    return found + [
        f"class {node.name}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
        and (node.end_lineno or 0) - node.lineno >= CLASS_LINES
    ]


@pytest.mark.parametrize("path", tree.sources(), ids=tree.name)
def test_a_file_fits_in_the_head(path: Path) -> None:
    assert too_long(path.read_text("utf-8")) == []


def test_scripts_and_styles_fit_too() -> None:
    long = [
        tree.name(path)
        for path in tree.texts()
        if path.suffix in (".js", ".mjs", ".css", ".html")
        and path.read_text("utf-8").count("\n") > LINES
    ]
    assert long == []


def test_a_long_file_and_a_long_class_would_be_seen() -> None:
    assert too_long("\n" * 401) == ["401 lines"]
    assert too_long("class Long:\n" + "    x = 1\n" * 200) == ["class Long"]
    assert too_long("class Short:\n    x = 1\n") == []


def test_names_say_what_is_inside() -> None:
    names = {
        part
        for path in tree.files()
        if path.suffix in (".py", ".js", ".mjs")
        for part in path.relative_to(tree.ROOT).with_suffix("").parts
    }
    assert names & SAYS_NOTHING == set()


@pytest.mark.parametrize("path", tree.sources(), ids=tree.name)
def test_every_module_and_class_says_what_it_is_for(path: Path) -> None:
    module = tree.parsed(path)
    silent = [
        node.name
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node)
    ]
    if path.read_text("utf-8").strip() and not ast.get_docstring(module):
        silent.append("the module")
    assert silent == []


def acts(module: ast.Module) -> list[ast.FunctionDef]:
    """The services of a module: its public functions that are one transaction."""
    return [
        node
        for node in module.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if any(
            tree.last_name(decorator) == "atomic" for decorator in node.decorator_list
        )
    ]


def test_services_are_told_by_name_who_acts_and_when() -> None:
    found = [
        f"{tree.name(path)}: {act.name}({argument.arg})"
        for path in tree.sources()
        if "services" in path.relative_to(tree.PACKAGE).with_suffix("").parts
        for act in acts(tree.parsed(path))
        for argument in act.args.args
        if argument.arg in ("by", "at")
    ]
    assert found == []
