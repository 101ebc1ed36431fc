"""Records of a file with the line each starts on, from JSON or CSV.

``json`` forgets lines once a text is parsed, and a sentence without a line sends
people searching through a thousand records.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any, Final

from kentongan.ground.basics.texts import phrase as _

_JSON: Final = json.JSONDecoder()
_BLANK: Final = " \t\r\n"


@dataclass(frozen=True)
class Problem:
    """What is wrong in a file, and where.

    Attributes:
        line: Counted from 1.
        field: Name of the field or column; empty where the whole line is meant.
        reason: An English sentence with ``%(name)s`` gaps, for translation.
        details: What goes into the gaps.
    """

    line: int
    field: str
    reason: str
    details: Mapping[str, str] = made_by(default_factory=dict)


class Unreadable(ValueError):
    """The file cannot be read as what it should be.

    Attributes:
        problems: Every one that was found, not only the first.
    """

    def __init__(self, problems: list[Problem]) -> None:
        """Carry them."""
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True)
class Record:
    """One object of a JSON list, or one line of a CSV table.

    Attributes:
        kind: The name of the JSON list; empty for CSV.
        line: Where it starts.
        values: Field to value; text for CSV.
    """

    kind: str
    line: int
    values: Mapping[str, Any]


def csv_records(text: str) -> tuple[list[str], list[Record]]:
    """The header, and each line of a comma-separated table.

    Raises:
        Unreadable: There is no header, or a line is longer than it.
    """
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if not header:
            raise Unreadable([Problem(1, "", _("The file is empty."))])
        found, problems = [], []
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(header):
                problems.append(_wrong_width(reader.line_num, len(row), len(header)))
                continue
            values = {k: cell.strip() for k, cell in zip(header, row, strict=True)}
            found.append(Record("", reader.line_num, values))
    except csv.Error as error:
        raise Unreadable(
            [Problem(reader.line_num, "", "%(why)s", {"why": str(error)})]
        ) from error
    if problems:
        raise Unreadable(problems)
    return header, found


def _wrong_width(line: int, got: int, wanted: int) -> Problem:
    return Problem(
        line,
        "",
        _("This line has %(got)s columns instead of %(wanted)s."),
        {"got": str(got), "wanted": str(wanted)},
    )


def json_records(text: str) -> tuple[dict[str, Any], list[Record]]:
    """The plain fields of a JSON object, and the objects in its lists with lines.

    Raises:
        Unreadable: It is no JSON object, or a list holds something else than objects.
    """
    try:
        return _Walk(text).read()
    except json.JSONDecodeError as error:
        raise Unreadable(
            [
                Problem(
                    error.lineno, "", _("This is not JSON: %(why)s"), {"why": error.msg}
                )
            ]
        ) from error
    except RecursionError as error:
        raise Unreadable([Problem(1, "", _("This is nested too deeply."))]) from error


class _Walk:
    """A walk over the two outer levels of a JSON text, keeping count of lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.counted = 0

    def read(self) -> tuple[dict[str, Any], list[Record]]:
        plain: dict[str, Any] = {}
        records: list[Record] = []
        self._expect("{")
        while not self._took("}"):
            name, _line = self._value()
            self._expect(":")
            if self._peek() == "[":
                records.extend(self._records(str(name)))
            else:
                plain[str(name)], _line = self._value()
            self._comma_before("}")
        if self._peek():
            raise json.JSONDecodeError("extra text", self.text, self.at)
        return plain, records

    def _records(self, kind: str) -> Iterator[Record]:
        self._expect("[")
        while not self._took("]"):
            value, line = self._value()
            if not isinstance(value, dict):
                raise Unreadable(
                    [Problem(line, kind, _("An object is expected here."))]
                )
            yield Record(kind, line, value)
            self._comma_before("]")

    def _value(self) -> tuple[Any, int]:
        self._peek()
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        value, self.at = _JSON.raw_decode(self.text, self.at)
        return value, self.line

    def _peek(self) -> str:
        while self.at < len(self.text) and self.text[self.at] in _BLANK:
            self.at += 1
        return self.text[self.at : self.at + 1]

    def _took(self, mark: str) -> bool:
        if self._peek() != mark:
            return False
        self.at += 1
        return True

    def _expect(self, mark: str) -> None:
        if not self._took(mark):
            raise json.JSONDecodeError(f"{mark} expected", self.text, self.at)

    def _comma_before(self, end: str) -> None:
        if self._peek() != end:
            self._expect(",")
