"""Taking in what residents tell, and opening what only named roles may read."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.reports.models import Report
from kentongan.beat.reports.rules import Fault, ReportDraft, faults, telling
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import (
    Conflicting,
    NotAllowed,
    NotFound,
    refuse_faults,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.rules import Fact
from kentongan.ground.ledger.services import record
from kentongan.ground.seals.selectors import blind_index
from kentongan.ground.seals.services import open_many, open_sealed
from kentongan.ground.wall.actors import Actor

_SENTENCES: Final = {
    Fault.EMPTY: gettext_lazy("Say what happened in a few words."),
    Fault.TOO_LONG: gettext_lazy("Shorter, please."),
}
_DISTRICT: Final = 8
"""Letters of a district's code; a sensitive line says no more of the place."""


def text_key(text: str) -> str:
    """The blind index of the words of a report; empty for too few words."""
    same = telling(text)
    return blind_index(same, purpose="report.text") if same else ""


@transaction.atomic
def take_in(
    draft: ReportDraft, *, by: Actor, at: datetime, id: UUID | None = None
) -> Report:
    """Keep a piece of information. The same id with the same words is one report.

    Of a sensitive one every word is sealed, nothing can be compared, and the ledger
    does not say what it is about.

    Raises:
        NotFound: The place or post is out of sight.
        Invalid: Nothing was told.
        Conflicting: The id came before with other words.
    """
    draft = draft.tidy()
    _refuse(faults(draft))
    reach = by.reach(Permission.REPORT_RECORD)
    if not reach.covers(place=draft.place, holding=draft.post_id):
        raise NotFound(_("There is no such place among yours."))
    row = _row(draft, id or new_id(), at)
    if id is None:  # a new id of our own is nobody else's
        Report.objects.bulk_create([row])
    elif (twin := _insert(row, draft)) is not None:
        return twin
    facts: dict[str, Fact] = {"sensitive": row.sensitive}
    if not row.sensitive:
        facts["category"] = str(row.category)
    record(
        "report.taken-in",
        f"report:{row.pk}",
        by=by,
        at=at,
        place=row.place[:_DISTRICT] if row.sensitive else row.place,
        unit=row.unit,
        facts=facts,
    )
    return row


@dataclass(frozen=True)
class OpenedReport:
    """A sensitive report, opened for one who may read it."""

    text: str
    raised_by_role: str


@transaction.atomic
def open_report(
    report_id: UUID, *, by: Actor, at: datetime, because: str
) -> OpenedReport:
    """The words of a sensitive report; a line on the ledger says who read them.

    Raises:
        NotFound: There is none that `by` may know of.
        NotAllowed: `by` may know of it and not open seals there.
    """
    row = (
        Report.objects.visible_to(by, Permission.REPORT_VIEW_SENSITIVE)
        .filter(pk=report_id, sensitive=True)
        .first()
    )
    if row is None:
        raise NotFound(_("There is no such report."))
    if not row.is_within(by.reach(Permission.SEAL_OPEN)):
        raise NotAllowed(_("Your office opens no seals here."))
    return OpenedReport(
        open_sealed(row, "sealed_text", by=by, at=at, because=because),
        open_sealed(row, "sealed_role", by=by, at=at, because=because),
    )


@transaction.atomic
def words_in_confidence(
    report_ids: Iterable[UUID], *, public: Set[str], at: datetime
) -> tuple[str, ...]:
    """What nobody may repeat in public, of these reports; shown to nobody.

    For the check of a text that is to go out. Whoever writes it need not be allowed to
    read the reports: the system opens them, and the ledger says so.

    Args:
        public: Categories whose words may be told, unless they were told in confidence.
    """
    rows = Report.objects.everywhere(because="a release repeats no confidence")
    closed = Q(sensitive=True) | ~Q(category__in=public)
    chosen = list(rows.filter(closed, pk__in=list(report_ids)))
    sealed = [row for row in chosen if row.sensitive]
    opened = (
        open_many(sealed, "sealed_text", by=None, at=at, because="release.checked")
        if sealed
        else {}
    )
    return tuple(filter(None, [*opened.values(), *(row.text for row in chosen)]))


def _row(draft: ReportDraft, id: UUID, at: datetime) -> Report:
    sealed = draft.is_sensitive
    return Report(
        id=id,
        category=draft.category,
        place_id=draft.place_id,
        place=draft.place,
        source=draft.source,
        post_id=draft.post_id,
        office_id=draft.office_id,
        unit=draft.unit,
        sensitive=sealed,
        text="" if sealed else draft.text,
        raised_by_role="" if sealed else draft.raised_by_role,
        sealed_text=draft.text if sealed else None,
        sealed_role=(draft.raised_by_role or None) if sealed else None,
        text_key="" if sealed else text_key(draft.text),
        received_at=at,
    )


def _insert(row: Report, draft: ReportDraft) -> Report | None:
    """Insert under an id that was sent; the report that came before, if one did."""
    try:
        with transaction.atomic():
            Report.objects.bulk_create([row])
    except IntegrityError as error:
        return _twin(row, draft, error)
    return None


def _twin(row: Report, draft: ReportDraft, error: IntegrityError) -> Report:
    """The report of this id that came before, if it says the same."""
    known = (
        Report.objects.everywhere(because="the same id was sent again")
        .filter(pk=row.pk)
        .first()
    )
    if known is None:
        raise error
    same = (known.place_id, known.category, known.sensitive, known.text)
    wanted = (row.place_id, row.category, row.sensitive, row.text)
    if same != wanted:
        raise Conflicting(_("This number already stands for another report."))
    return known


def _refuse(found: Mapping[str, Fault]) -> None:
    sentence = _("This report cannot be taken in like that.")
    refuse_faults(sentence, found, _SENTENCES)
