"""Pictures from strangers' phones: read with suspicion, shrunk, stripped of secrets."""

import hashlib
import io
import re
import struct
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NoReturn

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from kentongan.ground.basics.errors import Invalid
from kentongan.ground.places.fields import Point, point

MOST_BYTES: Final = 12 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
EDGE_PX: Final = 1600
TARGET_BYTES: Final = 300_000
FORMATS: Final = ("JPEG", "PNG", "WEBP")
_QUALITIES: Final = (82, 70, 55)
_EDGES_PX: Final = (EDGE_PX, 1100, 800, 600)

_BROKEN: Final = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    struct.error,
    EOFError,
    OverflowError,
    MemoryError,
    ZeroDivisionError,
)
"""What Pillow raises at what is not a picture, or only pretends to be one."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept, and what its hidden data said before they went.

    Attributes:
        digest: SHA-256 of the bytes that were handed in.
        taken_at, spot: From EXIF; None where it says nothing that makes sense.
    """

    jpeg: bytes
    width_px: int
    height_px: int
    digest: str
    taken_at: datetime | None
    spot: Point | None


def read_picture(data: bytes) -> Picture:
    """Shrink to at most 1600 pixels a side, and write anew as JPEG without EXIF.

    Raises:
        Invalid: Too large, of another kind, broken, or a bomb.
    """
    if len(data) > MOST_BYTES:
        _refuse(_("This picture is too large. Twelve megabytes is the most."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _read(data)
    except _BROKEN:
        _refuse(_("This is not a picture that we can read. JPEG, PNG or WebP, please."))


def _refuse(sentence: str) -> NoReturn:
    raise Invalid(sentence, {"photo": sentence}) from None


def _read(data: bytes) -> Picture:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        # The header alone is read so far: a bomb is seen before it goes off.
        if opened.width * opened.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        exif = opened.getexif()
        taken_at, spot = _taken_at(exif), _spot(exif)
        opened.draft("RGB", (EDGE_PX, EDGE_PX))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((EDGE_PX, EDGE_PX), Image.Resampling.LANCZOS)
        plain = _on_white(upright)
    jpeg = _jpeg(plain)
    return Picture(
        jpeg=jpeg,
        width_px=plain.width,
        height_px=plain.height,
        digest=hashlib.sha256(data).hexdigest(),
        taken_at=taken_at,
        spot=spot,
    )


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency, and as new pixels that carry nothing of the old file."""
    layer = picture.convert("RGBA")
    plain = Image.new("RGB", layer.size, "white")
    plain.paste(layer, mask=layer.getchannel("A"))
    return plain


def _jpeg(picture: Image.Image) -> bytes:
    """As good as the target allows: coarser first, then smaller (in place)."""
    for edge in _EDGES_PX:
        picture.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= TARGET_BYTES:
                return out.getvalue()
    return out.getvalue()


def _taken_at(exif: Image.Exif) -> datetime | None:
    """When it was taken; None where no zone is said: a wall clock alone is no moment.

    GPS time counts, which is UTC.
    """
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    written = detail.get(ExifTags.Base.DateTimeOriginal)
    offset = detail.get(ExifTags.Base.OffsetTimeOriginal)
    if isinstance(written, str) and isinstance(offset, str):
        try:
            naive = datetime.strptime(f"{written} {offset}", "%Y:%m:%d %H:%M:%S %z")
        except ValueError:
            naive = None
        if naive is not None:
            return naive
    return _gps_time(exif)


def _gps_time(exif: Image.Exif) -> datetime | None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    day, clock = gps.get(ExifTags.GPS.GPSDateStamp), gps.get(ExifTags.GPS.GPSTimeStamp)
    if not isinstance(day, str) or not re.fullmatch(r"\d{4}:\d\d:\d\d\0?", day):
        return None
    try:
        hours, minutes, seconds = (float(part) for part in clock or ())
        start = datetime.strptime(day[:10], "%Y:%m:%d").replace(tzinfo=UTC)
        return start + timedelta(hours=hours, minutes=minutes, seconds=seconds)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None


def _spot(exif: Image.Exif) -> Point | None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        lat = _degrees(gps, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S")
        lon = _degrees(
            gps, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W"
        )
        spot = point(lon, lat)
    except (TypeError, ValueError, KeyError, ZeroDivisionError, OverflowError):
        return None
    return None if spot == (0.0, 0.0) else spot  # what a phone without a fix writes


def _degrees(gps: Any, value: int, reference: int, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in gps[value])
    size = degrees + minutes / 60 + seconds / 3600
    return -size if str(gps[reference]).upper().startswith(negative) else size
