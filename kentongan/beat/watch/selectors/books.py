"""Reading the books without their texts and names: those are opened by acts."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.beat.watch.models import (
    Disclosure,
    Drill,
    Guest,
    Logbook,
    LogbookLine,
    Member,
)
from kentongan.beat.watch.rules.books import (
    Answers,
    Break,
    Chained,
    Ground,
    LineKind,
    answers_of,
    breaks,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.wall.actors import Actor

# The logbook


def lines_between(
    actor: Actor, post_id: UUID, first: date, last: date
) -> list[LogbookLine]:
    """The lines of some nights in the order in which they were written, still closed."""
    rows = LogbookLine.objects.visible_to(actor, Permission.BOOK_VIEW)
    return list(
        rows.filter(post_id=post_id, night__range=(first, last))
        .select_related("corrects")
        .prefetch_related("corrected_by")
        .order_by("number")
    )


def handover_lines(actor: Actor, post_id: UUID, night: date) -> list[LogbookLine]:
    """The notes that the last night before `night` left, each as put right last."""
    rows = LogbookLine.objects.visible_to(actor, Permission.BOOK_VIEW)
    notes = rows.filter(
        post_id=post_id, kind=LineKind.HANDOVER.value, night__lt=night
    ).order_by("-night")
    last = notes.values_list("night", flat=True).first()
    if last is None:
        return []
    standing: dict[UUID, LogbookLine] = {}
    first: dict[UUID, UUID] = {}
    for row in (
        notes.filter(night=last)
        .select_related("corrects")
        .prefetch_related("corrected_by")
        .order_by("number")
    ):
        # A correction may be corrected again: what counts is the note it began with.
        begun = first[row.corrects_id] if row.corrects_id else row.pk
        first[row.pk] = begun
        standing[begun] = row
    return list(standing.values())


def writers(actor: Actor, post_id: UUID) -> dict[UUID | None, UUID]:
    """Which member each account of one's own post is, to say who wrote a line.

    Raises:
        NotFound: The book is not the asker's own.
    """
    refuse_others(actor, post_id, Permission.BOOK_VIEW)
    rows = Member.objects.filter(post_id=post_id, account_id__isnull=False)
    return dict(rows.values_list("account_id", "id"))


def chained(row: LogbookLine) -> Chained:
    """A row as the chain knows it."""
    return Chained(
        number=row.number,
        line_id=row.pk,
        night=row.night,
        kind=row.kind,
        corrects=row.corrects_id,
        written_by=row.written_by_id,
        happened_at=row.happened_at,
        written_at=row.written_at,
        body=bytes(row.body),
        digest=bytes(row.digest),
    )


def logbook_breaks(actor: Actor, post_id: UUID) -> list[Break]:
    """What in one's own logbook is not as it was written; nothing if it is whole.

    Each line is held against its own content, against the line before it, and against
    what the ledger was told when it was written (as long as that is kept).

    Raises:
        NotFound: The book is not the asker's own.
    """
    refuse_others(actor, post_id, Permission.BOOK_VIEW)
    books = Logbook.objects.visible_to(actor, Permission.BOOK_VIEW)
    book = books.filter(post_id=post_id).first()
    rows = LogbookLine.objects.visible_to(actor, Permission.BOOK_VIEW)
    lines = rows.filter(post_id=post_id).order_by("number")
    told = lines_about(f"logbook:{post_id}").filter(
        act__in=("logbook.written", "logbook.corrected")
    )
    return breaks(
        post_id,
        (chained(row) for row in lines.iterator(chunk_size=2000)),
        book.last if book else 0,
        {int(str(one.facts["number"])): str(one.facts["digest"]) for one in told},
    )


# The guest book


@dataclass(frozen=True)
class Stay:
    """That somebody stays, and how long: what stands in the book without its names."""

    guest_id: UUID
    from_date: date
    to_date: date


@dataclass(frozen=True)
class GuestBook:
    """Who stays on one day, and why such a book is kept at all."""

    purpose: str
    stays: tuple[Stay, ...]


def guest_book(actor: Actor, post_id: UUID, on: date) -> GuestBook:
    """The guests of one day at one's own post. There is no search, and no other day.

    Raises:
        NotFound: The book is not the asker's own.
    """
    refuse_others(actor, post_id, Permission.BOOK_VIEW)
    rows = guests_on(actor, post_id, on)
    stays = tuple(Stay(row.pk, row.from_date, row.to_date) for row in rows)
    return GuestBook(
        _(
            "This book is kept so that neighbours know who sleeps here and can help in"
            " need. It holds a name, a house and dates, nothing else, and forgets them"
            " after 30 days."
        ),
        stays,
    )


def guests_on(actor: Actor, post_id: UUID, on: date) -> list[Guest]:
    """The guests of one day, still sealed."""
    rows = Guest.objects.visible_to(actor, Permission.BOOK_VIEW)
    staying = rows.filter(post_id=post_id, from_date__lte=on, to_date__gte=on)
    return list(staying.order_by("from_date", "id"))


@dataclass(frozen=True)
class Disclosed:
    """That one guest was told to an office, on which letter and ground."""

    guest_id: UUID
    asked_by: str
    letter: str
    ground: Ground
    disclosed_at: datetime


def disclosures(actor: Actor, post_id: UUID) -> list[Disclosed]:
    """Every guest of one's own post that was told to an office, the latest first.

    Raises:
        NotFound: The book is not the asker's own.
    """
    refuse_others(actor, post_id, Permission.BOOK_VIEW)
    rows = Disclosure.objects.visible_to(actor, Permission.BOOK_VIEW)
    return [
        Disclosed(
            row.guest_id,
            row.asked_by,
            row.letter,
            Ground(row.ground),
            row.disclosed_at,
        )
        for row in rows.filter(post_id=post_id).order_by("-disclosed_at", "-id")
    ]


# Drills


@dataclass(frozen=True)
class DrillLine:
    """One drill: the signal as it was that day, and how soon the post answered."""

    drill_id: UUID
    held_at: datetime
    meaning: str
    strokes: str
    answers: Answers


def drills(actor: Actor, post_id: UUID, *, limit: int = 20) -> list[DrillLine]:
    """The drills of a post in sight, the latest first; they name nobody."""
    rows = Drill.objects.visible_to(actor, Permission.POST_VIEW)
    return [
        DrillLine(
            row.pk, row.held_at, row.meaning, row.strokes, answers_of(row.answers_s)
        )
        for row in rows.filter(post_id=post_id).order_by("-held_at")[:limit]
    ]


def refuse_others(actor: Actor, post_id: UUID, permission: Permission) -> None:
    """Refuse whoever does not belong to the post, whatever their rank.

    Raises:
        NotFound: The book is not the asker's own.
    """
    if post_id not in actor.reach(permission).holdings:
        raise NotFound(_("There is no book here that you could see."))
