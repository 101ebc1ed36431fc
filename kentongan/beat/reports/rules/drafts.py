"""What a report may be about, who may read it, and when two say the same."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from uuid import UUID

from kentongan.ground.basics.texts import line, paragraphs, words

TEXT_LENGTH: Final = 4000
ROLE_LENGTH: Final = 80

TELLING_WORDS: Final = 5
"""Fewer words than these say the same everywhere ("aman dan kondusif")."""


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


class Source(StrEnum):
    """How a report came to us."""

    VISIT = "visit"
    RESIDENT = "resident"
    IMPORT = "import"


SENSITIVE: Final = frozenset(
    {Category.VIOLENCE_AND_CHILDREN, Category.STATE_AND_TRANSNATIONAL}
)
"""Read by named roles only; never mediated, never counted below the Polres."""


@dataclass(frozen=True)
class ReportDraft:
    """A piece of information as it is told.

    Attributes:
        raised_by_role: By whom, as a role; never a name.
        restricted: Ask for the treatment of a sensitive one whatever the category.
    """

    category: Category
    text: str
    place_id: UUID
    place: str
    raised_by_role: str = ""
    source: Source = Source.VISIT
    post_id: UUID | None = None
    office_id: UUID | None = None
    unit: str = ""
    restricted: bool = False

    @property
    def is_sensitive(self) -> bool:
        """Whether only named roles may read it."""
        return self.restricted or self.category in SENSITIVE

    def tidy(self) -> "ReportDraft":
        """The same, as it is stored."""
        return replace(
            self, text=paragraphs(self.text), raised_by_role=line(self.raised_by_role)
        )


class Fault(StrEnum):
    """What can be wrong with what was typed; the words stand in the services."""

    EMPTY = "empty"
    TOO_LONG = "too_long"


def faults(draft: ReportDraft) -> dict[str, Fault]:
    """What is wrong with a tidy draft, by field."""
    found: dict[str, Fault] = {}
    if not draft.text:
        found["text"] = Fault.EMPTY
    if len(draft.text) > TEXT_LENGTH:
        found["text"] = Fault.TOO_LONG
    if len(draft.raised_by_role) > ROLE_LENGTH:
        found["raised_by_role"] = Fault.TOO_LONG
    return found


def telling(text: str) -> str:
    """The words by which two reports are the same; empty where they are too few.

    Letter case, accents, punctuation and blanks do not count; the order does.
    """
    found = words(text)
    return " ".join(found) if len(found) >= TELLING_WORDS else ""
