"""Who may judge which visit, what waits on whose desk, and what is asked of whom."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kentongan.beat.visits.models import Attendance, Visit
from kentongan.beat.visits.rules import Presence, Review
from kentongan.beat.visits.rules.review import WAITING, may_judge
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.units.rules.positions import parse_position
from kentongan.ground.units.rules.standings import Seat
from kentongan.ground.units.selectors import standings_of_many
from kentongan.ground.wall.actors import Actor


def to_review(actor: Actor, *, at: datetime) -> QuerySet[Visit]:
    """Visits that wait for this actor's verdict at a moment, the oldest first.

    Those laid on the actor's own desk, and those for which no superior was known.
    """
    mine = Q(reviewer_office_id=None)
    if isinstance(actor, Principal):
        mine |= Q(reviewer_office_id__in=actor.office_ids)
    return (
        Visit.objects.visible_to(actor, Permission.VISIT_REVIEW)
        .filter(mine, review__in=sorted(WAITING), received_at__lte=at)
        .order_by("done_at", "id")
    )


def questions_for(actor: Actor) -> QuerySet[Visit]:
    """Visits about which a superior asked this actor, the oldest first."""
    if not isinstance(actor, Principal):
        return Visit.objects.visible_to(actor, Permission.VISIT_RECORD).none()
    return (
        Visit.objects.visible_to(actor, Permission.VISIT_RECORD)
        .filter(
            Q(recorded_by=actor.id) | Q(office_id__in=actor.office_ids),
            review=Review.ASKED,
        )
        .order_by("done_at", "id")
    )


def is_own(visit: Visit, actor: Actor) -> bool:
    """Whether it is this actor's visit: recorded, of the own seat, or taken part in."""
    if not isinstance(actor, Principal) or actor.id is None:
        return False
    if visit.recorded_by == actor.id or visit.office_id in actor.office_ids:
        return True
    return (
        actor.officer_id is not None
        and Attendance.objects.filter(
            visit=visit, officer_id=actor.officer_id, on_site=True
        ).exists()
    )


def may_give_verdict(
    visit: Visit, actor: Actor, present: Sequence[Attendance] | None = None
) -> bool:
    """Whether this actor stands above everybody who took part, and did not.

    Everybody counts as they were on the day of the visit.
    """
    if not isinstance(actor, Principal) or actor.officer_id is None:
        return False
    rows = (
        Attendance.objects.filter(visit=visit, presence=Presence.OFFICER)
        if present is None
        else [row for row in present if row.presence == Presence.OFFICER]
    )
    took_part = [row for row in rows if row.on_site]
    ids = {row.officer_id for row in took_part if row.officer_id}
    if visit.recorded_officer_id is not None:
        ids.add(visit.recorded_officer_id)
    if actor.officer_id in ids:
        return False
    own = [standing.seat for standing in actor.standings]
    return may_judge(own, seats_of_day(visit, took_part, ids))


def seats_of_day(
    visit: Visit, took_part: Sequence[Attendance], officer_ids: set[UUID]
) -> list[Seat]:
    """What those who took part were on that day: by our books, else by the record."""
    held = standings_of_many(officer_ids, visit.done_at)
    seats = [one.seat for standings in held.values() for one in standings]
    for row in took_part:
        if row.officer_id is None or not held[row.officer_id]:
            position = parse_position(row.position).position
            seats.append(Seat(position, visit.unit, row.rank))
    return seats
