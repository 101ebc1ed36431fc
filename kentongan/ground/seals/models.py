"""Files that are kept encrypted beside the database, one row for each content."""

from django.db import models

from kentongan.ground.basics.ids import new_id
from kentongan.ground.seals.rules import FileKind


class StoredFile(models.Model):
    """One content, kept once however often it is handed in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in FileKind]
    )
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    kept_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    gone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:12]}"
