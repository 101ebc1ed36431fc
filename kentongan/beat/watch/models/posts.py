"""Watch posts as their residents keep them. Nights come later and stand beside."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from kentongan.beat.watch.rules.posts import (
    LANDMARK_LENGTH,
    MEANING_LENGTH,
    NAME_LENGTH,
    REGISTRATION_LENGTH,
    ROLE_LENGTH,
    EquipmentState,
    HeadConsent,
    Hearing,
    MemberRole,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.places.fields import PointField
from kentongan.ground.seals.fields import SealedField
from kentongan.ground.wall.models import Placed

_OPEN = Q(closed_at=None)


class Post(Placed):
    """A pos kamling: owned by its residents; the police are guests with named rights."""

    wall_holding: ClassVar[str | None] = "id"

    name = models.CharField(max_length=NAME_LENGTH)
    # The name as it is compared, and all that a search looks through. Never shown.
    name_key = models.CharField(max_length=NAME_LENGTH)
    search_key = models.CharField(max_length=400, blank=True)
    point = PointField(null=True)
    landmark = models.CharField(max_length=LANDMARK_LENGTH, blank=True)
    founded_on = models.DateField(null=True)
    founded_by = models.CharField(max_length=LANDMARK_LENGTH, blank=True)
    registration = models.CharField(max_length=REGISTRATION_LENGTH, blank=True)
    registered_on = models.DateField(null=True)
    hearing = models.CharField(
        max_length=20,
        choices=[(h.value, h.value) for h in Hearing],
        default=Hearing.PAPER.value,
    )
    verified = models.BooleanField(default=False)
    head_name = SealedField()
    head_role = models.CharField(max_length=ROLE_LENGTH, blank=True)
    head_phone = SealedField()
    head_consent = models.CharField(
        max_length=20, choices=[(c.value, c.value) for c in HeadConsent], blank=True
    )
    photo_id = models.UUIDField(null=True)
    qr_token = models.CharField(max_length=32, unique=True)
    last_visited_at = models.DateTimeField(null=True)
    last_readiness = models.PositiveSmallIntegerField(null=True)
    last_full_inspection_at = models.DateTimeField(null=True)
    registered_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    # Never null, so that "longest unvisited" is one ordered walk over an index.
    quiet_since = models.GeneratedField(
        expression=Coalesce("last_visited_at", "registered_at"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )

    class Meta:
        """Narrow reaches walk by place, wide ones by time; one name at a place."""

        indexes = [
            models.Index(
                fields=["place", "id"], name="watch_post_open", condition=_OPEN
            ),
            # With all that counting reads (the second wall reads the id), so that a
            # province is counted from the index alone.
            models.Index(
                fields=["place", "quiet_since"],
                include=["id", "last_visited_at", "verified"],
                name="watch_post_near",
                condition=_OPEN,
            ),
            models.Index(
                fields=["quiet_since", "id", "place"],
                name="watch_post_quiet",
                condition=_OPEN,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["place_id", "name_key"], name="watch_post_once_a_place"
            ),
            models.CheckConstraint(
                name="watch_post_head_agreed",
                condition=Q(head_name=None, head_phone=None) | ~Q(head_consent=""),
            ),
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
    # When somebody vouched that they are eighteen; the birth date is not asked.
    of_age_at = models.DateTimeField()
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        """One head at a time; an account is one member."""

        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                name="watch_one_head",
                condition=Q(role=MemberRole.HEAD.value, left_at=None),
            ),
            models.UniqueConstraint(
                fields=["post", "account_id"],
                name="watch_member_once",
                condition=Q(left_at=None),
            ),
            models.CheckConstraint(
                name="watch_left_after_joining",
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")),
            ),
        ]

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
    meaning = models.CharField(max_length=MEANING_LENGTH)
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
