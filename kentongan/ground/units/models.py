"""Units, seats, officers, and the dated rows that tie them to each other.

Overlaps of dated rows are excluded by the database (migration
``0001_the_organisation``): one jurisdiction per unit and place at a time, one
assignment per seat and place, one holder per seat.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kentongan.ground.basics.ids import new_id
from kentongan.ground.units.rules.positions import (
    ACTING_LABELS,
    POSITION_LABELS,
    Acting,
    Position,
)
from kentongan.ground.units.rules.units import Kind, unit_title
from kentongan.ground.wall.models import PathField

KINDS = [(kind.value, kind.value) for kind in Kind]
POSITIONS = [(position.value, POSITION_LABELS[position]) for position in Position]
ACTINGS = [(acting.value, ACTING_LABELS[acting]) for acting in Acting]


class Dated(models.Model):
    """A row that holds from a moment on, until another moment or for the time being.

    Moments, not days: on the day of a hand-over the morning belongs to one officer
    and the afternoon to the other.
    """

    held_from = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Abstract."""

        abstract = True


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    """A dated row ends later than it starts, or not at all."""
    return models.CheckConstraint(
        name=name,
        condition=Q(held_until__isnull=True) | Q(held_until__gt=F("held_from")),
    )


class Unit(models.Model):
    """A police unit: Polda, Polres of any kind, or Polsek."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    path = PathField(unique=True)
    kind = models.CharField(max_length=16, choices=KINDS)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    # False: known only because a record mentioned it; nobody has confirmed it yet.
    confirmed = models.BooleanField(default=True)
    established_at = models.DateTimeField()

    class Meta:
        """In the order of the tree."""

        ordering: ClassVar = ["path"]

    def __str__(self) -> str:
        """With its level word."""
        return unit_title(self.kind, self.name)


class Jurisdiction(Dated):
    """A place for which a unit answers, from when until when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="jurisdictions"
    )
    unit_path = PathField(db_index=True)
    place_id = models.UUIDField(db_index=True)
    place = PathField(db_index=True)
    confidence = models.CharField(max_length=16, default="high")
    evidence = models.TextField(blank=True)

    class Meta:
        """Ends after it starts."""

        constraints: ClassVar = [ends_after_it_starts("jurisdiction_order")]

    def __str__(self) -> str:
        """Unit and place."""
        return f"{self.unit_path}: {self.place}"


class Office(models.Model):
    """A lasting seat in a unit: villages, follow-ups and contacts belong to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="offices")
    unit_path = PathField(db_index=True)
    position = models.CharField(max_length=32, choices=POSITIONS)
    # What tells it from its sisters: "Simpang Empat" among a Polsek's village seats.
    label = models.CharField(max_length=120, blank=True)
    # Counts changes of hands; the one column on which two hand-overs at once decide.
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        """One seat of a position and label per unit."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                name="office_once", fields=["unit", "position", "label"]
            )
        ]

    def __str__(self) -> str:
        """Position and label."""
        return f"{POSITION_LABELS[Position(self.position)]} {self.label}".strip()


class Assignment(Dated):
    """A village, or a part of one, given to a seat."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="assignments"
    )
    place_id = models.UUIDField(db_index=True)
    place = PathField(db_index=True)

    class Meta:
        """Ends after it starts."""

        constraints: ClassVar = [ends_after_it_starts("assignment_order")]

    def __str__(self) -> str:
        """The place."""
        return f"{self.place}"


class Officer(models.Model):
    """A person in police or military service, known by public function only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    # The name as it is compared: letters only. Never shown.
    name_key = models.CharField(max_length=120, db_index=True)
    degrees = models.JSONField(default=list, blank=True)
    service = models.CharField(max_length=8, default="polri")
    # The Polres tree in which the name means this person.
    lineage = PathField(blank=True)
    # A military unit as written, such as "Koramil Firdaus": not in our tree.
    corps = models.CharField(max_length=120, blank=True)
    # How files of the organisation name this officer; empty when from a mention.
    reference = models.CharField(max_length=64, blank=True)

    class Meta:
        """A file's reference names one officer."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                name="officer_reference",
                fields=["reference"],
                condition=~Q(reference=""),
            )
        ]

    def __str__(self) -> str:
        """The name alone."""
        return self.name


class RankHeld(models.Model):
    """A rank from a moment on, until the next one of the same officer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="ranks")
    rank = models.CharField(max_length=24)
    held_from = models.DateTimeField()

    class Meta:
        """One rank at a moment."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_rank_at_a_time", fields=["officer", "held_from"]
            )
        ]

    def __str__(self) -> str:
        """The rank."""
        return self.rank


class Appointment(Dated):
    """An officer in a seat, for good or acting."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="appointments"
    )
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="appointments"
    )
    acting = models.CharField(max_length=4, choices=ACTINGS, blank=True)

    class Meta:
        """Ends after it starts."""

        constraints: ClassVar = [ends_after_it_starts("appointment_order")]

    def __str__(self) -> str:
        """The acting mark, if any."""
        return self.acting or "definitive"


class Handover(models.Model):
    """One act by which a seat passed from one officer to another, with its villages."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="handovers"
    )
    from_officer = models.ForeignKey(
        Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    to_officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # Paths of that day, so that both can open the list as it was handed over.
    places = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        """Latest first."""

        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        """The moment."""
        return f"{self.at:%Y-%m-%d %H:%M}"
