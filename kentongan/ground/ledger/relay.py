"""From what was done to what must follow."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event
from typing import Final, TypeVar

import structlog
from django.db import DatabaseError, connection, transaction

from kentongan.ground.ledger.models import Cursor, Failure
from kentongan.ground.ledger.rules import CHANNEL, TRIES, SealedLine, pause_before
from kentongan.ground.ledger.selectors import sealed_after

Reaction = Callable[[SealedLine], None]
R = TypeVar("R", bound=Reaction)
NAME: Final = "relay"
PATIENCE_S: Final = 0.5
"""How long to sleep where no number is announced; then look all the same."""
_reactions: dict[str, list[Reaction]] = defaultdict(list)
log = structlog.get_logger(__name__)


def reacts_to(*acts: str) -> Callable[[R], R]:
    """Mark a function to be run for every line of these acts, at least once."""

    def register(reaction: R) -> R:
        for act in acts:
            _reactions[act].append(reaction)
        return reaction

    return register


def run(stop: Event) -> None:
    """Relay until told to stop, woken by the sealer wherever that runs."""
    with connection.cursor() as cursor:
        cursor.execute(f"listen {CHANNEL}")
    while not stop.is_set():
        moved = relay_next(datetime.now(UTC))
        moved += retry_failed(datetime.now(UTC))
        if not moved:
            _sleep_until_announced()
    connection.close()


def _sleep_until_announced() -> None:
    for _notice in connection.connection.notifies(timeout=PATIENCE_S, stop_after=1):
        pass


def relay_next(at: datetime, *, limit: int = 500) -> int:
    """Run the reactions to the next sealed lines; how many lines were passed.

    The cursor moves in the transaction of the reactions, so a process killed midway
    begins again where it stopped. A reaction that fails is noted and tried again
    later; the lines behind it proceed.
    """
    with transaction.atomic():
        cursor = _cursor()
        lines = sealed_after(cursor.number, limit=limit)
        if not lines:
            return 0
        for line in lines:
            for reaction in _reactions[line.act]:
                _attempt(reaction, line, at=at, attempt=1)
        cursor.number = lines[-1].number
        cursor.save(update_fields=["number"])
        return len(lines)


def _cursor() -> Cursor:
    """How far we are, held until the transaction ends."""
    held = Cursor.objects.select_for_update()
    if (known := held.filter(name=NAME).first()) is not None:
        return known
    Cursor.objects.get_or_create(name=NAME)
    return held.get(name=NAME)


def retry_failed(at: datetime) -> int:
    """Try due failures again; how many were tried."""
    with transaction.atomic():
        due = Failure.objects.select_for_update(skip_locked=True).filter(
            next_try_at__lte=at, attempts__lt=TRIES
        )
        failures = list(due.order_by("number")[:50])
        for failure in failures:
            line = sealed_after(failure.number - 1, limit=1)
            for reaction in _named(failure.reaction, line):
                _attempt(reaction, line[0], at=at, attempt=failure.attempts + 1)
        return len(failures)


def _named(name: str, lines: list[SealedLine]) -> list[Reaction]:
    return [r for r in _reactions[lines[0].act] if _name(r) == name] if lines else []


def _attempt(
    reaction: Reaction, line: SealedLine, *, at: datetime, attempt: int
) -> None:
    try:
        with transaction.atomic():
            reaction(line)
    # Whatever a reaction raises must not stop the lines behind it: it is noted,
    # tried again, and shown to a person when it was given up.
    except Exception as error:
        if isinstance(error, DatabaseError) and connection.connection.closed:
            raise
        log.warning(
            "reaction failed",
            reaction=_name(reaction),
            number=line.number,
            attempt=attempt,
            error=type(error).__name__,
        )
        Failure.objects.update_or_create(
            number=line.number,
            reaction=_name(reaction),
            defaults={
                "attempts": attempt,
                "error": f"{type(error).__name__}: {error}"[:400],
                "next_try_at": None if attempt >= TRIES else at + pause_before(attempt),
            },
        )
    else:
        if attempt > 1:
            done = Failure.objects.filter(number=line.number)
            done.filter(reaction=_name(reaction)).delete()


def _name(reaction: Reaction) -> str:
    return f"{reaction.__module__}.{reaction.__name__}"
