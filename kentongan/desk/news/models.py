"""Releases behind the wall, and apart from them what the public may read."""

from django.db import models

from kentongan.desk.news.rules.states import Answer, Faces, State
from kentongan.desk.news.rules.words import Language
from kentongan.ground.basics.ids import new_id
from kentongan.ground.wall.models import PathField, Placed


def _choices(enum: type) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in enum]  # type: ignore[attr-defined]


class Release(Placed):
    """A text about one visit or several, on its way to the public.

    Nothing of it is read by a public page: those know editions alone.
    """

    wall_unit = "unit"

    unit = PathField()
    visits = models.JSONField(default=list)
    event_date = models.DateField()
    language = models.CharField(
        max_length=2, choices=_choices(Language), default=Language.ID.value
    )
    headline = models.CharField(max_length=160)
    body = models.TextField()
    whatsapp = models.TextField(blank=True)
    caption = models.TextField(blank=True)
    # What the record did not say when it was written, and what it may not say.
    missing = models.JSONField(default=list)
    left_out = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        max_length=12, choices=_choices(State), default=State.DRAFT.value
    )
    version = models.PositiveIntegerField(default=1)
    on_hold = models.BooleanField(default=False)
    made_by = models.UUIDField(null=True)
    made_office = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        """For the list of an office."""

        indexes = [
            models.Index(fields=["place", "-changed_at"], name="news_by_place"),
            models.Index(fields=["unit", "-changed_at"], name="news_by_unit"),
        ]

    def __str__(self) -> str:
        return self.headline


class ReleaseVersion(models.Model):
    """What a release said, and the step that somebody took with it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=_choices(State))
    headline = models.CharField(max_length=160)
    body = models.TextField()
    because = models.CharField(max_length=300, blank=True)
    by_account = models.UUIDField(null=True)
    by_office = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Oldest first; ids are in the order of time."""

        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.release_id} v{self.version} {self.state}"


class ReleaseQuote(models.Model):
    """Words that somebody is asked to stand by, and what they answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, models.CASCADE, related_name="quotes")
    # As of its release, for the ledger: whoever answers reaches no release.
    unit = PathField()
    place = PathField()
    speaker = models.CharField(max_length=160)
    text = models.CharField(max_length=1000)
    # Of the secret in the address only the digest is kept.
    digest = models.CharField(max_length=64, unique=True)
    answer = models.CharField(
        max_length=10, choices=_choices(Answer), default=Answer.ASKED.value
    )
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """In the order in which they were asked for."""

        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="news_answered_when_answered",
                condition=models.Q(answer="asked", answered_at=None)
                | (~models.Q(answer="asked") & models.Q(answered_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.answer}"


class ReleasePicture(models.Model):
    """A picture of a release in its sizes, with what must be said of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, models.CASCADE, related_name="pictures")
    photo_id = models.UUIDField(null=True)
    alt = models.CharField(max_length=250, blank=True)
    caption = models.CharField(max_length=250, blank=True)
    credit = models.CharField(max_length=120, blank=True)
    faces = models.CharField(
        max_length=14, choices=_choices(Faces), default=Faces.UNKNOWN.value
    )
    # Width in pixels to the id of the file, smallest first.
    sizes = models.JSONField(default=dict)
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the order in which they are shown; each photo once."""

        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "photo_id"], name="news_picture_once"
            )
        ]

    def __str__(self) -> str:
        return self.alt or self.caption


class Edition(models.Model):
    """What the public reads: a copy, made at publishing and emptied at withdrawal.

    No wall stands around it, since nothing is in it that not everybody may know.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    unit = PathField()
    place = PathField()
    unit_name = models.CharField(max_length=120)
    place_name = models.CharField(max_length=240)
    slug = models.CharField(max_length=80)
    language = models.CharField(max_length=2, choices=_choices(Language))
    event_date = models.DateField()
    headline = models.CharField(max_length=160, blank=True)
    body = models.TextField(blank=True)
    programmes = models.JSONField(default=list)
    pictures = models.JSONField(default=list)
    # Follow-ups of the visits: id, words, who answers, due, whether kept.
    promises = models.JSONField(default=list)
    corrections = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """For front pages and archives; what is withdrawn is empty."""

        indexes = [
            models.Index(fields=["unit", "-published_at"], name="news_public_by_unit"),
            models.Index(
                fields=["place", "-published_at"], name="news_public_by_place"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="news_withdrawn_is_empty",
                condition=models.Q(withdrawn_at=None)
                | models.Q(headline="", body="", pictures=[], promises=[]),
            )
        ]

    def __str__(self) -> str:
        return self.headline


class HouseStyle(models.Model):
    """How a Polres words its releases: patterns for headline, opening, closing."""

    unit = PathField(primary_key=True)
    headline = models.CharField(max_length=160, blank=True)
    opening = models.CharField(max_length=120, blank=True)
    closing = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return str(self.unit)
