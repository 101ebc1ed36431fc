"""The life of a silence: asked by the clock, answered by a person, taken back by a sign."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Night, Post, Silence
from kentongan.beat.watch.models.silences import OPEN
from kentongan.beat.watch.rules.agreements import NightRules, hours, is_held_on
from kentongan.beat.watch.rules.nights import NightState
from kentongan.beat.watch.rules.posts import Hearing
from kentongan.beat.watch.rules.silence import (
    JUDGED,
    Reason,
    SilenceKind,
    asked_at,
    is_stopped,
    judged_at,
)
from kentongan.beat.watch.selectors.rosters import agreement_on, posts_on_duty
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotAllowed, NotFound, Overtaken
from kentongan.ground.basics.zones import zone_of
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def note_silences(night: date, *, at: datetime) -> int:
    """Ask about every post that expected somebody and gave no sign; how many.

    One that was heard online and has not begun, or began and then fell quiet, is asked
    in the night itself; offices are told in the morning. Asked once for each kind:
    running again asks nobody twice. A post that is heard by paper, or whose residents
    agreed to hold no watch that night, is not asked.
    """
    asked = Silence.objects.everywhere(because="the clock asks every post alike")
    # A sign that came in the very moment of asking saw no question to take back.
    missed = asked.filter(
        night=night,
        kind=SilenceKind.NEVER_STARTED.value,
        taken_back_at=None,
        post_id__in=_heard(night),
    )
    missed.update(taken_back_at=at)
    known = set(asked.filter(night=night).values_list("post_id", "kind"))
    new = [
        _question(post, night, kind, at)
        for kind, posts in (
            (SilenceKind.NEVER_STARTED, _not_begun(night, at)),
            (SilenceKind.STOPPED_MIDWAY, _fallen_quiet(night, at)),
        )
        for post in posts
        if (post.pk, kind.value) not in known
    ]
    Silence.objects.bulk_create(new, ignore_conflicts=True)
    for one in new:
        record(
            "silence.opened",
            f"post:{one.post_id}",
            by=None,
            at=at,
            place=one.place,
            facts={"night": night.isoformat(), "kind": one.kind},
        )
    return len(new)


def _heard(night: date) -> QuerySet[Night, UUID]:
    """The posts from which a sign of that night came."""
    rows = Night.objects.everywhere(because="the clock asks every post alike")
    return rows.filter(date=night).values_list("post_id", flat=True)


def _not_begun(night: date, at: datetime) -> list[Post]:
    """Posts whose roster had somebody and that should have been heard by now."""
    posts = Post.objects.everywhere(because="the clock asks every post alike").filter(
        pk__in=posts_on_duty(night),
        closed_at=None,
        hearing__in=[hearing.value for hearing in JUDGED],
    )
    silent = list(posts.exclude(pk__in=_heard(night)))
    agreed = agreement_on([post.pk for post in silent], night)
    return [
        post
        for post in silent
        if post.pk in agreed
        and is_held_on(agreed[post.pk], night)
        and _is_due(post, agreed[post.pk], night, at)
    ]


def _fallen_quiet(night: date, at: datetime) -> list[Post]:
    """Posts heard online that opened the night, and then gave no sign for too long."""
    open_now = (
        Night.objects.everywhere(because="the clock asks every post alike")
        .filter(
            date=night,
            state=NightState.OPEN.value,
            ends_at__gt=at,
            post__hearing=Hearing.ONLINE.value,
            post__closed_at=None,
        )
        .select_related("post")
    )
    rows = list(open_now)
    agreed = agreement_on([row.post_id for row in rows], night)
    return [
        row.post
        for row in rows
        if row.last_sign_at is not None
        and row.post_id in agreed
        and is_stopped(
            max(row.last_sign_at, row.begins_at),
            row.begins_at,
            row.ends_at,
            agreed[row.post_id].rounds,
            at,
        )
    ]


def _question(post: Post, night: date, kind: SilenceKind, at: datetime) -> Silence:
    morning = judged_at(night, Hearing(post.hearing), post.place)
    return Silence(
        post=post,
        place_id=post.place_id,
        place=post.place,
        night=night,
        kind=kind.value,
        listed_from=max(morning or at, at),
        opened_at=at,
    )


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


def _is_due(post: Post, rules: NightRules, night: date, at: datetime) -> bool:
    begins, _ends = hours(rules, night, zone_of(post.place))
    due = asked_at(night, Hearing(post.hearing), post.place, begins)
    return due is not None and due <= at
