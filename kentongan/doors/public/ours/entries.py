"""What residents write into their books: a line, a guest, a letter, a sum."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.beat.watch.documents.books import LINE_KINDS
from kentongan.beat.watch.rules.books import (
    ASKER_LENGTH,
    HOUSE_LENGTH,
    LETTER_LENGTH,
    NAME_LENGTH,
    TEXT_LENGTH,
    Ground,
    GuestDraft,
    LineDraft,
    LineKind,
    WrittenRequest,
)
from kentongan.beat.watch.rules.money import (
    LABEL_LENGTH,
    MOST,
    PURPOSE_LENGTH,
    EntryDraft,
    EntryKind,
    Unit,
)
from kentongan.beat.watch.rules.nights import CHECKPOINTS_LENGTH
from kentongan.doors.public.ours.fields import CLOCK, DAY, choices, offer
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import local, moment_at

_WORDS = forms.Textarea({"rows": 3})

GROUNDS = {
    Ground.COURT_ORDER: _("A court's order"),
    Ground.INVESTIGATION: _("An investigation, with its letter of order"),
    Ground.RESCUE: _("Somebody is in danger"),
    Ground.SUBJECT: _("The guest asks about themselves"),
}
UNITS = {Unit.RP: _("Rupiah"), Unit.CUPS: _("Cups of rice")}
ENTRY_KINDS = {
    EntryKind.JIMPITAN: _("Jimpitan, for the common fund"),
    EntryKind.SAVING: _("Jimpitan, saved for the house"),
    EntryKind.DUES: _("Dues"),
    EntryKind.GIFT: _("A gift from outside"),
    EntryKind.SPENT: _("Spent"),
    EntryKind.PAID_BACK: _("Savings paid out"),
    EntryKind.FINE: _("A fine agreed"),
    EntryKind.FINE_PAID: _("A fine paid"),
    EntryKind.FINE_WAIVED: _("A fine let go"),
}


class SentOnce(forms.Form):
    """A form that writes once, however often it is sent."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_id)

    def clean(self) -> dict[str, Any]:
        """What was typed, with the form's own id beside it."""
        told = super().clean() or {}
        self.sent: UUID | None = told.pop("once", None)
        return told


class LineForm(SentOnce):
    """A line of the logbook, of the last 24 hours."""

    kind = forms.TypedChoiceField(
        label=_("What is it?"),
        choices=choices(LINE_KINDS),
        coerce=LineKind,
        initial=LineKind.NOTE.value,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("In your words"),
        max_length=TEXT_LENGTH,
        widget=_WORDS,
        help_text=_("What was done, not who somebody is. No line is ever rewritten."),
    )
    happened_at = forms.TimeField(label=_("At what time?"), widget=CLOCK)

    def draft(self, place: str, at: datetime) -> LineDraft:
        """The line; a clock that is still to come today was yesterday's."""
        told = self.cleaned_data
        moment = moment_at(local(at, place).date(), told["happened_at"], place)
        if moment > at:
            moment -= timedelta(days=1)
        return LineDraft(told["text"], moment, told["kind"])


class CorrectionForm(SentOnce):
    """What a line should have said."""

    text = forms.CharField(
        label=_("How it really was"), max_length=TEXT_LENGTH, widget=_WORDS
    )


class GuestForm(SentOnce):
    """A guest: name, house, dates, and nothing else."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    house = forms.CharField(label=_("Stays at"), max_length=HOUSE_LENGTH)
    from_date = forms.DateField(label=_("First night of the stay"), widget=DAY)
    to_date = forms.DateField(label=_("Last night of the stay"), widget=DAY)

    @property
    def draft(self) -> GuestDraft:
        """The guest as typed."""
        return GuestDraft(**self.cleaned_data)


class LetterForm(forms.Form):
    """The letter that asks for one guest."""

    asked_by = forms.CharField(
        label=_("Which office signed the letter?"), max_length=ASKER_LENGTH
    )
    letter = forms.CharField(label=_("Number of the letter"), max_length=LETTER_LENGTH)
    ground = forms.TypedChoiceField(
        label=_("On what ground?"),
        choices=choices(GROUNDS),
        coerce=Ground,
        widget=forms.RadioSelect,
    )

    @property
    def request(self) -> WrittenRequest:
        """The letter as typed."""
        return WrittenRequest(**self.cleaned_data)


def _unit() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("In what?"),
        choices=choices(UNITS),
        coerce=Unit,
        initial=Unit.RP.value,
        widget=forms.RadioSelect,
    )


class EveningForm(SentOnce):
    """One evening's jimpitan, a field for each house."""

    on = forms.DateField(label=_("Evening"), widget=DAY)
    kind = forms.TypedChoiceField(
        label=_("For whom?"),
        choices=[
            (kind.value, ENTRY_KINDS[kind])
            for kind in (EntryKind.JIMPITAN, EntryKind.SAVING)
        ],
        coerce=EntryKind,
        initial=EntryKind.JIMPITAN.value,
        widget=forms.RadioSelect,
    )
    unit = _unit()

    def __init__(
        self,
        data: Any,
        houses: Mapping[UUID, str],
        amounts: Mapping[UUID, int],
        **initial: Any,
    ) -> None:
        """A field for each house, holding what is expected; 0 for a house left out."""
        super().__init__(data, initial=initial)
        # A thumb moves rupiah by hundreds; any sum may be typed.
        step = "1" if initial.get("unit") == Unit.CUPS.value else "100"
        self.houses = {f"h{number}": one for number, one in enumerate(houses)}
        for name, house_id in self.houses.items():
            self.fields[name] = forms.IntegerField(
                label=houses[house_id],
                min_value=0,
                max_value=MOST,
                required=False,
                widget=forms.NumberInput({"step": step}),
                initial=amounts.get(house_id, 0),
                help_text="" if house_id in amounts else _("Written down already."),
            )

    @property
    def drafts(self) -> list[EntryDraft]:
        """What each house gave; a house that gave nothing has no line."""
        told = self.cleaned_data
        return [
            EntryDraft(told["kind"], told[name], told["on"], house_id, told["unit"])
            for name, house_id in self.houses.items()
            if told[name]
        ]


class SumForm(SentOnce):
    """One sum that came or went."""

    kind = forms.TypedChoiceField(
        label=_("What is it?"),
        choices=choices(ENTRY_KINDS),
        coerce=EntryKind,
    )
    house_id = forms.TypedChoiceField(
        label=_("Which house?"),
        coerce=UUID,
        required=False,
        empty_value=None,
        help_text=_("None for a gift from outside, and for what was spent."),
    )
    unit = _unit()
    amount = forms.IntegerField(label=_("How much?"), min_value=1, max_value=MOST)
    on = forms.DateField(label=_("On which day?"), widget=DAY)
    purpose = forms.CharField(
        label=_("What for, or from whom"),
        max_length=PURPOSE_LENGTH,
        required=False,
        help_text=_("Never about a house: all members can read it."),
    )

    def __init__(self, data: Any, houses: Mapping[UUID, str], today: date) -> None:
        """The houses of the post, and none."""
        super().__init__(data, initial={"on": today})
        offer(self, "house_id", houses, none="—")

    @property
    def draft(self) -> EntryDraft:
        """The sum as typed."""
        return EntryDraft(**self.cleaned_data)


class HouseForm(forms.Form):
    """A house that gives."""

    label = forms.CharField(
        label=_("What is the house called?"),
        max_length=LABEL_LENGTH,
        help_text=_("For example: RT 2 number 14."),
    )


class DwellerForm(forms.Form):
    """In which house a member lives."""

    member_id = forms.TypedChoiceField(label=_("Member"), coerce=UUID)
    house_id = forms.TypedChoiceField(label=_("House"), coerce=UUID)

    def __init__(
        self, data: Any, members: Mapping[UUID, str], houses: Mapping[UUID, str]
    ) -> None:
        """The members and the houses of one post."""
        super().__init__(data)
        for name, known in (("member_id", members), ("house_id", houses)):
            offer(self, name, known)


class PresenceForm(forms.Form):
    """Who came, and in whose stead."""

    members = forms.TypedMultipleChoiceField(label=_("Who came?"), coerce=UUID)
    instead = forms.TypedChoiceField(
        label=_("In whose stead?"), coerce=UUID, required=False, empty_value=None
    )

    def __init__(self, data: Any, members: Mapping[UUID, str]) -> None:
        """The members of one post."""
        super().__init__(data)
        for name in ("members", "instead"):
            offer(self, name, members)


class RoundForm(SentOnce):
    """A round that was just walked."""

    checkpoints = forms.CharField(
        label=_("Past what? (may stay empty)"),
        max_length=CHECKPOINTS_LENGTH,
        required=False,
    )
