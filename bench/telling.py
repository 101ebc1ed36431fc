"""Telling: one report through the page, and the lists of a Polres with many of them."""

from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter
from typing import Final

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.frame import Figure, repeat, share, spread
from bench.pages import BROWSER, as_in_production
from kentongan.beat.reports import selectors
from kentongan.beat.reports.models import Report
from kentongan.doors.public.tell.pace import TELLING
from kentongan.ground.basics.ids import new_id
from kentongan.ground.places.services.folding import refold
from tests.cast import Town, build_town
from tests.make import NOON, TODAY, now

ROUNDS: Final = 200
REPORTS: Final = 200_000
MANY: Final = """
    insert into reports_report (id, place_id, place, category, text, raised_by_role,
        sensitive, source, unit, text_key, received_at, receipt, level, shared, state,
        closing, reopened, agreed, answer_by, closed_at)
    select gen_random_uuid(), %s, %s, 'facility',
        'Lampu jalan nomor ' || n || ' mati di gang ' || n %% 97, '', false, 'resident',
        '', '', %s::timestamptz - n * interval '5 minutes', '', 'anonymous', false,
        case when n <= 500 then 'received' else 'closed' end,
        case when n <= 500 then '' else 'done' end, 0, false, %s,
        case when n <= 500 then null else %s::timestamptz end
    from generate_series(1, %s) n
"""


def figures() -> Iterator[Figure]:
    """Intake by the page; then the list and what sounds alike, among 200,000."""
    town = build_town()
    refold(town.places["12"].path)
    TELLING.most = 10 * ROUNDS
    yield from _intake()
    _fill(town)
    yield from _lists(town)


def _intake() -> Iterator[Figure]:
    client = Client(**BROWSER)
    with as_in_production():
        for _ in range(10):
            _send(client)
        with CaptureQueriesContext(connection) as asked:
            _send(client)
        statements = len(asked)  # the next request empties the log
        taken = [1000 * _send(client) for _ in range(ROUNDS)]
    yield spread("a report told by the page: statements", "n", [statements])
    yield spread("a report told by the page, one client", "ms", taken)
    yield spread("  its p99", "ms", [share(taken, 0.99)], goal=60)


def _send(client: Client) -> float:
    form = {
        "id": str(new_id()),
        "category": "facility",
        "text": "Lampu simpang mati berminggu-minggu",
        "village": "Simpang Empat, Sei Rampah",
        "level": "anonymous",
    }
    started = perf_counter()
    answer = client.post("/sampaikan/", form)
    taken = perf_counter() - started
    if answer.status_code != 200:
        raise RuntimeError(f"not told: {answer.status_code}")
    return taken


def _fill(town: Town) -> None:
    village = town.village
    with connection.cursor() as cursor:
        given = [village.pk, village.path, NOON, TODAY, NOON, REPORTS]
        cursor.execute(MANY, given)
        cursor.execute("analyze reports_report")


def _lists(town: Town) -> Iterator[Figure]:
    rina, client = now(town.rina), Client(**BROWSER)
    client.force_login(town.rina)
    rows = Report.objects.everywhere(because="a measurement")
    newest = rows.filter(text__startswith="Lampu jalan").order_by("-received_at")[0]
    with as_in_production():
        page = repeat(lambda: client.get("/laporan/"), 60)
        near = repeat(lambda: selectors.alike(rina, newest), 60)
        looked = repeat(
            lambda: selectors.figures(
                rina, since=NOON - timedelta(days=90), until=NOON
            ),
            20,
        )
    among = f"of {REPORTS:,} reports"
    for name, taken, goal in (
        (f"the list {among}: p95", page, 50),
        (f"what sounds alike, {among}: p95", near, 30),
        (f"figures of 90 days, {among}: p95", looked, 50),
    ):
        yield spread(name, "ms", [1000 * share(taken, 0.95)], goal=goal)
