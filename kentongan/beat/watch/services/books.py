"""The logbook: written line by line, put right by new lines, handed to the next night."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.watch.models import Logbook, LogbookKey, LogbookLine, Post
from kentongan.beat.watch.rules.books import (
    BookFault,
    LineDraft,
    LineKind,
    digest_of,
    line_faults,
    start_of,
)
from kentongan.beat.watch.rules.envelopes import KEY_BYTES, enclose, unfold
from kentongan.beat.watch.selectors.books import (
    chained,
    handover_lines,
    lines_between,
)
from kentongan.beat.watch.services.members import ListKeeper
from kentongan.beat.watch.services.own import id_once, own_post
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound, refuse_faults
from kentongan.ground.basics.zones import night_of
from kentongan.ground.ledger.services import record
from kentongan.ground.seals.services import open_many
from kentongan.ground.wall.actors import Actor

_SENTENCES: Final = {
    BookFault.EMPTY: gettext_lazy("Please fill this in."),
    BookFault.TOO_LONG: gettext_lazy("Shorter, please."),
    BookFault.FUTURE: gettext_lazy("This moment has not come yet."),
    BookFault.BAD_DATES: gettext_lazy("These dates cannot be right."),
    BookFault.BAD_TIME: gettext_lazy("This time cannot be right."),
    BookFault.TOO_MANY: gettext_lazy("These are too many."),
    BookFault.UNKNOWN_SIGNAL: gettext_lazy(
        "This signal is not in the post's own table."
    ),
}


@dataclass(frozen=True)
class OpenedLine:
    """A line with its text; none where the text was erased.

    Attributes:
        corrects: The number of the line that this one puts right.
        corrected_by: Numbers of the lines that put this one right.
    """

    line_id: UUID
    number: int
    night: date
    kind: LineKind
    text: str | None
    corrects: int | None
    corrected_by: tuple[int, ...]
    written_by_id: UUID | None
    happened_at: datetime
    written_at: datetime


@transaction.atomic
def write_line(
    post_id: UUID,
    draft: LineDraft,
    *,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> LogbookLine:
    """Write a line into the logbook of one's own post.

    It belongs to the night in which it happened, as the writer's watch told.

    Args:
        once: Made with the form, so that sending it twice writes one line.

    Raises:
        NotAllowed: `by` does not belong to the post.
        Invalid: Nothing is said, or it has not happened yet.
    """
    row = own_post(post_id, by, Permission.BOOK_WRITE)
    refuse_entry(line_faults(draft, at))
    night = night_of(draft.happened_at, row.place)
    said = (draft.tidy, draft.happened_at.isoformat(), draft.kind.value)
    line_id = id_once(row.pk, once, *said)
    return _append(row, draft, (line_id, night, None), by=by, at=at)


@transaction.atomic
def correct_line(
    line_id: UUID,
    text: str,
    *,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> LogbookLine:
    """Put a line right by a new one that names it; the old one stays as it was.

    Args:
        once: Made with the form, so that sending it twice writes one line.

    Raises:
        NotFound: There is no such line in one's own book.
        Invalid: Nothing is said.
    """
    old = _seen_line(line_id, by, Permission.BOOK_WRITE)
    row = own_post(old.post_id, by, Permission.BOOK_WRITE)
    draft = LineDraft(text, old.happened_at, LineKind(old.kind))
    refuse_entry(line_faults(draft, max(at, old.happened_at)))
    new = id_once(row.pk, once, draft.tidy, old.pk)
    return _append(row, draft, (new, old.night, old), by=by, at=at)


@transaction.atomic
def erase_line(line_id: UUID, *, by: Actor, at: datetime) -> None:
    """Make a text unreadable for ever; that there was a line stays, and its chain.

    For what should never have been written, above all names. Twice is once.

    Raises:
        NotFound: There is no such line in one's own book.
        NotAllowed: `by` is not the post's own head.
    """
    row = _seen_line(line_id, by, Permission.BOOK_VIEW)
    post = own_post(row.post_id, by, Permission.BOOK_KEEP)
    openers = LogbookKey.objects.visible_to(by, Permission.BOOK_KEEP)
    gone, _each = openers.filter(line=row).delete()
    if gone:
        record(
            "logbook.erased",
            f"logbook:{post.pk}",
            by=by,
            at=at,
            place=post.place,
            facts={"number": row.number},
        )


@transaction.atomic
def read_logbook(
    post_id: UUID,
    night: date,
    *,
    by: Actor,
    at: datetime,
    last: date | None = None,
) -> list[OpenedLine]:
    """The lines of one night, for those who belong to the post; on the ledger.

    Args:
        last: The last night, where there are several.

    Raises:
        NotAllowed: For everybody else, whatever their rank.
    """
    row = own_post(post_id, by, Permission.BOOK_VIEW)
    return _opened(lines_between(by, row.pk, night, last or night), row, by=by, at=at)


@transaction.atomic
def read_line(line_id: UUID, *, by: Actor, at: datetime) -> OpenedLine:
    """One line, for those who belong to the post; on the ledger.

    Raises:
        NotFound: There is no such line in one's own book.
    """
    line = _seen_line(line_id, by, Permission.BOOK_VIEW)
    row = own_post(line.post_id, by, Permission.BOOK_VIEW)
    return _opened([line], row, by=by, at=at)[0]


@transaction.atomic
def read_handover(
    post_id: UUID, night: date, *, by: Actor, at: datetime
) -> list[OpenedLine]:
    """What the last night before `night` left for those who come.

    Each note as it was put right last; what was erased is left out.

    Raises:
        NotAllowed: For everybody who does not belong to the post.
    """
    row = own_post(post_id, by, Permission.BOOK_VIEW)
    notes = _opened(handover_lines(by, row.pk, night), row, by=by, at=at)
    return [note for note in notes if note.text is not None]


def refuse_entry(faults: Mapping[str, BookFault]) -> None:
    """Raise what is wrong with an entry of a book, in words; nothing if nothing is."""
    sentence = _("Something in this entry needs another look.")
    refuse_faults(sentence, faults, _SENTENCES)


def _append(
    row: Post,
    draft: LineDraft,
    where: tuple[UUID, date, LogbookLine | None],
    *,
    by: Actor,
    at: datetime,
) -> LogbookLine:
    line_id, night, corrects = where
    book = _held(row)
    lines = LogbookLine.objects.visible_to(by, Permission.BOOK_VIEW)
    if sent_before := lines.filter(pk=line_id).first():
        return sent_before
    key = secrets.token_bytes(KEY_BYTES)
    entry = LogbookLine(
        id=line_id,
        post=row,
        number=book.last + 1,
        night=night,
        kind=draft.kind.value,
        corrects=corrects,
        written_by_id=by.id,
        happened_at=draft.happened_at,
        written_at=at,
        body=enclose(draft.tidy, key, _binding(line_id)),
        digest=b"",
    )
    entry.digest = digest_of(chained(entry), bytes(book.digest))
    LogbookLine.objects.bulk_create([entry])
    LogbookKey.objects.bulk_create([LogbookKey(post=row, line=entry, key=key.hex())])
    _held_rows(row).update(last=entry.number, digest=entry.digest)
    did = "written" if corrects is None else "corrected"
    record(
        f"logbook.{did}",
        f"logbook:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"number": entry.number, "digest": entry.digest.hex()},
    )
    return entry


def _held(row: Post) -> Logbook:
    """The logbook's own row, locked: of two who write at once one waits."""
    empty = Logbook(post=row, digest=start_of(row.pk))
    Logbook.objects.bulk_create([empty], ignore_conflicts=True)
    return _held_rows(row).select_for_update().get()


def _held_rows(row: Post) -> QuerySet[Logbook]:
    rows = Logbook.objects.everywhere(because="the logbook of a post that was let in")
    return rows.filter(post=row)


def _seen_line(line_id: UUID, by: Actor, permission: Permission) -> LogbookLine:
    rows = LogbookLine.objects.visible_to(by, permission)
    row = rows.filter(pk=line_id).first()
    if row is None:
        raise NotFound(_("There is no such line in your logbook."))
    return row


def _opened(
    rows: list[LogbookLine], post: Post, *, by: Actor, at: datetime
) -> list[OpenedLine]:
    openers = list(
        LogbookKey.objects.visible_to(by, Permission.BOOK_VIEW).filter(line__in=rows)
    )
    keeper = ListKeeper(by.id, by.office, post.pk)
    opened = open_many(openers, "key", by=keeper, at=at, because="logbook.read")
    keys = {row.line_id: bytes.fromhex(opened[row.pk]) for row in openers}
    return [_told(row, keys.get(row.pk)) for row in rows]


def _told(row: LogbookLine, key: bytes | None) -> OpenedLine:
    text = unfold(bytes(row.body), key, _binding(row.pk)) if key else None
    return OpenedLine(
        line_id=row.pk,
        number=row.number,
        night=row.night,
        kind=LineKind(row.kind),
        text=text,
        corrects=row.corrects.number if row.corrects else None,
        corrected_by=tuple(sorted(one.number for one in row.corrected_by.all())),
        written_by_id=row.written_by_id,
        happened_at=row.happened_at,
        written_at=row.written_at,
    )


def _binding(line_id: UUID) -> str:
    return f"logbook:{line_id}"
