"""Reports: for now what was taken in during visits; telling comes in a later issue."""

from django.db import models
from django.db.models import Q

from kentongan.beat.reports.rules import ROLE_LENGTH, Category, Source
from kentongan.ground.seals.fields import SealedField
from kentongan.ground.wall.models import PathField, Placed


class Report(Placed):
    """One piece of information from residents: what happened, never who told it.

    A sensitive report has no ``text`` and no ``raised_by_role``: its words are in the
    sealed fields alone. It stands at its place: by its unit, an officer would read
    every village of her sector.
    """

    category = models.CharField(
        max_length=30, choices=[(c.value, c.value) for c in Category]
    )
    text = models.TextField(blank=True)
    sealed_text = SealedField()
    raised_by_role = models.CharField(max_length=ROLE_LENGTH, blank=True)
    sealed_role = SealedField()
    sensitive = models.BooleanField(default=False)
    source = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in Source]
    )
    post_id = models.UUIDField(null=True)
    office_id = models.UUIDField(null=True)
    unit = PathField(blank=True)
    text_key = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        """For an area's list, newest first, and for "the same words elsewhere"."""

        indexes = [
            models.Index(fields=["place", "received_at"], name="reports_by_place"),
            models.Index(
                fields=["text_key"],
                name="reports_same_words",
                condition=~Q(text_key=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="reports_sensitive_is_sealed",
                condition=Q(sensitive=False)
                | Q(sensitive=True, text="", raised_by_role="", text_key=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} ({self.place})"
