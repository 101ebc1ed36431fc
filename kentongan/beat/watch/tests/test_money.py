"""Small sums: whatever is written in whatever order, the whole always adds up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Entry, House, Member, Till
from kentongan.beat.watch.rules.money import (
    EFFECTS,
    MOST,
    WITHOUT_HOUSE,
    Effect,
    EntryDraft,
    EntryKind,
    Unit,
    Written,
    sums,
)
from kentongan.beat.watch.rules.posts import MemberDraft
from kentongan.beat.watch.selectors import money as selectors
from kentongan.ground.access import rls
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.models import Account
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
    Overtaken,
    Refusal,
)
from kentongan.ground.ledger.models import Line
from tests.cast import Town, build_town
from tests.make import NOON, TODAY, acts, at_once, make_resident, now

K = EntryKind
Act = Callable[[], object]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Box:
    """The box of Pos Melati: Sahat lives in the first house, Tumpal in the second."""

    town: Town
    tumpal: Account
    houses: tuple[House, House]
    members: tuple[Member, Member]

    def book(self, *drafts: EntryDraft) -> list[Entry]:
        """What Marni writes down."""
        return services.book(
            self.town.melati.pk, drafts, by=now(self.town.marni), at=NOON
        )

    def sum(self, kind: EntryKind, amount: int, house: int = 0) -> Entry:
        """One sum, of a house where the kind wants one."""
        return self.book(self.draft(kind, amount, house))[0]

    def draft(self, kind: EntryKind, amount: int, house: int = 0) -> EntryDraft:
        """One sum, not yet written."""
        if kind in WITHOUT_HOUSE:
            return EntryDraft(kind, amount, TODAY, purpose="Lampu")
        return EntryDraft(kind, amount, TODAY, house_id=self.houses[house].pk)

    def total(self, unit: Unit = Unit.RP) -> Effect:
        """The sums as every member sees them."""
        found = selectors.totals(now(self.town.sahat), self.town.melati.pk)
        one = next(t for t in found if t.unit is unit)
        return Effect(one.cash, one.fund, one.saved, one.owed, one.given)

    def is_sound(self) -> bool:
        """Whether sums and entries say the same."""
        return selectors.is_sound(now(self.town.marni), self.town.melati.pk)


def build_box(town: Town) -> Box:
    """Two houses, a member in each."""
    marni, post = now(town.marni), town.melati.pk
    tumpal = make_resident("Tumpal", town.melati)
    houses, members = [], []
    for name, account in (("Sahat", town.sahat), ("Tumpal", tumpal)):
        draft = MemberDraft(name, is_adult=True, account_id=account.pk)
        member = services.add_member(post, draft, by=marni, at=NOON)
        house = services.add_house(post, f"Rumah {name}", by=marni, at=NOON)
        services.put_in_house(member.pk, house.pk, by=marni, at=NOON)
        houses.append(house)
        members.append(member)
    return Box(town, tumpal, (houses[0], houses[1]), (members[0], members[1]))


@pytest.fixture
def box(town: Town) -> Box:
    """An empty box."""
    return build_box(town)


def outsiders(town: Town) -> list[Account]:
    return [town.rina, town.bonar, town.tiur, town.yosef, town.dame, town.nobody]


# What each kind does


@pytest.mark.parametrize("kind", EntryKind)
def test_every_kind_moves_both_sides_alike(kind: EntryKind) -> None:
    assert EFFECTS[kind] != Effect()
    assert EFFECTS[kind].is_balanced
    assert not replace(EFFECTS[kind], cash=EFFECTS[kind].cash + 1).is_balanced


HOUSES = [UUID(int=n) for n in range(3)]
WRITTEN = st.builds(
    Written,
    kind=st.sampled_from(list(EntryKind)),
    amount=st.integers(1, MOST),
    unit=st.sampled_from(list(Unit)),
    house_id=st.sampled_from(HOUSES),
    is_reversal=st.booleans(),
).map(lambda w: replace(w, house_id=None) if w.kind in WITHOUT_HOUSE else w)


@given(st.lists(WRITTEN))
def test_the_whole_is_its_houses_and_balanced(entries: list[Written]) -> None:
    for whole, houses in sums(entries).values():
        assert whole.is_balanced
        for part in ("saved", "owed", "given"):
            of_houses = sum(getattr(share, part) for share in houses.values())
            assert getattr(whole, part) == of_houses


@given(st.lists(WRITTEN, min_size=1))
def test_what_is_taken_back_was_never_there(entries: list[Written]) -> None:
    back = [replace(one, is_reversal=not one.is_reversal) for one in entries]

    for whole, houses in sums([*entries, *back]).values():
        assert whole == Effect()
        assert set(houses.values()) <= {Effect()}


# Writing


def test_an_evening_of_jimpitan_is_one_line_on_the_ledger_without_a_sum(
    box: Box,
) -> None:
    entries = box.book(
        box.draft(K.JIMPITAN, 500),
        box.draft(K.JIMPITAN, 1000, 1),
        replace(box.draft(K.JIMPITAN, 2, 1), unit=Unit.CUPS),
    )

    assert len(entries) == 3
    assert box.total() == Effect(cash=1500, fund=1500, given=1500)
    assert box.total(Unit.CUPS) == Effect(cash=2, fund=2, given=2)
    (line,) = Line.objects.everywhere(because="test").filter(act="money.booked")
    assert line.facts == {"entries": 3}
    assert box.is_sound()


def test_a_fine_is_owed_then_paid_and_savings_are_the_houses_own(box: Box) -> None:
    box.sum(K.FINE, 20_000)
    assert box.total() == Effect(fund=20_000, owed=20_000)
    box.sum(K.FINE_PAID, 15_000)
    box.sum(K.FINE_WAIVED, 5_000)
    box.sum(K.SAVING, 7_000, 1)
    assert box.total() == Effect(22_000, 15_000, 7_000, 0, 22_000)
    box.sum(K.SPENT, 15_000)
    with pytest.raises(Invalid):
        box.sum(K.SPENT, 1)
    box.sum(K.PAID_BACK, 7_000, 1)
    assert box.total() == Effect(given=22_000)
    assert box.is_sound()


def test_nobody_takes_out_more_than_there_is(box: Box) -> None:
    box.sum(K.SAVING, 1000, 1)
    box.sum(K.FINE, 500, 1)
    for kind, amount, house in (
        (K.SPENT, 1, 0),
        (K.PAID_BACK, 1, 0),
        (K.PAID_BACK, 1001, 1),
        (K.FINE_PAID, 1, 0),
        (K.FINE_PAID, 501, 1),
        (K.FINE_WAIVED, 501, 1),
    ):
        before = box.total()
        with pytest.raises(Invalid) as refusal:
            box.sum(kind, amount, house)
        assert set(refusal.value.problems) == {"amount"}
        assert box.total() == before
    assert Entry.objects.everywhere(because="test").count() == 2
    assert box.is_sound()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -500}, "amount"),
        ({"amount": MOST + 1}, "amount"),
        ({"on": TODAY + DAY}, "on"),
        ({"house_id": None}, "house_id"),
        ({"purpose": "menunggak"}, "purpose"),
        ({"kind": K.SPENT}, "house_id"),
        ({"kind": K.SPENT, "house_id": None}, "purpose"),
        ({"kind": K.GIFT, "house_id": None, "purpose": "x" * 81}, "purpose"),
    ],
)
def test_what_cannot_be_is_named_by_its_field(
    box: Box, change: dict[str, object], field: str
) -> None:
    wrong = replace(box.draft(K.JIMPITAN, 500), **change)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refusal:
        box.book(wrong)
    assert field in refusal.value.problems


def test_of_an_evening_all_is_written_or_nothing(box: Box) -> None:
    good = box.draft(K.JIMPITAN, 500)
    for wrong, fault in (
        (replace(good, amount=0), Invalid),
        (replace(good, house_id=uuid4()), NotFound),
        (box.draft(K.SPENT, 501), Invalid),
    ):
        with pytest.raises(fault):
            box.book(good, wrong)
    for none in ((), (good,) * 501):
        with pytest.raises(Invalid):
            box.book(*none)
    assert not Entry.objects.everywhere(because="test").exists()
    assert not Till.objects.everywhere(because="test").exists()


def test_a_house_of_another_post_gives_there(box: Box) -> None:
    town = box.town
    other = services.add_house(town.dahlia.pk, "Dahlia", by=now(town.dame), at=NOON)
    with pytest.raises(NotFound):
        box.book(EntryDraft(K.JIMPITAN, 500, TODAY, other.pk))
    with pytest.raises(NotFound):
        services.put_in_house(box.members[0].pk, other.pk, by=now(town.marni), at=NOON)
    with pytest.raises(NotFound):
        services.put_in_house(uuid4(), box.houses[0].pk, by=now(town.marni), at=NOON)


# Taking back


def test_an_entry_is_taken_back_by_a_second_line_once(box: Box) -> None:
    entry = box.sum(K.JIMPITAN, 500)
    marni = now(box.town.marni)

    back = services.reverse(entry.pk, by=marni, at=NOON)

    assert box.total() == Effect()
    lines = selectors.own_entries(now(box.town.sahat), box.town.melati.pk)
    assert [(one.is_reversal, one.is_reversed) for one in lines] == [
        (True, False),
        (False, True),
    ]
    with pytest.raises(Overtaken):
        services.reverse(entry.pk, by=marni, at=NOON)
    with pytest.raises(Invalid):
        services.reverse(back.pk, by=marni, at=NOON)
    with pytest.raises(NotAllowed):
        services.reverse(entry.pk, by=now(box.town.sahat), at=NOON)
    with pytest.raises(NotFound):
        services.reverse(uuid4(), by=marni, at=NOON)
    assert acts("post", box.town.melati.pk).count("money.reversed") == 1
    assert box.is_sound()


def test_what_is_spent_cannot_be_taken_back(box: Box) -> None:
    given_ = box.sum(K.JIMPITAN, 500)
    box.sum(K.SPENT, 200)

    with pytest.raises(Invalid):
        services.reverse(given_.pk, by=now(box.town.marni), at=NOON)

    assert box.total() == Effect(cash=300, fund=300, given=500)
    assert box.is_sound()


def test_an_entry_is_never_changed_and_sums_that_do_not_add_up_are_refused(
    box: Box,
) -> None:
    box.sum(K.JIMPITAN, 500)
    for change in ("update watch_entry set amount = 5", "delete from watch_entry"):
        with (
            pytest.raises(DatabaseError, match="written once"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
    tills = Till.objects.everywhere(because="test")
    with pytest.raises(DatabaseError, match="adds_up"), transaction.atomic():
        tills.update(cash=499)
    with pytest.raises(DatabaseError, match="covers"), transaction.atomic():
        tills.update(cash=-1, fund=-1)
    assert box.is_sound()
    tills.update(cash=400, fund=400)
    assert not box.is_sound()


# Who sees what


def test_members_see_totals_and_their_own_line_and_the_head_every_line(
    box: Box,
) -> None:
    box.sum(K.JIMPITAN, 500)
    box.sum(K.FINE, 20_000, 1)
    box.sum(K.SPENT, 100)
    post = box.town.melati.pk

    for who, own in ((box.town.sahat, 0), (box.tumpal, 1)):
        (line,) = selectors.own_lines(now(who), post)
        assert line.house_id == box.houses[own].pk
        assert (line.given, line.owed) == ((500, 0), (0, 20_000))[own]
        (entry,) = selectors.own_entries(now(who), post)
        assert entry.amount == (500, 20_000)[own]
        assert len(selectors.totals(now(who), post)) == 1
        assert [e.kind for e in selectors.fund_entries(now(who), post)] == [K.SPENT]
        with pytest.raises(NotFound):
            selectors.house_lines(now(who), post)
        with pytest.raises(NotAllowed):
            services.open_houses(post, by=now(who), at=NOON)
    marni = now(box.town.marni)
    assert [one.owed for one in selectors.house_lines(marni, post)] == [0, 20_000]
    assert (selectors.own_lines(marni, post), selectors.own_entries(marni, post)) == (
        [],
        [],
    )
    labels = services.open_houses(post, by=marni, at=NOON)
    assert list(labels.values()) == ["Rumah Sahat", "Rumah Tumpal"]


def test_who_moves_sees_the_new_house_and_the_old_no_more(box: Box) -> None:
    marni, post = now(box.town.marni), box.town.melati.pk
    box.sum(K.JIMPITAN, 500)

    services.put_in_house(box.members[0].pk, box.houses[1].pk, by=marni, at=NOON)

    assert selectors.own_lines(now(box.town.sahat), post) == []


def attempts(box: Box, entry: Entry, by: Principal) -> list[Act]:
    """What somebody who does not belong here might try."""
    post = box.town.melati.pk
    return [
        lambda: services.add_house(post, "Rumah", by=by, at=NOON),
        lambda: services.open_houses(post, by=by, at=NOON),
        lambda: services.put_in_house(
            box.members[0].pk, box.houses[0].pk, by=by, at=NOON
        ),
        lambda: services.book(post, [box.draft(K.JIMPITAN, 500)], by=by, at=NOON),
        lambda: services.reverse(entry.pk, by=by, at=NOON),
    ]


def test_nobody_else_sees_or_moves_a_sum_whatever_their_rank(box: Box) -> None:
    entry, post = box.sum(K.JIMPITAN, 500), box.town.melati.pk
    reads = (
        selectors.totals,
        selectors.own_lines,
        selectors.house_lines,
        selectors.own_entries,
        selectors.fund_entries,
        selectors.is_sound,
    )
    for who in outsiders(box.town):
        by = now(who)
        for read in reads:
            with pytest.raises(NotFound):
                read(by, post)
        with transaction.atomic(), connection.cursor() as cursor:
            rls.enter(by)
            cursor.execute(f"set local role {rls.APP}")
            cursor.execute(
                "select (select count(*) from watch_house),"
                " (select count(*) from watch_household),"
                " (select count(*) from watch_entry),"
                " (select count(*) from watch_till),"
                " (select count(*) from watch_housesum)"
            )
            assert cursor.fetchone() == (0,) * 5
            cursor.execute("reset role")
    for who in (*outsiders(box.town), box.town.sahat):
        by = now(who)
        for attempt in attempts(box, entry, by):
            with pytest.raises((NotAllowed, NotFound)):
                attempt()
    assert box.total().cash == 500


def test_the_box_is_kept_behind_the_second_wall_too(box: Box) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        rls.enter(now(box.town.marni))
        cursor.execute(f"set local role {rls.APP}")
        entry = box.sum(K.SAVING, 500)
        services.reverse(entry.pk, by=now(box.town.marni), at=NOON)
        assert box.is_sound()
        cursor.execute("reset role")


@pytest.mark.parametrize("label", ["", " ", "x" * 61])
def test_a_house_has_a_name_among_neighbours(town: Town, label: str) -> None:
    with pytest.raises(Invalid):
        services.add_house(town.melati.pk, label, by=now(town.marni), at=NOON)


# At once


@pytest.mark.django_db(transaction=True)
def test_of_two_who_spend_the_whole_box_one_is_told_it_is_empty(town: Town) -> None:
    box = build_box(town)
    box.sum(K.JIMPITAN, 500)

    results = at_once(lambda: box.sum(K.SPENT, 500), lambda: box.sum(K.SPENT, 400))

    assert results == ["done", "invalid"]
    assert box.total().cash in (0, 100)
    assert box.is_sound()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_an_entry_back_one_is_told_so(town: Town) -> None:
    box = build_box(town)
    entry, marni = box.sum(K.JIMPITAN, 500), now(town.marni)

    results = at_once(
        *[lambda: services.reverse(entry.pk, by=marni, at=NOON) for _ in range(2)]
    )

    assert results == ["done", "overtaken"]
    assert box.total() == Effect()
    assert box.is_sound()


@pytest.mark.django_db(transaction=True)
def test_sums_add_up_when_two_write_of_the_same_houses_at_once(town: Town) -> None:
    """Houses in opposite order, first entries of the post: nobody waits for ever."""
    box = build_box(town)

    def evening(*houses: int) -> Callable[[], object]:
        drafts = [box.draft(K.JIMPITAN, 500 + house, house) for house in houses]
        return lambda: [box.book(*drafts) for _ in range(10)]

    results = at_once(evening(0, 1), evening(1, 0))

    assert results == ["done", "done"]
    assert box.total().cash == 20 * 1001
    assert box.is_sound()


# Whatever is written, in whatever order

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["book", "reverse"]),
        st.sampled_from(list(EntryKind)),
        st.integers(0, 400),
        st.integers(0, 1),
        st.sampled_from(list(Unit)),
    ),
    min_size=5,
    max_size=30,
)


class AlwaysAddsUp(TestCase):
    """Random entries and reversals; refusals change nothing."""

    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(STEPS)
    def test_no_sequence_of_entries_leaves_sums_that_do_not_add_up(
        self, steps: list[tuple[str, EntryKind, int, int, Unit]]
    ) -> None:
        box = build_box(build_town())
        for act, kind, amount, house, unit in steps:
            before = self.whole(box)
            try:
                with transaction.atomic():
                    if act == "book":
                        draft = box.draft(kind, amount, house)
                        box.book(replace(draft, unit=unit))
                    else:
                        self.reverse(box, amount)
            except Refusal:
                assert self.whole(box) == before, "a refusal changed something"
            assert box.is_sound()
        marni, post = now(box.town.marni), box.town.melati.pk
        lines = selectors.house_lines(marni, post)
        for total in selectors.totals(marni, post):
            assert total.cash + total.owed == total.fund + total.saved
            assert total.cash >= total.saved >= 0
            mine = [line for line in lines if line.unit is total.unit]
            assert total.given == sum(line.given for line in mine)
            assert total.saved == sum(line.saved for line in mine)
            assert total.owed == sum(line.owed for line in mine)

    def reverse(self, box: Box, n: int) -> None:
        rows = list(Entry.objects.everywhere(because="test").order_by("id"))
        entry_id = rows[n % len(rows)].pk if rows else uuid4()
        services.reverse(entry_id, by=now(box.town.marni), at=NOON)

    def whole(self, box: Box) -> object:
        marni, post = now(box.town.marni), box.town.melati.pk
        entries = Entry.objects.everywhere(because="test")
        return (
            selectors.totals(marni, post),
            selectors.house_lines(marni, post),
            entries.count(),
        )


@pytest.mark.django_db(transaction=True)
def test_an_evening_that_is_sent_twice_moves_the_sums_once(town: Town) -> None:
    box, once = build_box(town), uuid4()
    evening = [box.draft(K.JIMPITAN, 500), box.draft(K.JIMPITAN, 500, 1)]

    def send(*drafts: EntryDraft) -> list[Entry]:
        by = now(town.marni)
        return services.book(town.melati.pk, drafts, by=by, at=NOON, once=once)

    assert at_once(lambda: send(*evening), lambda: send(*evening)) == ["done", "done"]
    assert [entry.amount for entry in send(*evening)] == [500, 500]
    assert box.total() == Effect(cash=1000, fund=1000, given=1000)
    with pytest.raises(Conflicting):
        send(evening[0], box.draft(K.JIMPITAN, 700, 1))
    assert box.total().cash == 1000
    assert box.is_sound()
    assert acts("post", town.melati.pk).count("money.booked") == 1


def test_who_keeps_the_box_sees_whose_jimpitan_of_an_evening_is_there(box: Box) -> None:
    first, second = (house.pk for house in box.houses)
    post, marni = box.town.melati.pk, now(box.town.marni)
    box.sum(K.JIMPITAN, 500)
    saved = box.sum(K.SAVING, 500, 1)
    box.sum(K.GIFT, 900)
    assert selectors.given_on(marni, post, TODAY) == {first, second}
    assert selectors.given_on(marni, post, TODAY - DAY) == set()
    services.reverse(saved.pk, by=marni, at=NOON)
    assert selectors.given_on(marni, post, TODAY) == {first}
    with pytest.raises(NotFound):
        selectors.given_on(now(box.town.sahat), post, TODAY)


def test_a_day_that_has_not_come_is_told_once_for_a_whole_evening(box: Box) -> None:
    tomorrow = [
        replace(box.draft(K.JIMPITAN, 500, house), on=TODAY + DAY) for house in (0, 1)
    ]
    with pytest.raises(Invalid) as refusal:
        box.book(*tomorrow)
    assert set(refusal.value.problems) == {"on"}
