"""Reading the ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from json import loads
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from kentongan.ground.basics import keyfiles
from kentongan.ground.ledger.models import Cursor, Failure, Line, Opening, Seal, Waiting
from kentongan.ground.ledger.rules import TRIES, SealedLine, chain_of, digest
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import within

_COLUMNS: Final = """
select s.number, l.id, l.act, l.subject, l.actor_id, l.office, l.place, l.unit,
       l.facts, l.at, s.digest
from ledger_seal s left join ledger_line l on l.id = s.line_id
"""


def key() -> bytes:
    """The ledger's key, from the world's key folder."""
    path = settings.KENTONGAN_HOME / "keys" / "ledger.json"
    made = keyfiles.ensure(path, lambda: {"secret": keyfiles.random_secret()})
    return bytes.fromhex(made["secret"])


def lines_about(*subjects: str) -> QuerySet[Line]:
    """Lines about some things, oldest first, for a page that was already let in."""
    return (
        Line.objects.everywhere(because="the page of this thing has its own gate")
        .filter(subject__in=subjects)
        .order_by("id")
    )


def lines(  # noqa: PLR0913  each is a filter of the auditor's page
    actor: Actor,
    *,
    act: str = "",
    subject: str = "",
    actor_id: UUID | None = None,
    place: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Line]:
    """Lines that an auditor may read, newest first."""
    rows = Line.objects.visible_to(actor, "ledger_read")
    if act:
        rows = rows.filter(act__startswith=act)
    if subject:
        rows = rows.filter(subject=subject)
    if actor_id:
        rows = rows.filter(actor_id=actor_id)
    if place:
        rows = rows.filter(within("place", place))
    if since:
        rows = rows.filter(at__gte=since)
    if until:
        rows = rows.filter(at__lt=until)
    return rows.order_by("-id")


def sealed_after(number: int, *, limit: int = 500) -> list[SealedLine]:
    """The next sealed lines after `number`, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            _COLUMNS + "where s.number > %s order by s.number limit %s", [number, limit]
        )
        return [line for line, _ in map(_line, cursor.fetchall()) if line is not None]


@dataclass(frozen=True)
class State:
    """How the ledger stands, for the health page."""

    last_number: int
    waiting: int
    relay_lag: int
    parked: int


def state() -> State:
    """Numbers given, lines waiting, how far the relay is behind, failures parked."""
    last = Seal.objects.order_by("-number").values_list("number", flat=True).first()
    relay = Cursor.objects.filter(name="relay").values_list("number", flat=True).first()
    return State(
        last_number=last or 0,
        waiting=Waiting.objects.count(),
        relay_lag=(last or 0) - (relay or 0),
        parked=parked_failures().count(),
    )


def parked_failures() -> QuerySet[Failure]:
    """Reactions that were given up and wait for a person, oldest line first."""
    return Failure.objects.filter(attempts__gte=TRIES).order_by("number")


@dataclass(frozen=True)
class Verdict:
    """What a walk over the whole ledger found."""

    lines: int
    broken_at: int | None = None
    why: str = ""


def verify() -> Verdict:
    """Walk the ledger from its opening and name the first broken line.

    Finds a changed line, a missing number, a line without its row, a digest that
    does not follow, and a tail cut off behind a follower's cursor.
    """
    opening = Opening.objects.order_by("-number").first()
    expected = opening.number if opening else 1
    heads: dict[tuple[str, date], bytes] = {}
    secret = key()
    count = 0
    for number, line, told in _walk(expected):
        if number != expected:
            return Verdict(count, expected, "the number is missing")
        if line is None:
            return Verdict(count, number, "its line is gone")
        chain = chain_of(line)
        found = digest(secret, heads.get(chain, b""), line)
        if found != told:
            return Verdict(count, number, "its digest does not follow")
        heads[chain] = found
        expected += 1
        count += 1
    furthest = Cursor.objects.order_by("-number").values_list("number", flat=True)
    if (furthest.first() or 0) >= expected:
        return Verdict(count, expected, "the end was cut off")
    return Verdict(count)


def _walk(first: int) -> Iterator[tuple[int, SealedLine | None, bytes]]:
    number = first - 1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                _COLUMNS + "where s.number > %s order by s.number limit 5000", [number]
            )
            rows = cursor.fetchall()
        if not rows:
            return
        for row in rows:
            line, told = _line(row)
            number = row[0]
            yield number, line, told


def _line(row: tuple[Any, ...]) -> tuple[SealedLine | None, bytes]:
    number, *columns, told = row
    line = None if columns[0] is None else sealed_line(number, columns)
    return line, bytes(told)


def sealed_line(number: int, columns: Sequence[Any]) -> SealedLine:
    """A line from its columns in the order of the table, under its number."""
    # Django leaves jsonb to its own field; a raw cursor hands it over as text.
    *plain, facts, at = columns
    values = [number, *plain, loads(facts), at]
    return SealedLine(*values)
