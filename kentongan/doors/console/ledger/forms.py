"""What an auditor may ask the ledger for."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kentongan.ground.basics.zones import moment_at


class LinesForm(forms.Form):
    """Filters over lines; every one may be left out."""

    act = forms.CharField(
        label=_("Act"),
        required=False,
        max_length=60,
        help_text=_("For example: visit, seal.opened"),
    )
    subject = forms.CharField(
        label=_("About"),
        required=False,
        max_length=100,
        help_text=_("For example: visit:0198…"),
    )
    actor_id = forms.UUIDField(label=_("Account"), required=False)
    place = forms.RegexField(
        r"^[0-9a-z_.]*$",
        label=_("Area code"),
        required=False,
        max_length=60,
        help_text=_("For example: 12.18.04"),
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def filters(self) -> dict[str, Any]:
        """As ``ledger.selectors.lines`` takes them; days are whole days in WIB."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if "since" in asked:
            asked["since"] = self._midnight("since")
        if "until" in asked:
            asked["until"] = self._midnight("until") + timedelta(days=1)
        return asked

    def _midnight(self, name: str) -> datetime:
        return moment_at(self.cleaned_data[name], time(), "")
