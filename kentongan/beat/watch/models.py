"""Watch posts as their residents keep them. Nights come later and stand beside."""

from typing import ClassVar

from django.db import models

from kentongan.beat.watch.rules import EquipmentState, Hearing, MemberRole
from kentongan.ground.basics.ids import new_id
from kentongan.ground.places.fields import PointField
from kentongan.ground.seals.fields import SealedField
from kentongan.ground.wall.models import Placed


class Post(Placed):
    """A pos kamling: owned by its residents; the police are guests with named rights."""

    wall_holding: ClassVar[str | None] = "id"

    name = models.CharField(max_length=120)
    point = PointField(null=True)
    landmark = models.CharField(max_length=160, blank=True)
    founded_on = models.DateField(null=True)
    founded_by = models.CharField(max_length=160, blank=True)
    registration = models.CharField(max_length=60, blank=True)
    registered_on = models.DateField(null=True)
    hearing = models.CharField(
        max_length=20,
        choices=[(h.value, h.value) for h in Hearing],
        default=Hearing.PAPER.value,
    )
    verified = models.BooleanField(default=False)
    head_name = SealedField()
    head_role = models.CharField(max_length=80, blank=True)
    head_phone = SealedField()
    photo_id = models.UUIDField(null=True)
    qr_token = models.CharField(max_length=32, unique=True)
    last_visited_at = models.DateTimeField(null=True)
    last_readiness = models.PositiveSmallIntegerField(null=True)
    last_full_inspection_at = models.DateTimeField(null=True)
    registered_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """Indexes for "longest unvisited" within a subtree, and one name a place."""

        indexes = [
            models.Index(
                fields=["place"],
                name="watch_post_open",
                condition=models.Q(closed_at=None),
            ),
            models.Index(
                fields=["place", "last_visited_at"], name="watch_post_visited"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["place_id", "name"], name="watch_post_once_a_place"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A resident who keeps watch; eighteen or older. The name is sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="members")
    name = SealedField()
    role = models.CharField(
        max_length=20, choices=[(r.value, r.value) for r in MemberRole]
    )
    account_id = models.UUIDField(null=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.role} of {self.post_id}"


class Equipment(models.Model):
    """What one piece was like when it was last seen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="equipment")
    item = models.CharField(max_length=30)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in EquipmentState]
    )
    count = models.PositiveSmallIntegerField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        """One row for each piece of a post."""

        constraints = [
            models.UniqueConstraint(
                fields=["post", "item"], name="watch_equipment_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.state}"


class Signal(models.Model):
    """One line of the post's own kentongan code table: strokes and what they mean."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="signals")
    meaning = models.CharField(max_length=80)
    strokes = models.CharField(max_length=40)
    confirmed_at = models.DateTimeField()

    class Meta:
        """A meaning has one signal, a signal one meaning."""

        constraints = [
            models.UniqueConstraint(
                fields=["post", "meaning"], name="watch_meaning_once"
            ),
            models.UniqueConstraint(
                fields=["post", "strokes"], name="watch_strokes_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.strokes} = {self.meaning}"
