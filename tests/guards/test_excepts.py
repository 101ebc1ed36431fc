"""Whoever catches everything says why, here."""

import ast

from tests.guards import tree

PINNED = {
    "kentongan/config/background.py": "a duty that fails for any reason must end its "
    "process, so that the supervisor starts it anew; half alive it would do nothing",
    "kentongan/ground/ledger/relay.py": "a reaction that fails must not stop the lines "
    "behind it; it is noted, tried again, and shown to a person",
}
"""Files with a broad except, and why each must have one."""

BROAD = ("Exception", "BaseException")


def broad_excepts(module: ast.AST) -> int:
    """How many handlers catch everything."""
    return sum(
        node.type is None
        or any(tree.last_name(n) in BROAD for n in ast.walk(node.type))
        for node in ast.walk(module)
        if isinstance(node, ast.ExceptHandler)
    )


def test_nobody_else_catches_everything() -> None:
    found = {
        tree.name(path) for path in tree.sources() if broad_excepts(tree.parsed(path))
    }
    assert found == set(PINNED)


def test_a_broad_except_would_be_seen() -> None:
    caught = "try: f()\nexcept{}: pass"
    assert broad_excepts(ast.parse(caught.format(""))) == 1
    assert broad_excepts(ast.parse(caught.format(" (OSError, Exception) as e"))) == 1
    assert broad_excepts(ast.parse(caught.format(" ValueError"))) == 0
