"""A press officer beside the town's cast, and a visit with something to write about."""

from dataclasses import dataclass

from kentongan.beat.visits.models import Photo, Visit
from kentongan.beat.visits.services import add_photo, record
from kentongan.doors.console.tests.scene import draft_of, picture
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.models import Account
from kentongan.ground.units.rules.positions import Position
from tests.cast import Town
from tests.make import NOON, make_officer, now

SECRET_TOLD = "Anak tetangga sering dipukul"


@dataclass(frozen=True)
class Desk:
    """Lamhot writes; Tiur commands; Rina made the visit."""

    town: Town
    lamhot: Account
    press: Principal
    tiur: Principal
    rina: Principal
    visit: Visit
    photo: Photo


def build_desk(town: Town) -> Desk:
    """A press office of the Polres, and Rina's visit to Pos Melati."""
    lamhot = make_officer("Lamhot Simbolon", "iptu", Position.KASI_HUMAS, town.polres)
    rina = now(town.rina)
    visit = record(draft_of(town.melati), by=rina, at=NOON)
    photo = add_photo(visit.pk, picture((1600, 900)), by=rina, at=NOON)
    return Desk(town, lamhot, now(lamhot), now(town.tiur), rina, visit, photo)
