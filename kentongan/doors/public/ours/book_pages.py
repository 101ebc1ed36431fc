"""What the pages of a post's books show: opened for its residents, once a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings

from kentongan.beat.watch.documents.books import logbook_pdf
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.books import Break
from kentongan.beat.watch.rules.rosters import last_of
from kentongan.beat.watch.selectors import books, money
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.beat.watch.services import (
    OpenedGuest,
    OpenedLine,
    open_guests,
    open_houses,
    open_names,
    read_handover,
    read_logbook,
)
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.zones import Zone, zone_of


@dataclass(frozen=True)
class OurLogbook:
    """The lines of one night.

    Attributes:
        handover: What the last night before left for those who come.
        writers: Names of those who wrote, by account.
        breaks: What is not as it was written; None if nobody asked to check.
    """

    post: Post
    night: date
    zone: Zone
    lines: list[OpenedLine]
    handover: list[OpenedLine]
    writers: Mapping[UUID | None, str]
    breaks: list[Break] | None
    is_head: bool

    @property
    def before(self) -> date:
        """The night before."""
        return self.night - timedelta(days=1)

    @property
    def after(self) -> date:
        """The night after."""
        return self.night + timedelta(days=1)


def our_logbook(
    actor: Principal, post: Post, night: date, at: datetime, *, is_checked: bool
) -> OurLogbook:
    """One night of the logbook, opened for those who belong to the post.

    Raises:
        NotAllowed: For everybody else.
    """
    lines = read_logbook(post.pk, night, by=actor, at=at)
    handover = read_handover(post.pk, night, by=actor, at=at)
    names = open_names(post.pk, by=actor, at=at) if lines or handover else {}
    return OurLogbook(
        post=post,
        night=night,
        zone=zone_of(post.place),
        lines=lines,
        handover=handover,
        writers=_writers(actor, post, names),
        breaks=books.logbook_breaks(actor, post.pk) if is_checked else None,
        is_head=post.pk in actor.reach(Permission.BOOK_KEEP).holdings,
    )


def _writers(
    actor: Principal, post: Post, names: Mapping[UUID, str]
) -> dict[UUID | None, str]:
    return {
        account: names.get(member, "")
        for account, member in books.writers(actor, post.pk).items()
    }


def logbook_sheets(actor: Principal, post: Post, month: date, at: datetime) -> bytes:
    """A month of the logbook to be printed, opened for those who belong to the post.

    Raises:
        NotAllowed: For everybody else.
    """
    last = last_of(month)
    lines = read_logbook(post.pk, month, last=last, by=actor, at=at)
    names = open_names(post.pk, by=actor, at=at) if lines else {}
    writers = _writers(actor, post, names)
    return logbook_pdf(post, month, lines, writers, demo=settings.KENTONGAN_DEMO)


@dataclass(frozen=True)
class OurGuests:
    """Who stays on one day, and who was told to whom."""

    post: Post
    on: date
    purpose: str
    guests: list[OpenedGuest]
    disclosures: list[books.Disclosed]
    is_head: bool

    @property
    def before(self) -> date:
        """The day before."""
        return self.on - timedelta(days=1)

    @property
    def after(self) -> date:
        """The day after."""
        return self.on + timedelta(days=1)


def our_guests(actor: Principal, post: Post, on: date, at: datetime) -> OurGuests:
    """One day of the guest book, opened for those who belong to the post.

    Raises:
        NotFound: For everybody else.
    """
    return OurGuests(
        post=post,
        on=on,
        purpose=books.guest_book(actor, post.pk, on).purpose,
        guests=open_guests(post.pk, on, by=actor, at=at),
        disclosures=books.disclosures(actor, post.pk),
        is_head=post.pk in actor.reach(Permission.BOOK_KEEP).holdings,
    )


@dataclass(frozen=True)
class OurMoney:
    """What a member sees of the sums."""

    post: Post
    totals: list[money.Total]
    mine: list[money.HouseLine]
    my_entries: list[money.EntryLine]
    fund_entries: list[money.EntryLine]
    is_head: bool


def our_money(actor: Principal, post_id: UUID) -> OurMoney:
    """Totals, the fund's entries, and one's own house.

    Raises:
        NotFound: It is not one's own post.
    """
    return OurMoney(
        post=post_in_sight(actor, post_id),
        totals=money.totals(actor, post_id),
        mine=money.own_lines(actor, post_id),
        my_entries=money.own_entries(actor, post_id, limit=31),
        fund_entries=money.fund_entries(actor, post_id, limit=31),
        is_head=post_id in actor.reach(Permission.MONEY_KEEP).holdings,
    )


@dataclass(frozen=True)
class OurTill:
    """The book of who keeps the box.

    Attributes:
        houses: What each is called and its sums; a house that gave nothing has none.
        entries: The latest, each with what its house is called.
        is_sound: Whether the sums are those of the entries.
    """

    post: Post
    houses: list[tuple[str, list[money.HouseLine]]]
    entries: list[tuple[money.EntryLine, str]]
    is_sound: bool


def our_till(actor: Principal, post_id: UUID, at: datetime) -> OurTill:
    """Every house and the latest entries.

    Raises:
        NotFound: It is not one's own post.
        NotAllowed: `actor` does not keep its box.
    """
    post = post_in_sight(actor, post_id)
    labels = open_houses(post_id, by=actor, at=at)
    lines: dict[UUID, list[money.HouseLine]] = {one: [] for one in labels}
    for line in money.house_lines(actor, post_id):
        lines[line.house_id].append(line)
    return OurTill(
        post=post,
        houses=[(labels[one], own) for one, own in lines.items()],
        entries=[
            (one, labels.get(one.house_id, "") if one.house_id else "")
            for one in money.kept_entries(actor, post_id, limit=60)
        ],
        is_sound=money.is_sound(actor, post_id),
    )
