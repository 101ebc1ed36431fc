"""Time is an argument: only doors, jobs and the command line read the clock."""

import ast
from pathlib import Path

import pytest

from tests.guards import tree

READERS = ("doors/", "config/")
READING_FILES = ("jobs.py", "views.py")
PINNED = {
    "kentongan/ground/access/gates.py": "the gate is where a request meets the clock",
    "kentongan/ground/access/signin.py": "called by the sign-in library in a request",
    "kentongan/ground/ledger/relay.py": "its loop is a job: it hands the time on",
}
"""Other files that may ask what time it is, and why."""

CLOCKS = ("now", "utcnow", "today", "time_ns", "localtime", "gmtime", "getctime")
FIELDS = ("auto_now", "auto_now_add", "db_default")


def asks_the_clock(module: ast.AST) -> list[str]:
    """Calls that ask what time it is, and columns that ask by themselves."""
    found = [f"{tree.last_name(c.func)}()" for c in tree.calls(module, *CLOCKS)]
    found += [
        f"{keyword.arg}="
        for call in ast.walk(module)
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg in FIELDS
    ]
    return found + [
        "time.time()"
        for call in tree.calls(module, "time")
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "time"
    ]


def may_ask(path: Path) -> bool:
    """Doors, jobs, commands, and what is pinned."""
    inside = path.relative_to(tree.PACKAGE).as_posix()
    return (
        inside.startswith(READERS)
        or path.name in READING_FILES
        or tree.name(path) in PINNED
    )


@pytest.mark.parametrize("path", tree.sources(), ids=tree.name)
def test_nobody_else_asks_what_time_it_is(path: Path) -> None:
    if not may_ask(path):
        assert asks_the_clock(tree.parsed(path)) == []


def test_what_is_pinned_still_asks() -> None:
    idle = [
        name for name in PINNED if not asks_the_clock(tree.parsed(tree.ROOT / name))
    ]
    assert idle == []


def test_a_look_at_the_clock_would_be_seen() -> None:
    sneaky = "timezone.now(); date.today(); time.time(); F(auto_now=True)"
    assert len(asks_the_clock(ast.parse(sneaky))) == 4
    assert asks_the_clock(ast.parse("record(at=at); visit.time(at)")) == []
