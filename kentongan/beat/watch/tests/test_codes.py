"""Digits for the code on the wall: they let in whoever has them, and say nobody's name."""

from datetime import timedelta

import pytest

from kentongan.beat.watch import services
from kentongan.beat.watch.models import CheckIn, Member, Night, NightCode, Round
from kentongan.beat.watch.rules.agreements import NightRules, hours
from kentongan.beat.watch.rules.nights import MOST_ROUNDS, RoundDraft, Way
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound, TooMany
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import night_of, zone_of
from tests.cast import Town
from tests.make import NOON, at_once, now

RULES = NightRules()
ADDRESS = "192.0.2.7"


class Wall:
    """Pos Melati with two members, nights agreed, and digits for both."""

    def __init__(self, town: Town) -> None:
        self.town, self.post = town, town.melati
        self.head = now(town.marni)
        self.ids = [
            services.add_member(self.post.pk, draft, by=self.head, at=NOON).pk
            for draft in (
                MemberDraft("Marni", MemberRole.HEAD, True, town.marni.pk),
                MemberDraft("Sahat", MemberRole.MEMBER, True, town.sahat.pk),
            )
        ]
        services.agree(self.post.pk, RULES, by=self.head, at=NOON)
        self.night = night_of(NOON + timedelta(hours=12), self.post.place)
        self.begins, self.ends = hours(RULES, self.night, zone_of(self.post.place))
        issued = services.issue_codes(self.post.pk, by=self.head, at=NOON)
        self.codes = {one.member_id: one.code for one in issued}
        self.sahats = self.codes[self.ids[1]]

    def type(self, code: str, token: str = "") -> None:
        services.check_in_by_code(
            token or self.post.qr_token, code, address=ADDRESS, at=self.begins
        )

    @property
    def came(self) -> list[CheckIn]:
        return list(CheckIn.objects.everywhere(because="a test"))


@pytest.fixture
def wall(town: Town) -> Wall:
    """Somebody stands before the code on the wall."""
    return Wall(town)


@pytest.mark.django_db
def test_ones_own_digits_note_that_one_came_and_twice_is_once(wall: Wall) -> None:
    spaced = f"{wall.sahats[:3]} {wall.sahats[3:]}"
    for typed in (wall.sahats, spaced):
        wall.type(typed)
    (came,) = wall.came
    assert (came.member_id, came.way) == (wall.ids[1], Way.CODE.value)
    assert came.noted_by_id is None
    assert Night.objects.everywhere(because="a test").get().head_count == 1


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "12345", "abcdef", "１２３４５６", "1" * 400])
def test_what_is_not_somebodys_digits_notes_nobody(wall: Wall, code: str) -> None:
    with pytest.raises(NotFound):
        wall.type(code)
    assert wall.came == []


@pytest.mark.django_db
def test_a_code_of_another_wall_gains_nothing(wall: Wall) -> None:
    other = wall.town.kenanga.qr_token
    for token in (other, "guessed", "x" * 300, "\x00"):
        with pytest.raises(NotFound):
            wall.type(wall.sahats, token)
    assert wall.came == []


@pytest.mark.django_db
def test_new_digits_end_those_before(wall: Wall) -> None:
    before = wall.sahats
    issued = services.issue_codes(wall.post.pk, by=wall.head, at=NOON)
    after = {one.member_id: one.code for one in issued}[wall.ids[1]]
    if after != before:
        with pytest.raises(NotFound):
            wall.type(before)
    wall.type(after)
    assert len(wall.came) == 1


@pytest.mark.django_db
def test_who_has_left_comes_no_more(wall: Wall) -> None:
    Member.objects.filter(pk=wall.ids[1]).update(left_at=NOON)
    with pytest.raises(NotFound):
        wall.type(wall.sahats)


@pytest.mark.django_db
def test_nobody_guesses_at_leisure(wall: Wall) -> None:
    wrong = "000000" if wall.sahats != "000000" else "000001"
    for _try in range(30):
        with pytest.raises(NotFound):
            wall.type(wrong)
    with pytest.raises(TooMany):
        wall.type(wall.sahats)
    assert wall.came == []


@pytest.mark.django_db
def test_at_noon_there_is_no_watch_to_come_to(wall: Wall) -> None:
    with pytest.raises(Invalid):
        services.check_in_by_code(
            wall.post.qr_token, wall.sahats, address=ADDRESS, at=NOON
        )


@pytest.mark.django_db
def test_only_who_makes_the_roster_gives_digits_and_none_is_kept(wall: Wall) -> None:
    town = wall.town
    for account, error in (
        (town.sahat, NotAllowed),
        (town.rina, NotAllowed),
        (town.yosef, NotFound),
    ):
        with pytest.raises(error):
            services.issue_codes(wall.post.pk, by=now(account), at=NOON)
    kept = NightCode.objects.everywhere(because="a test").values_list("digest")
    assert len(kept) == 2
    assert not {one for (one,) in kept} & set(wall.codes.values())


@pytest.mark.django_db(transaction=True)
def test_the_same_digits_at_the_same_moment_are_one_coming(wall: Wall) -> None:
    at_once(lambda: wall.type(wall.sahats), lambda: wall.type(wall.sahats))
    assert len(wall.came) == 1


@pytest.mark.django_db
def test_a_round_is_noted_once_and_only_by_ones_own(wall: Wall) -> None:
    wall.type(wall.sahats)
    walked = wall.begins + timedelta(hours=1)
    draft = RoundDraft(new_id(), walked, " Gapura,  masjid ")
    place = (wall.post.pk, wall.night, draft)
    for _again in range(2):
        services.note_round(*place, by=now(wall.town.sahat), at=walked)
    (row,) = Round.objects.everywhere(because="a test")
    assert row.checkpoints == "Gapura, masjid"
    with pytest.raises(NotAllowed):
        services.note_round(*place, by=now(wall.town.rina), at=walked)
    with pytest.raises(NotFound):
        services.note_round(*place, by=now(wall.town.yosef), at=walked)


@pytest.mark.django_db
def test_a_round_needs_a_night_that_began_and_a_moment_within_it(wall: Wall) -> None:
    by = now(wall.town.sahat)

    def walk(hours_on: int) -> None:
        at = wall.begins + timedelta(hours=hours_on)
        draft = RoundDraft(new_id(), at)
        services.note_round(wall.post.pk, wall.night, draft, by=by, at=at)

    with pytest.raises(NotFound):
        walk(1)
    wall.type(wall.sahats)
    with pytest.raises(Invalid):
        walk(20)
    for _round in range(MOST_ROUNDS):
        walk(1)
    with pytest.raises(TooMany):
        walk(1)
