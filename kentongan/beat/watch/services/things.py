"""What a post has: its equipment, and its own code of the drum."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from kentongan.beat.watch.models import Post, Signal
from kentongan.beat.watch.rules.posts import EquipmentState, equipment_faults, table
from kentongan.beat.watch.services.allowed import post_allowed, refuse
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor

# Keeps what was seen last, in whatever order two visits arrive.
_SEEN: Final = """
insert into watch_equipment as known (id, post_id, item, state, count, seen_at)
values (%s, %s, %s, %s, %s, %s)
on conflict (post_id, item) do update
set state = excluded.state, count = excluded.count, seen_at = excluded.seen_at
where known.seen_at <= excluded.seen_at
"""


@transaction.atomic
def note_equipment(
    post_id: UUID,
    found: Mapping[str, tuple[EquipmentState, int | None]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Keep in what state each piece was seen `at`; pieces not named stay as they were.

    The post's head may tell it, and whoever may record a visit there.
    """
    row = post_allowed(post_id, by, Permission.POST_UPDATE, Permission.VISIT_RECORD)
    refuse(equipment_faults(found))
    if not found:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            _SEEN,
            [
                (new_id(), post_id, item, str(state), count, at)
                for item, (state, count) in sorted(found.items())
            ],
        )
    missing = [i for i, (s, _) in found.items() if s is not EquipmentState.PRESENT]
    record(
        "post.equipment-noted",
        f"post:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"items": len(found), "wanting": sorted(missing)},
    )


@transaction.atomic
def set_signals(
    post_id: UUID, signals: Mapping[str, str], *, by: Actor, at: datetime
) -> list[Signal]:
    """Set the post's own code table: meaning to strokes. The whole table at once.

    Regions contradict each other, so nobody is given a table; each post tells its own.
    """
    row = post_allowed(post_id, by, Permission.POST_UPDATE)
    kept, faults = table(signals)
    refuse(faults)
    # Two who set it at once would each write their half without this lock.
    Post.objects.visible_to(by, Permission.POST_UPDATE).select_for_update().get(
        pk=row.pk
    )
    Signal.objects.filter(post=row).delete()
    made = Signal.objects.bulk_create(
        Signal(post=row, meaning=meaning, strokes=beaten, confirmed_at=at)
        for meaning, beaten in kept.items()
    )
    record(
        "post.signals-set",
        f"post:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"signals": len(made)},
    )
    return made
