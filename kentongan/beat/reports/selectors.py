"""Reading reports. Sensitive rows do not exist for who may not read them."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.beat.reports.models import Report
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import within


def readable(actor: Actor) -> QuerySet[Report]:
    """Reports that `actor` may know of: the one way in to every list and count.

    Plain ones by one permission, sensitive ones by another. Neither includes the
    other, and what cannot be read is not counted either.
    """
    plain = Report.wall(actor.reach(Permission.REPORT_VIEW)) & Q(sensitive=False)
    sensitive = Report.wall(actor.reach(Permission.REPORT_VIEW_SENSITIVE)) & Q(
        sensitive=True
    )
    rows = Report.objects.everywhere(because="two walls, one for each kind of report")
    return rows.filter(plain | sensitive)


def report(actor: Actor, report_id: UUID) -> Report:
    """One report.

    Raises:
        NotFound: None that `actor` may know of.
    """
    row = readable(actor).filter(pk=report_id).first()
    if row is None:
        raise NotFound(_("There is no such report."))
    return row


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
