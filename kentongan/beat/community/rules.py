"""Who counts as a figure of a village, and how somebody came to be listed.

Nothing here asks the clock.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from kentongan.ground.basics.texts import line, words

NAME_LENGTH: Final = 120
ROLE_LENGTH: Final = 80

LONG_UNMET: Final = timedelta(days=60)
"""After how long somebody counts as long unmet (our own proposal)."""

NAMES_KEPT: Final = timedelta(days=365)
"""How long the name of a resident without a public role is kept."""


class FigureKind(StrEnum):
    """The public part somebody plays in a village."""

    VILLAGE_HEAD = "village_head"
    HAMLET_HEAD = "hamlet_head"
    NEIGHBOURHOOD_HEAD = "neighbourhood_head"
    BABINSA = "babinsa"
    COMMUNITY_FIGURE = "community_figure"
    YOUTH_FIGURE = "youth_figure"
    WOMENS_FIGURE = "womens_figure"
    EDUCATOR = "educator"
    HEALTH_WORKER = "health_worker"
    BUSINESS = "business"
    PARTNER = "partner"
    RESIDENT = "resident"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """For a model field."""
        return [(kind.value, kind.value) for kind in cls]


class Consent(StrEnum):
    """Why we may hold somebody's name at all."""

    PUBLIC_ROLE = "public_role"
    AGREED = "agreed"
    PUBLISHED = "published"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """For a model field."""
        return [(reason.value, reason.value) for reason in cls]


class Fault(StrEnum):
    """What can be wrong with what was typed; the words stand in the services."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_PUBLIC = "not_public"
    NO_PHONE = "no_phone"


@dataclass(frozen=True)
class ContactDraft:
    """Somebody to be listed: a public role, or one who agreed.

    Attributes:
        name, phone: Sealed when stored. A public role may be listed without a name.
        office_id: The seat whose contact it is; a hand-over moves nothing.
    """

    kind: FigureKind
    place_id: UUID
    place: str
    consent: Consent
    name: str = ""
    role: str = ""
    phone: str = ""
    partner_id: UUID | None = None
    office_id: UUID | None = None

    def tidy(self) -> "ContactDraft":
        """The same, as it is stored."""
        return replace(
            self,
            name=line(self.name),
            role=line(self.role),
            phone=phone(self.phone),
        )


def phone(text: str) -> str:
    """A telephone number as it is compared: digits, from 62 on for Indonesia."""
    digits = "".join(c for c in text if c in "0123456789")
    return f"62{digits[1:]}" if digits.startswith("0") else digits


def contact_faults(draft: ContactDraft) -> dict[str, Fault]:
    """What is wrong with a tidy draft, by field."""
    found: dict[str, Fault] = {}
    if not words(draft.name) and not words(draft.role):
        found["name"] = Fault.EMPTY
    if len(draft.name) > NAME_LENGTH:
        found["name"] = Fault.TOO_LONG
    if len(draft.role) > ROLE_LENGTH:
        found["role"] = Fault.TOO_LONG
    if draft.phone and not 7 <= len(draft.phone) <= 15:
        found["phone"] = Fault.NO_PHONE
    if draft.kind is FigureKind.RESIDENT and draft.consent is Consent.PUBLIC_ROLE:
        found["consent"] = Fault.NOT_PUBLIC
    return found


def partner_faults(name: str, kind: str, phone_digits: str) -> dict[str, Fault]:
    """What is wrong with a tidy partner organisation, by field."""
    found: dict[str, Fault] = {}
    if not words(name):
        found["name"] = Fault.EMPTY
    elif len(name) > NAME_LENGTH:
        found["name"] = Fault.TOO_LONG
    if not words(kind) or len(kind) > 30:
        found["kind"] = Fault.TOO_LONG if len(kind) > 30 else Fault.EMPTY
    if phone_digits and not 3 <= len(phone_digits) <= 15:
        found["phone"] = Fault.NO_PHONE
    return found
