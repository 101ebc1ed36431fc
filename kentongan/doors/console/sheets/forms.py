"""The inspection sheet and the words of reports, as a Polres edits them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.beat.visits.rules.sheet import LABEL_LENGTH, Section, SheetPlan
from kentongan.ground.basics.paths import slug

NEW_ITEMS: Final = 2
"""Empty lines at the end of each section, for items to be added."""
ITEMS_OF_NEW_SECTION: Final = 4


@dataclass
class ItemLine:
    """One line of the editor: its key, or none yet, and the names of its fields."""

    key: str
    at: str


@dataclass
class SectionBlock:
    """One section of the editor and its lines."""

    key: str
    at: str
    items: list[ItemLine] = field(default_factory=list)


class SheetEditor(forms.Form):
    """A sheet with room for more: a line whose name is cleared is left out.

    Its fields follow the sheet that is in force when the page is read; `was` tells
    the service which version that was.
    """

    name = forms.CharField(label=_("Name of the sheet"), max_length=80)
    was = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: SheetPlan, **kwargs: Any) -> None:
        """A block a section, a line an item, and empty ones after them."""
        super().__init__(*args, **kwargs)
        self.blocks: list[SectionBlock] = []
        sections: Sequence[Section | None] = [*plan.sections, None]
        for number, section in enumerate(sections):
            self._add_block(number, section)

    def _add_block(self, number: int, section: Section | None) -> None:
        block = SectionBlock(section.key if section else "", f"s{number}")
        self._label(block.at, section)
        self.fields[f"{block.at}_weight"] = forms.IntegerField(
            label=_("Weight"),
            required=False,
            min_value=1,
            max_value=100,
            initial=section.weight if section else None,
        )
        lines: list[Any] = list(section.items) if section else []
        lines += [None] * (NEW_ITEMS if section else ITEMS_OF_NEW_SECTION)
        for order, item in enumerate(lines):
            line = ItemLine(item.key if item else "", f"{block.at}i{order}")
            self._label(line.at, item)
            self.fields[f"{line.at}_scored"] = forms.BooleanField(
                label=_("takes points, 0 to 4"),
                required=False,
                initial=bool(item and item.scored),
            )
            block.items.append(line)
        self.blocks.append(block)

    def _label(self, at: str, thing: Any) -> None:
        for language, label in (("id", _("In Indonesian")), ("en", _("In English"))):
            self.fields[f"{at}_{language}"] = forms.CharField(
                label=label,
                required=False,
                max_length=LABEL_LENGTH,
                initial=thing.label[language] if thing else "",
            )

    def shown(self) -> Iterator[dict[str, Any]]:
        """Blocks with their bound fields, for the page."""
        for block in self.blocks:
            yield {
                "is_new": not block.key,
                "id": self[f"{block.at}_id"],
                "en": self[f"{block.at}_en"],
                "weight": self[f"{block.at}_weight"],
                "items": [
                    {
                        "is_new": not line.key,
                        "id": self[f"{line.at}_id"],
                        "en": self[f"{line.at}_en"],
                        "scored": self[f"{line.at}_scored"],
                    }
                    for line in block.items
                ],
            }

    def sections(self) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """The sheet as it is stored, and where on the page each of its paths stands."""
        taken = {line.key for block in self.blocks for line in block.items}
        taken |= {block.key for block in self.blocks}
        found: list[dict[str, Any]] = []
        where: dict[str, str] = {}
        for block in self.blocks:
            if not self._says(block.at):
                continue
            path = f"sections[{len(found)}]"
            where |= self._places(path, block.at) | {
                f"{path}.weight": f"{block.at}_weight",
                f"{path}.items": f"{block.at}_id",
            }
            items: list[dict[str, Any]] = []
            for line in filter(lambda one: self._says(one.at), block.items):
                where |= self._places(f"{path}.items[{len(items)}]", line.at)
                items.append(
                    self._named(line.at, line.key, taken)
                    | {"scored": self.cleaned_data[f"{line.at}_scored"]}
                )
            weight = self.cleaned_data[f"{block.at}_weight"]
            found.append(
                self._named(block.at, block.key, taken)
                | {"weight": weight, "items": items}
            )
        return found, where

    def _says(self, at: str) -> bool:
        return bool(self.cleaned_data[f"{at}_id"] or self.cleaned_data[f"{at}_en"])

    def _named(self, at: str, key: str, taken: set[str]) -> dict[str, Any]:
        label = {code: self.cleaned_data[f"{at}_{code}"] for code in ("id", "en")}
        return {
            "key": key or _new_key(label["id"] or label["en"], taken),
            "label": label,
        }

    @staticmethod
    def _places(path: str, at: str) -> dict[str, str]:
        ends = {"key": "id", "label.id": "id", "label.en": "en"}
        return {f"{path}.{end}": f"{at}_{name}" for end, name in ends.items()}


def _new_key(label: str, taken: set[str]) -> str:
    """A key out of the words, unlike every other of the sheet."""
    try:
        stem = slug(label)[:34].strip("_") or "item"
    except ValueError:
        stem = "item"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    taken.add(key)
    return key


class HeadingForm(forms.Form):
    """How reports begin, on which order they rest, and how they end."""

    greeting = forms.CharField(
        label=_("Greeting"),
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("In Indonesian, as your superior is addressed."),
    )
    basis = forms.CharField(
        label=_("Dasar"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The order on which visits rest, such as a Sprin with its number."),
    )
    closing = forms.CharField(
        label=_("Closing"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
