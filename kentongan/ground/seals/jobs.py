"""Files whose time is over leave the disk every night."""

from datetime import UTC, datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kentongan.ground.seals import services


@app.periodic(cron="17 1 * * *")
@app.task(
    queue="upkeep", name="seals.expire_files", retry=RetryStrategy(max_attempts=5)
)
def expire_files(timestamp: int) -> None:
    """Remove them a thousand at a time, until none is due."""
    at = datetime.fromtimestamp(timestamp, tz=UTC)
    while services.expire_files(at=at):
        pass
