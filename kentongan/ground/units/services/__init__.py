"""Acts on the organisation; each is one transaction with its ledger line."""

from kentongan.ground.units.services.books import Totals
from kentongan.ground.units.services.files import load
from kentongan.ground.units.services.officers import (
    enrol_officer,
    promote,
    register_officer,
)
from kentongan.ground.units.services.seats import (
    appoint,
    assign_villages,
    establish_office,
    hand_over,
    leave_note,
    release,
)
from kentongan.ground.units.services.units import (
    establish_mentioned_unit,
    establish_unit,
    set_jurisdiction,
)

__all__ = [
    "Totals",
    "appoint",
    "assign_villages",
    "enrol_officer",
    "establish_mentioned_unit",
    "establish_office",
    "establish_unit",
    "hand_over",
    "leave_note",
    "load",
    "promote",
    "register_officer",
    "release",
    "set_jurisdiction",
]
