"""What every act on a visit begins with: is it in sight, and may this be done."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules.limits import Fault
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotAllowed, NotFound, refuse_faults
from kentongan.ground.basics.texts import paragraphs
from kentongan.ground.wall.actors import Actor

WORDS: Final = 500
"""Letters of a question, an answer or a reason."""

_SENTENCES: Final = {
    Fault.EMPTY: gettext_lazy("Please fill this in."),
    Fault.TOO_LONG: gettext_lazy("Shorter, please."),
    Fault.TOO_MANY: gettext_lazy("These are too many."),
    Fault.TWICE: gettext_lazy("This is in the list twice."),
    Fault.NO_REASON: gettext_lazy(
        "A resident's name is kept only where they agreed or it was published."
    ),
    Fault.BAD_CATEGORY: gettext_lazy("This is none of the groups of information."),
    Fault.BAD_SCORE: gettext_lazy("Points go from 0 to 4."),
    Fault.BAD_COUNT: gettext_lazy("This number cannot be right."),
    Fault.BAD_PLACE: gettext_lazy("This cannot name a place below the village."),
    Fault.NOT_ON_EARTH: gettext_lazy("This is not a position on the map."),
    Fault.UNKNOWN_TAP: gettext_lazy("This is not part of the quick check."),
    Fault.PAST: gettext_lazy("This day is before the visit."),
    Fault.NO_PLACE: gettext_lazy("Say where it was."),
    Fault.BAD_DATE: gettext_lazy("This day cannot be right."),
}

_HOLD: Final = 0x6B656E
"""First half of our advisory locks on a visit's id ("ken")."""


def sentence_of(fault: Fault) -> str:
    """What is wrong, in words."""
    return str(_SENTENCES[fault])


def refuse(faults: Mapping[str, Fault]) -> None:
    """Raise what is wrong, in words; nothing if nothing is."""
    sentence = _("This visit cannot be recorded like that.")
    refuse_faults(sentence, faults, _SENTENCES)


def hold(visit_id: UUID) -> None:
    """Let one transaction at a time work on this id, known or not yet known."""
    second = int.from_bytes(visit_id.bytes[-4:], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_HOLD, second])


def may_record_at(place: str, by: Actor) -> None:
    """Refuse whoever records no visits at `place`.

    Raises:
        NotFound: The place is not theirs to see.
        NotAllowed: It is, and that is all.
    """
    if by.reach(Permission.VISIT_RECORD).covers(place=place):
        return
    if by.reach(Permission.VISIT_VIEW).covers(place=place):
        raise NotAllowed(_("Your office records no visits here."))
    raise NotFound(_("There is no such place among yours."))


def in_sight(visit_id: UUID, by: Actor) -> Visit:
    """The visit, if `by` may know of it.

    Raises:
        NotFound: None in sight.
    """
    row = (
        Visit.objects.visible_to(by, Permission.VISIT_VIEW).filter(pk=visit_id).first()
    )
    if row is None:
        raise NotFound(_("There is no such visit."))
    return row


def allowed(visit_id: UUID, by: Actor, permission: Permission) -> Visit:
    """The visit, if `by` holds `permission` where it stands.

    Raises:
        NotFound: None in sight.
        NotAllowed: It is in sight, and that is all.
    """
    row = in_sight(visit_id, by)
    if not row.is_within(by.reach(permission)):
        raise NotAllowed(_("You can see this visit, but it is not yours to change."))
    return row


def told(text: str, *, needed: bool) -> str:
    """What somebody typed, made fit to be kept.

    Raises:
        Invalid: Too long, or nothing where something is needed.
    """
    words = paragraphs(text)
    if needed and not words:
        refuse({"text": Fault.EMPTY})
    if len(words) > WORDS:
        refuse({"text": Fault.TOO_LONG})
    return words
