"""The board of a night: how posts stand, for whoever sees the post, and no names."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.agreements import NightRules, hours
from kentongan.beat.watch.rules.boards import (
    NEIGHBOURS,
    QUIET,
    Heard,
    Stand,
    stand_of,
    with_outages,
)
from kentongan.beat.watch.rules.nights import CheckInDraft, NightState
from kentongan.beat.watch.rules.posts import Hearing, MemberDraft, MemberRole
from kentongan.beat.watch.rules.rosters import TurnDraft, month_of
from kentongan.beat.watch.rules.silence import ASKED_AFTER, Reason, judged_at
from kentongan.beat.watch.selectors.boards import board
from kentongan.beat.watch.selectors.silences import open_silences
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import night_of, zone_of
from tests.cast import Town
from tests.make import NOON, now

ONLINE, PAPER = Hearing.ONLINE, Hearing.PAPER


@pytest.mark.parametrize(
    ("heard", "stand"),
    [
        (Heard(ONLINE, 0), Stand.NOT_DUE),
        (Heard(ONLINE, 4), Stand.WAITING),
        (Heard(PAPER, 4), Stand.PAPER),
        (Heard(ONLINE, 4, NightState.OPEN), Stand.AWAKE),
        (Heard(ONLINE, 0, NightState.OPEN), Stand.AWAKE),
        (Heard(ONLINE, 4, NightState.CLOSED), Stand.OVER),
        (Heard(ONLINE, 4, is_asked=True), Stand.LATE),
        (Heard(ONLINE, 4, is_asked=True, is_listed=True), Stand.SILENT),
        (Heard(ONLINE, 4, NightState.OPEN, is_asked=True), Stand.LATE),
        (Heard(ONLINE, 4, is_answered=True), Stand.ANSWERED),
    ],
)
def test_how_a_post_stands(heard: Heard, stand: Stand) -> None:
    assert stand_of(heard) is stand


@given(st.lists(st.sampled_from(list(Stand)), max_size=12))
def test_only_neighbours_that_are_quiet_together_are_an_outage(
    given_stands: list[Stand],
) -> None:
    stands: dict[UUID, Stand] = {uuid4(): stand for stand in given_stands}
    told = with_outages(stands, dict.fromkeys(stands, "12.18.04.2024.v"))
    quiet = {post for post, stand in stands.items() if stand in QUIET}
    awake = sum(s in {Stand.AWAKE, Stand.OVER} for s in stands.values())
    is_out = len(quiet) >= NEIGHBOURS and len(quiet) >= awake
    for post, stand in stands.items():
        assert told[post] is (Stand.OUTAGE if is_out and post in quiet else stand)


def test_districts_apart_are_no_neighbours() -> None:
    stands = {uuid4(): Stand.SILENT for _post in range(NEIGHBOURS)}
    places = {post: f"12.18.0{n}.2001" for n, post in enumerate(stands)}
    assert with_outages(stands, places) == stands


class OnTheBoard:
    """Pos Melati, heard online, with nights agreed and nobody on the roster yet."""

    def __init__(self, town: Town) -> None:
        self.town, self.post, self.head = town, town.melati, now(town.marni)
        rows = Post.objects.everywhere(because="a test").filter(pk=self.post.pk)
        rows.update(hearing=ONLINE.value)
        draft = MemberDraft("Sahat", MemberRole.MEMBER, True, town.sahat.pk)
        self.member = services.add_member(self.post.pk, draft, by=self.head, at=NOON).pk
        rules = NightRules()
        services.agree(self.post.pk, rules, by=self.head, at=NOON)
        self.night = night_of(NOON + timedelta(hours=12), self.post.place)
        self.begins, _ends = hours(rules, self.night, zone_of(self.post.place))
        self.asked = self.begins + ASKED_AFTER
        morning = judged_at(self.night, ONLINE, self.post.place)
        assert morning is not None
        self.morning = morning

    def roster(self) -> None:
        turns = [TurnDraft(self.night, self.member)]
        month = month_of(self.night)
        row = services.draft_roster(self.post.pk, month, turns, by=self.head, at=NOON)
        services.publish(row.pk, by=self.head, at=NOON)

    def come(self) -> None:
        came = CheckInDraft(new_id(), self.member, self.begins)
        services.check_in(self.post.pk, self.night, [came], by=self.head, at=self.asked)

    def stand(self, at: datetime | None = None) -> Stand:
        seen = board(now(self.town.bonar), self.night, at=at or self.morning)
        (line,) = [one for one in seen.posts if one.post_id == self.post.pk]
        assert seen.counts[line.stand] >= 1
        return line.stand


@pytest.fixture
def shown(town: Town) -> OnTheBoard:
    """A post that is followed through a night."""
    return OnTheBoard(town)


@pytest.mark.django_db
def test_a_quiet_post_is_late_in_the_night_and_without_word_in_the_morning(
    shown: OnTheBoard,
) -> None:
    assert shown.stand(shown.begins) is Stand.NOT_DUE
    shown.roster()
    assert shown.stand(shown.begins) is Stand.WAITING
    services.note_silences(shown.night, at=shown.asked)
    assert shown.stand(shown.asked) is Stand.LATE
    assert shown.stand() is Stand.SILENT
    (line,) = open_silences(shown.head, at=shown.asked)
    services.answer_silence(line.silence_id, Reason.RAIN, by=shown.head, at=shown.asked)
    assert shown.stand() is Stand.ANSWERED


@pytest.mark.django_db
def test_a_sign_makes_a_post_awake_until_it_is_closed(shown: OnTheBoard) -> None:
    shown.roster()
    services.note_silences(shown.night, at=shown.asked)
    shown.come()
    assert shown.stand() is Stand.AWAKE
    seen = board(now(shown.town.bonar), shown.night, at=shown.morning, show=Stand.AWAKE)
    (line,) = seen.posts
    assert (line.post_id, line.head_count, line.due) == (shown.post.pk, 1, 1)
    assert (seen.heads, seen.kept, seen.due) == (1, 1, 1)
    services.close_night(shown.post.pk, shown.night, by=shown.head, at=shown.morning)
    assert shown.stand() is Stand.OVER


@pytest.mark.django_db
def test_a_stranger_finds_the_post_on_no_board(shown: OnTheBoard) -> None:
    shown.roster()
    shown.come()
    seen = board(now(shown.town.yosef), shown.night, at=shown.morning)
    assert shown.post.pk not in {one.post_id for one in seen.posts}
    assert seen.heads == 0
