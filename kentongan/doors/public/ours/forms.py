"""What residents agree about their nights, typed on a phone in five minutes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from kentongan.beat.watch.rules.absences import AbsenceDraft
from kentongan.beat.watch.rules.agreements import (
    MOST_GAP,
    MOST_PER_SHIFT,
    MOST_ROUNDS,
    MOST_RP,
    Contribution,
    ContributionKind,
    NightRules,
    Pasaran,
)
from kentongan.doors.public.ours.fields import CLOCK, DAY, offer


class AbsenceForm(forms.Form):
    """Nights that somebody keeps free; nobody asks why."""

    member_id = forms.TypedChoiceField(label=_("Who?"), coerce=UUID)
    is_firm = forms.TypedChoiceField(
        label=_("How is it?"),
        choices=[("yes", _("Cannot come")), ("no", _("Would rather not"))],
        coerce=lambda told: told == "yes",
        initial="yes",
        widget=forms.RadioSelect,
        help_text=_("A wish is met where everybody's turns stay as even."),
    )
    first = forms.DateField(label=_("The first night"), widget=DAY)
    last = forms.DateField(label=_("The last night"), widget=DAY)

    def __init__(self, data: Any, people: Mapping[UUID, str], tonight: date) -> None:
        """For these people; who can speak for one alone is not asked for whom."""
        super().__init__(data, initial={"first": tonight, "last": tonight})
        offer(self, "member_id", people)
        field = self.fields["member_id"]
        field.initial = next(iter(people), None)
        if len(people) == 1:
            field.widget = forms.HiddenInput()

    @property
    def draft(self) -> AbsenceDraft:
        """The nights as typed."""
        told = self.cleaned_data
        return AbsenceDraft(told["first"], told["last"], told["is_firm"])


class AgreementForm(forms.Form):
    """The rules that most posts change; whatever is not asked stays as it was."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Nights that are held"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("By the day on whose evening the night begins."),
    )
    pasaran = forms.TypedMultipleChoiceField(
        label=_("Market days"),
        choices=[(day.value, day.value.capitalize()) for day in Pasaran],
        coerce=Pasaran,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    begins = forms.TimeField(label=_("From"), widget=CLOCK)
    ends = forms.TimeField(label=_("Until"), widget=CLOCK)
    members_per_shift = forms.IntegerField(
        label=_("How many keep watch"), min_value=1, max_value=MOST_PER_SHIFT
    )
    rounds = forms.IntegerField(
        label=_("Rounds a night"), min_value=0, max_value=MOST_ROUNDS
    )
    gap_nights = forms.IntegerField(
        label=_("Free nights between two turns"), min_value=0, max_value=MOST_GAP
    )
    substitutes = forms.BooleanField(
        label=_("Somebody may stand in for somebody"), required=False
    )
    swaps = forms.BooleanField(label=_("Turns may be swapped"), required=False)
    jimpitan_rp = forms.IntegerField(
        label=_("Jimpitan of a house, in rupiah a night"),
        min_value=0,
        max_value=MOST_RP,
        required=False,
        help_text=_("0 if the post collects none."),
    )

    @classmethod
    def showing(cls, rules: NightRules) -> dict[str, Any]:
        """What the fields hold for an agreement."""
        shown = {
            name: getattr(rules, name)
            for name in cls.base_fields
            if name in vars(rules)
        }
        is_money = rules.jimpitan.kind is ContributionKind.MONEY
        return shown | {
            "weekdays": sorted(rules.weekdays),
            "pasaran": [day.value for day in Pasaran if day in rules.pasaran],
            "jimpitan_rp": rules.jimpitan.amount_rp if is_money else 0,
        }

    def over(self, rules: NightRules) -> NightRules:
        """The agreement with what was typed in its place."""
        told = dict(self.cleaned_data)
        rupiah = told.pop("jimpitan_rp")
        told["weekdays"] = frozenset(told["weekdays"])
        told["pasaran"] = frozenset(told["pasaran"])
        if rupiah:
            told["jimpitan"] = Contribution(ContributionKind.MONEY, rupiah)
        elif rules.jimpitan.kind is ContributionKind.MONEY:
            told["jimpitan"] = Contribution()
        return replace(rules, **told)
