"""What an office says to whoever told: a question, an answer, an honest closing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.beat.follow_ups.rules import Answerer, PromiseDraft
from kentongan.beat.follow_ups.services import promise
from kentongan.beat.reports.models import Remark, Report
from kentongan.beat.reports.rules.threads import Closing, Said
from kentongan.beat.reports.selectors import report
from kentongan.beat.reports.services.saying import Saying, keep_word
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting, Invalid, NotAllowed, NotFound
from kentongan.ground.basics.ids import id_of_text
from kentongan.ground.seals.services import open_many, open_sealed
from kentongan.ground.wall.actors import Actor


@transaction.atomic
def ask(report_id: UUID, text: str, *, by: Actor, at: datetime) -> Report:
    """Ask whoever told; they read it with their receipt."""
    return keep_word(_answerable(report_id, by), Saying(Said.ASKED, text), by=by, at=at)


@transaction.atomic
def answer(report_id: UUID, text: str, *, by: Actor, at: datetime) -> Report:
    """Say what is being done."""
    return keep_word(
        _answerable(report_id, by), Saying(Said.ANSWERED, text), by=by, at=at
    )


@dataclass(frozen=True)
class Pledge:
    """What somebody is to do about a report, and until when."""

    text: str
    answerer: Answerer
    answerer_name: str = ""
    due: date | None = None


@transaction.atomic
def pledge(report_id: UUID, pledged: Pledge, *, by: Actor, at: datetime) -> Report:
    """Promise something to whoever told; they see what becomes of it.

    Raises:
        NotFound: There is none that `by` may know of.
        NotAllowed: Not theirs to answer, or promises are not for them to write here.
        Conflicting: A sealed report: a promise stands in the open.
        Invalid: Nothing was promised, or for a day that is over.
        Overtaken: It was closed meanwhile.
    """
    row = _answerable(report_id, by)
    if row.sensitive:
        raise Conflicting(_("A promise stands in the open, and this report does not."))
    draft = PromiseDraft(
        **vars(pledged),
        place_id=row.place_id,
        place=row.place,
        raised_by_role=row.raised_by_role,
        post_id=row.post_id,
        office_id=row.office_id,
        unit=row.unit,
    )
    told = "|".join(map(str, (row.pk, draft.text, draft.answerer_name, draft.due)))
    made = promise(draft, by=by, at=at, id=id_of_text(f"report-promise:{told}"))
    one = Saying(Said.PROMISED, made.text, follow_up_id=made.pk)
    return keep_word(row, one, by=by, at=at)


@transaction.atomic
def close(
    report_id: UUID, text: str, *, closing: Closing, by: Actor, at: datetime
) -> Report:
    """Close it with its reason, in words for whoever told.

    Raises:
        NotFound: There is none that `by` may know of.
        NotAllowed: Not theirs to answer.
        Invalid: No words for the teller, or as a duplicate of nothing.
        Overtaken: Somebody else closed it meanwhile.
    """
    if closing is Closing.DUPLICATE:
        raise Invalid(_("Say with which report it is one."))
    row = _answerable(report_id, by)
    return keep_word(row, Saying(Said.CLOSED, text, closing), by=by, at=at)


@transaction.atomic
def merge(
    report_id: UUID, into_id: UUID, text: str, *, by: Actor, at: datetime
) -> Report:
    """Close a report as one with another. Each keeps its own receipt and its own words.

    Raises:
        NotFound: One of the two is out of sight.
        NotAllowed: Not theirs to answer.
        Conflicting: With itself, with one that is merged itself, or across the wall
            of sensitive reports.
    """
    rows = Report.objects.everywhere(because="two merges at once wait for each other")
    ids = sorted({report_id, into_id})
    list(rows.filter(pk__in=ids).order_by("pk").select_for_update())
    row, into = _answerable(report_id, by), _answerable(into_id, by)
    if row.pk == into.pk or into.merged_into or row.sensitive or into.sensitive:
        raise Conflicting(_("These two cannot be made one."))
    one = Saying(Said.CLOSED, text, Closing.DUPLICATE, into.pk)
    return keep_word(row, one, by=by, at=at)


@transaction.atomic
def open_thread(
    report_id: UUID, *, by: Actor, at: datetime, because: str
) -> dict[UUID, str]:
    """The words of a sensitive report by id, its own under the report's; on the ledger.

    Raises:
        NotFound: There is none that `by` may know of.
        NotAllowed: They open no seals there.
    """
    row = report(by, report_id)
    own = open_sealed(row, "sealed_text", by=by, at=at, because=because)
    words = list(Remark.objects.everywhere(because="of this report").filter(report=row))
    said = (
        open_many(words, "sealed_text", by=by, at=at, because=because) if words else {}
    )
    return {row.pk: own, **said}


@transaction.atomic
def open_teller(report_id: UUID, *, by: Actor, at: datetime, because: str) -> str:
    """How to reach whoever told, where they said so; on the ledger.

    A confidential name is for those who read sensitive reports; of an anonymous one
    there is nothing to open.

    Raises:
        NotFound: There is none that `by` may know of, or nothing was left.
        NotAllowed: It was told in confidence, and not to `by`.
    """
    row = report(by, report_id)
    if row.sealed_teller is None:
        raise NotFound(_("Whoever told this stays unnamed."))
    confidential = Permission.REPORT_VIEW_SENSITIVE
    if row.level != "named" and not row.is_within(by.reach(confidential)):
        raise NotAllowed(_("This name was given in confidence, not to your office."))
    return open_sealed(row, "sealed_teller", by=by, at=at, because=because)


def _answerable(report_id: UUID, by: Actor) -> Report:
    row = report(by, report_id)
    if not row.is_within(by.reach(Permission.REPORT_ANSWER)):
        raise NotAllowed(_("You can read this report, but it is not yours to answer."))
    return row
