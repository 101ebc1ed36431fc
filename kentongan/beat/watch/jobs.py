"""The guest book forgets every night."""

from datetime import UTC, datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kentongan.beat.watch import services


@app.periodic(cron="57 1 * * *")
@app.task(
    queue="upkeep", name="watch.forget_guests", retry=RetryStrategy(max_attempts=5)
)
def forget_guests(timestamp: int) -> None:
    """Every night, whoever's last night is over 30 days ago."""
    services.forget_guests(at=datetime.fromtimestamp(timestamp, tz=UTC))
