"""Reading the organisation: who stands where, who answers for a place, who is above.

Units, seats and their holders are public organisation data and stand before the wall;
only the list of people takes an actor.
"""

from kentongan.ground.units.rules.standings import Seat, Standing
from kentongan.ground.units.selectors.people import Person, officers_named, people_at
from kentongan.ground.units.selectors.seats import (
    HandoverList,
    SeatHeld,
    appointments_of,
    handover,
    handover_list,
    handovers_of,
    office,
    offices_for_place,
    seats_of,
    superior_offices,
)
from kentongan.ground.units.selectors.standings import (
    holders_of,
    nearest_superior,
    people,
    standing_of,
    standings_of_many,
)
from kentongan.ground.units.selectors.units import (
    chain_above,
    held_at,
    jurisdiction_of,
    unit,
    unit_for_place,
    units_for_place,
    units_named,
    units_within,
)

__all__ = [
    "HandoverList",
    "Person",
    "Seat",
    "SeatHeld",
    "Standing",
    "appointments_of",
    "chain_above",
    "handover",
    "handover_list",
    "handovers_of",
    "held_at",
    "holders_of",
    "jurisdiction_of",
    "nearest_superior",
    "office",
    "officers_named",
    "offices_for_place",
    "people",
    "people_at",
    "seats_of",
    "standing_of",
    "standings_of_many",
    "superior_offices",
    "unit",
    "unit_for_place",
    "units_for_place",
    "units_named",
    "units_within",
]
