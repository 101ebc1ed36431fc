"""Which visits are listed."""

from datetime import time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.beat.visits.rules import Kind
from kentongan.doors.console import words
from kentongan.ground.basics.zones import moment_at

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class VisitsFilter(forms.Form):
    """By kind, by area and by day; every one may be left out."""

    kind = forms.ChoiceField(
        label=_("Kind of visit"),
        required=False,
        choices=[("", _("all kinds")), *((k.value, words.KINDS[k]) for k in Kind)],
    )
    review = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[
            ("", _("anywhere")),
            *((code, word.label) for code, word in words.REVIEWS.items()),
        ],
    )
    place = forms.RegexField(
        r"^[0-9a-z_.]*$",
        label=_("Area code"),
        required=False,
        max_length=60,
        help_text=_("For example: 12.18.04"),
    )
    since = forms.DateField(label=_("From"), required=False, widget=DAY)
    until = forms.DateField(label=_("Until"), required=False, widget=DAY)

    def asked(self) -> dict[str, Any]:
        """As ``visits.selectors.visits`` takes them; days are whole days there."""
        told = {name: value for name, value in self.cleaned_data.items() if value}
        place = told.get("place", "")
        if "since" in told:
            told["since"] = moment_at(told["since"], time(), place)
        if "until" in told:
            last = told["until"] + timedelta(days=1)
            told["until"] = moment_at(last, time(), place)
        return told
