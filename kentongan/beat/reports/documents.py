"""What states, closings and words of a report are called, on whatever page."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kentongan.beat.reports.rules.threads import Closing, Said, State

CLOSINGS: Final[Mapping[str, str | Promise]] = {
    Closing.DONE: _("Done, says whoever answered"),
    Closing.NOT_POSSIBLE: _("It cannot be done"),
    Closing.PASSED_ON: _("Passed on"),
    Closing.DUPLICATE: _("One with another report"),
    Closing.UNFOUNDED: _("Not found to be so"),
}
STATES: Final[Mapping[str, str | Promise]] = {
    State.RECEIVED: _("Received, not answered yet"),
    State.IN_HAND: _("Somebody is at it"),
}
SAYINGS: Final[Mapping[str, str | Promise]] = {
    Said.ASKED: _("asks"),
    Said.ANSWERED: _("answers"),
    Said.PROMISED: _("promises"),
    Said.CLOSED: pgettext_lazy("report", "closes it"),
    Said.ADDED: _("adds"),
    Said.AGREED: _("says that it is true"),
    Said.CONTESTED: _("says that it is not true yet"),
}
