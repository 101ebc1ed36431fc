"""What came in by the field app: devices, acts, acts that wait, photos on their way."""

from django.db import models

from kentongan.ground.basics.ids import new_id
from kentongan.ground.places.fields import PointField
from kentongan.ground.seals.fields import SealedField


class Device(models.Model):
    """A phone on which somebody may unlock the app; theirs until it is revoked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account_id = models.UUIDField(db_index=True)
    label = models.CharField(max_length=80)
    public_key = models.JSONField(default=dict)
    enrolled_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.label


class Act(models.Model):
    """An act's id, claimed for ever by what it said. A refused act leaves no row."""

    id = models.UUIDField(primary_key=True, editable=False)
    digest = models.CharField(max_length=64)
    account_id = models.UUIDField(db_index=True)
    device_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    outcome = models.CharField(max_length=10)
    subject = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(null=True)
    done_at = models.DateTimeField()
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.outcome} {self.subject}"


class HeldAct(models.Model):
    """What a held act says, sealed, until what it waits for has come."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account_id = models.UUIDField(db_index=True)
    reason = models.CharField(max_length=20)
    after = models.JSONField(default=list)
    body = SealedField()
    held_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.id}: {self.reason}"


class Upload(models.Model):
    """A photo on its way: as many of its bytes as have come."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account_id = models.UUIDField(db_index=True)
    visit_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    offset = models.PositiveIntegerField(default=0)
    data = models.BinaryField(default=bytes)
    photo_id = models.UUIDField(null=True)
    begun_at = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(null=True)
    point = PointField(null=True)

    def __str__(self) -> str:
        return f"{self.offset} of {self.size}"
