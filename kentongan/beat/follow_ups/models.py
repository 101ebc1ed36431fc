"""Promises, and everything that was said about each."""

from typing import ClassVar

from django.db import models

from kentongan.beat.follow_ups.rules import Answerer, State
from kentongan.ground.basics.ids import new_id
from kentongan.ground.wall.models import PathField, Placed


class FollowUp(Placed):
    """One thing that was promised: who answers for it, and until when.

    It belongs to the office that took it in, so that a hand-over moves nothing. What
    it came from (a visit, a report) is known to that, not to this.
    """

    wall_unit: ClassVar[str | None] = "unit"
    wall_holding: ClassVar[str | None] = "post_id"

    text = models.CharField(max_length=500)
    answerer = models.CharField(
        max_length=20, choices=[(a.value, a.value) for a in Answerer]
    )
    answerer_name = models.CharField(max_length=120, blank=True)
    answerer_office_id = models.UUIDField(null=True)
    raised_by_role = models.CharField(max_length=80, blank=True)
    office_id = models.UUIDField(null=True, db_index=True)
    unit = PathField(blank=True)
    post_id = models.UUIDField(null=True, db_index=True)
    due = models.DateField(null=True)
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in State],
        default=State.OPEN.value,
    )
    promised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Indexes for the board: by place, open and due."""

        indexes = [
            models.Index(
                fields=["place", "due"],
                name="follow_ups_open_by_place",
                condition=models.Q(state__in=["open", "declared_done"]),
            ),
            models.Index(fields=["place", "promised_at"], name="follow_ups_by_place"),
        ]

    def __str__(self) -> str:
        return self.text


class Reply(models.Model):
    """A word on a promise: an answer, a confirmation, a reopening, a new date."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=20)
    text = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in State])
    by_account = models.UUIDField(null=True)
    by_office = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"
