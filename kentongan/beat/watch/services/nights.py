"""Keeping a night: who came is noted, twice is once, and it ends by a person or by rule."""

from collections.abc import Iterable, Sequence, Set
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.watch.models import CheckIn, Member, Night, Post, Round
from kentongan.beat.watch.rules.agreements import hours
from kentongan.beat.watch.rules.nights import (
    CHECKPOINTS_LENGTH,
    CLOSES_AFTER,
    MOST_CHECK_INS,
    MOST_ROUNDS,
    CheckInDraft,
    NightFault,
    NightState,
    RoundDraft,
    Way,
    check_in_fault,
    is_late,
    moment_fault,
)
from kentongan.beat.watch.selectors.rosters import agreement_on
from kentongan.beat.watch.services.own import own_post
from kentongan.beat.watch.services.silences import take_back
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotFound,
    Overtaken,
    TooMany,
)
from kentongan.ground.basics.texts import line
from kentongan.ground.basics.zones import zone_of
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor

_SENTENCES: Final = {
    NightFault.TOO_EARLY: gettext_lazy("This night has not begun yet."),
    NightFault.OVER: gettext_lazy("This night was over by then."),
    NightFault.FUTURE: gettext_lazy("This moment has not come yet."),
    NightFault.TOO_OLD: gettext_lazy("This was more than seven days ago."),
    NightFault.SELF: gettext_lazy("Nobody stands in for themselves."),
}


@transaction.atomic
def check_in(
    post_id: UUID,
    night: date,
    drafts: Sequence[CheckInDraft],
    *,
    by: Actor,
    at: datetime,
) -> Night:
    """Note who came to a night; the first one opens it.

    All of them or none. Whoever is noted already stays as noted, so sending again
    changes nothing. What comes after the night was closed still counts, also for
    somebody who has left since then.

    Raises:
        NotAllowed: `by` does not belong to the post.
        NotFound: Somebody is not a member of it.
        Invalid: Nothing is agreed for that night, or a moment that cannot be.
        Conflicting: An id came before for another night or another member.
        TooMany: More than anybody could type.
    """
    row = own_post(post_id, by, Permission.NIGHT_KEEP)
    begins, ends = _hours(row, night)
    _refuse(drafts, begins, ends, at)
    members = _members(row, drafts)
    kept = _held(row, night, begins, ends)
    before = kept.head_count
    CheckIn.objects.bulk_create(
        [
            CheckIn(
                id=draft.id,
                post=row,
                night=night,
                member=members[draft.member_id],
                way=(draft.way or _way(members[draft.member_id], by)).value,
                done_at=draft.done_at,
                received_at=at,
                is_late=is_late(draft.done_at, begins),
                stands_in_for_id=draft.stands_in_for,
                noted_by_id=by.id,
            )
            for draft in drafts
        ],
        ignore_conflicts=True,
    )
    _count(kept, row, {draft.member_id for draft in drafts})
    if kept.head_count > before:
        take_back(row.pk, night, at=at)
        record(
            "night.kept",
            f"post:{row.pk}",
            by=by,
            at=at,
            place=row.place,
            facts={"night": night.isoformat(), "heads": kept.head_count - before},
        )
    return kept


@transaction.atomic
def note_round(
    post_id: UUID, night: date, draft: RoundDraft, *, by: Actor, at: datetime
) -> None:
    """Note that a round was walked. Sending it again changes nothing.

    Raises:
        NotAllowed: `by` does not belong to the post.
        NotFound: Nobody opened that night.
        Invalid: A moment that cannot be, or too many words.
        TooMany: More rounds than anybody walks.
    """
    row = own_post(post_id, by, Permission.NIGHT_KEEP)
    kept = _nights(row, night).select_for_update().first()
    if kept is None:
        raise NotFound(_("Nobody has checked in on this night."))
    fault = moment_fault(draft.done_at, kept.begins_at, kept.ends_at, at)
    if fault is not None:
        raise Invalid(str(_SENTENCES[fault]))
    words = line(draft.checkpoints)
    if len(words) > CHECKPOINTS_LENGTH:
        raise Invalid(_("Shorter, please."))
    rows = Round.objects.everywhere(because="the nights of a post that was let in")
    if rows.filter(pk=draft.id).exists():
        return
    if rows.filter(post=row, night=night).count() >= MOST_ROUNDS:
        raise TooMany(_("These are too many."))
    Round.objects.create(
        id=draft.id,
        post=row,
        night=night,
        done_at=draft.done_at,
        received_at=at,
        checkpoints=words,
        noted_by_id=by.id,
    )
    kept.last_sign_at = max(kept.last_sign_at or draft.done_at, draft.done_at)
    kept.save(update_fields=["last_sign_at"])
    take_back(row.pk, night, at=at)
    record(
        "night.round_walked",
        f"post:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"night": night.isoformat()},
    )


@transaction.atomic
def close_night(post_id: UUID, night: date, *, by: Actor, at: datetime) -> None:
    """Say that a night is over. Of two who say so at once, one is told.

    Raises:
        NotAllowed: `by` does not belong to the post.
        NotFound: Nobody opened that night.
        Overtaken: It is closed already.
    """
    row = own_post(post_id, by, Permission.NIGHT_KEEP)
    rows = _nights(row, night)
    told = rows.filter(state=NightState.OPEN.value).update(
        state=NightState.CLOSED.value, closed_at=at, closed_by_id=by.id
    )
    if not told:
        if not rows.exists():
            raise NotFound(_("Nobody has checked in on this night."))
        raise Overtaken(_("This night is closed already."))
    take_back(row.pk, night, at=at)
    record(
        "night.closed",
        f"post:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"night": night.isoformat()},
    )


@transaction.atomic
def close_forgotten(*, at: datetime) -> int:
    """Close every night that ended long ago and that nobody closed; how many."""
    rows = Night.objects.everywhere(because="the clock closes nights for everybody")
    due = rows.filter(state=NightState.OPEN.value, ends_at__lte=at - CLOSES_AFTER)
    first = due.order_by("id").values_list("id", flat=True).first()
    count = due.update(state=NightState.CLOSED.value, closed_at=at)
    if count:
        record(
            "night.closed_by_rule",
            f"night:{first}",
            by=None,
            at=at,
            facts={"count": count},
        )
    return count


def _hours(row: Post, night: date) -> tuple[datetime, datetime]:
    rules = agreement_on([row.pk], night).get(row.pk)
    if rules is None:
        raise Invalid(_("The residents have not agreed their nights here yet."))
    return hours(rules, night, zone_of(row.place))


def _refuse(
    drafts: Sequence[CheckInDraft], begins: datetime, ends: datetime, at: datetime
) -> None:
    if not drafts:
        raise Invalid(_("Choose who came."))
    if len(drafts) > MOST_CHECK_INS:
        raise TooMany(_("These are too many."))
    for draft in drafts:
        fault = check_in_fault(draft, begins, ends, at)
        if fault is not None:
            raise Invalid(str(_SENTENCES[fault]))


def _members(row: Post, drafts: Iterable[CheckInDraft]) -> dict[UUID, Member]:
    asked = {
        (one, draft.done_at)
        for draft in drafts
        for one in (draft.member_id, draft.stands_in_for)
        if one
    }
    rows = Member.objects.filter(post=row, pk__in={one for one, _when in asked})
    found = {member.pk: member for member in rows}
    # Check-ins travel for days: what counts is who belonged to the post back then.
    if any(one not in found or _had_left(found[one], when) for one, when in asked):
        raise NotFound(_("There is no such member."))
    return found


def _had_left(member: Member, when: datetime) -> bool:
    return member.left_at is not None and member.left_at <= when


def _way(member: Member, by: Actor) -> Way:
    return Way.OWN if member.account_id == by.id else Way.LEADER


def _nights(row: Post, night: date) -> QuerySet[Night]:
    rows = Night.objects.everywhere(because="the nights of a post that was let in")
    return rows.filter(post=row, date=night)


def _held(row: Post, night: date, begins: datetime, ends: datetime) -> Night:
    """The night's own row, locked: of two who note at once one waits."""
    empty = Night(
        post=row,
        place_id=row.place_id,
        place=row.place,
        date=night,
        begins_at=begins,
        ends_at=ends,
    )
    Night.objects.bulk_create([empty], ignore_conflicts=True)
    return _nights(row, night).select_for_update().get()


def _count(kept: Night, row: Post, noted: Set[UUID]) -> None:
    """Count who came. An insert passes an id over that it knows: nobody may be lost."""
    rows = CheckIn.objects.everywhere(because="the nights of a post that was let in")
    found = dict(
        rows.filter(post=row, night=kept.date).values_list("member_id", "done_at")
    )
    if not noted <= found.keys():
        raise Conflicting(_("This was told before with other content."))
    came = sorted(found.values())
    kept.head_count = len(came)
    kept.opened_at = came[0]
    kept.last_sign_at = max(came[-1], kept.last_sign_at or came[-1])
    kept.save(update_fields=["head_count", "opened_at", "last_sign_at"])
