"""Reading who keeps which nights free: one's own, and all of them for who plans."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Absence
from kentongan.beat.watch.rules.absences import nights_of
from kentongan.beat.watch.selectors.rosters import membership
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.wall.actors import Actor


@dataclass(frozen=True)
class AbsenceLine:
    """Nights that a member keeps free."""

    absence_id: UUID
    member_id: UUID
    first: date
    last: date
    is_firm: bool


def absences(actor: Actor, post_id: UUID, first: date) -> list[AbsenceLine]:
    """What is still to come from `first` on: all for who plans, else one's own.

    Raises:
        NotFound: It is not the asker's own post.
    """
    if post_id not in actor.reach(Permission.ROSTER_VIEW).holdings:
        raise NotFound(_("There is no roster here that you could see."))
    rows = Absence.objects.visible_to(actor, Permission.ROSTER_VIEW).filter(
        post_id=post_id, last__gte=first, member__left_at=None
    )
    if post_id not in actor.reach(Permission.ROSTER_MAKE).holdings:
        rows = rows.filter(member=membership(actor, post_id))
    return [
        AbsenceLine(row.pk, row.member_id, row.first, row.last, row.is_firm)
        for row in rows.order_by("first", "last", "id")
    ]


def kept_free(
    actor: Actor, post_id: UUID, nights: list[date], *, firm: bool
) -> dict[UUID, frozenset[date]]:
    """Of these nights, those on which each member cannot come, or would rather not.

    Raises:
        NotFound: `actor` does not plan for this post.
    """
    if post_id not in actor.reach(Permission.ROSTER_MAKE).holdings:
        raise NotFound(_("There is no roster here that you could see."))
    spans: dict[UUID, list[tuple[date, date]]] = {}
    for line in absences(actor, post_id, min(nights)):
        if line.is_firm is firm:
            spans.setdefault(line.member_id, []).append((line.first, line.last))
    found = {one: nights_of(own, nights) for one, own in spans.items()}
    return {one: free for one, free in found.items() if free}
