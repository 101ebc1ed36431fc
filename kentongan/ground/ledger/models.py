"""Lines, their numbers, and how far each follower has read. Nothing is updated."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.rules import Fact, received_at
from kentongan.ground.wall.models import PathField, Walled


class Line(Walled):
    """One act as it was done: ids and plain values, never personal data.

    The table is partitioned by month over ``id``, whose first 48 bits are the moment
    we received it; it expires by dropping whole months.
    """

    wall_place: ClassVar[str | None] = "place"
    wall_unit: ClassVar[str | None] = "unit"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)
    actor_id = models.UUIDField(null=True)
    office = models.CharField(max_length=200)
    place = PathField(blank=True)
    unit = PathField(blank=True)
    facts: "models.JSONField[dict[str, Fact], dict[str, Fact]]" = models.JSONField(
        default=dict
    )
    at = models.DateTimeField()

    class Meta:
        """Indexes for the page of one thing, of one actor, and of one area."""

        indexes = [
            models.Index(fields=["subject", "id"], name="ledger_line_subject"),
            models.Index(fields=["actor_id", "id"], name="ledger_line_actor"),
            models.Index(fields=["place", "id"], name="ledger_line_place"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.office} {self.act} {self.subject}"

    @property
    def received_at(self) -> datetime:
        """When we received it; ``at`` is when it was done."""
        return received_at(self.id)


class Waiting(models.Model):
    """A line that has no number yet."""

    line_id = models.UUIDField(primary_key=True)

    def __str__(self) -> str:
        return str(self.line_id)


class Seal(models.Model):
    """The gapless number of a line, and its place in the chain of its day."""

    number = models.BigIntegerField(primary_key=True)
    line_id = models.UUIDField(unique=True)
    province = models.CharField(max_length=2, db_collation="C")
    day = models.DateField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        """An index for the head of a chain."""

        indexes = [
            models.Index(fields=["province", "day", "-number"], name="ledger_seal_head")
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Opening(models.Model):
    """Where the kept ledger begins, once older months have been dropped."""

    number = models.BigIntegerField(primary_key=True)
    digest = models.BinaryField(max_length=32)
    until = models.DateField()

    def __str__(self) -> str:
        return f"from {self.number}"


class Cursor(models.Model):
    """How far one follower has read."""

    name = models.CharField(primary_key=True, max_length=60)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.number}"


class Failure(models.Model):
    """A reaction that did not succeed: tried again, and parked after five times."""

    number = models.BigIntegerField()
    reaction = models.CharField(max_length=120)
    attempts = models.PositiveSmallIntegerField()
    error = models.CharField(max_length=400)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        """One row for each reaction to a line."""

        constraints = [
            models.UniqueConstraint(
                fields=["number", "reaction"], name="ledger_failure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reaction} on {self.number}: {self.error}"
