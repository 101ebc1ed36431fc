"""The tree as the guards read it: its files, and the calls in them."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
PACKAGE: Final = ROOT / "kentongan"
DOCS: Final = ROOT / "docs"
SHARED: Final = ROOT.parent / "shared"
"""The seed and fixtures that lie beside the repository where it is developed."""


def name(path: Path) -> str:
    """The path as people say it: from the top of the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the repository, committed or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    paths = (ROOT / line for line in listed.split("\0") if line)
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def texts() -> tuple[Path, ...]:
    """Those files of the repository that are text."""
    return tuple(path for path in files() if b"\0" not in path.read_bytes()[:8000])


def sources() -> list[Path]:
    """Our own Python: no tests, no migrations."""
    return [
        path
        for path in files()
        if path.suffix == ".py"
        and path.is_relative_to(PACKAGE)
        and not {"tests", "migrations"} & set(path.relative_to(PACKAGE).parts)
    ]


def templates() -> list[Path]:
    """Our own pages and parts of pages."""
    return [
        path
        for path in files()
        if path.suffix == ".html" and path.is_relative_to(PACKAGE)
    ]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text("utf-8"))


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Calls of anything with one of these last names: ``now()``, ``timezone.now()``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and last_name(node.func) in names:
            yield node


def last_name(node: ast.AST) -> str:
    """``c`` of ``a.b.c``; nothing where the expression has no name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


@cache
def pyproject() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@cache
def floors() -> tuple[tuple[str, int, int], ...]:
    """The picture, as import-linter holds it: package, its floor, its level there.

    A package may know those whose floor is lower, and on its own floor those whose
    level is lower. Packages of one level are neighbours and do not know each other.
    """
    layers = {
        contract["containers"][0]: contract["layers"]
        for contract in pyproject()["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers" and len(contract["containers"]) == 1
    }
    found = []
    for floor, row in enumerate(reversed(layers["kentongan"])):
        package = f"kentongan.{row.strip('()')}"
        for level, line in enumerate(reversed(layers.get(package, []))):
            found += [
                (f"{package}.{part.strip(' ()')}", floor, level)
                for part in line.split("|")
            ]
        found.append((package, floor, -1))
    return tuple(found)


def stands(package: str) -> tuple[int, int] | None:
    """Floor and level of a package of ours; None for a library."""
    inside = [
        (floor, level)
        for known, floor, level in floors()
        if package == known or package.startswith(f"{known}.")
    ]
    return max(inside, key=lambda place: place[1], default=None)


def may_know(upper: str, lower: str) -> bool:
    """Whether the picture lets `upper` know `lower`; libraries may be known by all."""
    above, below = stands(upper), stands(lower)
    if below is None or upper == lower:
        return True
    return above is not None and below < above
