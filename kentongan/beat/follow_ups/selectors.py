"""Reading promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.rules import (
    UNSETTLED,
    Cases,
    Outcome,
    State,
    median_delay,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.zones import Zone, zone_of
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import within_any

SHOWN: Final = ("open", "overdue", "declared", "settled")
"""The sides of the board."""

_PROVINCES: Final = {
    zone: [code for code in map(str, range(11, 100)) if zone_of(code) is zone]
    for zone in Zone
}


def _visible(actor: Actor) -> QuerySet[FollowUp]:
    return FollowUp.objects.visible_to(actor, Permission.FOLLOW_UP_VIEW)


def overdue(at: datetime, *, on_the_day: bool = False) -> Q:
    """Promises whose day is over where they stand; `on_the_day`: or is today.

    Three clocks: around midnight it is already tomorrow in Jayapura.
    """
    days: dict[date, list[str]] = {}
    for zone, provinces in _PROVINCES.items():
        days.setdefault(at.astimezone(zone.info).date(), []).extend(provinces)
    name = "due__lte" if on_the_day else "due__lt"
    late = Q(**{name: min(days)})
    for day, provinces in days.items():
        if day != min(days):
            late |= Q(**{name: day}) & within_any("place", provinces)
    return late & Q(state=State.OPEN)


def follow_up(actor: Actor, follow_up_id: UUID) -> FollowUp:
    """One promise with everything that was said about it.

    Raises:
        NotFound: None in sight.
    """
    row = _visible(actor).filter(pk=follow_up_id).prefetch_related("replies").first()
    if row is None:
        raise NotFound(_("There is no such promise."))
    return row


def by_ids(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, FollowUp]:
    """Those of `ids` that are in sight, with their words: two queries."""
    rows = _visible(actor).filter(pk__in=list(ids)).prefetch_related("replies")
    return {row.pk: row for row in rows}


def board(actor: Actor, *, at: datetime, show: str = "open") -> QuerySet[FollowUp]:
    """One side of the board, the most urgent first; slice it."""
    rows = _visible(actor)
    if show == "settled":
        done = sorted(set(State) - UNSETTLED - {State.WITHDRAWN})
        return rows.filter(state__in=done).order_by("-settled_at", "-id")
    if show == "overdue":
        rows = rows.filter(overdue(at))
    else:
        state = State.DECLARED_DONE if show == "declared" else State.OPEN
        rows = rows.filter(state=state)
    return rows.order_by(F("due").asc(nulls_last=True), "id")


@dataclass(frozen=True)
class BoardCounts:
    """How many stand on each side of the board."""

    open: int
    overdue: int
    declared: int


def board_counts(actor: Actor, *, at: datetime) -> BoardCounts:
    """How many promises wait, are late, and wait for a confirmation: one query."""
    totals = (
        _visible(actor)
        .filter(state__in=sorted(UNSETTLED))
        .aggregate(
            open=Count("id", filter=Q(state=State.OPEN)),
            overdue=Count("id", filter=overdue(at)),
            declared=Count("id", filter=Q(state=State.DECLARED_DONE)),
        )
    )
    return BoardCounts(**totals)


def waiting_for_answer(actor: Actor, *, at: datetime, limit: int = 5) -> list[FollowUp]:
    """What residents wait for today: due or late, the longest waiting first."""
    late = _visible(actor).filter(overdue(at, on_the_day=True))
    return list(late.order_by("due", "id")[:limit])


def of_post(actor: Actor, post_id: UUID) -> QuerySet[FollowUp]:
    """The promises about one post, the newest first."""
    return _visible(actor).filter(post_id=post_id).order_by("-promised_at", "-id")


def of_office(office_id: UUID) -> QuerySet[FollowUp]:
    """What a seat has open, for the list of a hand-over; its door has its own gate."""
    rows = FollowUp.objects.everywhere(because="a hand-over shows it to both officers")
    return rows.filter(
        Q(office_id=office_id) | Q(answerer_office_id=office_id),
        state__in=sorted(UNSETTLED),
    ).order_by(F("due").asc(nulls_last=True), "id")


@dataclass(frozen=True)
class FollowUpFigures:
    """What became of the promises of a span of time.

    Attributes:
        made: All but those withdrawn as mistakes.
        declared: Said to be done; nobody has confirmed it.
        median_days: By when half are kept, pending ones counted; None where the data
            do not reach one half.
    """

    made: int
    kept: int
    declared: int
    open: int
    overdue: int
    given_up: int
    postponed: int
    reopened: int
    median_days: int | None

    @property
    def rate(self) -> float | None:
        """The share kept so far, 0..1; None where nothing was promised."""
        return self.kept / self.made if self.made else None


def figures(actor: Actor, *, since: datetime, until: datetime) -> FollowUpFigures:
    """Figures of the promises made in ``[since, until)``, as seen at `until`.

    Two queries, over the rows of that span alone. `until` is no later than the moment
    of asking.
    """
    cohort = (
        _visible(actor)
        .filter(promised_at__gte=since, promised_at__lt=until)
        .exclude(state=State.WITHDRAWN)
    )
    kept = Q(state=State.KEPT, settled_at__lte=until)
    given_up = Q(state=State.NOT_POSSIBLE, settled_at__lte=until)
    totals = cohort.aggregate(
        made=Count("id"),
        kept=Count("id", filter=kept),
        declared=Count("id", filter=Q(state=State.DECLARED_DONE)),
        open=Count("id", filter=Q(state=State.OPEN)),
        overdue=Count("id", filter=overdue(until)),
        given_up=Count("id", filter=given_up),
        postponed=Count("id", filter=Q(postponed__gt=0)),
        reopened=Count("id", filter=Q(reopened__gt=0)),
    )
    return FollowUpFigures(**totals, median_days=median_delay(_cases(cohort, until)))


def _cases(cohort: QuerySet[FollowUp], until: datetime) -> list[Cases]:
    days = Func(
        Least("settled_at", Value(until)),  # of a null and a moment it is the moment
        F("promised_at"),
        template="floor(extract(epoch from %(expressions)s) / 86400)::int",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )
    outcome = Case(
        When(state=State.KEPT, settled_at__lte=until, then=Value(Outcome.KEPT.value)),
        When(
            state=State.NOT_POSSIBLE,
            settled_at__lte=until,
            then=Value(Outcome.GIVEN_UP.value),
        ),
        default=Value(Outcome.PENDING.value),
    )
    rows = (
        cohort.order_by()
        .annotate(days=days, outcome=outcome)
        .values_list("days", "outcome")
        .annotate(count=Count("id"))
    )
    return [Cases(days, Outcome(outcome), count) for days, outcome, count in rows]
