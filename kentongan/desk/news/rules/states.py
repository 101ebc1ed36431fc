"""Where a release stands, and what may be done to it there."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """How far a release has come."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What somebody does to a release."""

    EDIT = "edit"
    CHECK = "check"
    APPROVE = "approve"
    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


FOLLOWS: Final[Mapping[Act, tuple[frozenset[State], State]]] = {
    Act.EDIT: (
        frozenset({State.DRAFT, State.CHECKED, State.APPROVED}),
        State.DRAFT,
    ),
    Act.CHECK: (frozenset({State.DRAFT}), State.CHECKED),
    Act.APPROVE: (frozenset({State.CHECKED}), State.APPROVED),
    Act.PUBLISH: (frozenset({State.APPROVED}), State.PUBLISHED),
    Act.CORRECT: (frozenset({State.PUBLISHED, State.CORRECTED}), State.CORRECTED),
    Act.WITHDRAW: (frozenset({State.PUBLISHED, State.CORRECTED}), State.WITHDRAWN),
}
"""From which states an act is possible, and where it leads. Any edit of what was
checked or approved makes it a draft again: nobody approves words they have not read."""

HELD: Final = frozenset({Act.PUBLISH, Act.CORRECT})
"""What a legal hold forbids; to withdraw is always possible."""


def may(act: Act, state: State, *, on_hold: bool = False) -> bool:
    """Whether `act` can be done to a release in `state`."""
    return state in FOLLOWS[act][0] and not (on_hold and act in HELD)


class Answer(StrEnum):
    """What the person quoted says to a quote."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"


class Faces(StrEnum):
    """What the press officer confirms of the faces in a picture."""

    UNKNOWN = "unknown"
    NO_MINORS = "no_minors"
    MINORS_HIDDEN = "minors_hidden"


class Length(StrEnum):
    """For whom a text is cut."""

    RELEASE = "release"
    WHATSAPP = "whatsapp"
    CAPTION = "caption"
