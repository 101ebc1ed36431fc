"""The second wall: what row-level security costs on a million rows, question by question.

Each question is asked by the role ``kentongan_app`` with the first wall's own condition,
once with the second wall standing and once with it down; the ratio is what it costs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

from bench.frame import Figure, repeat
from kentongan.ground.access import rls
from kentongan.ground.access.actors import Principal
from kentongan.ground.wall.actors import Reach

ROUNDS: Final = 9
ROWS: Final = 1_000_000

# 38 provinces of 14 regencies of 14 districts of 11 villages: 81,928 villages.
_MAKE: Final = f"""
create table bench_rls (
    id bigint primary key, place varchar(200) collate "C" not null,
    done_at timestamptz not null, point point not null, words tsvector not null,
    post_id uuid
);
insert into bench_rls
select n,
    lpad((11 + n %% 38)::text, 2, '0') || '.' ||
    lpad((1 + n / 38 %% 14)::text, 2, '0') || '.' ||
    lpad((1 + n / 532 %% 14)::text, 2, '0') || '.' ||
    (2001 + n / 7448 %% 11)::text,
    timestamptz '2026-01-01' + n * interval '25 seconds',
    point(95 + n %% 4600 / 100.0, -11 + n %% 1700 / 100.0),
    to_tsvector('simple', (array['lampu','portal','kabel','jalan','air'])[1 + n %% 5]
        || case when n %% 5000 = 0 then ' longsor' else '' end),
    null
from generate_series(1, {ROWS}) n;
create index on bench_rls (place, done_at desc);
create index on bench_rls using gist (point);
create index on bench_rls using gin (words);
"""

VILLAGES: Final = ("12.02.04.2003", "12.02.04.2004")
POLRES: Final = tuple(f"12.02.{n:02}" for n in range(1, 13))
PROVINCE: Final = ("12",)

_LATEST: Final = "select * from bench_rls where {} order by done_at desc limit 50"
_COUNT: Final = "select count(*) from bench_rls where {}"
_WORD: Final = "select count(*) from bench_rls where words @@ 'longsor' and ({})"
_NEAR: Final = (
    "select id from bench_rls where {} order by point <-> point(99.1, 3.4) limit 30"
)
QUESTIONS: Final = (
    ("latest 50 of two villages", VILLAGES, _LATEST),
    ("latest 50 of a Polres of 12 kecamatan", POLRES, _LATEST),
    ("count of a Polres of 12 kecamatan", POLRES, _COUNT),
    ("count of a province", PROVINCE, _COUNT),
    ("a rare word in a Polres of 12 kecamatan", POLRES, _WORD),
    ("a rare word in a province", PROVINCE, _WORD),
    ("nearest 30 in a province", PROVINCE, _NEAR),
)


def figures() -> Iterator[Figure]:
    """Each question with the wall up, beside the same with the wall down."""
    _run(_MAKE.replace("%%", "%"))
    for operation in rls.enforce("bench_rls", holding="post_id"):
        _run(str(operation.sql))
    _run(f"grant select on bench_rls to {rls.APP}")
    connection.cursor().execute("vacuum analyze bench_rls")
    for name, tops, question in QUESTIONS:
        condition = " or ".join(map(_within, tops))
        sql = question.format(condition)
        up: list[float] = []
        down: list[float] = []
        for _round in range(ROUNDS):  # in turns, since the machine is shared
            with _wall("disable"):
                down += _asked(sql, tops)
            up += _asked(sql, tops)
        yield _beside(f"second wall: {name}", up, down)
    _run("drop table bench_rls")


def _within(top: str) -> str:
    return f"place = '{top}' or (place >= '{top}.' and place < '{top}/')"


def _asked(sql: str, tops: tuple[str, ...]) -> list[float]:
    reach = Reach(places=tops)
    actor = Principal(None, "bench", "Bench", reaches={"visit_view": reach})
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local role {rls.APP}")
        # Else the planner hires workers on one side only, and we measure those.
        cursor.execute("set local max_parallel_workers_per_gather = 0")
        rls.enter(actor)

        def ask() -> None:
            cursor.execute(sql)
            cursor.fetchall()

        ask()
        return [seconds * 1000 for seconds in repeat(ask, 3)]


def _beside(name: str, up: list[float], down: list[float]) -> Figure:
    middle = sorted(up)[len(up) // 2]
    without = sorted(down)[len(down) // 2]
    return Figure(
        name=name,
        unit="ms",
        median=round(middle, 4),
        min=round(min(up), 4),
        max=round(max(up), 4),
        beside=f"without it {without:.3f} ms",
        ratio=round(middle / without, 2),
    )


@contextmanager
def _wall(state: str) -> Iterator[None]:
    _run(f"alter table bench_rls {state} row level security")
    try:
        yield
    finally:
        _run("alter table bench_rls enable row level security")


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
