"""What the states of a promise are called, on whatever page."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kentongan.beat.follow_ups.rules import State

STATES: Final[Mapping[str, str | Promise]] = {
    State.OPEN: pgettext_lazy("promise", "Open"),
    State.DECLARED_DONE: _("Declared done"),
    State.KEPT: _("Kept"),
    State.NOT_POSSIBLE: _("Not possible"),
    State.WITHDRAWN: _("Withdrawn"),
}
