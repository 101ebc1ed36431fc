"""What a post's head asked the planner for, and what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kentongan.beat.watch.models import Post
from kentongan.desk.planning.states import PlanningKind, PlanningState
from kentongan.ground.wall.models import Walled


class Planning(Walled):
    """A month to be planned, or mended. The solver works on it behind the pages."""

    wall_place: ClassVar[str | None] = None
    wall_holding: ClassVar[str | None] = "post_id"

    post = models.ForeignKey(Post, models.CASCADE, related_name="plannings")
    month = models.DateField()
    kind = models.CharField(
        max_length=20, choices=[(k.value, k.value) for k in PlanningKind]
    )
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in PlanningState],
        default=PlanningState.ASKED.value,
    )
    asked_at = models.DateTimeField()
    asked_by_id = models.UUIDField()
    # In which the sentence is said.
    language = models.CharField(max_length=10)
    # Why there is no roster; empty otherwise.
    sentence = models.TextField(blank=True)
    # Of a mending: pairs of a turn and the member who would stand in for it.
    changes = models.JSONField(default=list)

    class Meta:
        """A month is planned by one at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["post", "month"],
                name="planning_one_at_a_time",
                condition=Q(state=PlanningState.ASKED.value),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.month:%Y-%m} {self.state}"
