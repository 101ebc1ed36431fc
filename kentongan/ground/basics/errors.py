"""What we say when the answer is no.

A service raises a :class:`Refusal` for anything a *person* can cause; the doors turn
it into a page, a partial, JSON or an exit code. Every other exception is our own
mistake, is never caught on the way, and ends as a 500 with a trace.
"""

from collections.abc import Mapping
from typing import TypeVar

Fault = TypeVar("Fault")


class Refusal(Exception):
    """The request was understood and is not going to happen.

    Attributes:
        code: For machines. Never changes once released.
        http_status: How the web doors answer.

    ``str(refusal)`` is one plain sentence for the person who asked.
    """

    code = "refused"
    http_status = 400


class NotFound(Refusal):
    """There is no such thing, or none that this actor may know of."""

    code = "not-found"
    http_status = 404


class NotAllowed(Refusal):
    """The actor may see this, and may not do that to it."""

    code = "not-allowed"
    http_status = 403


class Overtaken(Refusal):
    """Somebody else got there first; look again before deciding."""

    code = "overtaken"
    http_status = 409


class Conflicting(Refusal):
    """The same id came before with other content."""

    code = "conflicting"
    http_status = 409


class Invalid(Refusal):
    """What was sent cannot be read as what it should be.

    Attributes:
        problems: Field path to sentence, for forms and for files of records.
    """

    code = "invalid"
    http_status = 422

    def __init__(
        self, sentence: str, problems: Mapping[str, str] | None = None
    ) -> None:
        """Say it, and where."""
        super().__init__(sentence)
        self.problems: Mapping[str, str] = problems or {}


def refuse_faults(
    sentence: str, faults: Mapping[str, Fault], words: Mapping[Fault, object]
) -> None:
    """Raise what rules found wrong, in words; nothing if nothing is.

    Args:
        faults: Field path to fault.
        words: What each fault is called; text, or what becomes text in a language.

    Raises:
        Invalid: Something is wrong.
    """
    if faults:
        problems = {field: str(words[fault]) for field, fault in faults.items()}
        raise Invalid(sentence, problems)


class TooMany(Refusal):
    """Too many tries in too short a time; wait and try again."""

    code = "too-many"
    http_status = 429
