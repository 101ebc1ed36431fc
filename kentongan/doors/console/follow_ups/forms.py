"""What is said about a promise."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.beat.follow_ups.rules import ROLE_LENGTH, TEXT_LENGTH


class WordsForm(forms.Form):
    """A few words that must be there: an answer, or a reason."""

    text = forms.CharField(
        label=_("In a few words"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )


class DoneForm(forms.Form):
    """That it is done; words may be left out."""

    text = forms.CharField(
        label=_("What was done"),
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class ConfirmForm(forms.Form):
    """In whose name it is confirmed."""

    on_behalf_of = forms.CharField(
        label=_("Who says that it is kept?"),
        max_length=ROLE_LENGTH,
        required=False,
        help_text=_("The role, not the name. For example: Kadus V, ketua pos."),
    )


class PostponeForm(WordsForm):
    """A new day, and why."""

    due = forms.DateField(label=_("New day"), widget=forms.DateInput({"type": "date"}))
