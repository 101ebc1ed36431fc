"""What the documents say is what the code does."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from kentongan.config.commandline import cli
from kentongan.ground.seals.fields import SealedField
from kentongan.ground.seals.rules import RETENTION, FileKind
from tests.guards import tree
from tests.guards.docs import pages

OURS = [m for m in apps.get_models() if m.__module__.startswith("kentongan.")]
DECISIONS = sorted(tree.DOCS.glob("decisions/0*.md"))
SETTING = re.compile(r"KENTONGAN_[A-Z_]+|DATABASE_URL")
FAMILY = {f"KENTONGAN_{role}_DATABASE_URL" for role in ("OWNER", "APP", "SYSTEM")}
"""One for each role of the database; the code makes their names."""
NOT_ASKED = {"KENTONGAN_DEMO"}
"""Settings of Django's by our name, which nobody sets from outside."""


@pytest.mark.parametrize("path", pages.documents(), ids=tree.name)
def test_no_link_is_dead(path: Path) -> None:
    assert pages.dead_links(path) == []


def test_a_dead_link_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("# One head\n[a](#one-head) [b](gone.md) [c](#two)\n")
    assert pages.dead_links(page) == ["gone.md", "#two"]


def test_the_glossary_ties_each_model_to_its_word() -> None:
    named = pages.column(tree.DOCS / "glossary.md", 2)
    assert sorted(named) == sorted(model.__name__ for model in OURS)


def test_what_is_sealed_is_explained() -> None:
    told = set(pages.column(tree.DOCS / "concepts" / "seals.md", 0))
    sealed = {
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.fields
        if isinstance(field, SealedField)
    }
    assert told == sealed


def settings_read() -> set[str]:
    """Names of settings that our code holds, whoever reads them."""
    return {
        node.value
        for path in tree.sources()
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Constant)
        if isinstance(node.value, str) and SETTING.fullmatch(node.value)
    } - NOT_ASKED


def test_operations_tell_every_setting() -> None:
    text = (tree.DOCS / "operations.md").read_text("utf-8")
    section = text.split("## Settings")[1].split("\n## ")[0]
    assert set(SETTING.findall(section)) == settings_read() | FAMILY


def test_operations_tell_how_long_files_are_kept() -> None:
    text = (tree.DOCS / "operations.md").read_text("utf-8")
    told = {
        FileKind.PHOTO_OF_PEOPLE: "| photos of people | 30 days",
        FileKind.PHOTO_OF_THINGS: "| photos of things | 2 years",
        FileKind.EVIDENCE: "| evidence, documents | 5 years",
        FileKind.DOCUMENT: "| evidence, documents | 5 years",
    }
    assert set(told) == set(RETENTION)
    for kind, row in told.items():
        number, unit = re.findall(r"(\d+) (day|year)", row)[0]
        assert RETENTION[kind].days == int(number) * {"day": 1, "year": 365}[unit]
        assert row in text


def test_every_decision_is_listed_once_and_whole() -> None:
    index = (tree.DOCS / "decisions" / "README.md").read_text("utf-8")
    listed = re.findall(r"^(\d+)\. \[(.+)\]\((.+)\)$", index, re.M)
    found = []
    for path in DECISIONS:
        text = path.read_text("utf-8")
        number, title = re.match(r"# (\d+)\. (.+)", text).groups()  # type: ignore[union-attr]
        found.append((number, title, path.name))
        assert path.name.startswith(f"{int(number):04d}-")
        assert all(
            f"**{part}.**" in text
            for part in ("Context", "Decision", "Consequences", "Declined")
        ), path.name
    assert listed == found
    assert [int(number) for number, _, _ in found] == list(range(1, len(found) + 1))


def test_the_tree_in_the_readme_is_there() -> None:
    text = (tree.ROOT / "README.md").read_text("utf-8")
    drawn = text.split("## The tree")[1].split("```")[1]
    folders, path = [], []  # type: ignore[var-annotated]
    for line in drawn.strip().splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        path[depth:] = [line.split()[0].rstrip("/")]
        folders.append("/".join(path))
    assert [folder for folder in folders if not (tree.ROOT / folder).is_dir()] == []


def test_the_map_names_every_package() -> None:
    text = (tree.DOCS / "map.md").read_text("utf-8")
    packages = {
        config.name.rsplit(".", 1)[1]
        for config in apps.get_app_configs()
        if config.name.startswith("kentongan.")
    }
    assert {name for name in packages if f"`{name}/`" not in text} == set()


def test_every_make_command_that_is_told_exists() -> None:
    targets = re.findall(
        r"^([a-z][a-z-]*):", (tree.ROOT / "Makefile").read_text("utf-8"), re.M
    )
    told = {
        word
        for path in pages.documents()
        for words in re.findall(
            r"(?:`|^)make ([a-z ]+?)(?:`| #| {2}|$)", _text(path), re.M
        )
        for word in words.split()
    }
    assert told
    assert told - set(targets) == set()


def test_every_target_says_what_it_does() -> None:
    text = (tree.ROOT / "Makefile").read_text("utf-8")
    phony = set(re.findall(r"^\.PHONY: (\w[\w-]*)$", text, re.M)) - {"chromium"}
    told = re.findall(r"^([a-z][a-z-]*):.*## (\S.*\.)$", text, re.M)
    assert {name for name, _ in told} == phony


def test_every_command_that_is_told_exists() -> None:
    context = cli.make_context("kentongan", [], resilient_parsing=True)
    known = set(cli.list_commands(context))
    told = {
        word
        for path in pages.documents()
        for word in re.findall(r"`kentongan ([a-z]+)", _text(path))
    }
    assert told
    assert told - known == set()


def _text(path: Path) -> str:
    return path.read_text("utf-8")
