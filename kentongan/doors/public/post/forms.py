"""A member's own digits."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """What somebody types who stands before the code on the wall."""

    code = forms.CharField(
        label=_("Your six digits"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
