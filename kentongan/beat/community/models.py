"""Contacts with a public role, partner organisations, and when each was last met."""

from django.db import models
from django.db.models import Q

from kentongan.beat.community.rules import (
    NAME_LENGTH,
    ROLE_LENGTH,
    Consent,
    FigureKind,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.seals.fields import SealedField
from kentongan.ground.wall.models import Placed

_LISTED = Q(ended_at=None)


class Partner(Placed):
    """An organisation that answers for something: village office, PLN, a school."""

    name = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=30)
    phone = SealedField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """For an area's list; one of a name at a place."""

        indexes = [models.Index(fields=["place", "id"], name="community_partners")]
        constraints = [
            models.UniqueConstraint(
                fields=["place_id", "name"],
                name="community_partner_once",
                condition=_LISTED,
            )
        ]

    def __str__(self) -> str:
        return self.name


class Contact(Placed):
    """A person with a public role, or one who agreed to be known by the police.

    No opinions, politics or faith. The contact belongs to an office, not to the
    officer who holds it, so a hand-over moves nothing.
    """

    name = SealedField()
    # Blind indexes: the same name or number is found without opening any.
    name_key = models.CharField(max_length=64, blank=True)
    phone_key = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=30, choices=FigureKind.choices())
    role = models.CharField(max_length=ROLE_LENGTH, blank=True)
    phone = SealedField()
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="+")
    office_id = models.UUIDField(null=True, db_index=True)
    consent = models.CharField(max_length=20, choices=Consent.choices())
    consent_at = models.DateTimeField()
    last_met_at = models.DateTimeField(null=True)
    last_met_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """For a village's list, for finding the same person, and for forgetting."""

        indexes = [
            models.Index(fields=["place", "kind"], name="community_by_place"),
            models.Index(fields=["phone_key"], name="community_by_phone"),
            models.Index(
                fields=["consent_at"],
                name="community_to_forget",
                condition=Q(kind=FigureKind.RESIDENT.value, name__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["place_id", "kind", "name_key"],
                name="community_contact_once",
                condition=_LISTED & ~Q(name_key=""),
            ),
            models.CheckConstraint(
                name="community_resident_agreed",
                condition=~Q(
                    kind=FigureKind.RESIDENT.value, consent=Consent.PUBLIC_ROLE.value
                ),
            ),
        ]

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
