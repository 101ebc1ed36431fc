"""Lists of visits, and what they add up to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from kentongan.beat.visits.models import Inspection, Promised, Visit
from kentongan.beat.visits.rules import Review
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.selectors.posts import by_ids
from kentongan.ground.access.permissions import Permission
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import within


def visits(
    actor: Actor,
    *,
    place: str = "",
    kind: str = "",
    review: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Visit]:
    """Visits in sight, the newest first; slice it."""
    rows = Visit.objects.visible_to(actor, Permission.VISIT_VIEW)
    if place:
        rows = rows.filter(within("place", place))
    for name, value in (("kind", kind), ("review", review)):
        if value:
            rows = rows.filter(**{name: value})
    if since is not None:
        rows = rows.filter(done_at__gte=since)
    if until is not None:
        rows = rows.filter(done_at__lt=until)
    return rows.order_by("-done_at", "-id")


def of_post(actor: Actor, post_id: UUID) -> QuerySet[Visit]:
    """The visits to one post, the newest first."""
    return (
        Visit.objects.visible_to(actor, Permission.VISIT_VIEW)
        .filter(post_id=post_id)
        .order_by("-done_at", "-id")
    )


def own(actor: Actor) -> QuerySet[Visit]:
    """Visits that this actor recorded, the newest first."""
    return (
        Visit.objects.visible_to(actor, Permission.VISIT_VIEW)
        .filter(recorded_by=actor.id)
        .order_by("-done_at", "-id")
    )


def by_post(
    actor: Actor, *, since: datetime, until: datetime
) -> list[tuple[Post, int, datetime]]:
    """Posts visited in ``[since, until)``: how often, and when last. Two queries."""
    rows = (
        visits(actor, since=since, until=until)
        .exclude(review=Review.SET_ASIDE)
        .filter(post_id__isnull=False)
        .order_by()
        .values_list("post_id")
        .annotate(times=Count("id"), last=Max("done_at"))
    )
    found = {post_id: (times, last) for post_id, times, last in rows if post_id}
    posts = sorted(by_ids(actor, found).values(), key=lambda post: post.place)
    return [(post, *found[post.pk]) for post in posts]


@dataclass(frozen=True)
class VisitFigures:
    """What the visits of a span of time add up to.

    Attributes:
        made: All that count; those set aside do not.
        without_promise: Led to no follow-up. It stands beside the rate of promises
            kept, so that the rate cannot be improved by asking less.
    """

    made: int
    inspected: int
    without_promise: int
    waiting: int

    @property
    def share_without_promise(self) -> float | None:
        """0..1; None where there was no visit."""
        return self.without_promise / self.made if self.made else None


def figures(
    actor: Actor, *, since: datetime, until: datetime, only_own: bool = False
) -> VisitFigures:
    """Figures of the visits of ``[since, until)`` in sight, or of the own: one query."""
    rows = own(actor) if only_own else visits(actor)
    promised = Promised.objects.filter(visit_id=OuterRef("pk"))
    inspected = Inspection.objects.filter(visit_id=OuterRef("pk"))
    totals = (
        rows.filter(done_at__gte=since, done_at__lt=until)
        .exclude(review=Review.SET_ASIDE)
        .order_by()
        .annotate(has_promise=Exists(promised), has_inspection=Exists(inspected))
        .aggregate(
            made=Count("id"),
            inspected=Count("id", filter=Q(has_inspection=True)),
            without_promise=Count("id", filter=Q(has_promise=False)),
            waiting=Count("id", filter=Q(review__in=[Review.FLAGGED, Review.ANSWERED])),
        )
    )
    return VisitFigures(**totals)
