"""Visits as they were on the day, what was checked, and what a superior said to it."""

from django.db import models

from kentongan.beat.visits.rules import Flag, ItemState, Kind, Presence, Review, Source
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import Zone
from kentongan.ground.places.fields import PointField
from kentongan.ground.seals.fields import SealedField
from kentongan.ground.wall.models import PathField, Placed


def _choices(enum: type) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]  # type: ignore[attr-defined]


class Sheet(models.Model):
    """One version of an inspection sheet. Never changed: an edit is a new version."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = PathField(blank=True)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    sections = models.JSONField()
    made_at = models.DateTimeField()
    in_force = models.BooleanField(default=True)

    class Meta:
        """Versions count up for each unit; one is in force."""

        constraints = [
            models.UniqueConstraint(
                fields=["unit", "version"], name="visits_sheet_version"
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(in_force=True),
                name="visits_sheet_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class Visit(Placed):
    """One visit: where, when, by which office, and what came of it.

    ``place`` alone decides who sees it. ``written`` keeps the place in the record's
    own words, where it came with any.
    """

    kind = models.CharField(max_length=30, choices=_choices(Kind))
    date = models.DateField()
    time = models.TimeField(null=True)
    zone = models.CharField(max_length=4, choices=_choices(Zone), blank=True)
    until = models.TimeField(null=True)
    weekday_as_written = models.CharField(max_length=20, blank=True)
    written = models.JSONField(default=dict)
    code_of_day = models.CharField(max_length=40, blank=True)
    spot = models.CharField(max_length=160, blank=True)
    point = PointField(null=True)
    accuracy_m = models.PositiveIntegerField(null=True)
    post_id = models.UUIDField(null=True, db_index=True)

    unit = PathField(blank=True)
    unit_names = models.JSONField(default=dict)
    office_id = models.UUIDField(null=True)
    recorded_by = models.UUIDField(null=True)
    recorded_officer_id = models.UUIDField(null=True)
    recorded_office = models.CharField(max_length=200)

    programmes = models.JSONField(default=list)
    purposes = models.JSONField(default=list)
    messages = models.JSONField(default=list)
    outcome = models.TextField(blank=True)
    outcome_key = models.CharField(max_length=64, blank=True)
    quotes = SealedField()
    attendee_count = models.PositiveIntegerField(null=True)

    source = models.CharField(max_length=20, choices=_choices(Source))
    verified = models.BooleanField(default=True)
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    corrected_at = models.DateTimeField(null=True)

    review = models.CharField(
        max_length=20, choices=_choices(Review), default=Review.COUNTED.value
    )
    reviewer_office_id = models.UUIDField(null=True)
    flags = models.JSONField(default=list)
    sampled = models.BooleanField(default=False)

    done_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        """For the list of an area, a post's history, and a reviewer's desk."""

        indexes = [
            models.Index(fields=["place", "-done_at"], name="visits_by_place"),
            models.Index(fields=["post_id", "-done_at"], name="visits_by_post"),
            models.Index(fields=["recorded_by", "-done_at"], name="visits_by_recorder"),
            models.Index(
                fields=["place", "-done_at"],
                name="visits_to_review",
                condition=models.Q(review__in=["flagged", "answered"]),
            ),
            models.Index(
                fields=["reviewer_office_id", "done_at"],
                name="visits_on_the_desk",
                condition=models.Q(review__in=["flagged", "answered"]),
            ),
            models.Index(
                fields=["place", "done_at"],
                name="visits_asked",
                condition=models.Q(review="asked"),
            ),
            models.Index(
                fields=["outcome_key"],
                name="visits_same_outcome",
                condition=~models.Q(outcome_key=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.date} {self.place}"


class Attendance(models.Model):
    """Who was there, with rank, position and unit as they were on the day.

    Officers and holders of a public office are named; of other residents the role and
    the count, and a name only where agreed or already published, always sealed.
    ``done_at`` repeats the visit's, so that one index finds an officer's visits.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="attendance")
    presence = models.CharField(max_length=20, choices=_choices(Presence))
    done_at = models.DateTimeField()
    officer_id = models.UUIDField(null=True)
    contact_id = models.UUIDField(null=True)
    name = models.CharField(max_length=120, blank=True)
    sealed_name = SealedField()
    consent = models.CharField(max_length=20, blank=True)
    rank = models.CharField(max_length=30, blank=True)
    degrees = models.JSONField(default=list)
    position = models.CharField(max_length=80, blank=True)
    acting = models.CharField(max_length=4, blank=True)
    unit_name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=80, blank=True)
    count = models.PositiveIntegerField(default=1)
    on_site = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the order in which they were named; no resident's name in the open."""

        ordering = ["order", "id"]
        indexes = [
            models.Index(
                fields=["officer_id", "-done_at"],
                name="visits_of_an_officer",
                condition=models.Q(officer_id__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="visits_names_are_sealed",
                condition=models.Q(name="")
                | models.Q(presence__in=["officer", "military"])
                | models.Q(presence="figure", consent="public_role"),
            ),
            models.CheckConstraint(
                name="visits_names_have_a_reason",
                condition=models.Q(sealed_name__isnull=True) | ~models.Q(consent=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.presence} {self.role or self.position}"


class Inspection(models.Model):
    """What was found at a post: the quick check of every visit, or the full sheet.

    ``sheet_ref`` is the sheet's name as the record gives it; ``sheet`` only an edited
    one of ours. Where the sheet is not known, nothing is scored.
    """

    visit = models.OneToOneField(
        Visit, models.CASCADE, primary_key=True, related_name="inspection"
    )
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, related_name="+")
    sheet_ref = models.CharField(max_length=220, blank=True)
    quick = models.JSONField(default=dict)
    score = models.FloatField(null=True)
    share_assessed = models.FloatField(default=0)

    def __str__(self) -> str:
        return f"inspection of {self.visit_id}"


class Item(models.Model):
    """One item of the full sheet, as it was found."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="items")
    item = models.CharField(max_length=40)
    state = models.CharField(max_length=20, choices=_choices(ItemState))
    score = models.PositiveSmallIntegerField(null=True)
    count = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Each item once, in the order of the record."""

        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "item"], name="visits_item_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.state}"


class Photo(models.Model):
    """A picture, stripped of its hidden data after time and position were kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos")
    file_id = models.UUIDField(null=True)
    name = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    caption = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(null=True)
    point = PointField(null=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    width_px = models.PositiveIntegerField(null=True)
    height_px = models.PositiveIntegerField(null=True)
    added_at = models.DateTimeField(null=True)

    class Meta:
        """In the order in which they were handed in."""

        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.caption or self.name


class Heard(models.Model):
    """That a report was taken in during a visit, with its category as written."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="heard")
    report_id = models.UUIDField(unique=True)
    category = models.CharField(max_length=30, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the order in which it was told."""

        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.report_id} in {self.visit_id}"


class Promised(models.Model):
    """That a follow-up was promised during a visit, as it was said on that day."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="promised")
    follow_up_id = models.UUIDField(unique=True)
    answers = models.CharField(max_length=120, blank=True)
    due = models.DateField(null=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the order in which they were promised."""

        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.follow_up_id} in {self.visit_id}"


class Version(models.Model):
    """What a visit said before it was corrected: the whole record, sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = SealedField()
    by_account = models.UUIDField(null=True)
    by_office = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Each version once, oldest first."""

        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "version"], name="visits_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} v{self.version}"


class Word(models.Model):
    """A word in the exchange between the officer and the superior about a visit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="words")
    review = models.CharField(max_length=20, choices=_choices(Review))
    text = models.CharField(max_length=500, blank=True)
    by_account = models.UUIDField(null=True)
    by_officer = models.UUIDField(null=True)
    by_office = models.CharField(max_length=200)
    by_title = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.review}: {self.text}"


class Heading(models.Model):
    """How a Polres words its WhatsApp reports: heading, dasar (Sprin), closing."""

    unit = PathField(primary_key=True)
    greeting = models.CharField(max_length=200)
    basis = models.CharField(max_length=300, blank=True)
    closing = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return str(self.unit)


__all__ = [
    "Attendance",
    "Flag",
    "Heading",
    "Heard",
    "Inspection",
    "Item",
    "Photo",
    "Promised",
    "Sheet",
    "Version",
    "Visit",
    "Word",
]
