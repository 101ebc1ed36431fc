"""Adding a photo to a visit."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.beat.visits.models import Photo, Visit
from kentongan.beat.visits.rules import Flag, Review
from kentongan.beat.visits.rules.plausibility import (
    Question,
    far_from_post,
    same_photo,
)
from kentongan.beat.visits.selectors.reviewing import is_own
from kentongan.beat.visits.services.allowed import allowed, hold
from kentongan.beat.visits.services.pictures import Picture, read_picture
from kentongan.beat.watch.selectors.posts import by_ids as posts_by_ids
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, NotAllowed
from kentongan.ground.basics.texts import line
from kentongan.ground.ledger.services import record as write_line
from kentongan.ground.places.fields import Point
from kentongan.ground.seals.rules import FileKind
from kentongan.ground.seals.services import keep_file
from kentongan.ground.units.selectors import nearest_superior
from kentongan.ground.wall.actors import Actor

MOST_PHOTOS: Final = 12
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Seen:
    """What a phone says of a photo whose own hidden data are gone already."""

    taken_at: datetime | None = None
    spot: Point | None = None


@transaction.atomic
def add_photo(  # noqa: PLR0913  what is kept of a photo has this many parts
    visit_id: UUID,
    data: bytes,
    *,
    by: Actor,
    at: datetime,
    caption: str = "",
    kind: FileKind = FileKind.PHOTO_OF_PEOPLE,
    seen: Seen | None = None,
) -> Photo:
    """Keep a photo of a visit, shrunk and stripped; the same picture is kept once.

    Its hidden time and position stay beside it as evidence of plausibility, and may
    raise a question, never a refusal.

    Args:
        kind: Decides how long it is kept; people 30 days.
        seen: When and where it was taken, for a photo that does not say so itself.

    Raises:
        NotFound: No such visit in sight.
        NotAllowed: It was somebody else's visit.
        Invalid: It is no picture, too large, or one too many.
    """
    visit = allowed(visit_id, by, Permission.VISIT_RECORD)
    if not is_own(visit, by):
        raise NotAllowed(_("Photos are added by those who made the visit."))
    picture = _with(read_picture(data), seen)
    hold(visit_id)
    kept = list(Photo.objects.filter(visit=visit))
    twin = next((one for one in kept if one.digest == picture.digest), None)
    if twin is not None:
        return twin
    if len(kept) >= MOST_PHOTOS:
        raise Invalid(
            _("A visit has at most %(most)d photos.") % {"most": MOST_PHOTOS},
            {"photo": _("one too many")},
        )
    photo = _store(visit, picture, line(caption)[:200], kind, len(kept), at)
    _ask(visit, _questions(visit, picture, by), at=at)
    write_line(
        "visit.photo-added",
        f"visit:{visit.pk}",
        by=by,
        at=at,
        place=visit.place,
        unit=visit.unit,
        facts={"photo": str(photo.pk), "file": str(photo.file_id)},
    )
    return photo


def _with(picture: Picture, seen: Seen | None) -> Picture:
    if seen is None:
        return picture
    return replace(
        picture,
        taken_at=picture.taken_at or seen.taken_at,
        spot=picture.spot or seen.spot,
    )


def _store(
    visit: Visit,
    picture: Picture,
    caption: str,
    kind: FileKind,
    order: int,
    at: datetime,
) -> Photo:
    stored = keep_file(picture.jpeg, kind=kind, media_type="image/jpeg", at=at)
    return Photo.objects.create(
        visit=visit,
        file_id=stored.pk,
        caption=caption,
        taken_at=picture.taken_at,
        point=picture.spot,
        digest=picture.digest,
        width_px=picture.width_px,
        height_px=picture.height_px,
        order=order,
        added_at=at,
    )


def _questions(visit: Visit, picture: Picture, by: Actor) -> list[Question]:
    elsewhere = (
        Photo.objects.filter(digest=picture.digest)
        .exclude(visit=visit)
        .values_list("visit_id", flat=True)
        .distinct()[:5]
    )
    found = [same_photo(map(str, elsewhere))]
    if visit.post_id is not None and picture.spot is not None:
        post = posts_by_ids(by, [visit.post_id]).get(visit.post_id)
        found.append(far_from_post(picture.spot, post.point if post else None))
    if picture.taken_at is not None and abs(picture.taken_at - visit.done_at) > _DAY:
        away = abs(picture.taken_at - visit.done_at)
        found.append(
            Question(
                Flag.CLOCK_OFF,
                {"hours": int(away.total_seconds() // 3600), "what": "photo"},
            )
        )
    return [one for one in found if one is not None]


def _ask(visit: Visit, questions: list[Question], *, at: datetime) -> None:
    """Add questions to the visit; one that counted without a look is now looked at."""
    known = {flag["flag"] for flag in visit.flags}
    new = [one.as_json() for one in questions if one.flag.value not in known]
    if not new:
        return
    visit.flags = [*visit.flags, *new]
    values: dict[str, Any] = {"flags": visit.flags}
    row = Visit.objects.everywhere(because="the row that was let in").filter(
        pk=visit.pk
    )
    row.update(**values)
    superior = nearest_superior(visit.unit, at=at, excluding=_took_part(visit))
    row.filter(review=Review.COUNTED).update(
        review=Review.FLAGGED,
        reviewer_office_id=superior.office_id if superior else None,
    )


def _took_part(visit: Visit) -> list[UUID]:
    rows = visit.attendance.filter(on_site=True, officer_id__isnull=False)
    ids = [one for one in rows.values_list("officer_id", flat=True) if one]
    return [*ids, visit.recorded_officer_id] if visit.recorded_officer_id else ids
