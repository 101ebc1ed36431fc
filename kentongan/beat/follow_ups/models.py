"""Promises, and everything that was said about each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kentongan.beat.follow_ups.rules import (
    NAME_LENGTH,
    ROLE_LENGTH,
    SETTLED,
    TEXT_LENGTH,
    UNSETTLED,
    Answerer,
    Said,
    State,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.wall.models import PathField, Placed

_OPEN = sorted(UNSETTLED)
_STATES = [(s.value, s.value) for s in State]


class FollowUp(Placed):
    """One thing that was promised: who answers for it, and until when.

    It belongs to the office that took it in, so that a hand-over moves nothing. What
    it came from (a visit, a report) is known to that, not to this. It stands at its
    place alone: by its unit, an officer would see every village of her sector.
    """

    wall_holding: ClassVar[str | None] = "post_id"

    text = models.CharField(max_length=TEXT_LENGTH)
    answerer = models.CharField(
        max_length=20, choices=[(a.value, a.value) for a in Answerer]
    )
    answerer_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    answerer_office_id = models.UUIDField(null=True, db_index=True)
    raised_by_role = models.CharField(max_length=ROLE_LENGTH, blank=True)
    office_id = models.UUIDField(null=True, db_index=True)
    unit = PathField(blank=True)
    post_id = models.UUIDField(null=True, db_index=True)
    due = models.DateField(null=True)
    # As first promised: a new date does not make an old one kept in time.
    first_due = models.DateField(null=True)
    postponed = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=20, choices=_STATES, default=State.OPEN.value)
    # Counts the changes of state; races are decided on it.
    turn = models.PositiveSmallIntegerField(default=0)
    moved_by = models.UUIDField(null=True)
    moved_office = models.CharField(max_length=200, blank=True)
    moved_at = models.DateTimeField(null=True)
    promised_by = models.UUIDField(null=True)
    promised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """For the board, near and wide, and for the figures of a span of time."""

        indexes = [
            # With all that counting reads; the second wall reads the post.
            models.Index(
                fields=["place", "due"],
                include=["id", "state", "post_id"],
                name="follow_ups_open_by_place",
                condition=Q(state__in=_OPEN),
            ),
            models.Index(
                fields=["due", "place"],
                name="follow_ups_open_by_due",
                condition=Q(state__in=_OPEN),
            ),
            models.Index(fields=["place", "promised_at"], name="follow_ups_by_place"),
        ]
        constraints = [
            models.CheckConstraint(
                name="follow_ups_settled_when_over",
                condition=Q(state__in=_OPEN, settled_at=None)
                | Q(state__in=sorted(SETTLED), settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Reply(models.Model):
    """A word on a promise: an answer, a confirmation, a reopening, a new date."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Said])
    text = models.CharField(max_length=TEXT_LENGTH, blank=True)
    state = models.CharField(max_length=20, choices=_STATES)
    due = models.DateField(null=True)
    by_account = models.UUIDField(null=True)
    by_office = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=ROLE_LENGTH, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"
