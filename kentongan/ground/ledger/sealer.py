"""Gives waiting lines their numbers and chains them. One at a time, anywhere."""

from datetime import date
from threading import Event
from typing import Final

from django.db import connection, transaction

from kentongan.ground.ledger.models import Opening, Seal, Waiting
from kentongan.ground.ledger.rules import CHANNEL, chain_of, digest
from kentongan.ground.ledger.selectors import key, sealed_line

LOCK: Final = 0x6B656E74
"""The advisory lock that makes the sealer one."""
BATCH: Final = 1000
POLL_S: Final = 0.02

_TAKE: Final = """
with taken as (
    delete from ledger_waiting where line_id in
        (select line_id from ledger_waiting order by line_id limit %s)
    returning line_id
)
select l.id, l.act, l.subject, l.actor_id, l.office, l.place, l.unit, l.facts, l.at
from taken t join ledger_line l on l.id = t.line_id order by l.id
"""


def run(stop: Event) -> None:
    """Seal until told to stop; another process may hold the lock meanwhile."""
    while not stop.is_set():
        if not Waiting.objects.exists() or seal_waiting() < BATCH:
            stop.wait(POLL_S)
    connection.close()


@transaction.atomic
def seal_waiting(limit: int = BATCH) -> int:
    """Number and chain up to `limit` waiting lines; how many there were.

    Writers commit without knowing of each other; the order in which this function
    sees their lines is the order of the ledger. It notifies once for the batch.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone() != (True,):
            return 0
        cursor.execute(_TAKE, [limit])
        rows = cursor.fetchall()
        if not rows:
            return 0
        number = _last_number()
        secret = key()
        heads: dict[tuple[str, date], bytes] = {}
        seals = []
        for number, row in enumerate(rows, start=number + 1):  # noqa: B020
            line = sealed_line(number, row)
            chain = chain_of(line)
            before = heads.get(chain) or _head(*chain)
            heads[chain] = digest(secret, before, line)
            seals.append((number, line.id, *chain, heads[chain]))
        with cursor.copy(
            "copy ledger_seal (number, line_id, province, day, digest) from stdin"
        ) as copy:
            for seal in seals:
                copy.write_row(seal)
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, str(number)])
    return len(rows)


def _last_number() -> int:
    last = Seal.objects.order_by("-number").values_list("number", flat=True).first()
    if last is not None:
        return last
    opening = Opening.objects.order_by("-number").first()
    return opening.number - 1 if opening else 0


def _head(province: str, day: date) -> bytes:
    head = (
        Seal.objects.filter(province=province, day=day)
        .order_by("-number")
        .values_list("digest", flat=True)
        .first()
    )
    return bytes(head) if head is not None else b""
