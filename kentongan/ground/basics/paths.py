"""Paths: dotted words that make a tree, and the subtree below each of them.

A place path is the official code (``12.18.04.2024``), continued below the village
with slugs (``12.18.04.2024.v``). A unit path is slugs only. The empty path is the
root: everything lies below it. Under collation C a subtree is one b-tree range,
because ``/`` is the character after ``.``.
"""

import re
from collections.abc import Iterable
from typing import Final

ROOT: Final = ""
SLUG: Final = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
CODE_LENGTHS: Final = (2, 5, 8, 13)
"""Characters of an official code: province, regency, district, village."""


def is_path(text: str) -> bool:
    """Whether `text` is the root or slugs joined by single dots."""
    return text == ROOT or all(SLUG.fullmatch(word) for word in text.split("."))


def is_within(path: str, top: str) -> bool:
    """Whether `path` is `top` or lies below it. Dusun VI is not within Dusun V."""
    return top == ROOT or path == top or path.startswith(f"{top}.")


def bounds(top: str) -> tuple[str, str]:
    """The half-open range ``[from, until)`` that holds all below `top`, not itself."""
    return f"{top}.", f"{top}/"


def ancestors(path: str) -> list[str]:
    """`path` and everything above it, the outermost first, without the root."""
    words = path.split(".") if path else []
    return [".".join(words[:n]) for n in range(1, len(words) + 1)]


def parent(path: str) -> str:
    """The path one step up; the root's parent is the root."""
    return path.rpartition(".")[0]


def topmost(paths: Iterable[str]) -> tuple[str, ...]:
    """The same subtrees, without those that lie inside another; sorted."""
    kept: list[str] = []
    # In the order of the tree whatever holds a path comes right before it, so one
    # look back is enough: a province has 450 districts, and this runs per request.
    for path in sorted(set(paths), key=lambda p: p.split(".") if p else []):
        if not kept or not is_within(path, kept[-1]):
            kept.append(path)
    return tuple(sorted(kept))


def official_code(path: str) -> str:
    """The deepest official code in a place path: at most the village's 13 letters."""
    return ".".join(path.split(".")[:4])


def slug(text: str) -> str:
    """Lower-case letters and digits of `text`, joined by underscores.

    Raises:
        ValueError: Nothing of `text` can stand in a path.
    """
    words = re.findall(r"[a-z0-9]+", text.lower())
    if not words:
        raise ValueError(f"{text!r} has no letter or digit that can stand in a path")
    return "_".join(words)
