"""Photos over a bad line: begun once, gone on at the byte, kept whole or not at all."""

import base64
import hashlib
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from kentongan.beat.visits.models import Photo
from kentongan.doors.field.models import Upload
from kentongan.doors.field.sync.tests.makers import act, phone_of, send, visit_body
from kentongan.doors.field.sync.uploads import KEPT_FOR, expire_uploads
from tests.cast import Town


def jpeg() -> bytes:
    held = io.BytesIO()
    Image.effect_noise((300, 200), 60).save(held, "JPEG")
    return held.getvalue()


@pytest.fixture
def phone(town: Town) -> Client:
    """Rina's."""
    return phone_of(town.rina)


@pytest.fixture
def visit_id(phone: Client, town: Town) -> str:
    """A visit of hers that is stored."""
    at = datetime.now(UTC) - timedelta(hours=1)
    (answer,) = send(phone, act("visit.record", visit_body(town, at), at))
    return str(answer["subject"].partition(":")[2])


def begin(phone: Client, visit_id: str, data: bytes, **more: str) -> Any:
    told = {"visit": visit_id, "sha256": hashlib.sha256(data).hexdigest()} | more
    header = ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}"
        for name, value in told.items()
    )
    return phone.post(
        "/field/uploads",
        headers={"Upload-Length": str(len(data)), "Upload-Metadata": header},
    )


def go_on(phone: Client, where: str, offset: int, data: bytes) -> Any:
    return phone.patch(
        where,
        data,
        content_type="application/offset+octet-stream",
        headers={"Upload-Offset": str(offset)},
    )


def test_a_photo_goes_on_at_the_byte_where_the_line_was_lost(
    phone: Client, visit_id: str
) -> None:
    data = jpeg()
    taken = "2026-07-22T08:00:00+07:00"
    begun = begin(phone, visit_id, data, taken_at=taken, lon="99.1", lat="3.4")
    where = begun["Location"]
    assert (begun.status_code, begun["Tus-Resumable"]) == (201, "1.0.0")
    go_on(phone, where, 0, data[:1000])

    asked = phone.head(where)
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("1000", str(len(data)))
    assert go_on(phone, where, 1000, data[1000:]).status_code == 204

    photo = Photo.objects.get(visit_id=visit_id)
    assert photo.taken_at == datetime.fromisoformat(taken)
    assert photo.point == (99.1, 3.4)
    assert bytes(Upload.objects.get().data) == b""


def test_the_same_photo_begun_again_is_one_upload(phone: Client, visit_id: str) -> None:
    data = jpeg()
    first, second = begin(phone, visit_id, data), begin(phone, visit_id, data)
    assert first["Location"] == second["Location"]

    go_on(phone, first["Location"], 0, data)

    assert begin(phone, visit_id, data)["Upload-Offset"] == str(len(data))
    assert Photo.objects.count() == 1


def test_bytes_that_came_already_are_not_added_again(
    phone: Client, visit_id: str
) -> None:
    data = jpeg()
    where = begin(phone, visit_id, data)["Location"]
    go_on(phone, where, 0, data[:1000])

    assert go_on(phone, where, 0, data[:1000]).status_code == 409
    assert go_on(phone, where, 1000, data).status_code == 422
    assert phone.head(where)["Upload-Offset"] == "1000"


def test_a_damaged_photo_is_dropped_and_can_be_sent_again(
    phone: Client, visit_id: str
) -> None:
    data = jpeg()
    where = begin(phone, visit_id, data)["Location"]

    assert go_on(phone, where, 0, data[::-1]).status_code == 460

    assert phone.head(where).status_code == 404
    assert not Photo.objects.exists()
    again = begin(phone, visit_id, data)["Location"]
    assert go_on(phone, again, 0, data).status_code == 204


def test_a_stranger_neither_begins_nor_goes_on(
    phone: Client, visit_id: str, town: Town
) -> None:
    data = jpeg()
    where = begin(phone, visit_id, data)["Location"]
    stranger = phone_of(town.yosef)

    assert begin(stranger, visit_id, data).status_code == 404
    assert go_on(stranger, where, 0, data).status_code == 404
    assert stranger.head(where).status_code == 404


@pytest.mark.parametrize("size", ["", "x", "0", "3000000"])
def test_a_photo_of_no_size_or_too_large_is_not_begun(
    phone: Client, visit_id: str, size: str
) -> None:
    told = f"visit {base64.b64encode(visit_id.encode()).decode()}"
    told += f",sha256 {base64.b64encode(b'a' * 64).decode()}"

    answer = phone.post(
        "/field/uploads", headers={"Upload-Length": size, "Upload-Metadata": told}
    )

    assert answer.status_code == 422


@pytest.mark.parametrize("told", ["", "visit", "visit x,sha256 y", "visit !!"])
def test_a_photo_that_does_not_say_of_what_is_not_begun(
    phone: Client, told: str
) -> None:
    answer = phone.post(
        "/field/uploads", headers={"Upload-Length": "9", "Upload-Metadata": told}
    )

    assert answer.status_code == 422


def test_what_never_came_to_an_end_is_forgotten(phone: Client, visit_id: str) -> None:
    begin(phone, visit_id, jpeg())
    now = datetime.now(UTC)

    assert expire_uploads(at=now) == 0
    assert expire_uploads(at=now + KEPT_FOR + timedelta(minutes=1)) == 1
