"""What a watch post has, and how it is heard."""

from enum import StrEnum


class Hearing(StrEnum):
    """How a post is heard; its nights are judged accordingly (a later issue)."""

    ONLINE = "online"
    WEAK_SIGNAL = "weak_signal"
    PAPER = "paper"


class EquipmentState(StrEnum):
    """In what state a piece of equipment was found."""

    PRESENT = "present"
    BROKEN = "broken"
    ABSENT = "absent"


class MemberRole(StrEnum):
    """The part of a member in the post."""

    HEAD = "head"
    SHIFT_LEADER = "shift_leader"
    MEMBER = "member"


EQUIPMENT = (
    "kentongan",
    "torch",
    "whistle",
    "radio_or_phone",
    "raincoat",
    "first_aid",
    "fire_extinguisher",
    "wall_clock",
)
"""The pieces that a post is asked for; the words stand in the doors."""
