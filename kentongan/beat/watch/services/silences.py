"""The life of a silence: asked by the clock, answered by a person, taken back by a sign."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Night, Post, Silence
from kentongan.beat.watch.models.silences import OPEN
from kentongan.beat.watch.rules.agreements import is_held_on
from kentongan.beat.watch.rules.posts import Hearing
from kentongan.beat.watch.rules.silence import JUDGED, Reason, judged_at
from kentongan.beat.watch.selectors.rosters import agreement_on, posts_on_duty
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotAllowed, NotFound, Overtaken
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def note_silences(night: date, *, at: datetime) -> int:
    """Ask about every post whose roster had somebody and that gave no sign; how many.

    Asked once: running again asks nobody twice. A post that is heard by paper, or whose
    residents agreed to hold no watch that night, is not asked.
    """
    posts = Post.objects.everywhere(because="the clock asks every post alike")
    nights = Night.objects.everywhere(because="the clock asks every post alike")
    heard = nights.filter(date=night).values("post_id")
    # A sign that came in the very moment of asking saw no question to take back.
    asked = Silence.objects.everywhere(because="the clock asks every post alike")
    missed = asked.filter(night=night, taken_back_at=None, post_id__in=heard)
    missed.update(taken_back_at=at)
    silent = [
        post
        for post in posts.filter(
            pk__in=posts_on_duty(night),
            closed_at=None,
            hearing__in=[hearing.value for hearing in JUDGED],
        ).exclude(pk__in=heard)
        if _is_due(post, night, at)
    ]
    agreed = agreement_on([post.pk for post in silent], night)
    known = set(asked.filter(night=night).values_list("post_id", flat=True))
    new = [
        Silence(
            post=post,
            place_id=post.place_id,
            place=post.place,
            night=night,
            opened_at=at,
        )
        for post in silent
        if post.pk not in known
        and post.pk in agreed
        and is_held_on(agreed[post.pk], night)
    ]
    Silence.objects.bulk_create(new, ignore_conflicts=True)
    for one in new:
        record(
            "silence.opened",
            f"post:{one.post_id}",
            by=None,
            at=at,
            place=one.place,
            facts={"night": night.isoformat()},
        )
    return len(new)


@transaction.atomic
def answer_silence(
    silence_id: UUID, reason: Reason, *, by: Actor, at: datetime
) -> None:
    """Say why there was no sign, which closes the question.

    Raises:
        NotFound: There is no such silence in sight.
        NotAllowed: It is in sight, and not for `by` to answer.
        Overtaken: Somebody answered it, or a sign came after all.
    """
    seen = Silence.objects.visible_to(by, Permission.NIGHT_VIEW)
    row = seen.filter(pk=silence_id).first()
    if row is None:
        raise NotFound(_("There is no such question."))
    mine = Silence.objects.visible_to(by, Permission.NIGHT_ANSWER).filter(pk=row.pk)
    if not mine.exists():
        raise NotAllowed(_("This is for the post's head or its village officer."))
    told = mine.filter(OPEN).update(
        reason=reason.value, answered_at=at, answered_by_id=by.id
    )
    if not told:
        raise Overtaken(_("This is answered already, or a sign came after all."))
    record(
        "silence.answered",
        f"post:{row.post_id}",
        by=by,
        at=at,
        place=row.place,
        facts={"night": row.night.isoformat(), "reason": reason.value},
    )


def take_back(post_id: UUID, night: date, *, at: datetime) -> None:
    """A sign of that night came: there was no silence. Part of keeping a night."""
    rows = Silence.objects.everywhere(because="the nights of a post that was let in")
    late = rows.filter(post_id=post_id, night=night, taken_back_at=None)
    late.update(taken_back_at=at)


def _is_due(post: Post, night: date, at: datetime) -> bool:
    due = judged_at(night, Hearing(post.hearing), post.place)
    return due is not None and due <= at
