"""A post whose residents keep their nights: members, rules, this month's roster."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from kentongan.beat.watch.rules.absences import AbsenceDraft
from kentongan.beat.watch.rules.agreements import (
    READY_MADE,
    Contribution,
    ContributionKind,
    hours,
)
from kentongan.beat.watch.rules.books import GuestDraft, LineDraft, LineKind
from kentongan.beat.watch.rules.money import EntryDraft, EntryKind
from kentongan.beat.watch.rules.nights import CheckInDraft, days_back
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.beat.watch.rules.rosters import last_of, month_of
from kentongan.beat.watch.selectors.posts import post as in_sight
from kentongan.beat.watch.selectors.rosters import agreement_on, turns_on
from kentongan.beat.watch.services import (
    add_house,
    add_member,
    agree,
    book,
    check_in,
    close_night,
    note_silences,
    open_houses,
    publish,
    put_in_house,
    tell_absence,
    write_guest,
    write_line,
)
from kentongan.config.demo.names import Namer
from kentongan.desk.planning.making import make_roster
from kentongan.ground.access.actors import Principal, principal
from kentongan.ground.access.models import Account
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import night_of, zone_of
from kentongan.ground.wall.actors import Actor

MEMBERS: Final = 17
HOUSES: Final = 9
JIMPITAN: Final = Contribution(ContributionKind.MONEY, 500)
SILENT: Final = 4
LINES: Final = (
    (33, LineKind.NOTE, "Ronda pertama, semua gang terang kecuali belakang balai."),
    (31, LineKind.EVENT, "Gerbang gudang pupuk terbuka; pemiliknya datang menutup."),
    (29, LineKind.HANDOVER, "Baterai senter tinggal satu. Kunci pos ada di warung."),
)


def keep_watch(post_id: UUID, head: Account, namer: Namer, at: datetime) -> None:
    """Have a post agree on its nights, and its head publish the month."""
    by = principal(head, at=at)
    month = month_of(at.date())
    # Agreed before the month began, since nights that are over cannot be agreed.
    begun = at - timedelta(days=at.day)
    drafts = [MemberDraft("Marni", MemberRole.HEAD, is_adult=True, account_id=head.pk)]
    # No two of one name, as neighbours would tell them apart.
    names: dict[str, None] = {}
    while len(names) < MEMBERS:
        names.setdefault(namer.resident())
    for name in names:
        drafts.append(MemberDraft(name, MemberRole.MEMBER, is_adult=True))
    members = [add_member(post_id, draft, by=by, at=begun) for draft in drafts]
    agreed = replace(READY_MADE[0].rules, jimpitan=JIMPITAN)
    agree(post_id, agreed, by=by, at=begun)
    publish(make_roster(post_id, month, by=by, at=begun).pk, by=by, at=begun)
    _keep_nights(post_id, by, at)
    _keep_books(post_id, by, namer, at)
    _live_next_door(post_id, [member.pk for member in members], by, at)


def _live_next_door(
    post_id: UUID, members: list[UUID], by: Actor, at: datetime
) -> None:
    """Who lives in which house, and who keeps which nights of next month free."""
    houses = open_houses(post_id, by=by, at=at)
    for member_id, house_id in zip(members, houses, strict=False):
        put_in_house(member_id, house_id, by=by, at=at)
    next_month = last_of(at.date()) + timedelta(days=1)
    for number, is_firm in ((3, True), (5, True), (8, False)):
        first = next_month + timedelta(days=number)
        last = first + timedelta(days=number if is_firm else 0)
        draft = AbsenceDraft(first, last, is_firm)
        tell_absence(members[number], draft, by=by, at=at)


def _keep_nights(post_id: UUID, by: Principal, at: datetime) -> None:
    """The nights since the month began, as the roster has them, now and then one less."""
    place = in_sight(by, post_id).place
    tonight = night_of(at, place)
    for night in days_back(tonight - timedelta(days=1), tonight.day - 1):
        turns = turns_on([post_id], night).get(post_id, [])
        rules = agreement_on([post_id], night).get(post_id)
        coming = turns[1:] if night.day % 4 == 0 else turns
        if rules is None or not coming or night.day % 9 == SILENT:
            continue
        begins, ends = hours(rules, night, zone_of(place))
        drafts = [
            CheckInDraft(new_id(), turn.member_id, begins + timedelta(minutes=7 * n))
            for n, turn in enumerate(coming)
        ]
        check_in(post_id, night, drafts, by=by, at=ends)
        close_night(post_id, night, by=by, at=ends)
    for night in days_back(tonight - timedelta(days=1), tonight.day - 1):
        note_silences(night, at=at)


def _keep_books(post_id: UUID, by: Actor, namer: Namer, at: datetime) -> None:
    """Lines of a quiet night, a guest, and a fortnight of jimpitan."""
    for hours_ago, kind, text in LINES:
        happened = at - timedelta(hours=hours_ago)
        write_line(post_id, LineDraft(text, happened, kind), by=by, at=happened)
    today = at.date()
    guest = GuestDraft(namer.resident(), "RT 2 nomor 14", today, today)
    write_guest(post_id, guest, by=by, at=at)
    houses = [
        add_house(post_id, f"RT 2 nomor {number}", by=by, at=at).pk
        for number in range(11, 11 + HOUSES)
    ]
    for days_ago in range(14, 0, -1):
        day = today - timedelta(days=days_ago)
        # One house or another is empty each evening, the same ones in every demo.
        home = [one for n, one in enumerate(houses) if (n + days_ago) % 5]
        drafts = [
            EntryDraft(EntryKind.JIMPITAN, JIMPITAN.amount_rp, day, one) for one in home
        ]
        book(post_id, drafts, by=by, at=at)
    lamp = EntryDraft(EntryKind.SPENT, 18_000, today, purpose="Lampu pos dan baterai")
    gift = EntryDraft(EntryKind.GIFT, 50_000, today, purpose="Karang taruna")
    book(post_id, [gift, lamp], by=by, at=at)
