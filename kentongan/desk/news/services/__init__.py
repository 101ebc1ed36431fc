"""What can be done to a release, one function for each act."""

from kentongan.desk.news.services.deciding import (
    approve,
    check,
    correct,
    hold,
    lift_hold,
    publish,
    retell_promise,
    withdraw,
)
from kentongan.desk.news.services.picturing import (
    add_picture,
    describe_picture,
    remove_picture,
)
from kentongan.desk.news.services.quoting import (
    approve_quote,
    ask_quote,
    decline_quote,
)
from kentongan.desk.news.services.writing import edit, set_style, style_problems, write

__all__ = [
    "add_picture",
    "approve",
    "approve_quote",
    "ask_quote",
    "check",
    "correct",
    "decline_quote",
    "describe_picture",
    "edit",
    "hold",
    "lift_hold",
    "publish",
    "remove_picture",
    "retell_promise",
    "set_style",
    "style_problems",
    "withdraw",
    "write",
]
