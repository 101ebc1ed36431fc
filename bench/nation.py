"""Pages, recording and ledger in a world of many posts.

By default 4,000 posts grow to 40,000 with 500,000 visits; `SCALE=nation` grows 40,000
to 400,000 with 5 million.
"""

import os
from collections.abc import Iterator
from time import perf_counter

from bench import ledger, pages, recording, weight
from bench.frame import Figure, spread
from bench.world import empty_world

SMALL, LARGE = (
    (40_000, 400_000) if os.environ.get("SCALE") == "nation" else (4_000, 40_000)
)


def figures() -> Iterator[Figure]:
    """The same officers' pages before and after the world grew tenfold."""
    world = empty_world()
    world.grow(SMALL)
    before = pages.measure()
    started = perf_counter()
    world.grow(LARGE)
    yield spread(
        f"world: {LARGE:,} posts, {world.visits:,} visits by COPY",
        "s",
        [perf_counter() - started],
    )
    after = pages.measure()
    yield from pages.told(before, after, f"{SMALL:,} to {LARGE:,} posts")
    yield from pages.wall()
    yield from recording.measure()
    yield from ledger.measure()
    yield from weight.measure()
