"""Rows of the visit's page: what residents told, and what was promised."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from kentongan.beat.follow_ups.rules import ROLE_LENGTH, TEXT_LENGTH, Answerer
from kentongan.beat.reports.rules import Category
from kentongan.beat.visits.rules.drafts import Pledge, Told
from kentongan.doors.console import words
from kentongan.ground.basics.texts import paragraphs

MOST_ROWS = 40


class HeardForm(forms.Form):
    """One thing that residents told."""

    text = forms.CharField(
        label=_("What they told"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Tell the act, not where the person comes from. No names."),
    )
    category = forms.ChoiceField(
        label=_("About"),
        required=False,
        choices=[
            ("", _("not said")),
            *((c.value, words.CATEGORIES[c]) for c in Category),
        ],
    )
    raised_by_role = forms.CharField(
        label=_("Told by, as what"),
        max_length=ROLE_LENGTH,
        required=False,
        help_text=_("The role only. For example: trader, head of an RT."),
    )


class PledgeForm(forms.Form):
    """One promise: what, who, until when."""

    text = forms.CharField(
        label=_("What was promised"), max_length=TEXT_LENGTH, required=False
    )
    answerer = forms.ChoiceField(
        label=_("Who answers for the promise"),
        required=False,
        choices=[(a.value, words.ANSWERERS[a]) for a in Answerer],
        initial=Answerer.POLICE.value,
    )
    answers = forms.CharField(
        label=_("Who exactly"),
        max_length=120,
        required=False,
        help_text=_("For example: Kades, PLN"),
    )
    due = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    raised_by_role = forms.CharField(
        label=_("Asked for by, as what"),
        max_length=ROLE_LENGTH,
        required=False,
        help_text=_("Who waits for the answer. The role only."),
    )


class Rows(forms.BaseFormSet):  # type: ignore[type-arg]  # no generic at run time
    """Rows of which empty ones count as nothing."""

    def filled(self) -> list[Any]:
        """The forms that say something."""
        return [form for form in self.forms if form.cleaned_data.get("text")]


class HeardRows(Rows):
    """What was told."""

    def told(self) -> Iterator[Told]:
        """As the record takes it."""
        for form in self.filled():
            yield Told(
                text=paragraphs(form.cleaned_data["text"]),
                category=form.cleaned_data["category"],
                raised_by_role=form.cleaned_data["raised_by_role"],
            )


class PledgeRows(Rows):
    """What was promised."""

    def told(self) -> Iterator[Pledge]:
        """As the record takes it."""
        for form in self.filled():
            said = form.cleaned_data
            yield Pledge(
                text=said["text"],
                answers=said["answers"],
                answerer=Answerer(said["answerer"] or Answerer.POLICE),
                due=said["due"],
                raised_by_role=said["raised_by_role"],
            )


HeardFormSet: Any = formset_factory(
    HeardForm, HeardRows, extra=3, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
PledgeFormSet: Any = formset_factory(
    PledgeForm, PledgeRows, extra=3, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
