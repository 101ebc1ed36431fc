"""What the fields of residents' forms share: browser controls, and words to choose from."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

# As the browser's own controls want it, whatever the language writes.
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput({"type": "time"}, format="%H:%M")


def choices(words: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """Codes or ids with their words, as a field wants them."""
    return [(str(key), said) for key, said in words.items()]


def offer(
    form: forms.Form, name: str, known: Mapping[UUID, str], *, none: str = ""
) -> None:
    """Let a field choose among what this post has; `none` is the words for no choice."""
    first = [("", none)] if none else []
    form.fields[name].choices = [*first, *choices(known)]  # type: ignore[attr-defined]
