"""Reading the small sums: totals for every member, each house its own line.

Arrears that all can read shame the poor, so nobody but who keeps the box sees the
line of another house.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Entry, Household, HouseSum, Till
from kentongan.beat.watch.rules.money import EntryKind, Unit, Written, sums
from kentongan.beat.watch.selectors.rosters import membership
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.wall.actors import Actor


@dataclass(frozen=True)
class Total:
    """The sums of a post in one unit.

    Attributes:
        cash: What lies in the box.
        fund: The common fund, with what is still owed to it.
        saved: What houses have put by, and would get back.
        given: What houses have brought so far.
    """

    unit: Unit
    cash: int
    fund: int
    saved: int
    owed: int
    given: int


def totals(actor: Actor, post_id: UUID) -> list[Total]:
    """What the post has, for every member of it.

    Raises:
        NotFound: It is not the asker's own post.
    """
    _own(actor, post_id, Permission.MONEY_VIEW)
    rows = Till.objects.visible_to(actor, Permission.MONEY_VIEW)
    return [
        Total(Unit(row.unit), row.cash, row.fund, row.saved, row.owed, row.given)
        for row in rows.filter(post_id=post_id).order_by("unit")
    ]


@dataclass(frozen=True)
class HouseLine:
    """The sums of one house in one unit."""

    house_id: UUID
    unit: Unit
    given: int
    saved: int
    owed: int


def own_lines(actor: Actor, post_id: UUID) -> list[HouseLine]:
    """The sums of the house in which the asker lives; none where none is known.

    Raises:
        NotFound: It is not the asker's own post.
    """
    _own(actor, post_id, Permission.MONEY_VIEW)
    house_id = _own_house(actor, post_id)
    if house_id is None:
        return []
    rows = HouseSum.objects.visible_to(actor, Permission.MONEY_VIEW)
    mine = rows.filter(post_id=post_id, house_id=house_id)
    return [_line(row) for row in mine.order_by("unit")]


def house_lines(actor: Actor, post_id: UUID) -> list[HouseLine]:
    """The sums of every house, for who keeps the box.

    Raises:
        NotFound: For everybody else.
    """
    _own(actor, post_id, Permission.MONEY_KEEP)
    rows = HouseSum.objects.visible_to(actor, Permission.MONEY_KEEP)
    ordered = rows.filter(post_id=post_id).order_by("house__added_at", "house", "unit")
    return [_line(row) for row in ordered]


@dataclass(frozen=True)
class EntryLine:
    """An entry as it was written; `is_reversed` where a later line takes it back."""

    entry_id: UUID
    kind: EntryKind
    unit: Unit
    amount: int
    on: date
    purpose: str
    is_reversal: bool
    is_reversed: bool
    house_id: UUID | None = None


def own_entries(actor: Actor, post_id: UUID, *, limit: int = 100) -> list[EntryLine]:
    """The entries of the asker's own house, the latest first.

    Raises:
        NotFound: It is not the asker's own post.
    """
    _own(actor, post_id, Permission.MONEY_VIEW)
    house_id = _own_house(actor, post_id)
    if house_id is None:
        return []
    rows = Entry.objects.visible_to(actor, Permission.MONEY_VIEW)
    return _entries(rows.filter(post_id=post_id, house_id=house_id), limit)


def fund_entries(actor: Actor, post_id: UUID, *, limit: int = 100) -> list[EntryLine]:
    """What was spent and what came from outside: every member's to see.

    Raises:
        NotFound: It is not the asker's own post.
    """
    _own(actor, post_id, Permission.MONEY_VIEW)
    rows = Entry.objects.visible_to(actor, Permission.MONEY_VIEW)
    return _entries(rows.filter(post_id=post_id, house=None), limit)


def kept_entries(actor: Actor, post_id: UUID, *, limit: int = 100) -> list[EntryLine]:
    """Every entry, the latest first, for who keeps the box.

    Raises:
        NotFound: For everybody else.
    """
    _own(actor, post_id, Permission.MONEY_KEEP)
    rows = Entry.objects.visible_to(actor, Permission.MONEY_KEEP)
    return _entries(rows.filter(post_id=post_id), limit)


def given_on(actor: Actor, post_id: UUID, on: date) -> frozenset[UUID]:
    """The houses whose jimpitan of one evening is written down, for who keeps the box.

    Raises:
        NotFound: For everybody else.
    """
    _own(actor, post_id, Permission.MONEY_KEEP)
    rows = Entry.objects.visible_to(actor, Permission.MONEY_KEEP).filter(
        post_id=post_id,
        on=on,
        kind__in=(EntryKind.JIMPITAN.value, EntryKind.SAVING.value),
        reverses=None,
        reversed_by=None,
        house__isnull=False,
    )
    return frozenset(one for one in rows.values_list("house_id", flat=True) if one)


def is_sound(actor: Actor, post_id: UUID) -> bool:
    """Whether the sums that are shown are those of the entries, house by house.

    Raises:
        NotFound: It is not the asker's own post.
    """
    _own(actor, post_id, Permission.MONEY_VIEW)
    kept, reckoned = _kept(actor, post_id), _reckoned(actor, post_id)
    for _look in range(_LOOKS):
        if kept == reckoned:
            return True
        # Somebody may have written between both: what is amiss stays amiss.
        kept, reckoned = _kept(actor, post_id), _reckoned(actor, post_id)
    return kept == reckoned


_LOOKS: Final = 4


def _reckoned(actor: Actor, post_id: UUID) -> "_Kept":
    """The sums by the entries alone, which the database adds up by kind and house."""
    entries = Entry.objects.visible_to(actor, Permission.MONEY_VIEW)
    rows = (
        entries.filter(post_id=post_id)
        .annotate(is_reversal=Q(reverses__isnull=False))
        .values_list("kind", "unit", "house_id", "is_reversal")
        .annotate(whole=Sum("amount"))
        .order_by()
    )
    reckoned = sums(
        Written(EntryKind(kind), amount, Unit(unit), house_id, is_reversal)
        for kind, unit, house_id, is_reversal, amount in rows
    )
    return {
        unit: (
            tuple(vars(whole).values()),
            {one: (s.given, s.saved, s.owed) for one, s in houses.items()},
        )
        for unit, (whole, houses) in reckoned.items()
    }


_Kept = dict[Unit, tuple[tuple[int, ...], dict[UUID, tuple[int, int, int]]]]


def _kept(actor: Actor, post_id: UUID) -> _Kept:
    # Houses first: whoever moved a house's sum had moved the whole one before.
    shares = HouseSum.objects.visible_to(actor, Permission.MONEY_VIEW)
    houses = list(shares.filter(post_id=post_id))
    tills = Till.objects.visible_to(actor, Permission.MONEY_VIEW)
    found: _Kept = {
        Unit(row.unit): ((row.cash, row.fund, row.saved, row.owed, row.given), {})
        for row in tills.filter(post_id=post_id)
    }
    for row in houses:
        found[Unit(row.unit)][1][row.house_id] = (row.given, row.saved, row.owed)
    return found


def _entries(rows: QuerySet[Entry], limit: int) -> list[EntryLine]:
    chosen = rows.select_related("reversed_by").order_by("-on", "-written_at", "-id")[
        :limit
    ]
    return [
        EntryLine(
            entry_id=row.pk,
            kind=EntryKind(row.kind),
            unit=Unit(row.unit),
            amount=row.amount,
            on=row.on,
            purpose=row.purpose,
            is_reversal=row.reverses_id is not None,
            is_reversed=getattr(row, "reversed_by", None) is not None,
            house_id=row.house_id,
        )
        for row in chosen
    ]


def _line(row: HouseSum) -> HouseLine:
    return HouseLine(row.house_id, Unit(row.unit), row.given, row.saved, row.owed)


def _own_house(actor: Actor, post_id: UUID) -> UUID | None:
    member = membership(actor, post_id)
    if member is None:
        return None
    rows = Household.objects.visible_to(actor, Permission.MONEY_VIEW)
    return rows.filter(member=member).values_list("house_id", flat=True).first()


def _own(actor: Actor, post_id: UUID, permission: Permission) -> None:
    """Refuse whoever does not belong to the post, whatever their rank."""
    if post_id not in actor.reach(permission).holdings:
        raise NotFound(_("There are no sums here that you could see."))
