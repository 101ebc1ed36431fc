"""The full sheet as a form, item by item."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.beat.visits.rules.kinds import ItemState
from kentongan.beat.visits.rules.score import FULL, Found
from kentongan.beat.visits.rules.sheet import QUICK, SheetItem, SheetPlan
from kentongan.doors.console import words
from kentongan.doors.console.visits.pages import spoken

STATES = [(s.value, words.STATES[s].label) for s in ItemState]
NOTE_LENGTH = 300
MOST_PIECES = 999


UNSEEN = "unseen"
POINTS = [*((str(n), str(n)) for n in range(FULL + 1)), (UNSEEN, _("Not assessed"))]


@dataclass(frozen=True)
class ItemFields:
    """The fields of one item: its points or its state, its count, its note."""

    main: Any
    count: Any
    note: Any

    @property
    def is_told(self) -> bool:
        """Whether anything is said of it, or wrong with it."""
        return any(
            one.value() or one.errors for one in (self.main, self.count, self.note)
        )

    @property
    def has_more(self) -> bool:
        """Whether count or note say something, or something is wrong with them."""
        return any(one.value() or one.errors for one in (self.count, self.note))


class SheetForm(forms.Form):
    """The full sheet; what is left out was not assessed.

    Items with points ask for these alone, the others for their state. What the six
    taps ask already is not asked twice (`covered`).
    """

    def __init__(self, *args: Any, plan: SheetPlan, **kwargs: Any) -> None:
        """One choice an item, count and note."""
        super().__init__(*args, **kwargs)
        self._plan = plan
        self.covered = covered(plan)
        for key, item in self._asked():
            self.fields[key] = forms.ChoiceField(
                label=item.label[spoken()],
                choices=POINTS if item.scored else STATES,
                help_text=_("0 is bad, 4 is good") if item.scored else "",
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"{key}_count"] = forms.IntegerField(
                label=_("How many"), required=False, min_value=0, max_value=MOST_PIECES
            )
            self.fields[f"{key}_note"] = forms.CharField(
                label=_("Note"), required=False, max_length=NOTE_LENGTH
            )

    def _asked(self) -> Iterator[tuple[str, SheetItem]]:
        items = self._plan.items.items()
        return ((key, item) for key, item in items if key not in self.covered)

    @property
    def is_filled(self) -> bool:
        """Whether anything of it was told."""
        return any(True for _found in self.found({}))

    @property
    def from_taps(self) -> str:
        """The items that the six taps answer for, in words."""
        said = spoken()
        return ", ".join(self._plan.items[key].label[said] for key in self.covered)

    def sections(self) -> Iterator[tuple[str, list[ItemFields], bool]]:
        """Headings with their items, and whether to show them at once."""
        for section in self._plan.sections:
            lines = [
                ItemFields(
                    main=self[item.key],
                    count=self[f"{item.key}_count"],
                    note=self[f"{item.key}_note"],
                )
                for item in section.items
                if item.key not in self.covered
            ]
            if lines:
                is_open = any(one.is_told for one in lines)
                yield section.label[spoken()], lines, is_open

    def found(self, taps: Mapping[str, ItemState]) -> Iterator[Found]:
        """What was told of each item, by the sheet or by a tap.

        A count alone says that it is there, or, if none, that it is not.
        """
        for key, item in self._plan.items.items():
            if key in self.covered:
                if key in taps:
                    yield Found(key, taps[key])
                continue
            told = self.cleaned_data.get(key, "")
            count = self.cleaned_data.get(f"{key}_count")
            note = self.cleaned_data.get(f"{key}_note", "")
            if told or count is not None or note:
                scored = item.scored and told not in ("", UNSEEN)
                state = ItemState.PRESENT if scored else _state(told, count)
                yield Found(key, state, int(told) if scored else None, count, note)


def covered(plan: SheetPlan) -> tuple[str, ...]:
    """Items of a sheet that the six taps answer for."""
    return tuple(
        key for key, item in plan.items.items() if key in QUICK and not item.scored
    )


def _state(told: str, count: int | None) -> ItemState:
    if told in set(ItemState):
        return ItemState(told)
    if count is None:
        return ItemState.NOT_ASSESSED
    return ItemState.PRESENT if count else ItemState.ABSENT


def told_before(plan: SheetPlan, items: Iterable[Found]) -> dict[str, Any]:
    """What the sheet of a visit begins with when it is corrected."""
    told: dict[str, Any] = {}
    for one in items:
        item = plan.items.get(one.item)
        if item is None:
            continue
        unseen = UNSEEN if one.state is ItemState.NOT_ASSESSED else ""
        points = unseen if one.score is None else str(one.score)
        told[one.item] = points if item.scored else one.state.value
        told[f"{one.item}_count"] = one.count
        told[f"{one.item}_note"] = one.note
    return told
