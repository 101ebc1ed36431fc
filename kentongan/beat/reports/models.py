"""What residents tell, and every word that was said about it since."""

from django.db import models
from django.db.models import Q

from kentongan.beat.reports.rules import ROLE_LENGTH, Category, Source
from kentongan.beat.reports.rules.threads import Closing, Level, Said, State
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

    # A keyed digest of the receipt: who holds the paper finds the report, nobody else.
    receipt = models.CharField(max_length=64, blank=True)
    level = models.CharField(
        max_length=20, blank=True, choices=[(one.value, one.value) for one in Level]
    )
    sealed_teller = SealedField()
    shared = models.BooleanField(default=False)
    state = models.CharField(
        max_length=20,
        choices=[(one.value, one.value) for one in State],
        default=State.RECEIVED.value,
    )
    closing = models.CharField(
        max_length=20, blank=True, choices=[(one.value, one.value) for one in Closing]
    )
    merged_into = models.UUIDField(null=True)
    answer_by = models.DateField(null=True)
    first_answer_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    agreed = models.BooleanField(default=False)

    class Meta:
        """For an area's list, newest first, and for "the same words elsewhere"."""

        indexes = [
            models.Index(fields=["place", "received_at"], name="reports_by_place"),
            models.Index(
                fields=["text_key"],
                name="reports_same_words",
                condition=~Q(text_key=""),
            ),
            models.Index(
                fields=["place", "received_at"],
                name="reports_open_by_place",
                condition=~Q(state="closed"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["receipt"],
                name="reports_receipt_names_one",
                condition=~Q(receipt=""),
            ),
            models.CheckConstraint(
                name="reports_closed_says_why",
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(closing="")
                | ~Q(state="closed") & Q(closed_at=None, closing=""),
            ),
            models.CheckConstraint(
                name="reports_sensitive_is_not_shared",
                condition=Q(sensitive=False) | Q(shared=False),
            ),
            models.CheckConstraint(
                name="reports_sensitive_is_sealed",
                condition=Q(sensitive=False)
                | Q(sensitive=True, text="", raised_by_role="", text_key=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} ({self.place})"


class Remark(Placed):
    """Something said about a report, by an office or by whoever told it.

    It stands where its report stands. Words about a sensitive report are sealed like
    the report itself. Of the teller nothing is kept but that it was the teller.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="remarks")
    said = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Said]
    )
    text = models.TextField(blank=True)
    sealed_text = SealedField()
    closing = models.CharField(max_length=20, blank=True)
    follow_up_id = models.UUIDField(null=True)
    by_teller = models.BooleanField(default=False)
    by_account = models.UUIDField(null=True)
    by_office = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Oldest first; the teller is nobody."""

        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="reports_remark_teller_is_nobody",
                condition=Q(by_teller=False) | Q(by_account=None, by_office=""),
            ),
        ]

    def __str__(self) -> str:
        return self.said
