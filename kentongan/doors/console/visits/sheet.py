"""The full sheet as a form, item by item."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.beat.visits.rules.kinds import ItemState
from kentongan.beat.visits.rules.score import FULL, Found
from kentongan.beat.visits.rules.sheet import SheetPlan
from kentongan.doors.console import words
from kentongan.doors.console.visits.pages import spoken

STATES = [(s.value, words.STATES[s].label) for s in ItemState]
NOTE_LENGTH = 300
MOST_PIECES = 999


@dataclass(frozen=True)
class ItemFields:
    """The fields of one item: its state, points where it takes them, and the rest."""

    state: Any
    score: Any | None
    count: Any
    note: Any

    @property
    def has_more(self) -> bool:
        """Whether count or note say something, or something is wrong with them."""
        fields = (self.count, self.note)
        return any(one.value() or one.errors for one in fields)


class SheetForm(forms.Form):
    """The full sheet; what is left out was not assessed."""

    def __init__(self, *args: Any, plan: SheetPlan, **kwargs: Any) -> None:
        """One choice an item, points where it takes them, count and note."""
        super().__init__(*args, **kwargs)
        self._plan = plan
        for key, item in plan.items.items():
            self.fields[key] = forms.ChoiceField(
                label=item.label[spoken()],
                choices=STATES,
                required=False,
                widget=forms.RadioSelect,
            )
            if item.scored:
                self.fields[f"{key}_score"] = forms.TypedChoiceField(
                    label=_("Points"),
                    coerce=int,
                    empty_value=None,
                    required=False,
                    choices=[(n, str(n)) for n in range(FULL + 1)],
                    widget=forms.RadioSelect,
                )
            self.fields[f"{key}_count"] = forms.IntegerField(
                label=_("How many"), required=False, min_value=0, max_value=MOST_PIECES
            )
            self.fields[f"{key}_note"] = forms.CharField(
                label=_("Note"), required=False, max_length=NOTE_LENGTH
            )

    @property
    def is_filled(self) -> bool:
        """Whether anything of it was told."""
        return any(True for _found in self.found())

    def sections(self) -> Iterator[tuple[str, list[ItemFields]]]:
        """Headings with their items, for the page."""
        for section in self._plan.sections:
            yield (
                section.label[spoken()],
                [
                    ItemFields(
                        state=self[item.key],
                        score=self[f"{item.key}_score"] if item.scored else None,
                        count=self[f"{item.key}_count"],
                        note=self[f"{item.key}_note"],
                    )
                    for item in section.items
                ],
            )

    def found(self) -> Iterator[Found]:
        """What was told of each item; points or a count alone say that it is there."""
        for key in self._plan.items:
            state = self.cleaned_data.get(key)
            score = self.cleaned_data.get(f"{key}_score")
            count = self.cleaned_data.get(f"{key}_count")
            note = self.cleaned_data.get(f"{key}_note", "")
            if state or score is not None or count is not None or note:
                yield Found(key, _state(state, score, count), score, count, note)


def _state(state: str | None, score: int | None, count: int | None) -> ItemState:
    if state:
        return ItemState(state)
    if count == 0:
        return ItemState.ABSENT
    told = score is not None or count is not None
    return ItemState.PRESENT if told else ItemState.NOT_ASSESSED


def told_before(items: tuple[Found, ...]) -> dict[str, Any]:
    """What the sheet of a visit begins with when it is corrected."""
    told: dict[str, Any] = {}
    for one in items:
        told[one.item] = one.state.value
        told[f"{one.item}_score"] = one.score
        told[f"{one.item}_count"] = one.count
        told[f"{one.item}_note"] = one.note
    return told
