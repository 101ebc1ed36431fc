"""The register of posts."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.posts import (
    PostDraft,
    name_key,
    post_faults,
    search_key,
)
from kentongan.beat.watch.services.allowed import post_allowed, refuse
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting, NotAllowed, NotFound
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.rules import Fact
from kentongan.ground.ledger.services import record
from kentongan.ground.places.models import Place
from kentongan.ground.places.selectors import full_name
from kentongan.ground.seals.services import open_sealed
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def register(
    draft: PostDraft, *, by: Actor, at: datetime, id: UUID | None = None
) -> Post:
    """Put a post on the register, verified. The same id twice is one post.

    Raises:
        NotFound: The place is out of sight.
        NotAllowed: It is in sight, and not for `by` to register at.
        Conflicting: A post of that name stands there already.
    """
    draft = draft.tidy()
    refuse(post_faults(draft, at))
    _may_stand(draft.place, by, Permission.POST_REGISTER)
    if id is not None and (known := _known(pk=id)) is not None:
        if (known.place_id, known.name_key) == (draft.place_id, name_key(draft.name)):
            return known
        raise Conflicting(_("This number already stands for another post."))
    row = Post(
        id=id or new_id(),
        **_columns(draft),
        verified=True,
        qr_token=secrets.token_urlsafe(12),
        registered_at=at,
    )
    if not _insert(row):
        raise Conflicting(_("A post of this name is already on the register here."))
    _record(row, "registered", by=by, at=at, verified=True)
    return row


@transaction.atomic
def register_mentioned(place: Place, name: str, *, by: Actor, at: datetime) -> Post:
    """The post of that name at a place; put down unverified if nobody knew it.

    Two who mention it at once get the same post.
    """
    draft = PostDraft(name=name, place_id=place.pk, place=place.path).tidy()
    refuse(post_faults(draft, at))
    _may_stand(place.path, by, Permission.POST_REGISTER, Permission.VISIT_RECORD)
    key = name_key(draft.name)
    if (known := _known(place_id=place.pk, name_key=key)) is not None:
        return known
    row = Post(**_columns(draft), qr_token=secrets.token_urlsafe(12), registered_at=at)
    if not _insert(row):
        return _all().get(place_id=place.pk, name_key=key)
    _record(row, "registered", by=by, at=at, verified=False)
    return row


@transaction.atomic
def verify(post_id: UUID, *, by: Actor, at: datetime) -> Post:
    """Say that a post that was only mentioned is really there."""
    row = post_allowed(post_id, by, Permission.POST_REGISTER)
    if _mine(row, by).filter(verified=False).update(verified=True):
        _record(row, "verified", by=by, at=at)
    return _all().get(pk=row.pk)


@transaction.atomic
def update_post(post_id: UUID, draft: PostDraft, *, by: Actor, at: datetime) -> Post:
    """Write down anew what the register says of a post.

    Its number and day of registration are the Polsek's, so only who registers posts
    changes them; the place is changed by nobody.
    """
    row = post_allowed(post_id, by, Permission.POST_UPDATE)
    draft = draft.tidy()
    refuse(post_faults(draft, at))
    if draft.place_id != row.place_id:
        raise Conflicting(_("A post does not move. Register another one."))
    columns = _columns(draft)
    official = {name: columns[name] for name in ("registration", "registered_on")}
    if any(getattr(row, name) != value for name, value in official.items()):
        post_allowed(post_id, by, Permission.POST_REGISTER)
    for name, value in columns.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save(update_fields=list(columns))
    except IntegrityError as error:
        raise Conflicting(
            _("A post of this name is already on the register here.")
        ) from error
    _record(row, "updated", by=by, at=at)
    return row


@transaction.atomic
def set_photo(post_id: UUID, photo_id: UUID, *, by: Actor, at: datetime) -> None:
    """Give a post its picture: a stored file that was stripped and resized before."""
    row = post_allowed(post_id, by, Permission.POST_UPDATE)
    _mine(row, by, Permission.POST_UPDATE).update(photo_id=photo_id)
    _record(row, "photographed", by=by, at=at)


@transaction.atomic
def close(post_id: UUID, *, by: Actor, at: datetime) -> Post:
    """Take a post that is no more off the lists; its history stays."""
    row = post_allowed(post_id, by, Permission.POST_REGISTER)
    if _mine(row, by).filter(closed_at=None).update(closed_at=at):
        _record(row, "closed", by=by, at=at)
    return _all().get(pk=row.pk)


@transaction.atomic
def open_head(post_id: UUID, *, by: Actor, at: datetime, because: str) -> str:
    """The name of a post's head; a line on the ledger says who looked."""
    row = post_allowed(post_id, by, Permission.SEAL_OPEN)
    return open_sealed(row, "head_name", by=by, at=at, because=because)


def note_visit(
    post_id: UUID,
    *,
    visited_at: datetime,
    readiness: int | None = None,
    full: bool = False,
) -> bool:
    """Carry the latest visit on the post; whether this one is the latest.

    Part of recording a visit, whose line tells it. Visits come in any order: one
    UPDATE keeps the newest, so that an old one that arrives late changes nothing.
    """
    post = _all().filter(pk=post_id)
    newer = Q(last_visited_at=None) | Q(last_visited_at__lt=visited_at)
    values: dict[str, Any] = {"last_visited_at": visited_at}
    if readiness is not None:
        values["last_readiness"] = readiness
    latest = post.filter(newer).update(**values)
    if full:
        post.filter(
            Q(last_full_inspection_at=None) | Q(last_full_inspection_at__lt=visited_at)
        ).update(last_full_inspection_at=visited_at)
    return bool(latest)


def _columns(draft: PostDraft) -> dict[str, Any]:
    columns = dict(vars(draft))
    lon, lat = columns.pop("lon"), columns.pop("lat")
    return columns | {
        "point": None if lon is None else (lon, lat),
        "head_name": draft.head_name or None,
        "head_phone": draft.head_phone or None,
        "head_consent": draft.head_consent or "",
        "name_key": name_key(draft.name),
        "search_key": search_key(draft.name, full_name(draft.place)),
    }


def _insert(row: Post) -> bool:
    """Whether the row is new; False where its name stands there already."""
    try:
        with transaction.atomic():
            Post.objects.bulk_create([row])
    except IntegrityError:
        if _known(place_id=row.place_id, name_key=row.name_key) is None:
            raise
        return False
    return True


def _mine(
    row: Post, by: Actor, permission: Permission = Permission.POST_REGISTER
) -> QuerySet[Post]:
    return Post.objects.visible_to(by, permission).filter(pk=row.pk)


def _known(**where: Any) -> Post | None:
    return _all().filter(**where).first()


def _all() -> QuerySet[Post]:
    return Post.objects.everywhere(
        because="the register knows every post once, whoever asks"
    )


def _may_stand(place: str, by: Actor, *permissions: Permission) -> None:
    if any(by.reach(permission).covers(place=place) for permission in permissions):
        return
    if by.reach(Permission.POST_VIEW).covers(place=place):
        raise NotAllowed(_("Your office registers no posts here."))
    raise NotFound(_("There is no such place among yours."))


def _record(row: Post, did: str, *, by: Actor, at: datetime, **facts: Fact) -> None:
    record(f"post.{did}", f"post:{row.pk}", by=by, at=at, place=row.place, facts=facts)
