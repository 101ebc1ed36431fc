"""What a phone holds of the watch at one's own post: names, and the nights of a week.

Only for those who belong there. The names are opened once with the whole replica, and
that is a line of the ledger; what follows are nights, which name nobody.
"""

from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.agreements import hours
from kentongan.beat.watch.selectors import rosters
from kentongan.beat.watch.selectors.nights import came, nights_between
from kentongan.beat.watch.services import open_names
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.zones import night_of, zone_of

Rows = dict[str, Any]
MOST_OWN: Final = 3
"""Whoever keeps watch does so at one post, seldom at two."""
AHEAD: Final = 7
"""Nights that a post may be without signal."""


def own_watch(by: Principal, *, at: datetime) -> list[Rows]:
    """The posts where `by` keeps watch, with the names of those who do."""
    return [
        {
            "post": str(row.pk),
            "name": row.name,
            "members": [
                {"id": str(one), "name": name}
                for one, name in sorted(
                    open_names(row.pk, by=by, at=at).items(), key=lambda pair: pair[1]
                )
            ],
            "nights": _nights(by, row, at),
        }
        for row in _own(by)
    ]


def own_nights(by: Principal, *, at: datetime) -> list[Rows]:
    """The same nights without any name."""
    return [{"post": str(row.pk), "nights": _nights(by, row, at)} for row in _own(by)]


def _own(by: Principal) -> list[Post]:
    held = by.reach(Permission.NIGHT_KEEP).holdings
    if not held:
        return []
    rows = Post.objects.visible_to(by, Permission.POST_VIEW)
    return list(rows.filter(pk__in=held, closed_at=None).order_by("id")[:MOST_OWN])


def _nights(by: Principal, row: Post, at: datetime) -> list[Rows]:
    tonight = night_of(at, row.place)
    first = tonight - timedelta(days=1)
    kept = {one.date: one for one in nights_between(by, row.pk, first, tonight)}
    told = []
    for n in range(AHEAD + 2):
        day = first + timedelta(days=n)
        rules = rosters.agreement_on([row.pk], day).get(row.pk)
        if rules is None:
            continue
        begins, ends = hours(rules, day, zone_of(row.place))
        line = kept.get(day)
        told.append(
            {
                "date": day.isoformat(),
                "begins_at": begins.isoformat(),
                "ends_at": ends.isoformat(),
                "due": _due(row.pk, day),
                "came": _came(by, row.pk, day) if line else [],
                "state": line.state.value if line else "",
            }
        )
    return told


def _due(post_id: UUID, day: date) -> list[str]:
    turns = rosters.turns_on([post_id], day).get(post_id, [])
    return [str(one.member_id) for one in turns]


def _came(by: Principal, post_id: UUID, day: date) -> list[Rows]:
    return [
        {
            "member": str(one.member_id),
            "done_at": one.done_at.isoformat(),
            "stands_in_for": str(one.stands_in_for) if one.stands_in_for else None,
        }
        for one in came(by, post_id, day)
    ]
