"""Phones on which somebody unlocks the app: enrolled, listed, revoked."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.doors.field.models import Device
from kentongan.doors.field.sync.answers import Revoked, account_of, uuid_of
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.models import Account
from kentongan.ground.basics.errors import Invalid, NotFound
from kentongan.ground.basics.texts import line
from kentongan.ground.ledger.services import record

LABEL_LENGTH: Final = 80
MOST_KEY_PARTS: Final = 12
MOST_KEY_LETTERS: Final = 2000


@transaction.atomic
def enroll(label: str, public_key: Any, *, by: Principal, at: datetime) -> Device:
    """Put a phone on the account's list.

    Raises:
        Invalid: It has no name, or its key is none.
    """
    name = line(label)
    problems = {}
    if not 0 < len(name) <= LABEL_LENGTH:
        problems["label"] = _("Give the phone a short name.")
    if not _is_key(public_key):
        problems["public_key"] = _("This is no public key.")
    if problems:
        raise Invalid(_("This phone cannot be enrolled."), problems)
    row = Device.objects.create(
        account_id=account_of(by),
        label=name,
        public_key=public_key or {},
        enrolled_at=at,
        seen_at=at,
    )
    record("device.enrolled", f"device:{row.pk}", by=by, at=at)
    return row


@transaction.atomic
def revoke(device_id: UUID, *, by: Principal, at: datetime) -> None:
    """Take a phone off the account: it gets nothing more, and what it sends is held.

    Raises:
        NotFound: No such phone of theirs.
    """
    mine = Device.objects.filter(pk=device_id, account_id=account_of(by))
    if mine.filter(revoked_at=None).update(revoked_at=at):
        record("device.revoked", f"device:{device_id}", by=by, at=at)
    elif not mine.exists():
        raise NotFound(_("There is no such phone."))


def mark_seen(device_id: str | None, *, by: Principal, at: datetime) -> None:
    """Keep when a phone last asked.

    Raises:
        Revoked: It was taken off the account: it gets nothing more.
    """
    found = uuid_of(device_id)
    if found is None:
        return
    mine = Device.objects.filter(pk=found, account_id=account_of(by), revoked_at=None)
    if not mine.update(seen_at=at):
        raise Revoked(_("This phone was taken off your account."))


def devices_of(account: Account) -> list[dict[str, Any]]:
    """The account's phones, the latest first, as they travel."""
    rows = Device.objects.filter(account_id=account.pk).order_by("-enrolled_at")
    return [
        {
            "id": str(row.pk),
            "label": row.label,
            "enrolled_at": row.enrolled_at.isoformat(),
            "seen_at": row.seen_at.isoformat(),
            "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
        }
        for row in rows
    ]


def _is_key(given: Any) -> bool:
    """A JSON Web Key without any private part, or none at all."""
    if given is None:
        return True
    return (
        isinstance(given, dict)
        and isinstance(given.get("kty"), str)
        and len(given) <= MOST_KEY_PARTS
        and len(str(given)) <= MOST_KEY_LETTERS
        and not {"d", "p", "q", "k"} & set(given)
    )
