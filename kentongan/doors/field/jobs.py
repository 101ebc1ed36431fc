"""Photos that never came to an end are forgotten."""

from datetime import UTC, datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kentongan.doors.field.sync import uploads


@app.periodic(cron="47 1 * * *")
@app.task(
    queue="upkeep", name="field.expire_uploads", retry=RetryStrategy(max_attempts=5)
)
def expire_uploads(timestamp: int) -> None:
    """Every night, whatever was begun two weeks ago."""
    uploads.expire_uploads(at=datetime.fromtimestamp(timestamp, tz=UTC))
