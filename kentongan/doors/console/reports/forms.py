"""What is said to whoever told."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.beat.follow_ups.rules import NAME_LENGTH, TEXT_LENGTH, Answerer
from kentongan.beat.reports.models import Report
from kentongan.beat.reports.rules.threads import WORDS_LENGTH, Closing
from kentongan.doors.console.words import ANSWERERS, CLOSINGS


class WordForm(forms.Form):
    """Words that whoever told will read."""

    text = forms.CharField(
        label=_("In words that whoever told will read"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )


class CloseForm(WordForm):
    """Why it is closed; being one with another has a form of its own."""

    closing = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[
            (code.value, CLOSINGS[code].label)
            for code in Closing
            if code is not Closing.DUPLICATE
        ],
        widget=forms.RadioSelect,
    )


class PledgeForm(forms.Form):
    """What somebody is to do about it."""

    text = forms.CharField(label=_("What is promised?"), max_length=TEXT_LENGTH)
    answerer = forms.ChoiceField(
        label=_("Who answers for it?"),
        choices=list(ANSWERERS.items()),
        initial=Answerer.VILLAGE.value,
    )
    answerer_name = forms.CharField(
        label=_("Who in particular"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Kades, PLN, the post; no private names."),
    )
    due = forms.DateField(
        label=_("By when"), required=False, widget=forms.DateInput({"type": "date"})
    )


class MergeForm(WordForm):
    """With which report it is one."""

    into = forms.ChoiceField(label=_("With which report?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, alike: Iterable[Report] = (), **kwargs: Any) -> None:
        """Offer the reports that sound alike."""
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        field.choices = [  # type: ignore[attr-defined]
            (str(one.pk), one.text[:160]) for one in alike
        ]
