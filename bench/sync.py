"""A hundred visits in one batch from a phone, beside the services and bare inserts."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any, Final

from django.db import connection, transaction
from django.test import Client

from bench.frame import Figure, spread
from bench.pages import as_in_production
from kentongan.beat.visits import services
from kentongan.beat.visits.rules.sheet import DEFAULT
from kentongan.doors.field.sync.reading import Sent, visit_draft
from kentongan.ground.access import rls
from kentongan.ground.access.actors import principal
from kentongan.ground.basics.ids import new_id
from tests.cast import Town, build_town

ROUNDS: Final = 5
VISITS: Final = 100
GOAL_MS: Final = 2000


def figures() -> Iterator[Figure]:
    """In turns, so that whatever else this machine does meets all of them alike."""
    town = build_town()
    phone = Client(headers={"accept": "application/json", "host": "localhost"})
    phone.force_login(town.rina)
    batch, alone, bare = [], [], []
    with as_in_production():
        for turn in range(ROUNDS):
            batch.append(_batch(phone, _acts(town, 3 * turn)))
            alone.append(_services(town, _acts(town, 3 * turn + 1)))
            bare.append(_bare(_acts(town, 3 * turn + 2)))
        yield spread("100 visits in one batch: p50", "ms", batch, goal=GOAL_MS)
        beside = spread("100 visits in one batch: beside services", "ms", batch)
        yield _beside(beside, "100 service calls", batch, alone)
        beside = spread("100 visits in one batch: beside inserts", "ms", batch)
        yield _beside(beside, "rows alone", batch, bare)
        yield from _replica(phone)


def _beside(
    figure: Figure, what: str, ours: list[float], theirs: list[float]
) -> Figure:
    least = min(theirs)
    told = asdict(figure) | {
        "beside": f"{what} {least:.0f} ms",
        "ratio": round(min(ours) / least, 2),
    }
    return Figure(**told)


def _replica(phone: Client) -> Iterator[Figure]:
    taken, sizes = [], []
    for _turn in range(ROUNDS):
        started = perf_counter()
        answer = phone.get("/field/bootstrap", headers={"accept-encoding": "gzip"})
        taken.append((perf_counter() - started) * 1000)
        sizes.append(len(answer.content) / 1000)
    yield spread("bootstrap of a village officer", "ms", taken, goal=300)
    yield spread("bootstrap of a village officer: over the wire", "kB", sizes, goal=150)


def _acts(town: Town, turn: int) -> list[dict[str, Any]]:
    now = datetime.now(UTC)
    made = []
    for n in range(VISITS):
        done_at = now - timedelta(hours=6 * (n % VISITS) + 1, minutes=turn)
        items = [
            {"item": key, "state": "present", "score": 3 if item.scored else None}
            for key, item in DEFAULT.items.items()
        ]
        body = {
            "format": "kentongan.visit/1",
            "id": str(new_id()),
            "kind": "post_inspection",
            "date": done_at.date().isoformat(),
            "time": f"{done_at:%H:%M}",
            "place": {},
            "post": str(town.melati.pk),
            "inspection": {"sheet": "kentongan.sheet/1", "items": items},
            "outcome": f"Jadwal ronda disepakati lagi, {turn} dan {n}",
        }
        act = {"id": str(new_id()), "kind": "visit.record", "body": body}
        made.append(act | {"done_at": done_at.isoformat(), "after": []})
    return made


def _batch(phone: Client, acts: list[dict[str, Any]]) -> float:
    sent = json.dumps({"device": None, "acts": acts})
    started = perf_counter()
    answer = phone.post("/field/acts", sent, content_type="application/json")
    taken = (perf_counter() - started) * 1000
    outcomes = {one["outcome"] for one in answer.json()["acts"]}
    if outcomes != {"stored"}:
        raise RuntimeError(f"the batch was {outcomes}")
    return taken


def _services(town: Town, acts: list[dict[str, Any]]) -> float:
    at = datetime.now(UTC)
    by = principal(town.rina, at=at)
    drafts = [
        (visit_draft(one["body"], by), datetime.fromisoformat(one["done_at"]))
        for one in acts
    ]
    started = perf_counter()
    for draft, done_at in drafts:
        with transaction.atomic():
            rls.enter(by)
            services.record(draft, by=by, at=done_at, received_at=at)
    return (perf_counter() - started) * 1000


def _bare(acts: list[dict[str, Any]]) -> float:
    """A handler that only keeps what was sent, a row each."""
    sent = [Sent(new_id(), one["kind"], one["body"], datetime.now(UTC)) for one in acts]
    with connection.cursor() as cursor:
        cursor.execute("create temp table if not exists bare (id uuid, body jsonb)")
        started = perf_counter()
        with transaction.atomic():
            for one in sent:
                values = [str(one.id), json.dumps(one.body)]
                cursor.execute("insert into bare values (%s, %s)", values)
    return (perf_counter() - started) * 1000
