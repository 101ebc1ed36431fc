"""On which line of a JSON text each value stands, to point at what is wrong."""

import json
import re
from collections.abc import Sequence
from typing import Final

_BLANK: Final = re.compile(r"[ \t\n\r]*")
_DECODER: Final = json.JSONDecoder()
_PLAIN: Final = re.compile(r"[^\s,\]}]+")

Path = tuple[str | int, ...]


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line, from 1, of the value at `path`; of its nearest parent where it is not.

    `text` is JSON that has been read before without an error.
    """
    starts: dict[Path, int] = {}
    _walk(text, 0, (), starts)
    wanted = tuple(path)
    while wanted not in starts:
        wanted = wanted[:-1]
    return text.count("\n", 0, starts[wanted]) + 1


def _walk(text: str, at: int, path: Path, starts: dict[Path, int]) -> int:
    """Note where the value at `at` begins, and all within it; where it ends."""
    at = _skip(text, at)
    starts[path] = at
    if text[at] == "{":
        return _members(text, at + 1, path, starts)
    if text[at] == "[":
        return _elements(text, at + 1, path, starts)
    if text[at] == '"':
        return _string(text, at)[1]
    found = _PLAIN.match(text, at)
    return found.end() if found else at + 1


def _members(text: str, at: int, path: Path, starts: dict[Path, int]) -> int:
    at = _skip(text, at)
    while text[at] != "}":
        key, at = _string(text, _skip(text, at))
        at = _walk(text, _skip(text, at) + 1, (*path, key), starts)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return at + 1


def _elements(text: str, at: int, path: Path, starts: dict[Path, int]) -> int:
    at = _skip(text, at)
    number = 0
    while text[at] != "]":
        at = _skip(text, _walk(text, at, (*path, number), starts))
        number += 1
        if text[at] == ",":
            at = _skip(text, at + 1)
    return at + 1


def _string(text: str, at: int) -> tuple[str, int]:
    value, end = _DECODER.raw_decode(text, at)
    return str(value), end


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
