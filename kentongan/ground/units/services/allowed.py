"""What every act on the organisation asks first, and how it loses a race."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from psycopg.errors import ExclusionViolation

from kentongan.ground.basics.errors import Invalid, NotAllowed, Overtaken
from kentongan.ground.places.selectors import by_paths
from kentongan.ground.units.models import Unit
from kentongan.ground.units.rules.names import tidy
from kentongan.ground.wall.actors import Actor

# Equal to the values of access.Permission, which lives above us.
UNIT_MANAGE = "unit_manage"
HANDOVER_MAKE = "handover_make"
VISIT_RECORD = "visit_record"


def require(by: Actor, permission: str, unit_path: str) -> None:
    """Refuse whoever does not hold `permission` over a unit.

    Raises:
        NotAllowed: It is not held there.
    """
    if not by.reach(permission).covers(unit=unit_path):
        raise NotAllowed(_("You may not do this in this unit."))


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Turn an overlap that the database excluded into words for who came second.

    Raises:
        Overtaken: A row for the same thing holds at the same time.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise Overtaken(
                _("Somebody else holds this at that time. Look again.")
            ) from error
        raise


def place_ids(paths: Collection[str]) -> dict[str, UUID]:
    """The lasting id of each place.

    Raises:
        Invalid: A path names no place that we know.
    """
    known = by_paths(sorted(set(paths)))
    missing = {path for path in paths if path not in known}
    if missing:
        raise Invalid(
            _("There is no such place: %(places)s.")
            % {"places": ", ".join(sorted(missing))},
            {path: _("no such place") for path in missing},
        )
    return {path: place.id for path, place in known.items()}


def fitting(text: str, field: str, limit: int = 120) -> str:
    """`text` on one line, as long as its column allows.

    Raises:
        Invalid: It is longer.
    """
    tidied = tidy(text)
    if len(tidied) > limit:
        raise Invalid(_("This is too long."), {field: _("too long")})
    return tidied


def unit_at(path: str) -> Unit:
    """The unit at a path that an act names.

    Raises:
        Invalid: There is none.
    """
    found = Unit.objects.filter(path=path).first()
    if found is None:
        raise Invalid(_("There is no such unit."), {"unit": _("no such unit")})
    return found
