"""To whom a seat goes."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.ground.units.rules.positions import ACTING_LABELS, Acting
from kentongan.ground.units.rules.standings import Standing


class HandOverForm(forms.Form):
    """The successor, and under which mark."""

    successor = forms.TypedChoiceField(label=_("Successor"), coerce=UUID)
    acting = forms.TypedChoiceField(
        label=_("Acting mark"),
        required=False,
        coerce=Acting,
        empty_value=None,
        choices=[("", _("None: for good"))]
        + [(mark.value, ACTING_LABELS[mark]) for mark in Acting],
    )
    note = forms.CharField(
        label=_("What the successor should know"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("About the work, never about persons."),
    )

    def __init__(self, *args: Any, people: list[Standing], **kwargs: Any) -> None:
        """Offer the officers in sight."""
        super().__init__(*args, **kwargs)
        titles = {one.officer_id: f"{one.title}, {one.seat_title}" for one in people}
        self.fields["successor"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose an officer")),
            *((str(pk), title) for pk, title in titles.items()),
        ]
