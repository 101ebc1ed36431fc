"""What access forgets every night: counters, used tickets, sessions that ended."""

from datetime import UTC, datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kentongan.ground.access.services.sessions import forget_sessions
from kentongan.ground.access.services.tickets import forget_tickets
from kentongan.ground.access.services.tries import forget_tries


@app.periodic(cron="37 1 * * *")
@app.task(queue="upkeep", name="access.forget", retry=RetryStrategy(max_attempts=5))
def forget(timestamp: int) -> None:
    """Drop what no longer opens or counts anything."""
    at = datetime.fromtimestamp(timestamp, tz=UTC)
    forget_tries(at=at)
    forget_tickets(at=at)
    forget_sessions(at=at)
