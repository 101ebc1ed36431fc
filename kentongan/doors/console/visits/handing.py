"""Handing visits out: the words in which each leaves the house."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings

from kentongan.beat.follow_ups.selectors import by_ids as follow_ups_by_ids
from kentongan.beat.reports.selectors import by_ids as reports_by_ids
from kentongan.beat.visits.documents import Around, Handout, handout
from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.selectors import heading_for
from kentongan.beat.visits.selectors.records import Opened, Parts, drafts_of, parts_of
from kentongan.beat.watch.selectors.posts import by_ids as posts_by_ids
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.zones import local
from kentongan.ground.places.selectors import full_names
from kentongan.ground.units.selectors import chain_above


def handed_out(
    actor: Principal, visits: Sequence[Visit], at: datetime
) -> list[Handout]:
    """These visits as they may leave the house, in their order.

    Sealed names stay closed, and what residents told in confidence is left out, for
    whoever hands out.
    """
    parts = parts_of(visits)
    reports = reports_by_ids(actor, _ids(parts.heard, "report_id"))
    opened = Opened(
        reports={pk: row for pk, row in reports.items() if not row.sensitive},
        follow_ups=follow_ups_by_ids(actor, _ids(parts.promised, "follow_up_id")),
    )
    places = full_names({visit.place for visit in visits})
    posts = posts_by_ids(actor, {visit.post_id for visit in visits if visit.post_id})
    heading, unit = cache(heading_for), cache(_unit_title)

    def around(visit: Visit) -> Around:
        post = posts.get(visit.post_id) if visit.post_id else None
        inspection = parts.inspections.get(visit.pk)
        return Around(
            place=places[visit.place],
            post=post.name if post else "",
            unit=unit(visit.unit),
            at=local(at, visit.place),
            told=_told(visit, parts, opened),
            score=inspection.score if inspection else None,
            share_assessed=inspection.share_assessed if inspection else 0.0,
            heading=heading(visit.unit),
            demo=settings.KENTONGAN_DEMO,
        )

    drafts = drafts_of(visits, parts, opened)
    return [
        handout(draft, around(visit))
        for visit, draft in zip(visits, drafts, strict=True)
    ]


def _told(visit: Visit, parts: Parts, opened: Opened) -> tuple[str, ...]:
    known = (opened.reports.get(row.report_id) for row in parts.heard.get(visit.pk, ()))
    return tuple(report.text for report in known if report)


def _unit_title(path: str) -> str:
    return next((str(unit) for unit in chain_above(path)), "")


def _ids(rows: Mapping[UUID, Sequence[Any]], name: str) -> list[UUID]:
    return [getattr(row, name) for some in rows.values() for row in some]
