"""Recording a visit through its service, beside the bare statements that it sends."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from time import perf_counter
from typing import Any, Final

from django.db import connection, transaction

from bench.frame import Figure, share, spread
from bench.pages import as_in_production
from bench.world import AT
from bench.world.organisation import account_id
from kentongan.beat.visits import services
from kentongan.beat.visits.rules import ItemState, Kind
from kentongan.beat.visits.rules.drafts import Civilian, Pledge, Told, VisitDraft
from kentongan.beat.visits.rules.score import Found
from kentongan.beat.visits.rules.sheet import DEFAULT, DEFAULT_REF, QUICK
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.selectors import posts as watch
from kentongan.ground.access import rls
from kentongan.ground.access.actors import Principal, principal
from kentongan.ground.access.models import Account
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import Zone
from kentongan.ground.units.models import Office
from kentongan.ground.units.rules.positions import Position

ROUNDS: Final = 3
TIMES: Final = 30
Statement = tuple[Any, Any, bool]


def measure() -> Iterator[Figure]:
    """The six taps, and the full sheet with what residents told and were promised."""
    with as_in_production():
        yield from _figures(_turns())


def _figures(turns: Iterator["_Turn"]) -> Iterator[Figure]:
    for what, draft in (("six taps", _quick), ("full sheet", _full)):
        taken, bare, count = _both(turns, draft)
        yield spread(f"visit recorded, {what}: p50", "ms", taken, goal=15)
        yield spread(f"visit recorded, {what}: statements", "n", [count])
        alone = min(bare)
        yield Figure(
            **{
                **vars(spread(f"visit recorded, {what}: beside bare", "ms", taken)),
                "beside": f"its statements alone {alone:.1f} ms",
                "ratio": round(min(taken) / alone, 2),
            }
        )


@dataclass(frozen=True)
class _Turn:
    """Who records next, and where; nobody comes twice, so that no question arises."""

    number: int
    by: Principal
    post: Post


def _turns() -> Iterator[_Turn]:
    """Village officers of the measured Polres and around it, one after another."""
    seats = Office.objects.filter(
        position=Position.BHABINKAMTIBMAS, unit_path__startswith="p12."
    )
    for number, seat in enumerate(seats.order_by("unit_path", "label")):
        by = principal(Account.objects.get(pk=account_id(seat.pk)), at=AT)
        yield _Turn(number, by, watch.posts(by, limit=1).posts[0])


def _both(
    turns: Iterator[_Turn], draft: Callable[[_Turn], VisitDraft]
) -> tuple[list[float], list[float], int]:
    """Medians of rounds through the service and bare, milliseconds, in turns."""
    taken, bare = [], []
    statements: list[Statement] = []
    for _ in range(ROUNDS):
        mine = list(islice(turns, TIMES))
        taken.append(share([_record(one, draft(one)) for one in mine], 0.5))
        again = []
        for one in islice(turns, TIMES):
            statements = _heard(one, draft(one))
            again.append(_repeat(statements))
        bare.append(share(again, 0.5))
    return taken, bare, len(statements)


def _record(turn: _Turn, draft: VisitDraft) -> float:
    started = perf_counter()
    with transaction.atomic():
        rls.enter(turn.by)
        services.record(draft, by=turn.by, at=AT)
    return (perf_counter() - started) * 1000


def _heard(turn: _Turn, draft: VisitDraft) -> list[Statement]:
    """What a recording says to the database, of one that is taken back."""
    heard: list[Statement] = []

    def listen(execute: Any, sql: Any, params: Any, many: bool, how: Any) -> Any:  # noqa: FBT001  Django calls it so
        heard.append((sql, params, many))
        return execute(sql, params, many, how)

    with connection.execute_wrapper(listen), transaction.atomic():
        rls.enter(turn.by)
        services.record(draft, by=turn.by, at=AT)
        transaction.set_rollback(True)
    return heard


def _repeat(statements: list[Statement]) -> float:
    """The same statements from a bare loop, committed."""
    assert connection.connection is not None
    started = perf_counter()
    with connection.connection.transaction(), connection.connection.cursor() as cursor:
        for sql, params, many in statements:
            if many:
                cursor.executemany(sql, params)
            else:
                cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()
    return (perf_counter() - started) * 1000


def _quick(turn: _Turn) -> VisitDraft:
    """This morning's visit, with the six taps."""
    begun = AT - timedelta(hours=5)
    return VisitDraft(
        id=new_id(),
        kind=Kind.POST_INSPECTION,
        date=begun.astimezone(Zone.WIB.info).date(),
        time=begun.astimezone(Zone.WIB.info).time().replace(minute=5, second=0),
        until=begun.astimezone(Zone.WIB.info).time().replace(minute=45, second=0),
        place=turn.post.place,
        place_id=turn.post.place_id,
        post_id=turn.post.pk,
        civilians=(Civilian("kepala dusun"), Civilian("warga", count=6)),
        quick=dict.fromkeys(QUICK, ItemState.PRESENT),
        outcome=f"Jadwal ronda disepakati lagi, giliran ke-{turn.number} bersama warga",
    )


def _full(turn: _Turn) -> VisitDraft:
    """The same with the full sheet, and with what people told and were promised."""
    draft = _quick(turn)
    return replace(
        draft,
        quick={},
        sheet=DEFAULT_REF,
        items=tuple(
            Found(key, ItemState.PRESENT, 3 if item.scored else None)
            for key, item in DEFAULT.items.items()
        ),
        messages=("Jangan main hakim sendiri",),
        information=(
            Told(f"Lampu simpang ke-{turn.number} mati sejak Senin", "facility"),
        ),
        pledges=(
            Pledge("Lampu simpang diganti", "Kades", draft.date + timedelta(days=3)),
        ),
    )
