"""How a night is called: by the day that it leads to, and by its date in brackets."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.watch.rules.silence import Reason

SILENCE_REASONS: Final = {
    Reason.KEPT_UNTOLD: gettext_lazy("The watch was kept, only not told"),
    Reason.NO_SIGNAL: gettext_lazy("No signal, or no electricity"),
    Reason.WAKE: gettext_lazy("A neighbour died"),
    Reason.RAIN: gettext_lazy("Rain or flood"),
    Reason.FEAST: gettext_lazy("A feast or a holiday"),
    Reason.NOT_KEPT: gettext_lazy("No watch that night"),
}


def night_name(night: date) -> str:
    """``malam Kamis (Rabu 22/7)``: people name a night by the day that follows."""
    return _("the night to %(next)s (%(day)s %(date)s)") % {
        "next": date_format(night + timedelta(days=1), "l"),
        "day": date_format(night, "l"),
        "date": f"{night.day}/{night.month}",
    }


def month_name(month: date) -> str:
    """``Juli 2026``."""
    return date_format(month, "F Y")


def clock_text(hours: tuple[datetime, datetime]) -> str:
    """``22.00 - 04.00``, on the wall clock of the post."""
    return " - ".join(time_format(moment, "H.i") for moment in hours)
