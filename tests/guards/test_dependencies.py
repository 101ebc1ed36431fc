"""What we stand on: locked, hashed, with its reason, and under a licence we may ship."""

import json
import re
from importlib.metadata import Distribution, distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.guards import tree

PINNED = {
    "psycopg": "LGPL: used as it is, as a library that anybody can replace",
    "psycopg-binary": "LGPL: the same, compiled",
    "psycopg-pool": "LGPL: the same, asked for by procrastinate and unused by us",
}
"""Weaker copyleft that we accept, and why."""

INSTALLED = sorted(distributions(), key=lambda dist: str(dist.metadata["Name"]))
SILENT = {"axe-playwright-python": "MIT, said in the LICENSE file beside it only"}
"""Packages whose metadata name no licence, and what they come under."""

REFUSED = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public", re.IGNORECASE)
ACCEPTED_BESIDE = re.compile(
    r"\b(?:MIT|BSD|Apache|MPL|PSF|Python Software)", re.IGNORECASE
)


def licence(dist: Distribution) -> str:
    """All that a package says of its licence, in few words."""
    meta = dist.metadata
    said = list(meta.get_all("License-Expression") or [])
    said += [c for c in meta.get_all("Classifier") or [] if c.startswith("License")]
    said += [text.split("\n")[0][:80] for text in meta.get_all("License") or []]
    return " | ".join(part for part in said if part)


def is_refused(text: str) -> bool:
    """Whether it is copyleft, with nothing freer to choose beside it."""
    lesser = re.sub(r"L-?GPL|Lesser General Public|Library or Lesser", "LESSER", text)
    chosen = " OR " in text and ACCEPTED_BESIDE.search(text)
    return bool(REFUSED.search(lesser) or "LESSER" in lesser) and not chosen


def pins(name: str) -> dict[str, str]:
    """Package to version, as a lock says."""
    lines = (tree.ROOT / name).read_text("utf-8").splitlines()
    found = (re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", line) for line in lines)
    return {canonicalize_name(hit[1]): hit[2] for hit in found if hit}


@pytest.mark.parametrize("dist", INSTALLED, ids=lambda d: str(d.metadata["Name"]))
def test_its_licence_lets_us_ship_it(dist: Distribution) -> None:
    name = canonicalize_name(dist.metadata["Name"])
    said = licence(dist)
    if name == "kentongan":
        return
    assert bool(said) != (name in SILENT), "under which licence does it come?"
    assert is_refused(said) == (name in PINNED), said


def test_a_copyleft_licence_would_be_seen() -> None:
    assert is_refused("GPL-3.0-only")
    assert is_refused("License :: OSI Approved :: GNU Affero General Public License v3")
    assert is_refused("LGPL-3.0-only")
    assert not is_refused("MIT")
    assert not is_refused("MIT OR GPL-2.0-only")


@pytest.mark.parametrize(
    ("lock", "groups"), [("requirements.txt", []), ("requirements-dev.txt", ["dev"])]
)
def test_the_lock_is_what_the_project_asks_for(lock: str, groups: list[str]) -> None:
    asked = list(tree.pyproject()["project"]["dependencies"])
    for group in groups:
        asked += tree.pyproject()["dependency-groups"][group]
    wanted = {canonicalize_name(r.name): r for r in map(Requirement, asked)}
    given = pins(lock)
    stale = [
        name
        for name, requirement in wanted.items()
        if name not in given or not requirement.specifier.contains(given[name])
    ]
    assert stale == [], "run `make lock`"
    text = (tree.ROOT / lock).read_text("utf-8")
    direct = re.findall(r"^([A-Za-z0-9._-]+)==.*?(?=^\S|\Z)", text, re.M | re.S)
    assert set(direct) == set(given)
    named = {
        canonicalize_name(hit[1])
        for hit in re.finditer(
            r"^([\w.-]+)==(?:(?!^\S).)*?\(pyproject", text, re.M | re.S
        )
    }
    assert named <= set(wanted), "the lock holds what nobody asks for: run `make lock`"


def test_both_locks_say_the_same() -> None:
    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_its_hashes(lock: str) -> None:
    text = (tree.ROOT / lock).read_text("utf-8")
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)
    bare = [b.split("\n")[0] for b in blocks if "==" in b and "--hash=sha256:" not in b]
    assert bare == []


def test_every_dependency_says_its_reason() -> None:
    text = (tree.ROOT / "pyproject.toml").read_text("utf-8")
    block = text.split("\ndependencies = [")[1].split("\n]")[0]
    mute = [line for line in block.splitlines() if line.strip() and "  # " not in line]
    assert mute == []


def test_the_browser_lock_is_what_the_project_asks_for() -> None:
    package = json.loads((tree.ROOT / "package.json").read_text("utf-8"))
    lock = json.loads((tree.ROOT / "package-lock.json").read_text("utf-8"))
    asked = {**package.get("dependencies", {}), **package.get("devDependencies", {})}
    top = lock["packages"][""]
    assert {**top.get("dependencies", {}), **top.get("devDependencies", {})} == asked
    locked = [entry for name, entry in lock["packages"].items() if name]
    assert all("integrity" in entry and "resolved" not in entry for entry in locked)
    assert [e for e in locked if is_refused(e.get("license", "GPL"))] == []
