"""Writing to the ledger."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from kentongan.ground.basics.ids import floor_of, new_id
from kentongan.ground.ledger.models import Line, Opening, Seal
from kentongan.ground.ledger.rules import Fact
from kentongan.ground.wall.actors import Actor

# One statement, since every act of everybody pays for it.
_WRITE: Final = """
with line as (
    insert into ledger_line
        (id, act, subject, actor_id, office, place, unit, facts, at)
    values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id
)
insert into ledger_waiting (line_id) select id from line
"""


def record(  # noqa: PLR0913  a line has this many parts, and each caller names them
    act: str,
    subject: str,
    *,
    by: Actor | None,
    at: datetime,
    place: str = "",
    unit: str = "",
    facts: Mapping[str, Fact] | None = None,
) -> Line:
    """Add one line, in the caller's transaction.

    Args:
        act: ``thing.past-participle``.
        subject: ``thing:id``.
        by: Who; None for the system itself.
        at: When it was done.
        place: Where it stands, for the wall of the auditor's page.
        unit: To which unit it belongs, likewise.
        facts: Ids, counts and codes. Never names, never free text.
    """
    line = Line(
        id=new_id(),
        act=act,
        subject=subject,
        actor_id=by.id if by else None,
        office=by.office if by else "system",
        place=place,
        unit=unit,
        facts=dict(facts or {}),
        at=at,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            [
                line.id,
                act,
                subject,
                line.actor_id,
                line.office,
                place,
                unit,
                json.dumps(line.facts, ensure_ascii=False),
                at,
            ],
        )
    return line


def open_months(at: datetime, *, ahead: int = 2) -> list[str]:
    """Make the partitions of this month and of those ahead; names of the new ones.

    A month whose lines stand in the default partition already is passed over.
    """
    first = at.astimezone(UTC).date().replace(day=1)
    made = []
    with connection.cursor() as cursor:
        for _ in range(ahead + 1):
            after = (first + timedelta(days=32)).replace(day=1)
            name = f"ledger_line_{first:%Y_%m}"
            cursor.execute(
                "select ledger_open_month(%s, %s, %s)",
                [name, _floor(first), _floor(after)],
            )
            if cursor.fetchone() == (True,):
                made.append(name)
            first = after
    return made


@transaction.atomic
def expire_months(before: date) -> int:
    """Drop the months that end by `before`; how many lines they held.

    The digest of the last dropped line is kept as the opening of what remains, so
    that the ledger still proves that nothing else is missing.
    """
    limit = floor_of(datetime(before.year, before.month, 1, tzinfo=UTC))
    last = Seal.objects.filter(line_id__lt=limit).order_by("-number").first()
    if last is None:
        return 0
    Opening.objects.create(
        number=last.number + 1, digest=last.digest, until=before.replace(day=1)
    )
    with connection.cursor() as cursor:
        cursor.execute("select set_config('kentongan.expiry', 'on', true)")
        cursor.execute("delete from ledger_seal where number <= %s", [last.number])
        dropped: int = cursor.rowcount
        cursor.execute(
            "select inhrelid::regclass::text from pg_inherits "
            "where inhparent = 'ledger_line'::regclass"
        )
        for (name,) in cursor.fetchall():
            if name.removeprefix("ledger_line_") < f"{before:%Y_%m}":
                cursor.execute("select ledger_drop_month(%s)", [name])
    return dropped


def _floor(day: date) -> UUID:
    return floor_of(datetime(day.year, day.month, day.day, tzinfo=UTC))
