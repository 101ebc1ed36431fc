"""Names of residents on visits are forgotten after a year; role and count remain."""

from datetime import UTC, datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kentongan.beat.visits import services


@app.periodic(cron="47 1 * * *")
@app.task(
    queue="upkeep", name="visits.expire_names", retry=RetryStrategy(max_attempts=5)
)
def expire_names(timestamp: int) -> None:
    """Every night, whatever has become a year old."""
    services.expire_names(at=datetime.fromtimestamp(timestamp, tz=UTC))
