"""Pictures of a release: photos of its visits, in the sizes that screens need."""

import io
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from PIL import Image

from kentongan.beat.visits.selectors import photo as visit_photo
from kentongan.desk.news.models import Release, ReleasePicture
from kentongan.desk.news.rules.states import Act, Faces, State, may
from kentongan.desk.news.services.allowed import (
    allowed,
    length_of,
    move,
    note,
    remember,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, NotFound, Overtaken
from kentongan.ground.basics.texts import line
from kentongan.ground.seals.rules import FileKind
from kentongan.ground.seals.services import keep_file
from kentongan.ground.wall.actors import Actor

WIDTHS: Final = (480, 960, 1440)
QUALITY: Final = 78
MOST_PICTURES: Final = 8


@transaction.atomic
def add_picture(
    release_id: UUID, visit_id: UUID, photo_id: UUID, *, by: Actor, at: datetime
) -> ReleasePicture:
    """Take a photo of one of its visits into a release, as WebP in several widths.

    Raises:
        NotFound: No such photo among its visits, or it is no longer kept.
        Invalid: It is in already, or one too many.
        Overtaken: The release is published.
    """
    row = _open(release_id, by)
    if str(visit_id) not in row.visits:
        raise NotFound(_("There is no such picture."))
    count = row.pictures.count()
    if count >= MOST_PICTURES:
        raise Invalid(_("Eight pictures are the most."))
    data, _media = visit_photo(by, visit_id, photo_id)
    with Image.open(io.BytesIO(data)) as opened:
        picture = opened.convert("RGB")
    sizes = {
        str(width): str(
            keep_file(webp, kind=FileKind.DOCUMENT, media_type="image/webp", at=at).pk
        )
        for width, webp in _cut(picture)
    }
    try:
        with transaction.atomic():
            made = ReleasePicture.objects.create(
                release=row,
                photo_id=photo_id,
                sizes=sizes,
                width_px=picture.width,
                height_px=picture.height,
                order=count,
            )
    except IntegrityError as error:
        raise Invalid(_("This picture is in already.")) from error
    _changed(row, by, at)
    note(row, "picture-added", by=by, at=at, picture=str(made.pk))
    return made


@transaction.atomic
def describe_picture(  # noqa: PLR0913  a picture has this many parts
    release_id: UUID,
    picture_id: UUID,
    *,
    alt: str,
    caption: str,
    credit: str,
    faces: Faces,
    by: Actor,
    at: datetime,
) -> ReleasePicture:
    """Say what is to be seen, whose it is, and whether a child can be recognised.

    Raises:
        NotFound: No such picture in this release.
        Invalid: The description is missing, or too long.
    """
    row = _open(release_id, by)
    found = row.pictures.filter(pk=picture_id).first()
    if found is None:
        raise NotFound(_("There is no such picture."))
    kept = {"alt": line(alt), "caption": line(caption), "credit": line(credit)}
    wrong = {
        name: _("Shorter, please.")
        for name, text in kept.items()
        if len(text) > length_of(ReleasePicture, name)
    }
    if not kept["alt"]:
        wrong["alt"] = _("Describe this picture for those who cannot see it.")
    if wrong:
        raise Invalid(_("This picture cannot be shown like that."), wrong)
    ReleasePicture.objects.filter(pk=found.pk).update(faces=faces, **kept)
    found.refresh_from_db()
    _changed(row, by, at)
    note(row, "picture-described", by=by, at=at, picture=str(found.pk))
    return found


@transaction.atomic
def remove_picture(
    release_id: UUID, picture_id: UUID, *, by: Actor, at: datetime
) -> None:
    """Take a picture out again.

    Raises:
        NotFound: No such picture in this release.
    """
    row = _open(release_id, by)
    gone, _each = row.pictures.filter(pk=picture_id).delete()
    if not gone:
        raise NotFound(_("There is no such picture."))
    _changed(row, by, at)
    note(row, "picture-removed", by=by, at=at, picture=str(picture_id))


def _open(release_id: UUID, by: Actor) -> Release:
    row = allowed(release_id, by, Permission.NEWS_WRITE)
    if not may(Act.EDIT, State(row.state)):
        raise Overtaken(_("This release is published; its pictures stand as they are."))
    return row


def _changed(row: Release, by: Actor, at: datetime) -> None:
    """A release with another picture is another release: nobody approved it yet."""
    move(row, Act.EDIT, at=at, version=row.version + 1)
    remember(row, by=by, at=at)


def _cut(picture: Image.Image) -> list[tuple[int, bytes]]:
    """Widths up to the picture's own, never enlarged."""
    widths = sorted({min(width, picture.width) for width in WIDTHS})
    cut = []
    for width in widths:
        height = max(1, round(picture.height * width / picture.width))
        out = io.BytesIO()
        small = picture.resize((width, height), Image.Resampling.LANCZOS)
        small.save(out, "WEBP", quality=QUALITY, method=4)
        cut.append((width, out.getvalue()))
    return cut
