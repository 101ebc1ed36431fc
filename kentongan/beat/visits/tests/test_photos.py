"""Photos: shrunk, stripped, asked about; what is no photo is refused in a sentence."""

import io
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, TiffImagePlugin

from kentongan.beat.visits import selectors, services
from kentongan.beat.visits.models import Photo
from kentongan.beat.visits.rules import Review
from kentongan.beat.visits.services.photos import MOST_PHOTOS
from kentongan.beat.visits.services.pictures import (
    EDGE_PX,
    MOST_BYTES,
    TARGET_BYTES,
    read_picture,
)
from kentongan.beat.visits.tests.makers import again, days_before, record
from kentongan.beat.watch.models import Post
from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound
from tests.cast import Town
from tests.make import NOON, acts, now

TAKEN = datetime(2026, 7, 22, 3, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.KENTONGAN_HOME = tmp_path


def noise(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 90).convert("RGB")


def as_bytes(picture: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def degrees(value: float) -> tuple[TiffImagePlugin.IFDRational, ...]:
    whole = int(value)
    minutes = int((value - whole) * 60)
    seconds = (value - whole - minutes / 60) * 3600
    return tuple(
        TiffImagePlugin.IFDRational(round(part * 10000), 10000)
        for part in (whole, minutes, seconds)
    )


def told_by(lon: float = 99.10, lat: float = 3.40, *, south: bool = False) -> bytes:
    """A picture whose hidden data say when, where and by which phone."""
    exif = Image.Exif()
    exif[0x010F] = "TeleponRahasia"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8769)[0x9003] = "2026:07:22 10:05:00"
    exif.get_ifd(0x8769)[0x9011] = "+07:00"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "S" if south else "N", degrees(lat)
    gps[3], gps[4] = "E", degrees(lon)
    picture = Image.linear_gradient("L").resize((400, 200)).convert("RGB")
    return as_bytes(picture, exif=exif)


def test_hidden_data_are_kept_apart_and_gone_from_the_picture() -> None:
    data = told_by()
    assert b"TeleponRahasia" in data

    read = read_picture(data)

    assert read.taken_at == TAKEN
    assert read.spot == pytest.approx((99.10, 3.40), abs=1e-4)
    assert (read.width_px, read.height_px) == (200, 400)
    kept = Image.open(io.BytesIO(read.jpeg))
    assert kept.format == "JPEG"
    assert not kept.getexif()
    assert b"TeleponRahasia" not in read.jpeg


def test_south_of_the_equator_is_negative() -> None:
    spot = read_picture(told_by(lat=7.5, south=True)).spot
    assert spot is not None
    assert spot.lat == pytest.approx(-7.5, abs=1e-4)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_becomes_small(kind: str) -> None:
    smooth = Image.linear_gradient("L").resize((3000, 2000)).convert("RGB")
    read = read_picture(as_bytes(smooth, kind))
    assert (read.width_px, read.height_px) == (EDGE_PX, 1067)
    assert len(read.jpeg) < TARGET_BYTES


def test_even_pure_noise_fits_in_the_target() -> None:
    read = read_picture(as_bytes(noise(2400, 2400)))
    assert len(read.jpeg) <= TARGET_BYTES
    assert read.width_px == Image.open(io.BytesIO(read.jpeg)).width >= 600


def test_what_was_transparent_is_white() -> None:
    glass = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    kept = Image.open(io.BytesIO(read_picture(as_bytes(glass, "PNG")).jpeg))
    assert kept.getpixel((10, 10)) == (255, 255, 255)


def bomb() -> bytes:
    """A PNG of 40,000 by 40,000 pixels in a few kilobytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        size = len(body).to_bytes(4, "big")
        return size + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    edge = (40_000).to_bytes(4, "big")
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    head = chunk(b"IHDR", edge + edge + b"\x08\x02\0\0\0")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


HOSTILE = {
    "empty": b"",
    "text": b"<script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "gif": as_bytes(Image.new("RGB", (9, 9)), "GIF"),
    "tiff": as_bytes(Image.new("RGB", (9, 9)), "TIFF"),
    "cut": told_by()[:300],
    "head only": b"\xff\xd8\xff\xe0",
    "bomb": bomb(),
    "large": b"\0" * (MOST_BYTES + 1),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_picture_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        read_picture(data)
    assert set(refusal.value.problems) == {"photo"}


def test_hidden_data_of_nonsense_say_nothing() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "kemarin sore"
    exif.get_ifd(0x8769)[0x9011] = "+99:99"
    gps = exif.get_ifd(0x8825)
    gps[2], gps[4] = (500.0, 0.0, 0.0), (0.0, 0.0, 0.0)
    read = read_picture(as_bytes(noise(9, 9), exif=exif))
    assert (read.taken_at, read.spot) == (None, None)


def test_a_photo_is_kept_sealed_and_shown_to_who_sees_the_visit(
    town: Town, tmp_path: Path
) -> None:
    visit = record(town)

    photo = services.add_photo(
        visit.pk, told_by(), by=now(town.rina), at=NOON, caption=" Lampu\nmati "
    )

    data, media_type = selectors.photo(now(town.bonar), visit.pk, photo.pk)
    assert media_type == "image/jpeg"
    assert data[:2] == b"\xff\xd8"
    files = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert files
    assert all(b"\xff\xd8" not in path.read_bytes()[:40] for path in files)
    assert photo.caption == "Lampu mati"
    with pytest.raises(NotFound):
        selectors.photo(now(town.yosef), visit.pk, photo.pk)
    assert "visit.photo-added" in acts("visit", visit.pk)


def test_the_same_picture_is_kept_once_and_asked_about_elsewhere(town: Town) -> None:
    data = told_by()
    first, second = record(town), record(town, date=days_before(3))

    for _ in range(2):
        services.add_photo(first.pk, data, by=now(town.rina), at=NOON)
    assert Photo.objects.filter(visit=first).count() == 1
    assert again(first).review == Review.COUNTED
    services.add_photo(second.pk, data, by=now(town.rina), at=NOON)

    flags = again(second).flags
    assert [flag["flag"] for flag in flags] == ["same_photo", "clock_off"]
    assert flags[0]["visits"] == [str(first.pk)]
    assert again(second).review == Review.FLAGGED
    assert again(second).reviewer_office_id is not None


def test_a_picture_taken_far_away_is_asked_about(town: Town) -> None:
    Post.objects.everywhere(because="test").filter(pk=town.melati.pk).update(
        point=(98.0, 3.40)
    )
    visit = record(town)
    services.add_photo(visit.pk, told_by(), by=now(town.rina), at=NOON)
    assert [flag["flag"] for flag in again(visit).flags] == ["far_from_post"]


def test_photos_are_added_by_those_who_were_there_and_not_without_end(
    town: Town,
) -> None:
    visit = record(town)
    with pytest.raises(NotAllowed):
        services.add_photo(visit.pk, told_by(), by=now(town.bonar), at=NOON)
    with pytest.raises(NotFound):
        services.add_photo(visit.pk, told_by(), by=now(town.yosef), at=NOON)
    Photo.objects.bulk_create(
        Photo(visit=visit, name=f"{n}.jpg") for n in range(MOST_PHOTOS)
    )
    with pytest.raises(Invalid):
        services.add_photo(visit.pk, told_by(), by=now(town.rina), at=NOON)
