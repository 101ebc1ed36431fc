"""The page of a release: how heavy it is, and how fast a process answers for it.

Without network and web server: time of a request in one process through all of the
middleware. The first answer of a page renders it; the others are kept copies or 304.
"""

import gzip
from collections.abc import Iterator
from time import perf_counter
from typing import Any, Final

from django.test import Client
from django.test.utils import override_settings

from bench.frame import Figure, spread
from bench.world import AT
from kentongan.desk.news.models import Edition
from kentongan.doors.public.news.pages import article_url
from kentongan.ground.basics.ids import new_id

REQUESTS: Final = 300
ROUNDS: Final = 5
GOAL_MS: Final = 2.0
"""Five hundred a second, as time: a ratio under 1 is better than the goal."""
GOAL_KB: Final = 40
BODY: Final = "\n\n".join(["Warga dan petugas memeriksa pos bersama. " * 6] * 9)
BROWSER: Final[dict[str, Any]] = {"SERVER_NAME": "localhost"}


def figures() -> Iterator[Figure]:
    """Weight, and time a request with and without a copy at hand."""
    edition = Edition.objects.create(
        id=new_id(),
        unit="sumut.contoh",
        place="12.18.04.2024",
        unit_name="Polres Contoh",
        place_name="Desa Simpang Empat",
        slug="contoh",
        language="id",
        event_date=AT.date(),
        headline="Pengecekan Pos Kamling di Pos Melati",
        body=BODY,
        published_at=AT,
        changed_at=AT,
    )
    with override_settings(ALLOWED_HOSTS=["localhost"]):
        yield from _measured(article_url(edition))
    edition.delete()


def _measured(url: str) -> Iterator[Figure]:
    first = Client(**BROWSER).get(url)
    weight = len(gzip.compress(first.content)) / 1000
    yield spread("release page, compressed", "kB", [weight], goal=GOAL_KB)
    etag = first.headers["ETag"]
    for name, headers in (("whole", {}), ("not modified", {"If-None-Match": etag})):
        times = [_milliseconds(url, headers) for _ in range(ROUNDS)]
        yield spread(f"release page, {name}", "ms", times, goal=GOAL_MS)


def _milliseconds(url: str, headers: dict[str, str]) -> float:
    client = Client(**BROWSER)
    begun = perf_counter()
    for _ in range(REQUESTS):
        client.get(url, headers=headers)
    return (perf_counter() - begun) * 1000 / REQUESTS
