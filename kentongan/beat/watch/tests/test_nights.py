"""Nights: noted once, counted for offices, named for residents, closed once."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.watch import services
from kentongan.beat.watch.models import CheckIn, Member, Night
from kentongan.beat.watch.rules.agreements import NightRules, hours
from kentongan.beat.watch.rules.nights import (
    CARRIED,
    CLOSES_AFTER,
    EARLIEST,
    GRACE,
    SKEW,
    CheckInDraft,
    NightFault,
    NightState,
    check_in_fault,
    is_late,
)
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.beat.watch.selectors.nights import came, nights_between
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
    Overtaken,
    TooMany,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import Zone, night_of, zone_of
from tests.cast import Town
from tests.make import NOON, at_once, now

RULES = NightRules()
MINUTE = timedelta(minutes=1)


@st.composite
def moments(draw: st.DrawFn) -> tuple[datetime, datetime, datetime, datetime]:
    """A night's hours, a moment near it, and when that was received."""
    night = draw(st.dates(date(2025, 12, 25), date(2027, 3, 5)))
    begins, ends = hours(RULES, night, draw(st.sampled_from(Zone)))
    done = begins + timedelta(minutes=draw(st.integers(-300, 900)))
    return begins, ends, done, done + timedelta(hours=draw(st.integers(-1, 200)))


@given(moments())
def test_a_check_in_is_noted_within_its_night_and_a_week_only(
    told: tuple[datetime, datetime, datetime, datetime],
) -> None:
    begins, ends, done, at = told
    fault = check_in_fault(CheckInDraft(new_id(), new_id(), done), begins, ends, at)
    fits = begins - EARLIEST <= done < ends and at - CARRIED <= done <= at + SKEW
    assert (fault is None) == fits
    assert is_late(done, begins) == (done - begins > GRACE)


@given(moments())
def test_what_may_be_noted_belongs_to_the_night_that_holds_it(
    told: tuple[datetime, datetime, datetime, datetime],
) -> None:
    begins, ends, done, at = told
    draft = CheckInDraft(new_id(), new_id(), done)
    if check_in_fault(draft, begins, ends, at) is None:
        assert night_of(done, "12.18.09") == night_of(begins, "12.18.09")


def test_nobody_stands_in_for_themselves() -> None:
    me = new_id()
    draft = CheckInDraft(new_id(), me, NOON, stands_in_for=me)
    assert check_in_fault(draft, NOON, NOON + MINUTE, NOON) is NightFault.SELF


class Kept:
    """Pos Melati, its rules agreed, with a head, a member and two more."""

    def __init__(self, town: Town) -> None:
        self.town, self.post = town, town.melati
        by = now(town.marni)
        self.ids = [
            services.add_member(self.post.pk, draft, by=by, at=NOON).pk
            for draft in (
                MemberDraft("Marni", MemberRole.HEAD, True, town.marni.pk),
                MemberDraft("Sahat", MemberRole.MEMBER, True, town.sahat.pk),
                MemberDraft("Parlin", MemberRole.MEMBER, True),
                MemberDraft("Lasma", MemberRole.MEMBER, True),
            )
        ]
        services.agree(self.post.pk, RULES, by=by, at=NOON)
        self.night = night_of(NOON + timedelta(hours=12), self.post.place)
        self.begins, self.ends = hours(RULES, self.night, zone_of(self.post.place))

    def draft(self, which: int, after: timedelta = MINUTE) -> CheckInDraft:
        return CheckInDraft(new_id(), self.ids[which], self.begins + after)

    def note(self, *drafts: CheckInDraft, at: datetime | None = None) -> Night:
        by = now(self.town.sahat)
        when = at or self.begins + timedelta(hours=2)
        return services.check_in(self.post.pk, self.night, drafts, by=by, at=when)


@pytest.fixture
def kept(town: Town) -> Kept:
    """A post that can keep its nights."""
    return Kept(town)


@pytest.mark.django_db
def test_the_first_check_in_opens_the_night_and_each_counts_once(kept: Kept) -> None:
    drafts = [kept.draft(1), kept.draft(2, GRACE + MINUTE)]
    assert kept.note(*drafts).head_count == 2
    assert kept.note(*drafts).head_count == 2
    again = kept.note(CheckInDraft(new_id(), kept.ids[1], kept.begins + 3 * MINUTE))
    assert again.head_count == 2
    assert again.opened_at == kept.begins + MINUTE
    lines = came(now(kept.town.marni), kept.post.pk, kept.night)
    assert [(one.member_id, one.way, one.is_late) for one in lines] == [
        (kept.ids[1], "own", False),
        (kept.ids[2], "leader", True),
    ]


@pytest.mark.django_db
def test_who_stood_in_for_whom_is_kept(kept: Kept) -> None:
    draft = CheckInDraft(new_id(), kept.ids[1], kept.begins, kept.ids[3])
    kept.note(draft)
    (line,) = came(now(kept.town.sahat), kept.post.pk, kept.night)
    assert line.stands_in_for == kept.ids[3]


@pytest.mark.django_db
def test_a_check_in_that_comes_after_the_night_was_closed_counts(kept: Kept) -> None:
    kept.note(kept.draft(1))
    services.close_night(
        kept.post.pk, kept.night, by=now(kept.town.sahat), at=kept.ends
    )
    late = kept.note(kept.draft(2), at=kept.ends + timedelta(days=6))
    assert late.head_count == 2
    assert late.state == NightState.CLOSED


@pytest.mark.django_db
def test_one_wrong_check_in_refuses_them_all(kept: Kept) -> None:
    stranger = CheckInDraft(new_id(), new_id(), kept.begins)
    with pytest.raises(NotFound):
        kept.note(kept.draft(1), stranger)
    with pytest.raises(Invalid):
        kept.note(kept.draft(1), kept.draft(2, -EARLIEST - MINUTE))
    with pytest.raises(Invalid):
        kept.note()
    with pytest.raises(TooMany):
        kept.note(*(kept.draft(1) for _ in range(201)))
    assert not CheckIn.objects.everywhere(because="a test").exists()


@pytest.mark.django_db
def test_an_id_that_came_for_somebody_else_or_another_night_is_told(kept: Kept) -> None:
    first = kept.draft(1)
    kept.note(first)
    with pytest.raises(Conflicting):
        kept.note(CheckInDraft(first.id, kept.ids[2], first.done_at))
    day = timedelta(days=1)
    tomorrow = CheckInDraft(first.id, kept.ids[1], first.done_at + day)
    with pytest.raises(Conflicting):
        services.check_in(
            kept.post.pk,
            kept.night + day,
            [tomorrow],
            by=now(kept.town.sahat),
            at=tomorrow.done_at,
        )
    (night,) = Night.objects.everywhere(because="a test")
    assert (night.date, night.head_count) == (kept.night, 1)


@pytest.mark.django_db
def test_who_has_left_since_then_still_came(kept: Kept) -> None:
    Member.objects.filter(pk=kept.ids[2]).update(left_at=kept.ends)
    days_later = kept.ends + timedelta(days=3)
    assert kept.note(kept.draft(1), kept.draft(2), at=days_later).head_count == 2


@pytest.mark.django_db
def test_who_had_left_before_did_not_come(kept: Kept) -> None:
    Member.objects.filter(pk=kept.ids[2]).update(left_at=kept.begins)
    with pytest.raises(NotFound):
        kept.note(kept.draft(1), kept.draft(2))


@pytest.mark.django_db
def test_a_night_without_rules_cannot_be_kept(town: Town) -> None:
    by = now(town.marni)
    with pytest.raises(Invalid):
        services.check_in(
            town.melati.pk,
            NOON.date(),
            [CheckInDraft(new_id(), new_id(), NOON)],
            by=by,
            at=NOON,
        )


@pytest.mark.django_db
def test_offices_see_that_and_how_many_and_never_who(kept: Kept) -> None:
    kept.note(kept.draft(1), kept.draft(2))
    town = kept.town
    for account in (town.rina, town.bonar, town.tiur, town.marni):
        (line,) = nights_between(now(account), kept.post.pk, kept.night, kept.night)
        assert line.head_count == 2
    for account in (town.rina, town.bonar, town.tiur, town.dame):
        with pytest.raises(NotFound):
            came(now(account), kept.post.pk, kept.night)
        with pytest.raises((NotAllowed, NotFound)):
            services.check_in(
                kept.post.pk,
                kept.night,
                [kept.draft(3)],
                by=now(account),
                at=kept.begins + MINUTE,
            )
    assert not nights_between(now(town.dame), kept.post.pk, kept.night, kept.night)


@pytest.mark.django_db
def test_a_night_is_closed_once_and_only_if_it_was_opened(kept: Kept) -> None:
    by = now(kept.town.marni)
    with pytest.raises(NotFound):
        services.close_night(kept.post.pk, kept.night, by=by, at=kept.ends)
    kept.note(kept.draft(1))
    services.close_night(kept.post.pk, kept.night, by=by, at=kept.ends)
    with pytest.raises(Overtaken):
        services.close_night(kept.post.pk, kept.night, by=by, at=kept.ends)


@pytest.mark.django_db
def test_a_night_that_nobody_closed_ends_by_rule(kept: Kept) -> None:
    kept.note(kept.draft(1))
    assert services.close_forgotten(at=kept.ends + CLOSES_AFTER - MINUTE) == 0
    assert services.close_forgotten(at=kept.ends + CLOSES_AFTER) == 1
    assert services.close_forgotten(at=kept.ends + CLOSES_AFTER) == 0
    (line,) = nights_between(now(kept.town.rina), kept.post.pk, kept.night, kept.night)
    assert line.is_closed_by_rule


@pytest.mark.django_db(transaction=True)
def test_of_two_leaders_who_close_one_night_one_is_told(kept: Kept) -> None:
    kept.note(kept.draft(1))
    by = now(kept.town.marni), now(kept.town.sahat)

    def close(which: int) -> None:
        services.close_night(kept.post.pk, kept.night, by=by[which], at=kept.ends)

    assert at_once(lambda: close(0), lambda: close(1)) == ["done", "overtaken"]


@pytest.mark.django_db(transaction=True)
def test_two_phones_that_note_one_night_at_once_lose_nobody(kept: Kept) -> None:
    noted: list[UUID] = []

    def note(*which: int) -> None:
        noted.append(kept.note(*(kept.draft(one) for one in which)).pk)

    results = at_once(lambda: note(0, 1, 2), lambda: note(3, 2, 1))
    assert results == ["done", "done"]
    assert noted[0] == noted[1]
    (night,) = Night.objects.everywhere(because="a test")
    assert night.head_count == 4
    assert CheckIn.objects.everywhere(because="a test").count() == 4
