"""The documents as their guards read them: tables, links, commands."""

import re
from pathlib import Path

from tests.guards import tree

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```", re.M | re.S)


def documents() -> list[Path]:
    """Every document of ours."""
    return [path for path in tree.files() if path.suffix == ".md"]


def column(path: Path, number: int) -> list[str]:
    """What stands in backticks in one column of a document's tables."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) > number:
            found += re.findall(r"`([^`]+)`", cells[number])
    return found


def anchors(path: Path) -> set[str]:
    """What a link may point to inside a document."""
    heads = re.findall(r"^#+ +(.+)$", CODE.sub("", path.read_text("utf-8")), re.M)
    plain = (re.sub(r"[^\w\- ]", "", head.lower()) for head in heads)
    return {head.strip().replace(" ", "-") for head in plain}


def dead_links(path: Path) -> list[str]:
    """Links of a document that lead nowhere in the tree."""
    dead = []
    for target in LINK.findall(CODE.sub("", path.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            dead.append(target)
    return dead
