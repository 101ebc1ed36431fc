"""Who stands above whom, and who may give a verdict."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.ground.units.rules.positions import Acting, Position
from kentongan.ground.units.rules.ranks import RANKS, Service
from kentongan.ground.units.rules.standings import (
    Seat,
    Standing,
    is_superior,
    may_review,
)

DAERAH, RESOR, SEKTOR = "sumut", "sumut.anu", "sumut.anu.kampung_baru"
OTHER = "sumut.anu.kota_lama"
seats = st.builds(
    Seat,
    st.sampled_from([None, *Position]),
    st.sampled_from([DAERAH, RESOR, SEKTOR, OTHER]),
    st.sampled_from(["", *(rank.label for rank in RANKS[Service.POLRI])]),
)
KASAT = Seat(Position.KASAT_BINMAS, RESOR, "Iptu")
KANIT = Seat(Position.KANIT_BINMAS, SEKTOR, "Aipda")
KAPOLSEK = Seat(Position.KAPOLSEK, SEKTOR, "AKP")
BHABIN = Seat(Position.BHABINKAMTIBMAS, SEKTOR, "Bripka")


@pytest.mark.parametrize(
    ("one", "other", "above"),
    [
        (KANIT, BHABIN, True),
        (BHABIN, KANIT, False),
        (KAPOLSEK, KANIT, True),
        (KASAT, KAPOLSEK, True),
        (KASAT, BHABIN, True),
        (KAPOLSEK, KASAT, False),
        (Seat(Position.KBO_BINMAS, RESOR, "Iptu"), KAPOLSEK, False),
        (Seat(Position.KAPOLSEK, OTHER, "Kompol"), BHABIN, False),
        (Seat(Position.KAPOLRES, RESOR), Seat(Position.KASI_HUMAS, RESOR, "AKP"), True),
        (KASAT, Seat(Position.KASI_HUMAS, RESOR, "AKP"), False),
        (KAPOLSEK, Seat(None, SEKTOR, "Aiptu"), True),
        (KANIT, Seat(None, SEKTOR, ""), False),
        (
            Seat(Position.KANIT_BINMAS, SEKTOR, "Aipda"),
            Seat(Position.BHABINKAMTIBMAS, SEKTOR, "Aiptu"),
            True,
        ),
    ],
)
def test_a_position_in_a_unit_at_or_above_makes_a_superior(
    one: Seat, other: Seat, above: bool
) -> None:
    assert is_superior(one, other) is above


@given(seats, seats)
def test_no_two_are_each_others_superior(one: Seat, other: Seat) -> None:
    assert not (is_superior(one, other) and is_superior(other, one))


@given(seats, st.lists(seats, max_size=4))
def test_no_reviewer_is_below_anybody_who_took_part(
    candidate: Seat, participants: list[Seat]
) -> None:
    if may_review(candidate, participants):
        assert not any(is_superior(seat, candidate) for seat in participants)
        assert candidate not in participants


@given(seats, st.lists(seats, max_size=4), seats)
def test_one_more_participant_never_makes_a_reviewer(
    candidate: Seat, participants: list[Seat], more: Seat
) -> None:
    if not may_review(candidate, participants):
        assert not may_review(candidate, [*participants, more])


def standing(
    position: Position,
    unit_path: str,
    kind: str,
    name: str,
    acting: Acting | None = None,
    rank: str = "Iptu",
) -> Standing:
    return Standing(
        officer_id=UUID(int=1),
        name="Rina Saragih",
        degrees=("SH",),
        service="polri",
        rank=rank,
        position=position,
        acting=acting,
        office_id=UUID(int=2),
        label="",
        unit_path=unit_path,
        unit_kind=kind,
        unit_name=name,
    )


def test_a_person_is_titled_with_rank_and_degrees() -> None:
    one = standing(Position.KASAT_BINMAS, RESOR, "polres", "Anu")
    assert one.title == "Iptu Rina Saragih, S.H."
    assert one.seat_title == "Kasat Binmas Polres Anu"
    assert one.capacity == "kasat_binmas@sumut.anu"


def test_without_a_known_rank_the_name_stands_alone() -> None:
    one = standing(Position.ANGGOTA, RESOR, "polres", "Anu", rank="")
    assert one.title == "Rina Saragih, S.H."


def test_the_head_of_a_unit_and_an_acting_kanit_are_titled_as_people_say_it() -> None:
    head = standing(Position.KAPOLSEK, SEKTOR, "polsek", "Kampung Baru")
    assert head.seat_title == "Kapolsek Kampung Baru"
    acting = standing(
        Position.KANIT_BINMAS, SEKTOR, "polsek", "Kampung Baru", Acting.PS
    )
    assert acting.seat_title == "Ps. Kanit Binmas Polsek Kampung Baru"
