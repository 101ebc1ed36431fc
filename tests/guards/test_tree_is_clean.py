"""The tree reads the same on every machine, and names nobody who did not ask to be."""

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.guards import tree

SEED = tree.SHARED / "seed" / "visit.json"
STANDARD = {Path(p) for p in ("/", "/home", "/opt", "/srv", "/tmp", "/usr", "/var")}  # noqa: S108
LOOSE_ENDS = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b|lorem" + " ipsum")


@cache
def hosts() -> frozenset[str]:
    """The registries that this machine knows: asked for, so that none is written."""
    asked = [
        said("python", "-m", "pip", "config", "get", "global.index-url"),
        said("npm", "config", "get", "registry"),
        *("x://" + said("python", "-c", code) for code in _BUILT_IN),
        *_apt_sources(),
    ]
    names = {urlsplit(address.strip()).hostname for address in asked}
    return frozenset(name for name in names if name and "." in name)


_BUILT_IN = [
    f"from pip._internal.models.index import PyPI; print(PyPI.{part})"
    for part in ("netloc", "file_storage_domain")
]


def _apt_sources() -> Iterator[str]:
    folder = Path("/etc/apt")
    for path in [folder / "sources.list", *folder.glob("sources.list.d/*")]:
        if path.is_file():
            yield from re.findall(r"https?:[^\s]+", path.read_text("utf-8"))


def said(command: str, *arguments: str) -> str:
    """What a tool prints; nothing where it has nothing to say."""
    if command == "python":
        command = str(tree.ROOT / ".venv" / "bin" / "python")
    try:
        run = subprocess.run(  # noqa: S603  our own words, no shell
            [command, *arguments], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return run.stdout if run.returncode == 0 else ""


@cache
def home() -> str:
    """The folder in which this checkout lies, if its name is not everybody's."""
    above = tree.ROOT.parent
    return f"{tree.ROOT if above in STANDARD else above}/"


@cache
def people_of_the_seed() -> frozenset[str]:
    """Full names of those whom the report that all started from names."""
    return frozenset(names_in(json.loads(SEED.read_text("utf-8"))))


def names_in(value: object) -> Iterator[str]:
    """Whatever stands under ``name`` beside a rank, a role or a position."""
    if isinstance(value, dict):
        name = value.get("name")
        if isinstance(name, str) and {"rank", "role", "position"} & set(value):
            yield name
        for inner in value.values():
            yield from names_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names_in(inner)


def holding(words: Iterable[str]) -> list[str]:
    """Files that hold any of these, told without repeating it."""
    if not (wanted := [re.escape(word) for word in words]):
        return []
    pattern = re.compile(rf"(?<![A-Za-z0-9_.])(?:{'|'.join(wanted)})", re.IGNORECASE)
    return [
        f"{tree.name(path)}:{text.count(chr(10), 0, hit.start()) + 1}"
        for path in tree.texts()
        if (text := path.read_text("utf-8", "replace"))
        if (hit := pattern.search(text))
    ]


def test_no_registry_is_named() -> None:
    assert holding(hosts()) == []


def test_no_folder_of_this_machine_is_named() -> None:
    assert holding([home()]) == []


@pytest.mark.skipif(not SEED.exists(), reason="the seed lies beside the repository")
def test_nobody_from_the_seed_is_named() -> None:
    assert people_of_the_seed()
    assert holding(people_of_the_seed()) == []


def test_nothing_is_left_for_later() -> None:
    found = [
        tree.name(path)
        for path in tree.texts()
        if path.suffix in (".py", ".html", ".js", ".mjs", ".css", ".md", ".po")
        if LOOSE_ENDS.search(path.read_text("utf-8", "replace"))
    ]
    assert found == []


def test_what_is_forbidden_would_be_seen() -> None:
    assert holding(["class Walled"]) != []
    assert holding(["a phrase that " + "stands nowhere"]) == []
    assert list(names_in({"officers": [{"name": "Ani", "rank": "Aiptu"}]})) == ["Ani"]
    assert hosts(), "some registry must be known, or this guard guards nothing"
