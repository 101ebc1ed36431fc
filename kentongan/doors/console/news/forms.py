"""What the press office types."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.desk.news.rules.states import Faces

FACES: Final = (
    (Faces.UNKNOWN.value, _("Not looked at yet")),
    (Faces.NO_MINORS.value, _("No child can be recognised")),
    (Faces.MINORS_HIDDEN.value, _("Children's faces are covered")),
)


class TextForm(forms.Form):
    """The words of a release, and the version that was read."""

    headline = forms.CharField(label=_("Headline"), max_length=160)
    body = forms.CharField(
        label=_("Text"), max_length=20_000, widget=forms.Textarea({"rows": 18})
    )
    whatsapp = forms.CharField(
        label=_("For WhatsApp"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
    )
    caption = forms.CharField(
        label=_("Caption for social media"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
    )
    was = forms.IntegerField(widget=forms.HiddenInput)


class CorrectForm(forms.Form):
    """The words as they should have been, and why."""

    headline = forms.CharField(label=_("Headline"), max_length=160)
    body = forms.CharField(
        label=_("Text"), max_length=20_000, widget=forms.Textarea({"rows": 14})
    )
    because = forms.CharField(
        label=_("What was wrong"),
        max_length=300,
        help_text=_("Everybody reads this above the text."),
    )
    was = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why something is taken back."""

    because = forms.CharField(label=_("Why"), max_length=300)


class QuoteForm(forms.Form):
    """Whose words, and which."""

    speaker = forms.CharField(
        label=_("Who is quoted"),
        max_length=160,
        help_text=_("Office or role, and the name of whoever holds it."),
    )
    text = forms.CharField(
        label=_("The words"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )


class PictureForm(forms.Form):
    """What is to be seen, whose it is, and whether a child can be recognised."""

    alt = forms.CharField(
        label=_("What is to be seen"),
        max_length=250,
        help_text=_("For those who cannot see it. Name no residents."),
    )
    caption = forms.CharField(label=_("Caption"), required=False, max_length=250)
    credit = forms.CharField(label=_("Credit"), required=False, max_length=120)
    faces = forms.ChoiceField(label=_("Faces of children"), choices=FACES)


class StyleForm(forms.Form):
    """How a Polres words its releases."""

    headline = forms.CharField(
        label=_("Pattern of the headline"),
        required=False,
        max_length=160,
        help_text=_("May name {kind}, {place}, {post}, {unit} and {date}."),
    )
    opening = forms.CharField(
        label=_("Before the first sentence"),
        required=False,
        max_length=120,
        help_text=_("For example a town and a dash."),
    )
    closing = forms.CharField(
        label=_("Last paragraph"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    credit = forms.CharField(
        label=_("Credit of pictures"), required=False, max_length=120
    )
