"""Who may change the territory, and how changes wait for each other."""

from typing import Final

from django.db import connection
from django.utils.translation import gettext as _

from kentongan.ground.basics.errors import NotAllowed
from kentongan.ground.basics.paths import ROOT
from kentongan.ground.places.rules.levels import MANAGE
from kentongan.ground.wall.actors import Actor

_LOCK: Final = 0x6B656E74  # of the territory, among the database's advisory locks


def check_may_manage(by: Actor, place: str = ROOT) -> None:
    """The territory is changed by who may change it there.

    Raises:
        NotAllowed: Not this actor, or not there.
    """
    if not by.reach(MANAGE).covers(place=place):
        raise NotAllowed(_("Only the operator changes the territory."))


def hold_still() -> None:
    """Let no other change of codes, names or outlines run until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])


def hold_codes() -> None:
    """Let codes not change until this transaction ends; others may do the same."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock_shared(%s)", [_LOCK])
