"""Names and numbers of residents are forgotten a year after they agreed."""

from datetime import UTC, datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kentongan.beat.community import services


@app.periodic(cron="27 1 * * *")
@app.task(
    queue="upkeep", name="community.expire_names", retry=RetryStrategy(max_attempts=5)
)
def expire_names(timestamp: int) -> None:
    """Every night, whatever has become a year old."""
    services.expire_names(at=datetime.fromtimestamp(timestamp, tz=UTC))
