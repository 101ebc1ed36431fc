"""What a report may be about, and who may read it."""

from enum import StrEnum
from typing import Final


class Category(StrEnum):
    """The group that a piece of information belongs to (our own, versioned)."""

    CRIME = "crime"
    DRUGS = "drugs"
    YOUTH_AND_STREET = "youth_and_street"
    VIOLENCE_AND_CHILDREN = "violence_and_children"
    DISPUTE = "dispute"
    DISASTER_AND_SAFETY = "disaster_and_safety"
    WORRYING_ACT = "worrying_act"
    FACILITY = "facility"
    STATE_AND_TRANSNATIONAL = "state_and_transnational"
    OTHER = "other"


SENSITIVE: Final = frozenset(
    {Category.VIOLENCE_AND_CHILDREN, Category.STATE_AND_TRANSNATIONAL}
)
"""Read by named roles only; never mediated, never counted below the Polres."""
