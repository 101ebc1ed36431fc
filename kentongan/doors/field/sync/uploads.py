"""Photos in pieces, by tus 1.0.0: begun, asked how far, gone on at the byte."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import BinaryField, F, Func, Value
from django.utils.translation import gettext as _

from kentongan.beat.visits import selectors as visits
from kentongan.beat.visits import services
from kentongan.doors.field.models import Upload
from kentongan.doors.field.sync.answers import MOST_BYTES, account_of, uuid_of
from kentongan.doors.field.sync.reading import moment
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.errors import Conflicting, Invalid, NotFound, Refusal
from kentongan.ground.places.fields import Point, point

KEPT_FOR: Final = timedelta(days=14)
"""How long a photo may be on its way."""


class BadSum(Refusal):
    """The bytes that came are not those that were promised (tus: 460)."""

    code = "bad-sum"
    http_status = 460


@dataclass(frozen=True)
class Beside:
    """What the phone knows of a photo besides its bytes."""

    visit_id: UUID
    sha256: str
    taken_at: datetime | None
    point: Point | None


def beside(header: str) -> Beside:
    """What ``Upload-Metadata`` says.

    Raises:
        Invalid: No visit, or no hash.
    """
    told = _metadata(header)
    visit_id = uuid_of(told.get("visit"))
    sha256 = told.get("sha256", "")
    if visit_id is None or not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise Invalid(_("Say of which visit the photo is, and its hash."))
    return Beside(visit_id, sha256, moment(told.get("taken_at")), _point(told))


@transaction.atomic
def begin(told: Beside, size: int, *, by: Principal, at: datetime) -> Upload:
    """Make room for a photo; the same photo of the same visit is one upload.

    Raises:
        NotFound: No such visit in sight.
        Invalid: It is empty, or too large.
    """
    if not 0 < size <= MOST_BYTES:
        raise Invalid(_("This photo is too large."))
    visits.visit(by, told.visit_id)
    same = Upload.objects.filter(
        account_id=account_of(by), visit_id=told.visit_id, sha256=told.sha256, size=size
    )
    found = same.order_by("begun_at").first()
    if found is not None:
        return found
    return Upload.objects.create(
        account_id=account_of(by),
        visit_id=told.visit_id,
        sha256=told.sha256,
        size=size,
        begun_at=at,
        taken_at=told.taken_at,
        point=told.point,
    )


def upload(upload_id: UUID, *, by: Principal) -> Upload:
    """One's own upload.

    Raises:
        NotFound: None of theirs.
    """
    row = Upload.objects.filter(pk=upload_id, account_id=account_of(by)).first()
    if row is None:
        raise NotFound(_("There is no such upload."))
    return row


@transaction.atomic
def go_on(
    upload_id: UUID, offset: int, data: bytes, *, by: Principal, at: datetime
) -> Upload:
    """Add bytes behind `offset`; with the last one the photo is on its visit.

    Raises:
        NotFound: None of theirs.
        Conflicting: The upload stands elsewhere; ask where.
        BadSum: All bytes came, and they are others. The upload is gone.
    """
    row = upload(upload_id, by=by)
    if offset + len(data) > row.size:
        raise Invalid(_("This photo is too large."))
    ready = Upload.objects.filter(pk=row.pk, offset=offset, photo_id=None)
    longer = Func(
        F("data"),
        Value(data, output_field=BinaryField()),
        template="%(expressions)s",
        arg_joiner=" || ",
        output_field=BinaryField(),
    )
    won = ready.update(offset=offset + len(data), data=longer)
    if not won:
        raise Conflicting(_("This upload stands at another byte."))
    row.refresh_from_db()
    if row.offset == row.size:
        _finish(row, by=by, at=at)
    return row


def is_whole(row: Upload) -> bool:
    """Whether what came is what was promised; also while more is to come."""
    if row.offset < row.size:
        return True
    return hashlib.sha256(bytes(row.data)).hexdigest() == row.sha256


def discard(upload_id: UUID, *, by: Principal) -> None:
    """Drop an upload whose bytes are not what was promised."""
    Upload.objects.filter(pk=upload_id, account_id=account_of(by)).delete()


def _finish(row: Upload, *, by: Principal, at: datetime) -> None:
    if not is_whole(row):
        raise BadSum(_("The photo was damaged on the way. Send it again."))
    photo = services.add_photo(
        row.visit_id,
        bytes(row.data),
        by=by,
        at=at,
        seen=services.Seen(row.taken_at, row.point),
    )
    row.photo_id = photo.pk
    row.data = b""
    row.save(update_fields=["photo_id", "data"])


def expire_uploads(*, at: datetime) -> int:
    """Forget uploads that were never finished, and that finished ones were."""
    gone, _kinds = Upload.objects.filter(begun_at__lte=at - KEPT_FOR).delete()
    return gone


def _metadata(header: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for pair in header.split(","):
        name, _blank, value = pair.strip().partition(" ")
        try:
            told[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError) as error:
            raise Invalid(
                _("Say of which visit the photo is, and its hash.")
            ) from error
    return told


def _point(told: Mapping[str, Any]) -> Point | None:
    try:
        return point(float(told["lon"]), float(told["lat"]))
    except (KeyError, ValueError):
        return None
