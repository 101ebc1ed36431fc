"""The ledger's long duties: new months are opened, old ones dropped, jobs reclaimed."""

from datetime import UTC, datetime, timedelta
from typing import Final

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kentongan.ground.ledger import services

KEPT: Final = timedelta(days=731)
"""How long lines are kept: 24 months (our own proposal; docs/operations.md)."""
STALLED_S: Final = 120


@app.periodic(cron="7 0 * * *")
@app.task(
    queue="upkeep", name="ledger.turn_months", retry=RetryStrategy(max_attempts=5)
)
def turn_months(timestamp: int) -> None:
    """Open the coming months, and drop those whose time is over."""
    at = datetime.fromtimestamp(timestamp, tz=UTC)
    services.open_months(at)
    services.expire_months((at - KEPT).date().replace(day=1))


@app.periodic(cron="*/2 * * * *")
@app.task(queue="upkeep", name="ledger.reclaim_jobs", pass_context=False)
async def reclaim_jobs(timestamp: int) -> None:
    """Give jobs of a worker that died to one that lives."""
    at = datetime.fromtimestamp(timestamp, tz=UTC)
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_S)
    for job in stalled:
        await app.job_manager.retry_job(job, retry_at=at)
