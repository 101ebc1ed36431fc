"""Acts on promises, cut by noun: promising, answering, closing."""

from kentongan.beat.follow_ups.services.answering import (
    answer,
    declare_done,
    give_up,
    postpone,
)
from kentongan.beat.follow_ups.services.closing import confirm, reopen
from kentongan.beat.follow_ups.services.promising import promise, withdraw

__all__ = [
    "answer",
    "confirm",
    "declare_done",
    "give_up",
    "postpone",
    "promise",
    "reopen",
    "withdraw",
]
