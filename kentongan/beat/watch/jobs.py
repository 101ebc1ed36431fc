"""The guest book forgets every night; nights that nobody closed end by rule."""

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


@app.periodic(cron="27 * * * *")
@app.task(
    queue="upkeep", name="watch.close_forgotten", retry=RetryStrategy(max_attempts=5)
)
def close_forgotten(timestamp: int) -> None:
    """Every hour, whatever ended six hours ago and was left open."""
    services.close_forgotten(at=datetime.fromtimestamp(timestamp, tz=UTC))
