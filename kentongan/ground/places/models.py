"""The tables of the territory. Public reference data, so not behind the wall."""

from typing import ClassVar

from django.db import models

from kentongan.ground.basics.ids import new_id
from kentongan.ground.places.fields import BoxField, PointField, WordsField
from kentongan.ground.places.rules.levels import Level
from kentongan.ground.wall.models import PathField


class Place(models.Model):
    """A piece of the territory, from a province to a neighbourhood group (RT).

    The id lasts; ``path`` is today's code and changes when a decree changes it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    path = PathField(unique=True)
    level = models.CharField(max_length=10, choices=[(x.value, x.value) for x in Level])
    name = models.CharField(max_length=120)
    word = models.CharField(
        max_length=30, help_text="What the region itself calls such a place."
    )
    seat = PointField(null=True, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    decree = models.CharField(max_length=120, blank=True)
    held_from = models.DateField(
        null=True, blank=True, help_text="Empty: since before our records."
    )
    held_until = models.DateField(
        null=True, blank=True, help_text="The first day on which it no longer exists."
    )
    own_words = WordsField(default=list, help_text="Folded words of its names.")
    words = WordsField(default=list, help_text="The same, with all that it lies in.")

    objects: ClassVar[models.Manager["Place"]] = models.Manager()

    class Meta:
        """Ordered by code, as decrees list them."""

        ordering: ClassVar = ["path"]

    def __str__(self) -> str:
        """Its code and name."""
        return f"{self.path} {self.name}"


class PlaceCode(models.Model):
    """The official code that a place had from one day until another, and by whom.

    Written when a decree gives a code. A place that none touched since our records
    began has no row: its path has been its code as long as it was held. (A row for each
    of 91,599 places that never changed would cost the load 12 s of exclusion checks.)
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="codes")
    code = PathField()
    decree = models.CharField(max_length=120)
    held_from = models.DateField(null=True, blank=True)
    held_until = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["PlaceCode"]] = models.Manager()

    class Meta:
        """Two places never share a code on one day, nor a place two codes (SQL)."""

        constraints: ClassVar = [
            models.CheckConstraint(
                name="place_code_ends_after_it_begins",
                condition=models.Q(held_until__isnull=True)
                | models.Q(held_from__isnull=True)
                | models.Q(held_until__gt=models.F("held_from")),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["code"], name="place_code_code")]

    def __str__(self) -> str:
        """The code."""
        return f"{self.code}"


class Alias(models.Model):
    """Another name that people and papers give a place: Sergai, Bandar Khalifah."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=120)

    objects: ClassVar[models.Manager["Alias"]] = models.Manager()

    class Meta:
        """Once per place."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "text"], name="alias_once")
        ]

    def __str__(self) -> str:
        """The other name."""
        return self.text


class Boundary(models.Model):
    """The outline of a place while a decree held. Never edited: another row follows.

    A process keeps outlines by id, so that an id must never mean two outlines.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="boundaries"
    )
    outline = models.BinaryField()
    bb = BoxField(help_text="Around the outline; what the index sees.")
    decree = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200)
    held_from = models.DateField(null=True, blank=True)
    held_until = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Boundary"]] = models.Manager()

    class Meta:
        """One outline of a place on one day (SQL)."""

        verbose_name_plural = "boundaries"

    def __str__(self) -> str:
        """Whose it is, and since when."""
        return f"{self.place_id} since {self.held_from or '?'}"
