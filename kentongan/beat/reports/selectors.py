"""Reading reports. Sensitive rows do not exist for who may not read them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.beat.follow_ups.rules import Cases, Outcome, median_delay
from kentongan.beat.reports.models import Remark, Report
from kentongan.beat.reports.rules import Source
from kentongan.beat.reports.rules.alike import ALIKE, likeness
from kentongan.beat.reports.rules.threads import State
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import within


def readable(actor: Actor) -> QuerySet[Report]:
    """Reports that `actor` may know of: the one way in to every list and count.

    Plain ones by one permission, sensitive ones by another; neither includes the
    other. What a teller agreed to share, the village reads as well. What cannot be
    read is not counted either.
    """
    plain = Report.wall(actor.reach(Permission.REPORT_VIEW)) & Q(sensitive=False)
    sensitive = Report.wall(actor.reach(Permission.REPORT_VIEW_SENSITIVE)) & Q(
        sensitive=True
    )
    shared = Report.wall(actor.reach(Permission.REPORT_VIEW_SHARED)) & Q(shared=True)
    rows = Report.objects.everywhere(because="two walls, one for each kind of report")
    return rows.filter(plain | sensitive | shared)


def report(actor: Actor, report_id: UUID) -> Report:
    """One report.

    Raises:
        NotFound: None that `actor` may know of.
    """
    row = readable(actor).filter(pk=report_id).first()
    if row is None:
        raise NotFound(_("There is no such report."))
    return row


def remarks_about(actor: Actor, row: Report) -> list[Remark]:
    """What was said about a report that `actor` was let in to, oldest first."""
    if not readable(actor).filter(pk=row.pk).exists():
        return []
    rows = Remark.objects.everywhere(because="of a report that was let in to")
    return list(rows.filter(report=row).order_by("at", "id"))


def by_ids(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Report]:
    """Those of `ids` that `actor` may know of."""
    return {row.pk: row for row in readable(actor).filter(pk__in=list(ids))}


def reports(
    actor: Actor, *, place: str = "", since: datetime | None = None
) -> QuerySet[Report]:
    """Reports within a place, the newest first; slice it."""
    rows = readable(actor).filter(within("place", place))
    if since is not None:
        rows = rows.filter(received_at__gte=since)
    return rows.order_by("-received_at", "-id")


def counts(actor: Actor, *, since: datetime, until: datetime) -> Counter[str]:
    """How many reports of each category `actor` may know of, in ``[since, until)``."""
    rows = (
        readable(actor)
        .filter(received_at__gte=since, received_at__lt=until)
        .order_by()
        .values_list("category")
        .annotate(count=Count("id"))
    )
    return Counter(dict(rows))


def same_words(
    key: str, *, not_at_post: UUID | None = None, since: datetime | None = None
) -> list[UUID]:
    """Posts from which the very same words came, other than one; at most ten.

    For the question that a visit raises about itself. It looks everywhere, tells ids
    alone, and never sees a sensitive report, of which no key is kept.
    """
    if not key:
        return []
    rows = Report.objects.everywhere(because="a question about copied words").filter(
        text_key=key, sensitive=False, post_id__isnull=False
    )
    if not_at_post is not None:
        rows = rows.exclude(post_id=not_at_post)
    if since is not None:
        rows = rows.filter(received_at__gte=since)
    found = rows.order_by().values_list("post_id", flat=True).distinct()[:10]
    return [post_id for post_id in found if post_id is not None]


HEARD: Final = "heard"
SIDES: Final = (*State, "late", HEARD)
"""The sides of the list: each state, what nobody has answered in time, and what was
taken in during visits: there whoever told sat face to face with whoever listened."""


def triage(actor: Actor, *, side: str, today: date) -> QuerySet[Report]:
    """One side of the list: open ones longest waiting first, closed ones newest first."""
    rows = readable(actor)
    if side == HEARD:
        return rows.filter(source=Source.VISIT).order_by("-received_at", "-id")
    rows = rows.exclude(source=Source.VISIT)
    if side == "late":
        waiting = rows.filter(first_answer_at=None, answer_by__lt=today)
        return waiting.exclude(state=State.CLOSED).order_by("received_at", "id")
    if side == State.CLOSED:
        return rows.filter(state=State.CLOSED).order_by("-closed_at", "-id")
    return rows.filter(state=side).order_by("received_at", "id")


def waiting(actor: Actor, *, today: date) -> Counter[str]:
    """How many stand on each open side: one query."""
    late = Q(first_answer_at=None, answer_by__lt=today)
    totals = (
        readable(actor)
        .exclude(source=Source.VISIT)
        .exclude(state=State.CLOSED)
        .aggregate(
            received=Count("id", filter=Q(state=State.RECEIVED)),
            in_hand=Count("id", filter=Q(state=State.IN_HAND)),
            late=Count("id", filter=late),
        )
    )
    return Counter(totals)


_LOOK_BACK: Final = timedelta(days=60)
_LOOKED_AT: Final = 200


def alike(actor: Actor, row: Report) -> list[Report]:
    """Open reports of the same village that may tell the same; at most five.

    Words alone decide, whatever category was tapped. A sensitive report is never
    compared, with nothing.
    """
    if row.sensitive:
        return []
    near = readable(actor).filter(
        place_id=row.place_id,
        sensitive=False,
        received_at__gte=row.received_at - _LOOK_BACK,
    )
    near = near.exclude(pk=row.pk).exclude(state=State.CLOSED)
    found = [
        (likeness(row.text, one.text, place=row.place), one)
        for one in near.order_by("-received_at")[:_LOOKED_AT]
    ]
    close = sorted((pair for pair in found if pair[0] >= ALIKE), key=lambda p: -p[0])
    return [one for _score, one in close[:5]]


@dataclass(frozen=True)
class ReportFigures:
    """What became of what residents told in a span of time.

    Attributes:
        told: All of them.
        median_answer_days: By when half had a first word, waiting ones counted; None
            where the data do not reach one half.
        median_closing_days: Likewise for closing.
    """

    told: int
    answered: int
    closed: int
    reopened: int
    median_answer_days: int | None
    median_closing_days: int | None


def figures(actor: Actor, *, since: datetime, until: datetime) -> ReportFigures:
    """Figures of the reports of ``[since, until)`` with a receipt, as seen at `until`."""
    rows = list(
        readable(actor)
        .filter(received_at__gte=since, received_at__lt=until)
        .exclude(receipt="")
        .values_list("received_at", "first_answer_at", "closed_at", "reopened")
    )
    return ReportFigures(
        told=len(rows),
        answered=sum(first is not None for _told, first, _end, _again in rows),
        closed=sum(end is not None for _told, _first, end, _again in rows),
        reopened=sum(again > 0 for *_rest, again in rows),
        median_answer_days=_median([(one[0], one[1]) for one in rows], until),
        median_closing_days=_median([(one[0], one[2]) for one in rows], until),
    )


def _median(
    spans: Iterable[tuple[datetime, datetime | None]], until: datetime
) -> int | None:
    return median_delay(
        Cases(
            ((end or until) - told).days,
            Outcome.PENDING if end is None else Outcome.KEPT,
        )
        for told, end in spans
    )
