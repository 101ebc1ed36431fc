"""Nights on which a post that expected somebody gave no sign: a question to be answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kentongan.beat.watch.models.posts import Post
from kentongan.beat.watch.rules.silence import Reason, SilenceKind
from kentongan.ground.wall.models import Placed

OPEN = Q(answered_at=None, taken_back_at=None)


class Silence(Placed):
    """One night without a sign. It is open until answered or until a sign comes."""

    wall_holding: ClassVar[str | None] = "post_id"

    post = models.ForeignKey(Post, models.CASCADE, related_name="silences")
    night = models.DateField()
    kind = models.CharField(
        max_length=20,
        choices=[(k.value, k.value) for k in SilenceKind],
        default=SilenceKind.NEVER_STARTED.value,
    )
    # From when on an office is told; the post's own people are asked at once.
    listed_from = models.DateTimeField()
    opened_at = models.DateTimeField()
    reason = models.CharField(
        max_length=20, blank=True, choices=[(r.value, r.value) for r in Reason]
    )
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.UUIDField(null=True)
    # A sign of that night came after all.
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        """A night is asked about once for each kind; an answer has a reason."""

        constraints = [
            models.UniqueConstraint(
                fields=["post", "night", "kind"], name="watch_silence_once"
            ),
            models.CheckConstraint(
                name="watch_silence_answer_has_reason",
                condition=Q(answered_at=None, reason="")
                | (Q(answered_at__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["place", "night"], name="watch_silence_open", condition=OPEN
            )
        ]

    def __str__(self) -> str:
        return f"{self.night} {self.reason}"
