"""Nights as they were kept: a count that offices see, and names that they never do."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kentongan.beat.watch.models.own import OfResidents
from kentongan.beat.watch.models.posts import Member, Post
from kentongan.beat.watch.rules.nights import CHECKPOINTS_LENGTH, NightState, Way
from kentongan.ground.wall.models import Placed


class Night(Placed):
    """One night that somebody kept, by the date on which it began."""

    wall_holding: ClassVar[str | None] = "post_id"

    post = models.ForeignKey(Post, models.CASCADE, related_name="nights")
    date = models.DateField()
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in NightState],
        default=NightState.OPEN.value,
    )
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # The first and the last sign of somebody, by the clock where it was given.
    opened_at = models.DateTimeField(null=True)
    last_sign_at = models.DateTimeField(null=True)
    head_count = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    # Nobody where the rule closed it.
    closed_by_id = models.UUIDField(null=True)

    class Meta:
        """A post has each night once; the nights of an area are walked by date."""

        constraints = [
            models.UniqueConstraint(fields=["post", "date"], name="watch_night_once"),
            models.CheckConstraint(
                name="watch_night_closed_at",
                condition=Q(state=NightState.OPEN.value, closed_at=None)
                | Q(state=NightState.CLOSED.value, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="watch_night_ends_later", condition=Q(ends_at__gt=F("begins_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["date", "place"], name="watch_night_by_date"),
            models.Index(
                fields=["ends_at"],
                name="watch_night_open",
                condition=Q(state=NightState.OPEN.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.head_count}"


class CheckIn(OfResidents):
    """That a member was there. It stands at no place, so no office reaches it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="check_ins")
    night = models.DateField()
    member = models.ForeignKey(Member, models.CASCADE, related_name="check_ins")
    way = models.CharField(max_length=10, choices=[(w.value, w.value) for w in Way])
    done_at = models.DateTimeField()
    received_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    stands_in_for = models.ForeignKey(
        Member, models.SET_NULL, null=True, related_name="stood_in_by"
    )
    noted_by_id = models.UUIDField(null=True)

    class Meta:
        """Nobody is there twice in one night, however often it is sent."""

        constraints = [
            models.UniqueConstraint(
                fields=["post", "night", "member"], name="watch_check_in_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.night} {self.way}"


class Round(OfResidents):
    """That a round was walked in a night. Who walked it is in the check-ins."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="rounds")
    night = models.DateField()
    done_at = models.DateTimeField()
    received_at = models.DateTimeField()
    checkpoints = models.CharField(max_length=CHECKPOINTS_LENGTH, blank=True)
    noted_by_id = models.UUIDField(null=True)

    class Meta:
        """The rounds of a night are read together."""

        indexes = [models.Index(fields=["post", "night"], name="watch_round_of_night")]

    def __str__(self) -> str:
        return f"{self.night} {self.done_at:%H:%M}"


class NightCode(OfResidents):
    """A member's own digits for the code on the wall; only a keyed digest is kept."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="night_codes")
    member = models.OneToOneField(Member, models.CASCADE, related_name="night_code")
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by_id = models.UUIDField(null=True)

    class Meta:
        """Within a post, digits name one member."""

        constraints = [
            models.UniqueConstraint(
                fields=["post", "digest"], name="watch_night_code_names_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id}"
