"""What a phone holds for a day without signal: all of it once, then what changed."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from kentongan.beat.community import selectors as community
from kentongan.beat.community.models import Contact
from kentongan.beat.follow_ups import selectors as follow_ups
from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.visits import selectors as visits
from kentongan.beat.visits.models import Visit, Word
from kentongan.beat.visits.rules import Review
from kentongan.beat.visits.rules.sheet import QUICK, as_json
from kentongan.beat.watch.models import Post, Signal
from kentongan.beat.watch.rules.posts import FULL_AFTER
from kentongan.beat.watch.selectors import posts as watch
from kentongan.doors.field.sync.answers import uuid_of
from kentongan.doors.field.sync.kinds import KINDS
from kentongan.doors.field.sync.nights import own_nights, own_watch
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.ledger.rules import SealedLine
from kentongan.ground.ledger.selectors import sealed_after, state
from kentongan.ground.places.selectors import full_names, outlines, short_names
from kentongan.ground.seals import handing

MOST_POSTS: Final = 200
MOST_PROMISES: Final = 300
MOST_CONTACTS: Final = 300
MOST_VISITS: Final = 200
MOST_VILLAGES: Final = 12
LATELY: Final = timedelta(days=60)
PAGE: Final = 500
MOST_PAGES: Final = 10
COARSE_M: Final = 30.0
"""How far a drawn outline may leave the true one on a phone."""

Rows = dict[str, Any]


def bootstrap(by: Principal, *, at: datetime) -> dict[str, Any]:
    """Everything that `by` sees and needs, bounded; nothing sealed.

    The cursor is read before the rows: what happens in between comes twice, not never.
    """
    cursor = state().last_number
    due = watch.due_posts(by, at=at, limit=MOST_POSTS)
    rows = _visible(Post, by, Permission.POST_VIEW).filter(closed_at=None)
    recent = visits.visits(by, since=at - LATELY)[:MOST_VISITS]
    unit = by.standing.unit_path if by.standing else ""
    sheet = visits.sheet_in_force(unit)
    heading = visits.heading_for(unit)
    return {
        "cursor": cursor,
        "account": {
            "id": str(by.account_id),
            "name": by.display_name,
            "language": get_language(),
        },
        "office": by.office,
        "posts": posts_told(rows.order_by("quiet_since", "id")[:MOST_POSTS], at=at),
        "outlines": _outlines(by),
        "sheets": [
            {
                "version": sheet.ref,
                "quick_items": [
                    {"key": key, "label": dict(one.label)} for key, one in QUICK.items()
                ],
                "sections": as_json(sheet.plan),
            }
        ],
        "follow_ups": promises_told(follow_ups.board(by, at=at)[:MOST_PROMISES]),
        "contacts": contacts_told(community.contacts(by)[:MOST_CONTACTS]),
        "visits": visits_told(recent),
        "plan": [str(one.post.pk) for one in due],
        "watch": own_watch(by, at=at),
        "kinds": sorted(KINDS),
        "export_key": handing.public_key(),
        "headings": {
            name: getattr(heading, name, "")
            for name in ("greeting", "basis", "closing")
        },
    }


def reach_mark(by: Principal) -> str:
    """Changes as soon as the account reaches further, or less far."""
    told = sorted((name, repr(reach)) for name, reach in by.reaches.items())
    return hashlib.sha256(repr(told).encode()).hexdigest()


def changes(by: Principal, after: int, *, at: datetime) -> dict[str, Any]:
    """What changed behind line `after`: what is to be put, and what is gone.

    ``reset`` where so much happened that all of it anew is less.
    """
    touched: dict[str, set[UUID]] = {name: set() for name in _KINDS.values()}
    cursor = after
    for _page in range(MOST_PAGES):
        lines = sealed_after(cursor, limit=PAGE)
        for line in lines:
            if by.walled.covers(place=line.place, unit=line.unit):
                _touch(touched, line)
        cursor = lines[-1].number if lines else cursor
        if len(lines) < PAGE:
            break
    else:
        return {"cursor": cursor, "reset": True}
    put: dict[str, list[Rows]] = {}
    gone: dict[str, list[str]] = {}
    for name, ids in touched.items():
        kind = _TOLD[name]
        rows = _visible(kind.model, by, kind.permission).filter(pk__in=ids)
        told = kind.told(rows, at)
        put[name] = [row for row in told if not row.pop("over", False)]
        gone[name] = sorted({str(one) for one in ids} - {r["id"] for r in put[name]})
    nights = own_nights(by, at=at)
    return {"cursor": cursor, "put": put, "gone": gone, "nights": nights}


def posts_told(rows: Iterable[Post], *, at: datetime) -> list[Rows]:
    """Posts as they travel; the head's name and number stay where they are."""
    found = list(rows)
    names = full_names({row.place for row in found})
    signals = _signals(found)
    return [
        {
            "id": str(row.pk),
            "name": row.name,
            "signals": signals.get(row.pk, []),
            "place": row.place,
            "full_name": names[row.place],
            "lon": row.point[0] if row.point else None,
            "lat": row.point[1] if row.point else None,
            "qr_token": row.qr_token,
            "last_visited_at": _iso(row.last_visited_at),
            "quiet_days": (at - row.quiet_since).days,
            "is_full_due": row.last_full_inspection_at is None
            or at - row.last_full_inspection_at >= FULL_AFTER,
        }
        | ({"over": True} if row.closed_at else {})
        for row in found
    ]


def _signals(rows: Iterable[Post]) -> dict[UUID, list[Rows]]:
    """What each post's kentongan says, by its own table."""
    found: dict[UUID, list[Rows]] = {}
    for one in Signal.objects.filter(post__in=list(rows)).order_by("meaning"):
        line = {"meaning": one.meaning, "strokes": one.strokes}
        found.setdefault(one.post_id, []).append(line)
    return found


def promises_told(rows: Iterable[FollowUp]) -> list[Rows]:
    """Promises as they travel."""
    found = list(rows)
    names = short_names({row.place for row in found})
    return [
        {
            "id": str(row.pk),
            "text": row.text,
            "due": _iso(row.due),
            "state": row.state,
            "place": names[row.place],
            "post": str(row.post_id) if row.post_id else None,
            "answerer": row.answerer_name or row.answerer,
        }
        for row in found
    ]


def contacts_told(rows: Iterable[Contact]) -> list[Rows]:
    """Contacts as they travel: their part and place. Names and numbers are sealed."""
    found = list(rows)
    names = short_names({row.place for row in found})
    return [
        {
            "id": str(row.pk),
            "name": "",
            "role": row.role or row.kind,
            "kind": row.kind,
            "place": names[row.place],
        }
        | ({"over": True} if row.ended_at else {})
        for row in found
    ]


def visits_told(rows: Iterable[Visit]) -> list[Rows]:
    """Visits as they travel, with the question that a superior asked."""
    found = list(rows)
    asked = [row.pk for row in found if row.review == Review.ASKED]
    words = Word.objects.filter(visit_id__in=asked, review=Review.ASKED)
    questions = {one.visit_id: one.text for one in words.order_by("at", "id")}
    return [
        {
            "id": str(row.pk),
            "version": row.version,
            "kind": row.kind,
            "date": row.date.isoformat(),
            "time": f"{row.time:%H:%M}" if row.time else None,
            "tz": row.zone or None,
            "attendee_count": row.attendee_count,
            "post_id": str(row.post_id) if row.post_id else None,
            "outcome": row.outcome,
            "state": row.review,
            "question": questions.get(row.pk, ""),
        }
        for row in found
    ]


@dataclass(frozen=True)
class _Kind:
    """One sort of row of the replica."""

    model: Any
    permission: Permission
    told: Callable[[Iterable[Any], datetime], list[Rows]]


_TOLD: Final[Mapping[str, _Kind]] = {
    "posts": _Kind(Post, Permission.POST_VIEW, lambda r, at: posts_told(r, at=at)),
    "visits": _Kind(Visit, Permission.VISIT_VIEW, lambda r, at: visits_told(r)),
    "follow_ups": _Kind(
        FollowUp, Permission.FOLLOW_UP_VIEW, lambda r, at: promises_told(r)
    ),
    "contacts": _Kind(Contact, Permission.CONTACT_VIEW, lambda r, at: contacts_told(r)),
}
_KINDS: Final = {
    "post": "posts",
    "visit": "visits",
    "follow_up": "follow_ups",
    "contact": "contacts",
}


def _touch(touched: dict[str, set[UUID]], line: SealedLine) -> None:
    kind, _, told = line.subject.partition(":")
    row_id = uuid_of(told)
    if kind in _KINDS and row_id is not None:
        touched[_KINDS[kind]].add(row_id)
    visited = uuid_of(line.facts.get("post"))  # since when it is quiet changed as well
    if visited is not None:
        touched["posts"].add(visited)


def _visible(model: Any, by: Principal, permission: Permission) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.visible_to(by, permission)
    return found


def _outlines(by: Principal) -> dict[str, Any]:
    """The outlines of one's own villages; of a wide area none: its phone would fill."""
    tops = by.reach(Permission.VISIT_RECORD).places
    drawn = partial(outlines, simplify_m=COARSE_M)
    features = drawn(tops)[:MOST_VILLAGES] if 0 < len(tops) <= MOST_VILLAGES else []
    return {"type": "FeatureCollection", "features": features}


def _iso(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
