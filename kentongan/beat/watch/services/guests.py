"""The guest book: written, opened for one day, told to nobody but on a letter, forgotten."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Disclosure, Guest
from kentongan.beat.watch.rules.books import (
    GuestDraft,
    WrittenRequest,
    forgotten_before,
    guest_faults,
    request_faults,
)
from kentongan.beat.watch.selectors.books import guests_on
from kentongan.beat.watch.services.books import refuse_entry
from kentongan.beat.watch.services.members import ListKeeper
from kentongan.beat.watch.services.own import id_once, own_post
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting, NotFound
from kentongan.ground.basics.zones import local
from kentongan.ground.ledger.services import record
from kentongan.ground.seals.services import open_many
from kentongan.ground.wall.actors import Actor


@dataclass(frozen=True)
class OpenedGuest:
    """A guest with name and house."""

    guest_id: UUID
    name: str
    house: str
    from_date: date
    to_date: date


@transaction.atomic
def write_guest(
    post_id: UUID,
    draft: GuestDraft,
    *,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Guest:
    """Write down that somebody stays.

    Args:
        once: Made with the form, so that sending it twice writes one guest.

    Raises:
        NotAllowed: `by` does not belong to the post.
        Invalid: A name or a house is missing, or the dates cannot be.
    """
    row = own_post(post_id, by, Permission.BOOK_WRITE)
    refuse_entry(guest_faults(draft, local(at, row.place).date()))
    name, house = draft.tidy
    guest = Guest(
        id=id_once(row.pk, once, name, house, draft.from_date, draft.to_date),
        post=row,
        name=name,
        house=house,
        from_date=draft.from_date,
        to_date=draft.to_date,
        written_at=at,
    )
    try:
        with transaction.atomic():
            Guest.objects.bulk_create([guest])
    except IntegrityError:
        # Only the id can be there twice, and it says what the form says.
        return _seen(guest.pk, by, at)
    record("guest.written", f"guest:{guest.pk}", by=by, at=at, place=row.place)
    return guest


@transaction.atomic
def remove_guest(guest_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take a guest out of the book before the time: a mistake, or the guest asks.

    Raises:
        NotFound: There is no such guest in one's own book.
        NotAllowed: `by` is not the post's own head.
    """
    guest = _seen(guest_id, by, at)
    row = own_post(guest.post_id, by, Permission.BOOK_KEEP)
    rows = Guest.objects.visible_to(by, Permission.BOOK_KEEP).filter(pk=guest.pk)
    gone, _each = rows.delete()
    if gone:
        record("guest.removed", f"guest:{guest.pk}", by=by, at=at, place=row.place)


@transaction.atomic
def open_guests(
    post_id: UUID, on: date, *, by: Actor, at: datetime
) -> list[OpenedGuest]:
    """Who stays on one day, with names, for those who keep watch there.

    Raises:
        NotAllowed: For everybody else, whatever their rank.
    """
    row = own_post(post_id, by, Permission.BOOK_VIEW)
    # Whoever is due to be forgotten is, even if the clock comes late.
    guests = [g for g in guests_on(by, row.pk, on) if g.to_date >= _kept_from(at)]
    return _opened(guests, by=by, at=at, because="guest.book")


@transaction.atomic
def disclose_guest(
    guest_id: UUID, request: WrittenRequest, *, by: Actor, at: datetime
) -> OpenedGuest:
    """Open one guest for a letter that asks for that guest and names its ground.

    The post's own head does it, letter in hand: no office opens the book itself. One
    letter asks for one guest. That it was done stays, for every member to see.

    Raises:
        NotFound: There is no such guest in one's own book.
        NotAllowed: `by` is not the post's own head.
        Invalid: The letter has no number, or nobody signed it.
        Conflicting: The letter has asked for a guest already.
    """
    guest = _seen(guest_id, by, at)
    row = own_post(guest.post_id, by, Permission.BOOK_KEEP)
    refuse_entry(request_faults(request))
    asked_by, letter = request.tidy
    told = Disclosure(
        post=row,
        guest_id=guest.pk,
        asked_by=asked_by,
        letter=letter,
        letter_key=request.letter_key,
        ground=request.ground.value,
        disclosed_at=at,
        disclosed_by_id=by.id,
    )
    try:
        with transaction.atomic():
            Disclosure.objects.bulk_create([told])
    except IntegrityError as error:
        raise Conflicting(
            _("This letter has asked for a guest already. One letter, one guest.")
        ) from error
    record(
        "guest.disclosed",
        f"guest:{guest.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"ground": request.ground.value, "disclosure_id": str(told.pk)},
    )
    return _opened([guest], by=by, at=at, because="guest.disclosed")[0]


@transaction.atomic
def forget_guests(*, at: datetime) -> int:
    """Forget everybody whose last night is over 30 days ago; how many."""
    rows = Guest.objects.everywhere(because="the clock forgets for everybody")
    due = rows.filter(to_date__lt=_kept_from(at))
    first = due.order_by("id").values_list("id", flat=True).first()
    count, _each = due.delete()
    if count:
        record(
            "guest.forgotten", f"guest:{first}", by=None, at=at, facts={"count": count}
        )
    return count


def _kept_from(at: datetime) -> date:
    # By the westernmost clock, so that nobody is forgotten a day too soon.
    return forgotten_before(local(at, "").date())


def _seen(guest_id: UUID, by: Actor, at: datetime) -> Guest:
    rows = Guest.objects.visible_to(by, Permission.BOOK_VIEW)
    guest = rows.filter(pk=guest_id, to_date__gte=_kept_from(at)).first()
    if guest is None:
        raise NotFound(_("There is no such guest in your book."))
    return guest


def _opened(
    guests: list[Guest], *, by: Actor, at: datetime, because: str
) -> list[OpenedGuest]:
    if not guests:
        return []
    keeper = ListKeeper(by.id, by.office, guests[0].post_id)
    names = open_many(guests, "name", by=keeper, at=at, because=because)
    houses = open_many(guests, "house", by=keeper, at=at, because=because)
    return [
        OpenedGuest(g.pk, names[g.pk], houses[g.pk], g.from_date, g.to_date)
        for g in guests
    ]
