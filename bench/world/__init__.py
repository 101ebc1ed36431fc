"""A nation to measure in: real villages, invented posts, visits, promises, officers.

It grows in stages, so that what a page costs before and after can be compared on the
very same officers: a stage adds whole districts, each as dense as the others, first
those of one Polres, then those of its province, then the rest of the country.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

import numpy
from django.db import connection

from bench.world.copying import loading
from bench.world.organisation import Organisation, found
from bench.world.territory import Village, villages_in_order
from bench.world.things import settle
from kentongan.ground.access.actors import operator
from kentongan.ground.ledger.services import open_months
from kentongan.ground.places.services import load_gazetteer

AT: Final = datetime.now(UTC).replace(microsecond=0)
POSTS_A_VILLAGE: Final = 4.78
"""400,000 posts in the 83,000 and some villages of the country."""
VISITS_A_POST: Final = 12.5

TABLES: Final = (
    "watch_post", "visits_visit", "visits_attendance", "follow_ups_followup",
    "community_contact", "units_unit", "units_jurisdiction", "units_office",
    "units_officer", "units_rankheld", "units_assignment", "units_appointment",
    "access_account",
)  # fmt: skip


@dataclass
class World:
    """What stands so far.

    Attributes:
        posts, visits: How many there are.
        left: Villages that no stage has reached yet.
    """

    organisation: Organisation
    left: list[Village]
    chance: numpy.random.Generator = field(
        default_factory=lambda: numpy.random.default_rng(7)
    )
    posts: int = 0
    visits: int = 0

    def grow(self, posts: int) -> None:
        """Settle further villages until there are so many posts in all."""
        wanted = posts - self.posts
        count = max(1, round(wanted / POSTS_A_VILLAGE))
        here, self.left = self.left[:count], self.left[count:]
        shares = _shares(wanted, len(here))
        with loading("units_", "access_"):
            found(self.organisation, here, at=AT)
        with loading("watch_", "visits_", "follow_ups_", "community_"):
            self.visits += settle(
                self.organisation,
                here,
                shares,
                visits=round(wanted * VISITS_A_POST),
                chance=self.chance,
                at=AT,
            )
        self.posts += wanted
        with connection.cursor() as cursor:
            cursor.execute(f"vacuum analyze {', '.join(TABLES)}")


def empty_world() -> World:
    """The territory and nobody in it yet."""
    open_months(AT)
    load_gazetteer(by=operator(), at=AT)
    return World(Organisation(), villages_in_order())


def _shares(total: int, parts: int) -> Sequence[int]:
    """`total` in almost equal whole parts."""
    edges = numpy.linspace(0, total, parts + 1).round().astype(int)
    return [int(n) for n in numpy.diff(edges)]
