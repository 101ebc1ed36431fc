"""Small sums of houses: written down, taken back by a second line, never changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.watch.models import (
    Entry,
    House,
    Household,
    HouseSum,
    Member,
    Post,
    Till,
)
from kentongan.beat.watch.rules.money import (
    LABEL_LENGTH,
    MOST_ENTRIES,
    Effect,
    EntryDraft,
    EntryKind,
    MoneyFault,
    Unit,
    Written,
    entry_faults,
    sums,
)
from kentongan.beat.watch.services.members import ListKeeper
from kentongan.beat.watch.services.own import id_once, own_post
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotFound,
    Overtaken,
    refuse_faults,
)
from kentongan.ground.basics.texts import line
from kentongan.ground.basics.zones import local
from kentongan.ground.ledger.services import record
from kentongan.ground.seals.services import open_many
from kentongan.ground.wall.actors import Actor

_SENTENCES: Final = {
    MoneyFault.EMPTY: gettext_lazy("Please fill this in."),
    MoneyFault.TOO_LONG: gettext_lazy("Shorter, please."),
    MoneyFault.TOO_MANY: gettext_lazy("These are too many."),
    MoneyFault.FUTURE: gettext_lazy("This day has not come yet."),
    MoneyFault.BAD_AMOUNT: gettext_lazy("This sum cannot be right."),
    MoneyFault.NO_HOUSE: gettext_lazy("Say which house."),
    MoneyFault.NOT_FOR_A_HOUSE: gettext_lazy("This does not go with a house."),
}


# Houses


@transaction.atomic
def add_house(post_id: UUID, label: str, *, by: Actor, at: datetime) -> House:
    """Put a house on the list of those that give.

    Raises:
        NotAllowed: `by` is not the post's own head.
        Invalid: It is called nothing, or too much.
    """
    row = own_post(post_id, by, Permission.MONEY_KEEP)
    label = line(label)
    if not label or len(label) > LABEL_LENGTH:
        _refuse({"label": MoneyFault.TOO_LONG if label else MoneyFault.EMPTY})
    house = House(post=row, label=label, added_at=at)
    House.objects.bulk_create([house])
    _note(row, "house.added", by=by, at=at, house_id=str(house.pk))
    return house


@transaction.atomic
def put_in_house(
    member_id: UUID, house_id: UUID, *, by: Actor, at: datetime
) -> Household:
    """Say in which house a member lives; they see its line from then on, no other.

    Raises:
        NotFound: There is no such house or member at one's own post.
        NotAllowed: `by` is not the post's own head.
    """
    house = _houses(by, [house_id], Permission.MONEY_VIEW).get(house_id)
    if house is None:
        raise NotFound(_("There is no such house."))
    row = own_post(house.post_id, by, Permission.MONEY_KEEP)
    member = Member.objects.filter(pk=member_id, post=row, left_at=None).first()
    if member is None:
        raise NotFound(_("There is no such member."))
    lives = Household(post=row, house=house, member=member)
    Household.objects.bulk_create(
        [lives],
        update_conflicts=True,
        unique_fields=["member"],
        update_fields=["house"],
    )
    _note(row, "house.peopled", by=by, at=at, house_id=str(house.pk))
    return Household.objects.visible_to(by, Permission.MONEY_KEEP).get(member=member)


@transaction.atomic
def open_houses(post_id: UUID, *, by: Actor, at: datetime) -> dict[UUID, str]:
    """What the houses are called, for the post's own head.

    Raises:
        NotAllowed: For everybody else.
    """
    row = own_post(post_id, by, Permission.MONEY_KEEP)
    rows = House.objects.visible_to(by, Permission.MONEY_KEEP).filter(post=row)
    houses = list(rows.order_by("added_at", "id"))
    keeper = ListKeeper(by.id, by.office, row.pk)
    return open_many(houses, "label", by=keeper, at=at, because="money.kept")


# Entries


@transaction.atomic
def book(
    post_id: UUID,
    drafts: Sequence[EntryDraft],
    *,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> list[Entry]:
    """Write sums down: one, or a whole evening's jimpitan. All of them, or none.

    Args:
        once: Made with the form, so that sending it twice moves the sums once.

    Raises:
        NotAllowed: `by` is not the post's own head.
        Invalid: A sum that cannot be, or more than there is: the box, the savings of
            a house, or what it still owes.
        NotFound: A house that is not one of the post's.
        Conflicting: Part of the form was written down before.
    """
    row = own_post(post_id, by, Permission.MONEY_KEEP)
    _refuse(_faults(drafts, row, at))
    asked = {draft.house_id for draft in drafts if draft.house_id}
    known = _houses(by, asked, Permission.MONEY_KEEP)
    if any(known[one].post_id != row.pk for one in known) or len(known) < len(asked):
        raise NotFound(_("There is no such house."))
    entries = [
        Entry(
            id=id_once(row.pk, once, *_said(draft)),
            post=row,
            house_id=draft.house_id,
            kind=draft.kind.value,
            unit=draft.unit.value,
            amount=draft.amount,
            on=draft.on,
            purpose=line(draft.purpose),
            written_at=at,
            written_by_id=by.id,
        )
        for draft in drafts
    ]
    try:
        with transaction.atomic():
            Entry.objects.bulk_create(entries)
    except IntegrityError as error:
        return _sent_before(entries, by, error)
    _move(row, [_written(entry) for entry in entries])
    # How many and never how much: the ledger is read by auditors of the police.
    _note(row, "money.booked", by=by, at=at, entries=len(entries))
    return entries


@transaction.atomic
def reverse(entry_id: UUID, *, by: Actor, at: datetime) -> Entry:
    """Take an entry back by a second line; both stay. Of two who do it one is told so.

    Raises:
        NotFound: There is no such entry at one's own post.
        NotAllowed: `by` is not the post's own head.
        Overtaken: It was taken back already.
        Invalid: It takes another back itself, or the sum is spent.
    """
    old = _seen_entry(entry_id, by)
    row = own_post(old.post_id, by, Permission.MONEY_KEEP)
    if old.reverses_id is not None:
        raise Invalid(_("This line takes another back. Write the sum anew instead."))
    entry = Entry(
        post=row,
        house_id=old.house_id,
        kind=old.kind,
        unit=old.unit,
        amount=old.amount,
        on=local(at, row.place).date(),
        reverses=old,
        written_at=at,
        written_by_id=by.id,
    )
    try:
        with transaction.atomic():
            Entry.objects.bulk_create([entry])
    except IntegrityError as error:
        raise Overtaken(_("Somebody took this back already.")) from error
    _move(row, [_written(entry)])
    _note(row, "money.reversed", by=by, at=at, entry_id=str(old.pk))
    return entry


def _said(draft: EntryDraft) -> tuple[object, ...]:
    return (
        draft.kind.value,
        draft.unit.value,
        draft.amount,
        draft.on,
        draft.house_id,
        line(draft.purpose),
    )


def _sent_before(
    entries: Sequence[Entry], by: Actor, error: IntegrityError
) -> list[Entry]:
    """What a form wrote when it was sent first, if it said the very same."""
    rows = Entry.objects.visible_to(by, Permission.MONEY_KEEP)
    known = rows.in_bulk([entry.pk for entry in entries])
    if len(known) < len(entries):
        raise Conflicting(
            _("Some of this was written down already. Look at the book first.")
        ) from error
    return [known[entry.pk] for entry in entries]


def _faults(
    drafts: Sequence[EntryDraft], row: Post, at: datetime
) -> dict[str, MoneyFault]:
    if not drafts or len(drafts) > MOST_ENTRIES:
        return {"entries": MoneyFault.TOO_MANY if drafts else MoneyFault.EMPTY}
    today = local(at, row.place).date()
    return {
        # All of one evening have one day, so it is said once.
        name if len(drafts) == 1 or name == "on" else f"{number}.{name}": fault
        for number, draft in enumerate(drafts)
        for name, fault in entry_faults(draft, today).items()
    }


def _refuse(faults: Mapping[str, MoneyFault]) -> None:
    sentence = _("Something in this entry needs another look.")
    refuse_faults(sentence, faults, _SENTENCES)


def _move(row: Post, entries: Iterable[Written]) -> None:
    """Move the sums by what the entries amount to.

    The post's row first, then the houses in the order of their ids, so that two who
    write at once never wait for each other. Each is one statement whose condition
    stands on the row itself.
    """
    for unit, (whole, houses) in sorted(sums(entries).items()):
        _move_till(row, unit, whole)
        for house_id, share in sorted(houses.items()):
            _move_house(row, house_id, unit, share)


def _move_till(row: Post, unit: Unit, by: Effect) -> None:
    Till.objects.bulk_create([Till(post=row, unit=unit.value)], ignore_conflicts=True)
    rows = Till.objects.everywhere(because="the sums of a post that was let in")
    covered = rows.filter(
        # What is saved lies in the box, whatever is spent.
        Q(cash__gte=F("saved") + (by.saved - by.cash)),
        post=row,
        unit=unit.value,
        saved__gte=-by.saved,
        owed__gte=-by.owed,
    )
    moved = covered.update(
        cash=F("cash") + by.cash,
        fund=F("fund") + by.fund,
        saved=F("saved") + by.saved,
        owed=F("owed") + by.owed,
        given=F("given") + by.given,
    )
    if not moved:
        _short(_("There is not that much in the common fund."))


def _move_house(row: Post, house_id: UUID, unit: Unit, by: Effect) -> None:
    HouseSum.objects.bulk_create(
        [HouseSum(post=row, house_id=house_id, unit=unit.value)], ignore_conflicts=True
    )
    rows = HouseSum.objects.everywhere(because="the sums of a post that was let in")
    covered = rows.filter(
        house_id=house_id,
        unit=unit.value,
        saved__gte=-by.saved,
        owed__gte=-by.owed,
    )
    moved = covered.update(
        saved=F("saved") + by.saved,
        owed=F("owed") + by.owed,
        given=F("given") + by.given,
    )
    if not moved:
        _short(_("This house has not saved, or does not owe, that much."))


def _short(sentence: str) -> None:
    raise Invalid(sentence, {"amount": sentence})


def _written(entry: Entry) -> Written:
    return Written(
        kind=EntryKind(entry.kind),
        amount=entry.amount,
        unit=Unit(entry.unit),
        house_id=entry.house_id,
        is_reversal=entry.reverses_id is not None,
    )


def _houses(
    by: Actor, ids: Iterable[UUID], permission: Permission
) -> dict[UUID, House]:
    rows = House.objects.visible_to(by, permission).filter(pk__in=list(ids))
    return {row.pk: row for row in rows}


def _seen_entry(entry_id: UUID, by: Actor) -> Entry:
    rows = Entry.objects.visible_to(by, Permission.MONEY_VIEW)
    row = rows.filter(pk=entry_id).first()
    if row is None:
        raise NotFound(_("There is no such entry."))
    return row


def _note(row: Post, act: str, *, by: Actor, at: datetime, **facts: str | int) -> None:
    record(act, f"post:{row.pk}", by=by, at=at, place=row.place, facts=facts)
