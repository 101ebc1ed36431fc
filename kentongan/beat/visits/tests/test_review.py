"""Who is asked to look at a visit, and what may follow what."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.visits.rules import Review
from kentongan.beat.visits.rules.review import (
    NEXT,
    before,
    first,
    is_sampled,
    may_become,
    may_judge,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.units.rules.positions import Position
from kentongan.ground.units.rules.standings import Seat

SECTOR = "sumut.serdang_bedagai.firdaus"
BHABIN = Seat(Position.BHABINKAMTIBMAS, SECTOR, "Bripka")
KANIT = Seat(Position.KANIT_BINMAS, SECTOR, "Aipda")
KAPOLSEK = Seat(Position.KAPOLSEK, SECTOR, "AKP")
KASAT = Seat(Position.KASAT_BINMAS, "sumut.serdang_bedagai", "Iptu")


def test_every_state_has_its_line_in_the_table() -> None:
    assert set(NEXT) == set(Review)
    for then in Review:
        assert before(then) == {now for now in Review if may_become(now, then)}


def test_a_verdict_is_given_once_until_the_record_changes() -> None:
    for settled in (Review.APPROVED, Review.SET_ASIDE):
        assert NEXT[settled] == {Review.FLAGGED}
    assert Review.COUNTED not in {then for nexts in NEXT.values() for then in nexts}


def test_only_a_question_is_answered() -> None:
    assert before(Review.ANSWERED) == {Review.ASKED}


def test_an_unflagged_visit_counts_at_once_but_one_in_ten() -> None:
    assert first(flagged=False, sampled=False) is Review.COUNTED
    assert first(flagged=True, sampled=False) is Review.FLAGGED
    assert first(flagged=False, sampled=True) is Review.FLAGGED
    drawn = sum(is_sampled(new_id()) for _ in range(20_000))
    assert 1_750 < drawn < 2_250  # 10 % within six standard deviations


@given(st.uuids())
def test_the_lot_of_a_visit_never_changes(visit_id: UUID) -> None:
    assert is_sampled(visit_id) == is_sampled(UUID(str(visit_id)))


def test_a_verdict_is_for_who_stands_above_all_that_took_part() -> None:
    assert may_judge([KANIT], [BHABIN])
    assert not may_judge([BHABIN], [BHABIN])
    assert not may_judge([KANIT], [BHABIN, KASAT])
    assert not may_judge([KANIT], [BHABIN, KANIT])
    assert may_judge([KASAT], [BHABIN, KAPOLSEK])
    assert not may_judge([], [BHABIN])
