"""Reading files of ``kentongan.visit/1``: every mistake by file, line and field."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Final

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator

from kentongan.beat.visits.forms.positions import line_of
from kentongan.beat.visits.rules import exchange
from kentongan.beat.visits.rules.drafts import (
    VisitDraft,
    WrittenPlace,
    named_because,
)
from kentongan.beat.visits.rules.limits import faults
from kentongan.beat.visits.rules.weekdays import contradicts
from kentongan.beat.visits.services import sentence_of
from kentongan.ground.basics.errors import Conflicting, Invalid, Refusal
from kentongan.ground.places.rules.levels import Level
from kentongan.ground.places.selectors import resolve

MOST_BYTES: Final = 64 * 1024 * 1024
_SCHEMA: Final = "schemas/visit-1.schema.json"


@dataclass(frozen=True)
class Problem:
    """One thing that cannot be read: where, and why."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        """As a compiler would say it."""
        where = f"{self.file}:{self.line}"
        return (
            f"{where}: {self.field}: {self.reason}"
            if self.field
            else (f"{where}: {self.reason}")
        )


@dataclass(frozen=True)
class Entry:
    """One document of a file, and where in it each field stands.

    Attributes:
        text: What `within` points into: the file, or its line.
        before: Lines of the file before `text`.
    """

    file: str
    document: Mapping[str, Any]
    text: str
    before: int = 0
    within: tuple[str | int, ...] = ()

    def problem(self, path: Sequence[str | int], reason: str) -> Problem:
        """What is wrong with the field at `path`."""
        line = self.before + line_of(self.text, (*self.within, *path))
        return Problem(self.file, line, spoken(path), reason)

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.before + line_of(self.text, self.within)


class _Twice(ValueError):
    """A field stands twice in one object."""


def documents(name: str, data: bytes) -> tuple[list[Entry], list[Problem]]:
    """The documents of a file: one object, a list of them, or one on each line."""
    if len(data) > MOST_BYTES:
        return [], [Problem(name, 1, "", _("The file is too large."))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return [], [Problem(name, line, "", _("This is not UTF-8 text."))]
    try:
        whole = _parsed(text)
    except json.JSONDecodeError as error:
        return _by_line(name, text, error)
    except (ValueError, RecursionError) as error:
        return [], [Problem(name, 1, "", _why(error))]
    if isinstance(whole, list):
        entries = [Entry(name, one, text, 0, (n,)) for n, one in enumerate(whole)]
    else:
        entries = [Entry(name, whole, text)]
    return _checked(entries)


def draft_of(entry: Entry, *, consent: str) -> tuple[VisitDraft | None, list[Problem]]:
    """The draft of a document that the schema let through, or what is wrong with it.

    Args:
        consent: Why names of residents may be kept: ``agreed`` or ``published``;
            empty to keep none.
    """
    draft = named_because(exchange.read(entry.document), consent)
    found = [
        entry.problem(_path(field), sentence_of(fault))
        for field, fault in faults(replace(draft, place="?")).items()
    ]
    place = entry.document["place"]
    if (place.get("lon") is None) != (place.get("lat") is None):
        found.append(entry.problem(("place",), _("A position needs both lon and lat.")))
    return (None if found else draft), found


def located(draft: VisitDraft) -> VisitDraft:
    """The draft with its written place found; at most three queries.

    Raises:
        NotFound, Ambiguous: No place is called so, or several are.
        Invalid: Code and names contradict each other, or local levels have no village.
    """
    written = draft.written or WrittenPlace(code=draft.place)
    place = resolve(
        code=written.code or None,
        province=written.province,
        regency=written.regency,
        district=written.district,
        village=written.village,
    )
    if draft.local and place.level not in (Level.VILLAGE, Level.LOCAL):
        raise Invalid(
            _("Local levels lie in a village, and no village is named."),
            {"place.local": _("no village")},
        )
    return replace(draft, place=place.path, place_id=place.pk)


def warnings(draft: VisitDraft) -> Iterator[str]:
    """What looks wrong in a draft and is kept as it is written."""
    if contradicts(draft.weekday_as_written, draft.date):
        yield _("%(date)s was no %(weekday)s. Both are kept as written.") % {
            "date": draft.date.isoformat(),
            "weekday": draft.weekday_as_written,
        }


def refused(entry: Entry, refusal: Refusal) -> list[Problem]:
    """A refusal of one document's content, by field."""
    if isinstance(refusal, Invalid) and refusal.problems:
        return [
            entry.problem(_path(field), reason)
            for field, reason in refusal.problems.items()
        ]
    field = "id" if isinstance(refusal, Conflicting) else "place"
    return [entry.problem((field,), str(refusal))]


def spoken(path: Sequence[str | int]) -> str:
    """``officers[0].rank``."""
    told = ""
    for step in path:
        told += f"[{step}]" if isinstance(step, int) else f".{step}"
    return told.removeprefix(".")


def _path(field: str) -> list[str | int]:
    steps = field.replace("]", "").replace("[", ".").split(".")
    return [int(step) if step.isdecimal() else step for step in steps]


def _parsed(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return found


def _no_number(text: str) -> None:
    raise ValueError(text)


def _why(error: Exception) -> str:
    if isinstance(error, _Twice):
        return _("The field “%(name)s” stands twice.") % {"name": str(error)[:60]}
    if isinstance(error, RecursionError):
        return _("This is nested too deep.")
    if isinstance(error, json.JSONDecodeError):
        return _("This is not JSON: %(why)s") % {"why": error.msg}
    return _("This is not JSON: %(why)s") % {"why": str(error)[:80]}


def _by_line(
    name: str, text: str, error: json.JSONDecodeError
) -> tuple[list[Entry], list[Problem]]:
    """One object on each line; where even the first is none, the file is no JSON."""
    lines = [(n, line) for n, line in enumerate(text.splitlines()) if line.strip()]
    entries: list[Entry] = []
    problems: list[Problem] = []
    for number, line in lines:
        try:
            entries.append(Entry(name, _parsed(line), line, number))
        except (ValueError, RecursionError) as wrong:
            problems.append(Problem(name, number + 1, "", _why(wrong)))
    if not entries:
        told = error.msg if lines else _("the file is empty")
        return [], [
            Problem(
                name, error.lineno, "", _("This is not JSON: %(why)s") % {"why": told}
            )
        ]
    good, wrong_fields = _checked(entries)
    return good, [*problems, *wrong_fields]


def _checked(entries: Iterable[Entry]) -> tuple[list[Entry], list[Problem]]:
    good: list[Entry] = []
    problems: list[Problem] = []
    for entry in entries:
        found = list(_wrong(entry))
        problems += found
        if not found:
            good.append(entry)
    return good, problems


@cache
def _validator() -> Any:
    file = resources.files("kentongan.beat.visits").joinpath(_SCHEMA)
    return Draft202012Validator(
        json.loads(file.read_text("utf-8")),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def _wrong(entry: Entry) -> Iterator[Problem]:
    errors = _validator().iter_errors(entry.document)
    for error in sorted(errors, key=lambda one: [str(s) for s in one.absolute_path]):
        path = list(error.absolute_path)
        if error.validator == "additionalProperties":
            known = error.schema.get("properties", {})
            for name in sorted(set(error.instance) - set(known)):
                yield entry.problem([*path, name], _("There is no such field."))
        elif error.validator == "required":
            for name in error.validator_value:
                if name not in error.instance:
                    yield entry.problem([*path, name], _("This field is missing."))
        else:
            yield entry.problem(path, _reason(error))


def _reason(error: Any) -> str:
    wanted = error.validator_value
    if error.validator == "type":
        kinds = wanted if isinstance(wanted, list) else [wanted]
        told = " / ".join(kinds)
        return _("This should be: %(kinds)s.") % {"kinds": told}
    if error.validator == "enum":
        told = ", ".join("null" if one is None else str(one) for one in wanted)
        return _("This is none of: %(values)s.") % {"values": told}
    if error.validator == "const":
        return _("This should be “%(value)s”.") % {"value": wanted}
    if error.validator in ("maxLength", "maxItems"):
        return _("This is too long; %(most)s is the most.") % {"most": wanted}
    if error.validator in ("minLength", "minItems"):
        return _("This is empty.")
    if error.validator in ("minimum", "maximum"):
        return _("This number is out of bounds (%(limit)s).") % {"limit": wanted}
    if error.validator == "format":
        shapes = {"uuid": "UUID", "date": "YYYY-MM-DD"}
        return _("This should be written as %(shape)s.") % {
            "shape": shapes.get(wanted, wanted)
        }
    return _("This is written in a way that cannot be read.")
