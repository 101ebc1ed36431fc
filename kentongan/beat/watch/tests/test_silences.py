"""Silences: asked once, of posts that expected somebody, and closed by a word or a sign."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Post, Silence
from kentongan.beat.watch.rules.agreements import NightRules, hours
from kentongan.beat.watch.rules.nights import CheckInDraft, RoundDraft
from kentongan.beat.watch.rules.posts import Hearing, MemberDraft, MemberRole
from kentongan.beat.watch.rules.rosters import TurnDraft, month_of
from kentongan.beat.watch.rules.silence import (
    ASKED_AFTER,
    Reason,
    SilenceKind,
    is_stopped,
    judged_at,
)
from kentongan.beat.watch.selectors.silences import (
    count_silences,
    open_silences,
    our_silences,
)
from kentongan.ground.basics.errors import NotAllowed, NotFound, Overtaken
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import local, night_of, zone_of
from tests.cast import Town
from tests.make import NOON, now

RULES = NightRules()
MINUTE = timedelta(minutes=1)


@given(
    st.dates(date(2025, 12, 30), date(2027, 3, 2)),
    st.sampled_from(["12.18.09", "73.71.01", "91.71.01", ""]),
)
def test_a_night_is_judged_on_the_next_morning_by_the_wall_clock_of_its_place(
    night: date, place: str
) -> None:
    for hearing, clock in ((Hearing.ONLINE, (6, 30)), (Hearing.WEAK_SIGNAL, (9, 0))):
        moment = judged_at(night, hearing, place)
        assert moment is not None
        there = local(moment, place)
        assert (there.hour, there.minute) == clock
        assert night_of(moment, place) == night
        assert hours(RULES, night, zone_of(place))[1] <= moment
    assert judged_at(night, Hearing.PAPER, place) is None


class Silent:
    """Pos Melati with one turn tonight, heard online, and nobody who came."""

    def __init__(self, town: Town) -> None:
        self.town, self.post = town, town.melati
        by = now(town.marni)
        drafts = (
            MemberDraft("Marni", MemberRole.HEAD, True, town.marni.pk),
            MemberDraft("Sahat", MemberRole.MEMBER, True, town.sahat.pk),
        )
        self.ids = [
            services.add_member(self.post.pk, draft, by=by, at=NOON).pk
            for draft in drafts
        ]
        services.agree(self.post.pk, RULES, by=by, at=NOON)
        self.night = night_of(NOON + timedelta(hours=12), self.post.place)
        roster = services.draft_roster(
            self.post.pk,
            month_of(self.night),
            [TurnDraft(self.night, self.ids[1])],
            by=by,
            at=NOON,
        )
        services.publish(roster.pk, by=by, at=NOON)
        self.heard(Hearing.ONLINE)
        due = judged_at(self.night, Hearing.ONLINE, self.post.place)
        assert due is not None
        self.due = due

    def heard(self, hearing: Hearing) -> None:
        rows = Post.objects.everywhere(because="a test").filter(pk=self.post.pk)
        rows.update(hearing=hearing.value)

    def come(self, at: datetime) -> None:
        begins, _ends = hours(RULES, self.night, zone_of(self.post.place))
        draft = CheckInDraft(new_id(), self.ids[1], begins)
        by = now(self.town.sahat)
        services.check_in(self.post.pk, self.night, [draft], by=by, at=at)

    def ask(self, at: datetime | None = None) -> int:
        return services.note_silences(self.night, at=at or self.due)

    def asked(self) -> UUID:
        assert self.ask() == 1
        return Silence.objects.everywhere(because="a test").get().pk


@pytest.fixture
def silent(town: Town) -> Silent:
    """A post that expected somebody tonight."""
    return Silent(town)


@pytest.mark.django_db
def test_a_sign_that_crossed_the_question_takes_it_back_at_the_next_look(
    silent: Silent,
) -> None:
    silent.asked()
    silent.come(silent.due)
    # As if the sign had looked before the question was there to be seen.
    Silence.objects.everywhere(because="a test").update(taken_back_at=None)
    assert silent.ask(silent.due + MINUTE) == 0
    assert count_silences(now(silent.town.rina), at=silent.due) == 0


@pytest.mark.django_db
def test_a_post_is_asked_once_and_its_offices_are_told_in_the_morning(
    silent: Silent,
) -> None:
    begins, _ends = hours(RULES, silent.night, zone_of(silent.post.place))
    in_the_night = begins + ASKED_AFTER
    assert silent.ask(in_the_night - MINUTE) == 0
    assert silent.ask(in_the_night) == 1
    assert silent.ask() == 0
    head, officer = now(silent.town.marni), now(silent.town.rina)
    (asked,) = open_silences(head, at=in_the_night)
    assert asked.kind is SilenceKind.NEVER_STARTED
    assert count_silences(officer, at=silent.due - MINUTE) == 0
    assert our_silences(officer, silent.post.pk, at=silent.due) == [asked]
    town = silent.town
    for account in (town.rina, town.bonar, town.tiur, town.marni):
        (line,) = open_silences(now(account), at=silent.due)
        assert (line.post_id, line.night) == (silent.post.pk, silent.night)
    for account in (town.yosef, town.sahat, town.dame, town.nobody):
        assert count_silences(now(account), at=silent.due) == 0


@pytest.mark.django_db
def test_a_post_with_weak_signal_has_until_nine_and_paper_is_not_asked(
    silent: Silent,
) -> None:
    silent.heard(Hearing.WEAK_SIGNAL)
    assert silent.ask() == 0
    silent.heard(Hearing.PAPER)
    assert silent.ask(silent.due + timedelta(days=3)) == 0
    silent.heard(Hearing.WEAK_SIGNAL)
    assert silent.ask(silent.due + timedelta(hours=2, minutes=30)) == 1


@pytest.mark.django_db
def test_a_post_that_gave_a_sign_is_not_asked(silent: Silent) -> None:
    silent.come(silent.due - timedelta(hours=5))
    assert silent.ask() == 0


@pytest.mark.django_db
def test_a_night_that_was_agreed_away_is_not_asked_about(silent: Silent) -> None:
    free = NightRules(no_watch=frozenset({silent.night}))
    by = now(silent.town.marni)
    services.agree(silent.post.pk, free, by=by, at=NOON)
    assert silent.ask() == 0


@pytest.mark.django_db
def test_a_night_that_nobody_was_to_keep_is_not_asked_about(silent: Silent) -> None:
    assert services.note_silences(silent.night + timedelta(days=1), at=silent.due) == 0


@pytest.mark.django_db
def test_a_sign_that_comes_late_takes_the_question_back(silent: Silent) -> None:
    silence_id = silent.asked()
    silent.come(silent.due + timedelta(days=2))
    assert open_silences(now(silent.town.rina), at=silent.due) == []
    assert silent.ask() == 0
    with pytest.raises(Overtaken):
        services.answer_silence(
            silence_id, Reason.RAIN, by=now(silent.town.rina), at=silent.due
        )


@pytest.mark.django_db
def test_a_word_closes_the_question_and_the_second_is_told(silent: Silent) -> None:
    silence_id, town = silent.asked(), silent.town
    services.answer_silence(silence_id, Reason.WAKE, by=now(town.marni), at=silent.due)
    assert open_silences(now(town.rina), at=silent.due) == []
    with pytest.raises(Overtaken):
        services.answer_silence(
            silence_id, Reason.RAIN, by=now(town.rina), at=silent.due
        )
    row = Silence.objects.everywhere(because="a test").get()
    assert (row.reason, row.answered_by_id) == ("wake", town.marni.pk)


@pytest.mark.django_db
def test_strangers_find_no_question_and_members_do_not_answer_it(
    silent: Silent,
) -> None:
    silence_id, town = silent.asked(), silent.town
    for account, error in (
        (town.yosef, NotFound),
        (town.dame, NotFound),
        (town.sahat, NotAllowed),
    ):
        with pytest.raises(error):
            services.answer_silence(
                silence_id, Reason.RAIN, by=now(account), at=silent.due
            )


@given(
    st.integers(0, 24),
    st.timedeltas(timedelta(), timedelta(hours=8)),
    st.timedeltas(timedelta(), timedelta(hours=8)),
)
def test_a_watch_is_quiet_only_after_a_sign_that_it_owed(
    rounds: int, quiet: timedelta, more: timedelta
) -> None:
    begins, ends = hours(RULES, date(2026, 7, 21), zone_of("12.18"))
    at = begins + quiet
    stopped = is_stopped(begins, begins, ends, rounds, at)
    if not rounds or at >= ends:
        assert not stopped
    elif stopped and at + more < ends:
        assert is_stopped(begins, begins, ends, rounds, at + more)


class Quiet(Silent):
    """Pos Melati, begun on time, with rounds agreed."""

    def __init__(self, town: Town) -> None:
        super().__init__(town)
        self.begins, self.ends = hours(RULES, self.night, zone_of(self.post.place))
        self.come(self.begins)
        owed = (self.ends - self.begins) / RULES.rounds * 1.5
        self.late = self.begins + owed + MINUTE

    def walk(self, at: datetime) -> None:
        by, draft = now(self.town.sahat), RoundDraft(new_id(), at)
        services.note_round(self.post.pk, self.night, draft, by=by, at=at)


@pytest.fixture
def quiet(town: Town) -> Quiet:
    """A post that began, and from which nothing was heard since."""
    return Quiet(town)


@pytest.mark.django_db
def test_a_watch_that_falls_quiet_is_asked_at_once_and_listed_in_the_morning(
    quiet: Quiet,
) -> None:
    assert quiet.ask(quiet.late - 2 * MINUTE) == 0
    assert quiet.ask(quiet.late) == 1
    assert quiet.ask(quiet.late + MINUTE) == 0
    (line,) = open_silences(now(quiet.town.marni), at=quiet.late)
    assert line.kind is SilenceKind.STOPPED_MIDWAY
    assert open_silences(now(quiet.town.rina), at=quiet.late) == []
    assert open_silences(now(quiet.town.rina), at=quiet.due) == [line]


@pytest.mark.django_db
def test_a_round_that_is_walked_is_a_sign(quiet: Quiet) -> None:
    quiet.walk(quiet.late - 2 * MINUTE)
    assert quiet.ask(quiet.late) == 0


@pytest.mark.django_db
def test_a_round_after_the_question_takes_it_back(quiet: Quiet) -> None:
    assert quiet.ask(quiet.late) == 1
    quiet.walk(quiet.late + MINUTE)
    assert open_silences(now(quiet.town.rina), at=quiet.due) == []


@pytest.mark.django_db
def test_a_night_that_was_closed_is_not_asked_about(quiet: Quiet) -> None:
    by = now(quiet.town.sahat)
    services.close_night(quiet.post.pk, quiet.night, by=by, at=quiet.late - MINUTE)
    assert quiet.ask(quiet.late) == 0
