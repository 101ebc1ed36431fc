"""Opening what is sealed, keeping files, changing keys. Each leaves a line."""

import hmac
import os
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from kentongan.ground.basics.errors import NotAllowed, NotFound
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.services import record
from kentongan.ground.seals import keys
from kentongan.ground.seals.fields import Sealed, SealedField, binding_of, seal, unseal
from kentongan.ground.seals.models import StoredFile
from kentongan.ground.seals.rules import RETENTION, FileKind
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import Walled

SEAL_OPEN = "seal_open"


@transaction.atomic
def open_sealed(
    row: models.Model, field: str, *, by: Actor | None, at: datetime, because: str
) -> str:
    """The plain text of one sealed field; empty where nothing was given.

    Args:
        row: A row that the caller was allowed to see.
        field: The sealed field's name.
        because: A short code that goes on the ledger, such as ``release.drafted``.

    Raises:
        NotAllowed: `by` may not open seals where this row stands.
        SealBroken: The ciphertext was moved or changed.
    """
    return open_many([row], field, by=by, at=at, because=because)[row.pk]


@transaction.atomic
def open_many(
    rows: Sequence[models.Model],
    field: str,
    *,
    by: Actor | None,
    at: datetime,
    because: str,
) -> dict[Any, str]:
    """The plain texts of one field of several rows, on one line of the ledger."""
    if by is not None:
        _check(rows, by)
    closed = {row: getattr(row, field) for row in rows}
    opened = {
        row.pk: _text(value, binding_of(row, field)) for row, value in closed.items()
    }
    sealed = [row for row, value in closed.items() if value is not None]
    if sealed:
        record(
            "seal.opened",
            f"{sealed[0]._meta.model_name}:{sealed[0].pk}",
            by=by,
            at=at,
            place=str(getattr(sealed[0], "place", "")),
            facts={
                "field": field,
                "count": len(sealed),
                "because": because,
                "ids": [str(row.pk) for row in sealed[:100]],
            },
        )
    return opened


def _check(rows: Iterable[models.Model], by: Actor) -> None:
    reach = by.reach(SEAL_OPEN)
    for row in rows:
        if isinstance(row, Walled) and not row.is_within(reach):
            raise NotAllowed(_("You may not open what is sealed here."))
        if not reach:
            raise NotAllowed(_("You may not open what is sealed."))


def _text(value: Sealed | str | None, binding: str) -> str:
    if isinstance(value, Sealed):
        return unseal(value, binding)
    return value or ""


@transaction.atomic
def rotate_keys(*, by: Actor | None, at: datetime) -> dict[str, int]:
    """Seal everything anew with a new key; keys before the previous leave the ring.

    Safe to run again after a crash. A row changed meanwhile keeps its newer value (one
    conditional update). The previous key stays until the next rotation, for a value
    that another process sealed in that very moment.

    Returns:
        ``model.field`` to the number of values sealed anew.
    """
    number = keys.add_key()
    totals = {
        f"{model._meta.label_lower}.{field.name}": _reseal(model, field.name, number)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    }
    record(
        "keys.rotated",
        f"key:{number}",
        by=by,
        at=at,
        facts={"values": sum(totals.values())},
    )
    transaction.on_commit(lambda: keys.drop_keys_before(number - 1))
    return totals


def _reseal(model: type[models.Model], field: str, number: int) -> int:
    rows: models.QuerySet[models.Model] = (
        models.QuerySet(model).exclude(**{field: None}).only("pk", field)
    )
    count = 0
    for row in rows.iterator(chunk_size=2000):
        old: Sealed = getattr(row, field)
        if old.key_number == number:
            continue
        binding = binding_of(row, field)
        new = seal(unseal(old, binding), binding)
        same: models.QuerySet[models.Model] = models.QuerySet(model)
        count += same.filter(**{"pk": row.pk, field: old}).update(**{field: new})
    return count


@transaction.atomic
def keep_file(
    data: bytes, *, kind: FileKind, media_type: str, at: datetime
) -> StoredFile:
    """Keep a content encrypted; the same content is kept once, for the longer time."""
    digest = hmac.digest(keys.ring().files, data, "sha256").hex()
    expires_at = at + RETENTION[kind]
    path = _path(digest)
    if not path.exists():
        _write(path, digest, data)
    stored, new = StoredFile.objects.get_or_create(
        digest=digest,
        defaults={
            "id": new_id(),
            "kind": kind,
            "media_type": media_type,
            "size": len(data),
            "kept_at": at,
            "expires_at": expires_at,
        },
    )
    if not new:
        StoredFile.objects.filter(pk=stored.pk).update(
            expires_at=Greatest("expires_at", models.Value(expires_at)), gone_at=None
        )
    return stored


def read_file(file_id: UUID) -> tuple[bytes, str]:
    """A kept content and its media type.

    Raises:
        NotFound: It was never kept, or its time is over.
    """
    stored = StoredFile.objects.filter(pk=file_id, gone_at=None).first()
    path = _path(stored.digest) if stored else None
    if stored is None or path is None or not path.exists():
        raise NotFound(_("This file is no longer kept."))
    raw = path.read_bytes()
    data = AESGCM(keys.ring().files).decrypt(raw[:12], raw[12:], stored.digest.encode())
    return data, stored.media_type


@transaction.atomic
def expire_files(*, at: datetime) -> int:
    """Remove the files whose time is over; how many. Their rows say when they went."""
    due = list(StoredFile.objects.filter(expires_at__lte=at, gone_at=None)[:1000])
    for stored in due:
        _path(stored.digest).unlink(missing_ok=True)
    StoredFile.objects.filter(pk__in=[s.pk for s in due]).update(gone_at=at)
    if due:
        record(
            "file.expired",
            f"file:{due[0].pk}",
            by=None,
            at=at,
            facts={"count": len(due)},
        )
    return len(due)


def _path(digest: str) -> Path:
    home: Path = settings.KENTONGAN_HOME
    return home / "files" / digest[:2] / digest


def _write(path: Path, digest: str, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    nonce = secrets.token_bytes(12)
    body = AESGCM(keys.ring().files).encrypt(nonce, data, digest.encode())
    beside = path.with_name(f".{digest}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(nonce + body)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
