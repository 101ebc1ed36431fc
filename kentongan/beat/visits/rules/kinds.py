"""The words in which visits are told; those of the exchange format are its own."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of visit it was (the exchange format's values)."""

    POST_INSPECTION = "post_inspection"
    DOOR_TO_DOOR = "door_to_door"
    FRIDAY_FORUM = "friday_forum"
    SUNDAY_SERVICE = "sunday_service"
    WATCH_COACHING = "watch_coaching"
    DIALOGUE_PATROL = "dialogue_patrol"
    PILLARS_COORDINATION = "pillars_coordination"
    PROBLEM_SOLVING = "problem_solving"
    COMMUNITY_COACHING = "community_coaching"
    VILLAGE_EVENT = "village_event"
    POLICE_SERVICE = "police_service"
    OTHER = "other"


class ItemState(StrEnum):
    """In what state an item was found. Not assessed is not absent."""

    PRESENT = "present"
    BROKEN = "broken"
    ABSENT = "absent"
    NOT_ASSESSED = "not_assessed"


class Presence(StrEnum):
    """As what somebody was there."""

    OFFICER = "officer"
    MILITARY = "military"
    FIGURE = "figure"
    RESIDENT = "resident"


class Source(StrEnum):
    """How the record came to us."""

    CONSOLE = "console"
    FIELD = "field"
    IMPORT = "import"


class Review(StrEnum):
    """Where a visit stands with the superior."""

    COUNTED = "counted"
    """Unflagged: it counts at once, and nobody is asked."""
    FLAGGED = "flagged"
    """Waits on the superior's desk: a question was raised, or it is one in ten."""
    ASKED = "asked"
    """The superior returned it with a question."""
    ANSWERED = "answered"
    APPROVED = "approved"
    SET_ASIDE = "set_aside"
    """The superior does not count it; the record stays."""


class Flag(StrEnum):
    """A question that the record itself raises. Never a refusal."""

    FAR_FROM_POST = "far_from_post"
    TOO_QUICK = "too_quick"
    TOO_CLOSE = "too_close"
    SAME_WORDS = "same_words"
    CLOCK_OFF = "clock_off"
    SAME_PHOTO = "same_photo"
