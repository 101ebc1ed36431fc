"""One word on a report, whoever says it: the step it takes, and its line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.reports.models import Remark, Report
from kentongan.beat.reports.rules import Fault
from kentongan.beat.reports.rules.threads import (
    LIFE,
    WITHOUT_WORDS,
    WORDS_LENGTH,
    Closing,
    Said,
)
from kentongan.ground.basics.errors import Overtaken, refuse_faults
from kentongan.ground.basics.texts import paragraphs
from kentongan.ground.ledger.rules import Fact
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor

_DISTRICT: Final = 8
_SENTENCES: Final = {
    Fault.EMPTY: gettext_lazy("Say it in a few words."),
    Fault.TOO_LONG: gettext_lazy("Shorter, please."),
}


@dataclass(frozen=True)
class Saying:
    """A word that is to be said.

    Attributes:
        closing: Why it is closed, for a word that closes.
        merged_into: With which report it is one.
        follow_up_id: What was promised, for a word that promises.
    """

    said: Said
    text: str
    closing: Closing | None = None
    merged_into: UUID | None = None
    follow_up_id: UUID | None = None


def keep_word(row: Report, saying: Saying, *, by: Actor, at: datetime) -> Report:
    """Say a word on `row` and take its step. The caller has checked who may.

    One conditional UPDATE decides between two who speak at once; the same word sent
    again is one word.

    Raises:
        Invalid: Nothing was said, or too much.
        Overtaken: Somebody else closed or reopened it meanwhile.
    """
    said = saying.said
    words = _checked(said, saying.text)
    step = LIFE[said]
    if _was_said(row, said, words, by):
        return _again(row)
    changes = _changes(saying, at)
    rows = Report.objects.everywhere(because="whoever called was let in to this report")
    if not rows.filter(pk=row.pk, state__in=step.before).update(**changes):
        raise Overtaken(_("This report changed meanwhile. Read it once more."))
    Remark.objects.bulk_create(
        [
            Remark(
                report=row,
                place_id=row.place_id,
                place=row.place,
                said=said,
                text="" if row.sensitive else words,
                sealed_text=(words or None) if row.sensitive else None,
                closing=str(changes.get("closing", "")),
                follow_up_id=saying.follow_up_id,
                by_teller=step.by_teller,
                by_account=None if step.by_teller else by.id,
                by_office="" if step.by_teller else by.office,
                at=at,
            )
        ]
    )
    _record(row, said, by=by, at=at, closing=changes.get("closing"))
    return _again(row)


def _changes(saying: Saying, at: datetime) -> dict[str, Any]:
    """What the step writes on the report itself."""
    step = LIFE[saying.said]
    changes: dict[str, Any] = {"state": step.after}
    if not step.by_teller:
        changes["first_answer_at"] = Coalesce(F("first_answer_at"), Value(at))
    if saying.said is Said.CLOSED:
        changes |= {
            "closing": saying.closing or Closing.DONE,
            "closed_at": at,
            "merged_into": saying.merged_into,
            "agreed": False,
        }
    elif saying.said is Said.AGREED:
        changes["agreed"] = True
    elif saying.said is Said.CONTESTED:
        changes |= {
            "closing": "",
            "closed_at": None,
            "merged_into": None,
            "agreed": False,
            "reopened": F("reopened") + 1,
        }
    return changes


def _checked(said: Said, text: str) -> str:
    words = paragraphs(text)
    found: Mapping[str, Fault] = {}
    if not words and said not in WITHOUT_WORDS:
        found = {"text": Fault.EMPTY}
    elif len(words) > WORDS_LENGTH:
        found = {"text": Fault.TOO_LONG}
    refuse_faults(_("This cannot be said like that."), found, _SENTENCES)
    return words


def _was_said(row: Report, said: Said, words: str, by: Actor) -> bool:
    """Whether the last word on `row` is this very one. Sealed words are not compared."""
    rows = Remark.objects.everywhere(
        because="whoever called was let in to this report"
    ).filter(report=row)
    last = rows.order_by("-at", "-id").first()
    return (
        last is not None
        and not row.sensitive
        and (last.said, last.text, last.by_account) == (said, words, by.id)
        and row.state == LIFE[said].after
    )


def _again(row: Report) -> Report:
    return Report.objects.everywhere(
        because="whoever called was let in to this report"
    ).get(pk=row.pk)


def _record(
    row: Report, said: Said, *, by: Actor, at: datetime, closing: object
) -> None:
    facts: dict[str, Fact] = {"sensitive": row.sensitive}
    if closing and not row.sensitive:
        facts["closing"] = str(closing)
    record(
        f"report.{said}",
        f"report:{row.pk}",
        by=by,
        at=at,
        place=row.place[:_DISTRICT] if row.sensitive else row.place,
        unit=row.unit,
        facts=facts,
    )
