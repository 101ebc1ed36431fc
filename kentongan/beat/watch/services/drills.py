"""Drills of the kentongan: which signal, and after how many seconds each one answered."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Drill, Signal
from kentongan.beat.watch.rules.books import DrillDraft, answers_of, drill_faults
from kentongan.beat.watch.services.books import refuse_entry
from kentongan.beat.watch.services.own import own_post
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def log_drill(post_id: UUID, draft: DrillDraft, *, by: Actor, at: datetime) -> Drill:
    """Keep a drill of one's own post, with the signal as the post's table has it today.

    Raises:
        NotAllowed: `by` does not belong to the post.
        Invalid: A signal the post does not know, or times that cannot be.
        Conflicting: A drill of that very moment is kept already.
    """
    row = own_post(post_id, by, Permission.BOOK_WRITE)
    table = dict(Signal.objects.filter(post=row).values_list("meaning", "strokes"))
    refuse_entry(drill_faults(draft, table, at))
    drill = Drill(
        post=row,
        place_id=row.place_id,
        place=row.place,
        held_at=draft.held_at,
        meaning=draft.meaning,
        strokes=table[draft.meaning],
        answers_s=sorted(draft.answers_s),
        written_at=at,
    )
    try:
        with transaction.atomic():
            Drill.objects.bulk_create([drill])
    except IntegrityError as error:
        raise Conflicting(_("A drill of this moment is kept already.")) from error
    answers = answers_of(draft.answers_s)
    record(
        "drill.logged",
        f"post:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"drill_id": str(drill.pk), "answers": answers.count},
    )
    return drill
