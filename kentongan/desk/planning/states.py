"""The life of what was asked of the planner."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

PATIENCE: Final = timedelta(minutes=5)
"""Whatever is not answered by then was lost with its process, and may be asked anew."""


class PlanningKind(StrEnum):
    """What is asked: a whole month, or the least change where somebody cannot come."""

    MAKE = "make"
    MEND = "mend"


class PlanningState(StrEnum):
    """Asked; then found or refused; what was found of a mending is taken, or is not."""

    ASKED = "asked"
    FOUND = "found"
    REFUSED = "refused"
    TAKEN = "taken"
