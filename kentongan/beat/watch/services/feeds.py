"""Secret addresses of calendars: given, given anew, ended."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import CalendarFeed, Member, Post
from kentongan.beat.watch.selectors.calendars import feed_digest
from kentongan.beat.watch.services.own import own_post, speaks_for
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotAllowed, NotFound, Overtaken
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def give_feed(
    post_id: UUID, *, by: Actor, at: datetime, member_id: UUID | None = None
) -> str:
    """A new secret for a calendar's address; the one before ends at once.

    Args:
        member_id: Whose calendar; None for the post's own, which names nobody.

    Returns:
        The secret, which is nowhere kept.

    Raises:
        NotAllowed: Somebody else's calendar, or the post's without being its head.
        Overtaken: Somebody else was given one at this very moment.
    """
    row = own_post(post_id, by, Permission.ROSTER_VIEW)
    _may_hold(row, member_id, by)
    current = CalendarFeed.objects.visible_to(by, Permission.ROSTER_VIEW).filter(
        post=row, ended_at=None
    )
    current.filter(Q(member=member_id)).update(ended_at=at)
    secret = secrets.token_urlsafe(24)
    feed = CalendarFeed(
        post=row, member_id=member_id, digest=feed_digest(secret), made_at=at
    )
    try:
        with transaction.atomic():
            CalendarFeed.objects.bulk_create([feed])
    except IntegrityError as error:
        raise Overtaken(_("This calendar was just given another address.")) from error
    record(
        "feed.given",
        f"post:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"feed_id": str(feed.pk)},
    )
    return secret


def _may_hold(row: Post, member_id: UUID | None, by: Actor) -> None:
    if member_id is None:
        own_post(row.pk, by, Permission.ROSTER_MAKE)
        return
    member = Member.objects.filter(pk=member_id, post=row, left_at=None).first()
    if member is None:
        raise NotFound(_("There is no such member."))
    if not speaks_for(member, by):
        raise NotAllowed(_("This is somebody else's calendar."))
