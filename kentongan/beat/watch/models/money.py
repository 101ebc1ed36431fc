"""Small sums of a post, house by house. Entries stay; their sums are kept beside them.

All of it is the residents' own: no row stands at a place, so no office reaches one.
"""

from django.db import models
from django.db.models import F, Q

from kentongan.beat.watch.models.own import OfResidents
from kentongan.beat.watch.models.posts import Member, Post
from kentongan.beat.watch.rules.money import PURPOSE_LENGTH, EntryKind, Unit
from kentongan.ground.seals.fields import SealedField

_UNITS = [(u.value, u.value) for u in Unit]


class House(OfResidents):
    """A house that gives; what it is called among neighbours is sealed."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="houses")
    label = SealedField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"a house of {self.post_id}"


class Household(OfResidents):
    """That a member lives in a house, and so sees its line."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="households")
    house = models.ForeignKey(House, models.CASCADE, related_name="households")
    member = models.OneToOneField(Member, models.CASCADE, related_name="household")

    def __str__(self) -> str:
        return f"{self.member_id} in {self.house_id}"


class Entry(OfResidents):
    """One sum as it was written down; a trigger refuses any change."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="entries")
    house = models.ForeignKey(House, models.PROTECT, null=True, related_name="entries")
    kind = models.CharField(
        max_length=20, choices=[(k.value, k.value) for k in EntryKind]
    )
    unit = models.CharField(max_length=10, choices=_UNITS)
    amount = models.PositiveIntegerField()
    on = models.DateField()
    purpose = models.CharField(max_length=PURPOSE_LENGTH, blank=True)
    # The entry that this line takes back; both stay.
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversed_by"
    )
    written_at = models.DateTimeField()
    written_by_id = models.UUIDField(null=True)

    class Meta:
        """A sum is a sum, and an entry does not take itself back."""

        indexes = [
            models.Index(fields=["post", "on"], name="watch_entry_day"),
            models.Index(fields=["house", "on"], name="watch_entry_house"),
        ]
        constraints = [
            models.CheckConstraint(
                name="watch_entry_is_a_sum", condition=Q(amount__gte=1)
            ),
            models.CheckConstraint(
                name="watch_entry_reverses_another",
                condition=Q(reverses=None) | ~Q(reverses=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind} {self.amount} {self.unit}"


class Till(OfResidents):
    """The sums of a post in one unit: all that every member may see of the others."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tills")
    unit = models.CharField(max_length=10, choices=_UNITS)
    cash = models.BigIntegerField(default=0)
    fund = models.BigIntegerField(default=0)
    saved = models.BigIntegerField(default=0)
    owed = models.BigIntegerField(default=0)
    given = models.BigIntegerField(default=0)

    class Meta:
        """It always adds up, and what houses have saved always lies in the box."""

        constraints = [
            models.UniqueConstraint(fields=["post", "unit"], name="watch_till_once"),
            models.CheckConstraint(
                name="watch_till_adds_up",
                condition=Q(cash=F("fund") + F("saved") - F("owed")),
            ),
            models.CheckConstraint(
                name="watch_till_covers_savings",
                condition=Q(cash__gte=F("saved"), saved__gte=0, owed__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cash} {self.unit} at {self.post_id}"


class HouseSum(OfResidents):
    """The sums of one house in one unit."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="house_sums")
    house = models.ForeignKey(House, models.PROTECT, related_name="sums")
    unit = models.CharField(max_length=10, choices=_UNITS)
    given = models.BigIntegerField(default=0)
    saved = models.BigIntegerField(default=0)
    owed = models.BigIntegerField(default=0)

    class Meta:
        """One line for a house, and nobody takes out more than they put in."""

        constraints = [
            models.UniqueConstraint(
                fields=["house", "unit"], name="watch_house_sum_once"
            ),
            models.CheckConstraint(
                name="watch_house_sum_covered",
                condition=Q(given__gte=0, saved__gte=0, owed__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.house_id} {self.unit}"
