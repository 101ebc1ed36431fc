"""What the page of a release joins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.beat.visits.models import Photo, Visit
from kentongan.desk.news import selectors
from kentongan.desk.news.models import Release
from kentongan.desk.news.rules.checking import Finding
from kentongan.desk.news.rules.facts import MISSING
from kentongan.desk.news.rules.states import Act, State, may
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.ledger.models import Line
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.places.selectors import full_name


@dataclass(frozen=True)
class Page:
    """One release and all that its page shows.

    Attributes:
        may: Acts that are possible now and this reader's to do.
        photos: Photos of its visits that are not in it yet.
    """

    release: Release
    place: str
    missing: list[str]
    blocks: list[Finding]
    warnings: list[Finding]
    may: frozenset[str]
    photos: list[Photo]
    visits: list[Visit]
    lines: list[Line]
    is_public: bool


def page(actor: Principal, release_id: UUID) -> Page:
    """Everything on the page of one release.

    Raises:
        NotFound: None in sight.
    """
    row = selectors.release(actor, release_id)
    state = State(row.state)
    found = selectors.findings(actor, row) if state is not State.WITHDRAWN else ()
    mine = Visit.objects.visible_to(actor, Permission.VISIT_VIEW)
    visits = list(mine.filter(pk__in=row.visits).order_by("done_at"))
    used = {one.photo_id for one in row.pictures.all()}
    photos = Photo.objects.filter(visit__in=visits, file_id__isnull=False)
    return Page(
        release=row,
        place=full_name(row.place),
        missing=[_(MISSING[key]) for key in row.missing],
        blocks=[one for one in found if one.is_block],
        warnings=[one for one in found if not one.is_block],
        may=_may(actor, row, state),
        photos=[one for one in photos if one.pk not in used],
        visits=visits,
        lines=list(lines_about(f"release:{row.pk}")),
        is_public=state in (State.PUBLISHED, State.CORRECTED),
    )


_NEEDS: Final = {
    Act.EDIT: Permission.NEWS_WRITE,
    Act.CHECK: Permission.NEWS_WRITE,
    Act.APPROVE: Permission.NEWS_APPROVE,
    Act.PUBLISH: Permission.NEWS_APPROVE,
    Act.CORRECT: Permission.NEWS_APPROVE,
    Act.WITHDRAW: Permission.NEWS_APPROVE,
}


def _may(actor: Principal, row: Release, state: State) -> frozenset[str]:
    found = {
        act.value
        for act, permission in _NEEDS.items()
        if may(act, state, on_hold=row.on_hold)
        and row.is_within(actor.reach(permission))
    }
    if row.is_within(actor.reach(Permission.NEWS_HOLD)):
        found.add("lift_hold" if row.on_hold else "hold")
    return frozenset(found)


def recent_visits(
    actor: Principal, *, since: datetime, programme: str = ""
) -> Sequence[Visit]:
    """Visits of which something can be written, the newest first; at most sixty."""
    rows = Visit.objects.visible_to(actor, Permission.VISIT_VIEW)
    rows = rows.filter(done_at__gte=since)
    if programme:
        rows = rows.filter(programmes__contains=[programme])
    return list(rows.order_by("-done_at")[:60])
