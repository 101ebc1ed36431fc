"""Members say when they cannot come, before anybody plans with them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.watch.models import Absence, Member, Post
from kentongan.beat.watch.rules.absences import (
    AbsenceDraft,
    AbsenceFault,
    absence_faults,
    forgotten_before,
)
from kentongan.beat.watch.services.own import own_post, speaks_for
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound
from kentongan.ground.basics.zones import local, night_of
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor

_SENTENCES: Final = {
    AbsenceFault.BAD_DATES: gettext_lazy("These dates cannot be right."),
    AbsenceFault.OVER: gettext_lazy("These nights are over."),
    AbsenceFault.TOO_LONG: gettext_lazy(
        "This is long. Ask the head to leave you out until you are back."
    ),
    AbsenceFault.TOO_MANY: gettext_lazy("These are too many."),
}


@transaction.atomic
def tell_absence(
    member_id: UUID, draft: AbsenceDraft, *, by: Actor, at: datetime
) -> Absence:
    """Say on which nights one cannot come, or would rather not; never why.

    The head says it for a member without an account. Saying it twice is saying it once.
    A roster that is published already stays: its turns are given back one by one.

    Raises:
        NotFound: There is no such member at one's own post.
        NotAllowed: It is another member, who can say so for themselves.
        Invalid: Dates that cannot be.
    """
    member = Member.objects.filter(pk=member_id, left_at=None).first()
    if member is None:
        raise NotFound(_("There is no such member."))
    row = own_post(member.post_id, by, Permission.ROSTER_VIEW)
    if not speaks_for(member, by):
        raise NotAllowed(_("Everybody says this for themselves."))
    tonight = night_of(at, row.place)
    rows = Absence.objects.visible_to(by, Permission.ROSTER_VIEW).filter(member=member)
    same = rows.filter(**vars(draft))
    known = rows.filter(last__gte=tonight).exclude(**vars(draft)).count()
    if faults := absence_faults(draft, tonight, known):
        problems = {name: str(_SENTENCES[fault]) for name, fault in faults.items()}
        raise Invalid(_("Something in this entry needs another look."), problems)
    if (told := same.first()) is not None:
        return told
    absence = Absence(post=row, member=member, told_at=at, **vars(draft))
    Absence.objects.bulk_create([absence], ignore_conflicts=True)
    _note(row, "absence.told", by=by, at=at)
    return same.get()


@transaction.atomic
def take_absence_back(absence_id: UUID, *, by: Actor, at: datetime) -> None:
    """Say that one can come after all.

    Raises:
        NotFound: There is no such absence among one's own.
    """
    rows = Absence.objects.visible_to(by, Permission.ROSTER_VIEW)
    absence = rows.filter(pk=absence_id).select_related("member", "post").first()
    if absence is None or not speaks_for(absence.member, by):
        raise NotFound(_("Nothing of the kind is noted."))
    gone, _each = rows.filter(pk=absence.pk).delete()
    if gone:
        _note(absence.post, "absence.taken_back", by=by, at=at)


@transaction.atomic
def forget_absences(*, at: datetime) -> int:
    """Forget what is over for a week; how many."""
    # By the westernmost clock, so that nothing is forgotten a day too soon.
    before = forgotten_before(local(at, "").date())
    rows = Absence.objects.everywhere(because="the clock forgets for everybody")
    due = rows.filter(last__lt=before)
    first = due.order_by("id").values_list("id", flat=True).first()
    count, _each = due.delete()
    if count:
        subject = f"absence:{first}"
        record("absence.forgotten", subject, by=None, at=at, facts={"count": count})
    return count


def _note(row: Post, act: str, *, by: Actor, at: datetime) -> None:
    # Neither whose nor when: the ledger is read by auditors of the police.
    record(act, f"post:{row.pk}", by=by, at=at, place=row.place)
