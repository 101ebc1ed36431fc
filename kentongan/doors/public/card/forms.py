"""Six digits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.ground.access.rules import PIN_DIGITS


class PinForm(forms.Form):
    """The PIN that belongs to a card."""

    pin = forms.CharField(
        label=_("PIN, six digits"),
        max_length=PIN_DIGITS,
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]*"}
        ),
    )
