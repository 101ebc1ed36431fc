"""Contacts with a public role, partner organisations, and when each was last met."""


from django.db import models

from kentongan.beat.community.rules import Consent, FigureKind
from kentongan.ground.basics.ids import new_id
from kentongan.ground.seals.fields import SealedField
from kentongan.ground.wall.models import Placed


class Partner(Placed):
    """An organisation that answers for something: village office, PLN, a school."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30)
    phone = SealedField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Contact(Placed):
    """A person with a public role, or one who agreed to be known by the police.

    No opinions, politics or faith. The contact belongs to an office, not to the
    officer who holds it, so a hand-over moves nothing.
    """

    name = SealedField()
    kind = models.CharField(max_length=30, choices=FigureKind.choices())
    role = models.CharField(max_length=80, blank=True)
    phone = SealedField()
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="+")
    office_id = models.UUIDField(null=True, db_index=True)
    consent = models.CharField(max_length=20, choices=Consent.choices())
    consent_at = models.DateTimeField()
    last_met_at = models.DateTimeField(null=True)
    last_met_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One index for a village's list."""

        indexes = [models.Index(fields=["place", "kind"], name="community_by_place")]

    def __str__(self) -> str:
        return f"{self.role or self.kind} ({self.place})"


class Meeting(models.Model):
    """That a contact was met, by which office holder, on what occasion."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="meetings")
    officer_id = models.UUIDField(null=True)
    office_id = models.UUIDField(null=True)
    occasion = models.CharField(max_length=60)
    met_at = models.DateTimeField()

    class Meta:
        """The same occasion counts once."""

        constraints = [
            models.UniqueConstraint(
                fields=["contact", "occasion"], name="community_met_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} at {self.met_at:%Y-%m-%d}"
