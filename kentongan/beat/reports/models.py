"""Reports: for now what was taken in during visits; telling comes in a later issue."""

from typing import ClassVar

from django.db import models

from kentongan.beat.reports.rules import Category
from kentongan.ground.seals.fields import SealedField
from kentongan.ground.wall.models import PathField, Placed


class Report(Placed):
    """One piece of information from residents: what happened, never who told it.

    A sensitive report has no ``text``: its words are in ``sealed_text`` alone.
    """

    wall_unit: ClassVar[str | None] = "unit"

    category = models.CharField(
        max_length=30, choices=[(c.value, c.value) for c in Category]
    )
    text = models.TextField(blank=True)
    sealed_text = SealedField()
    raised_by_role = models.CharField(max_length=80, blank=True)
    sensitive = models.BooleanField(default=False)
    source = models.CharField(max_length=20)
    office_id = models.UUIDField(null=True)
    unit = PathField(blank=True)
    text_key = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        """For an area's list, newest first, and for "the same words elsewhere"."""

        indexes = [
            models.Index(fields=["place", "received_at"], name="reports_by_place"),
            models.Index(fields=["text_key"], name="reports_same_words"),
        ]

    def __str__(self) -> str:
        return f"{self.category} ({self.place})"
