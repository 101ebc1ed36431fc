"""The guest book forgets every night; nights end by rule, and silent ones are asked about."""

from datetime import UTC, datetime, timedelta

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kentongan.beat.watch import services
from kentongan.ground.basics.zones import night_of


@app.periodic(cron="57 1 * * *")
@app.task(
    queue="upkeep", name="watch.forget_guests", retry=RetryStrategy(max_attempts=5)
)
def forget_guests(timestamp: int) -> None:
    """Every night, whoever's last night is over 30 days ago."""
    services.forget_guests(at=datetime.fromtimestamp(timestamp, tz=UTC))


@app.periodic(cron="58 1 * * *")
@app.task(
    queue="upkeep", name="watch.forget_absences", retry=RetryStrategy(max_attempts=5)
)
def forget_absences(timestamp: int) -> None:
    """Every night, whatever is over for a week."""
    services.forget_absences(at=datetime.fromtimestamp(timestamp, tz=UTC))


@app.periodic(cron="27 * * * *")
@app.task(
    queue="upkeep", name="watch.close_forgotten", retry=RetryStrategy(max_attempts=5)
)
def close_forgotten(timestamp: int) -> None:
    """Every hour, whatever ended six hours ago and was left open."""
    services.close_forgotten(at=datetime.fromtimestamp(timestamp, tz=UTC))


@app.periodic(cron="31,1 * * * *")
@app.task(
    queue="upkeep", name="watch.note_silences", retry=RetryStrategy(max_attempts=5)
)
def note_silences(timestamp: int) -> None:
    """Every half hour: the last two nights, of which each post is asked once."""
    at = datetime.fromtimestamp(timestamp, tz=UTC)
    last = night_of(at, "")
    for days_ago in (1, 0):
        services.note_silences(last - timedelta(days=days_ago), at=at)
