"""Seats: who holds them, what they answer for, and how they pass on."""

from collections.abc import Sequence
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound, Overtaken
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.units import selectors, services
from kentongan.ground.units.models import Appointment, Handover, Office, Officer
from kentongan.ground.units.rules.mentions import OfficerMention
from kentongan.ground.units.rules.positions import Acting, Position
from kentongan.ground.units.rules.ranks import Service
from kentongan.ground.units.rules.standings import Seat
from kentongan.ground.units.tests.makers import (
    AUTUMN,
    NEIGHBOUR,
    OPERATOR,
    RESIDENT,
    SPRING,
    SUMMER,
    Organisation,
    enrol,
)

VILLAGES = ("12.18.04.2023", "12.18.04.2024")
NORTH = "sumut.serdang_bedagai.utara"


@pytest.fixture
def successor(organisation: Organisation) -> Officer:
    return enrol("Dewi Manalu", "Briptu", NORTH)


def test_a_standing_is_the_seat_with_rank_unit_and_villages(
    organisation: Organisation, django_assert_num_queries: Any
) -> None:
    rina = organisation.officers["bhabin"]
    with django_assert_num_queries(1):
        (standing,) = selectors.standing_of(rina.pk, SUMMER)
    assert standing.title == "Bripka Rina Saragih"
    assert standing.position is Position.BHABINKAMTIBMAS
    assert standing.acting is None
    assert standing.places == VILLAGES
    assert standing.unit_name == "Utara"
    assert selectors.standing_of(rina.pk, SPRING.replace(year=2024)) == []


def test_an_officers_standings_are_those_of_the_seats_they_hold(
    organisation: Organisation,
) -> None:
    """Two queries that say the same: by officer in SQL, by seat through Django."""
    officers = [officer.pk for officer in organisation.officers.values()]
    seats = [office.pk for office in organisation.offices.values()]
    for at in (SPRING, SUMMER, AUTUMN, SPRING.replace(year=2024)):
        by_officer = selectors.standings_of_many(officers, at)
        by_seat = selectors.holders_of(seats, at)
        one, other = (
            sorted((s for held in found.values() for s in held), key=repr)
            for found in (by_officer, by_seat)
        )
        assert one == other
    assert selectors.standings_of_many([], SUMMER) == {}


def test_without_villages_of_its_own_a_seat_has_the_units_jurisdiction(
    organisation: Organisation,
) -> None:
    places = {
        key: selectors.standing_of(organisation.officers[key].pk, SUMMER)[0].places
        for key in ("kapolsek", "kasat", "dirbinmas")
    }
    assert places == {
        "kapolsek": ("12.18.04",),
        "kasat": ("12.18.04", "12.18.15"),
        "dirbinmas": ("12",),
    }


def test_a_seat_is_established_once_and_only_by_who_manages_the_unit(
    organisation: Organisation,
) -> None:
    again = services.establish_office(NORTH, Position.KAPOLSEK, by=OPERATOR, at=SUMMER)
    assert again == organisation.offices["kapolsek"]
    with pytest.raises(NotAllowed):
        services.establish_office(NORTH, Position.ANGGOTA, by=NEIGHBOUR, at=SUMMER)
    with pytest.raises(Invalid):
        services.establish_office(
            "sumut.antah", Position.ANGGOTA, by=OPERATOR, at=SUMMER
        )
    assert not Office.objects.filter(position="anggota").exists()


def test_two_cannot_hold_a_seat_but_one_may_stand_in_beside(
    organisation: Organisation, successor: Officer
) -> None:
    seat = organisation.offices["kanit"].pk
    for acting in (None, Acting.PS, Acting.PJ):
        with pytest.raises(Overtaken):
            services.appoint(seat, successor.pk, acting=acting, by=OPERATOR, at=SUMMER)
    services.appoint(
        seat, successor.pk, acting=Acting.PLH, until=AUTUMN, by=OPERATOR, at=SUMMER
    )
    held = selectors.holders_of([seat], SUMMER)[seat]
    assert [one.acting for one in held] == [None, Acting.PLH]
    assert len(selectors.holders_of([seat], AUTUMN)[seat]) == 1


def test_soldiers_strangers_and_backward_terms_take_no_seat(
    organisation: Organisation, successor: Officer
) -> None:
    seat = organisation.offices["kanit"].pk
    soldier = services.register_officer(
        OfficerMention("Budi", "Serda", service=Service.TNI_AD), by=OPERATOR, at=SUMMER
    )
    plh: Any = {"acting": Acting.PLH, "at": SUMMER}
    with pytest.raises(Invalid):
        services.appoint(seat, soldier.pk, by=OPERATOR, **plh)
    with pytest.raises(Invalid):
        services.appoint(seat, uuid4(), by=OPERATOR, **plh)
    with pytest.raises(Invalid):
        services.appoint(seat, successor.pk, by=OPERATOR, until=SPRING, **plh)
    with pytest.raises(NotAllowed):
        services.appoint(seat, successor.pk, by=NEIGHBOUR, **plh)
    with pytest.raises(NotFound):
        services.appoint(uuid4(), successor.pk, by=OPERATOR, **plh)
    assert len(selectors.holders_of([seat], SUMMER)[seat]) == 1


def test_a_released_seat_is_vacant_and_cannot_be_released_again(
    organisation: Organisation,
) -> None:
    seat = organisation.offices["kanit"].pk
    running = Appointment.objects.get(office_id=seat)
    with pytest.raises(NotAllowed):
        services.release(running.pk, by=NEIGHBOUR, at=SUMMER)
    services.release(running.pk, by=OPERATOR, at=SUMMER)
    assert selectors.holders_of([seat], SUMMER)[seat] == []
    with pytest.raises(Overtaken):
        services.release(running.pk, by=OPERATOR, at=AUTUMN)


def test_villages_are_reassigned_from_a_day_on(organisation: Organisation) -> None:
    seat = organisation.offices["bhabin"].pk
    services.assign_villages(
        seat, ["12.18.04.2024", "12.18.15.2001"], by=OPERATOR, at=SUMMER
    )
    assert selectors.handover_list(seat, SPRING).places == VILLAGES
    assert selectors.handover_list(seat, SUMMER).places == (
        "12.18.04.2024",
        "12.18.15.2001",
    )
    for stranger, places, refusal in (
        (NEIGHBOUR, [], NotAllowed),
        (OPERATOR, ["99"], Invalid),
    ):
        with pytest.raises(refusal):
            services.assign_villages(seat, places, by=stranger, at=AUTUMN)


def test_a_place_finds_the_seat_to_which_its_village_is_assigned(
    organisation: Organisation,
) -> None:
    bhabin = organisation.offices["bhabin"]
    assert selectors.offices_for_place("12.18.04.2024.v", SUMMER) == [bhabin]
    assert selectors.offices_for_place("12.18.15.2001", SUMMER) == []
    assert selectors.offices_for_place("12.18.04.2024", SUMMER, "kapolsek") == []


def test_a_hand_over_passes_the_seat_and_moves_no_row(
    organisation: Organisation, successor: Officer
) -> None:
    seat, rina = organisation.offices["bhabin"], organisation.officers["bhabin"]
    before = set(seat.assignments.values_list("pk", "place", "held_until"))
    made = services.hand_over(seat.pk, to=successor.pk, by=OPERATOR, at=SUMMER)
    assert set(seat.assignments.values_list("pk", "place", "held_until")) == before
    (old,) = selectors.standing_of(rina.pk, SPRING)
    assert selectors.standing_of(rina.pk, SUMMER) == []
    (new,) = selectors.standing_of(successor.pk, SUMMER)
    assert (old.office_id, old.places) == (new.office_id, new.places)
    assert (made.from_officer_id, made.to_officer_id) == (rina.pk, successor.pk)
    line = lines_about(f"office:{seat.pk}").last()
    assert line is not None
    assert line.act == "office.handed-over"
    assert line.facts["handover"] == str(made.pk)


def test_both_officers_can_open_the_list_as_it_was(
    organisation: Organisation, successor: Officer
) -> None:
    seat, rina = organisation.offices["bhabin"], organisation.officers["bhabin"]
    made = services.hand_over(seat.pk, to=successor.pk, by=OPERATOR, at=SUMMER)
    services.assign_villages(seat.pk, [], by=OPERATOR, at=AUTUMN)
    for officer in (rina, successor):
        (found,) = selectors.handovers_of(officer.pk)
        assert found == made
        assert tuple(found.places) == VILLAGES
    assert list(selectors.handovers_of(organisation.officers["kanit"].pk)) == []
    with pytest.raises(NotFound):
        selectors.handover(uuid4())


def test_a_hand_over_is_refused_to_who_may_not_and_to_nonsense(
    organisation: Organisation, successor: Officer
) -> None:
    seat, rina = organisation.offices["bhabin"].pk, organisation.officers["bhabin"]
    for stranger in (NEIGHBOUR, RESIDENT):
        with pytest.raises(NotAllowed):
            services.hand_over(seat, to=successor.pk, by=stranger, at=SUMMER)
    with pytest.raises(Invalid):
        services.hand_over(seat, to=rina.pk, by=OPERATOR, at=SUMMER)
    with pytest.raises(Invalid):
        services.hand_over(
            seat, to=successor.pk, acting=Acting.PLH, by=OPERATOR, at=SUMMER
        )
    with pytest.raises(Overtaken):
        services.hand_over(
            seat, to=successor.pk, by=OPERATOR, at=SPRING.replace(year=2024)
        )
    assert not Handover.objects.exists()
    assert len(selectors.standing_of(rina.pk, SUMMER)) == 1


def test_who_saw_another_holder_is_told_that_it_was_overtaken(
    organisation: Organisation, successor: Officer
) -> None:
    seat, rina = organisation.offices["bhabin"].pk, organisation.officers["bhabin"].pk
    third = enrol("Tika Hutapea", "Bripda", NORTH)
    services.hand_over(seat, to=successor.pk, was=rina, by=OPERATOR, at=SUMMER)
    with pytest.raises(Overtaken):
        services.hand_over(seat, to=third.pk, was=rina, by=OPERATOR, at=AUTUMN)
    services.hand_over(seat, to=third.pk, was=successor.pk, by=OPERATOR, at=AUTUMN)


def test_who_stood_in_may_become_the_holder_and_leaves_with_a_new_one(
    organisation: Organisation, successor: Officer
) -> None:
    seat = organisation.offices["kanit"].pk
    services.hand_over(seat, to=successor.pk, acting=Acting.PLT, by=OPERATOR, at=SUMMER)
    assert selectors.standing_of(successor.pk, SUMMER)[0].acting is Acting.PLT
    services.hand_over(seat, to=successor.pk, by=OPERATOR, at=AUTUMN)
    (held,) = selectors.holders_of([seat], AUTUMN)[seat]
    assert held.acting is None


def test_a_vacant_seat_is_taken_over_from_nobody(
    organisation: Organisation, successor: Officer
) -> None:
    seat = organisation.offices["kanit"].pk
    services.release(Appointment.objects.get(office_id=seat).pk, by=OPERATOR, at=SUMMER)
    made = services.hand_over(seat, to=successor.pk, by=OPERATOR, at=AUTUMN)
    assert made.from_officer is None


def test_a_hand_over_carries_one_note(
    organisation: Organisation, successor: Officer
) -> None:
    seat = organisation.offices["bhabin"].pk
    made = services.hand_over(seat, to=successor.pk, by=OPERATOR, at=SUMMER)
    with pytest.raises(NotAllowed):
        services.leave_note(made.pk, "Lampu simpang belum.", by=NEIGHBOUR, at=SUMMER)
    services.leave_note(made.pk, "Lampu simpang belum.", by=OPERATOR, at=SUMMER)
    assert selectors.handover(made.pk).note == "Lampu simpang belum."
    with pytest.raises(Overtaken):
        services.leave_note(made.pk, "Lain.", by=OPERATOR, at=SUMMER)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("vacant", [False, True])
def test_of_two_hand_overs_at_once_one_wins(
    organisation: Organisation, vacant: bool
) -> None:
    seat = organisation.offices["kanit"].pk
    if vacant:
        services.release(
            Appointment.objects.get(office_id=seat).pk, by=OPERATOR, at=SUMMER
        )
    rivals = [enrol(f"Calon {n}", "Aipda", NORTH) for n in ("Satu", "Dua")]
    start = Barrier(2)
    outcomes: list[object] = []

    def take(officer: Officer) -> None:
        try:
            start.wait()
            services.hand_over(seat, to=officer.pk, by=OPERATOR, at=AUTUMN)
            outcomes.append(officer.pk)
        except Overtaken:
            outcomes.append("overtaken")
        finally:
            connections.close_all()

    threads = [Thread(target=take, args=[rival]) for rival in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (holder,) = selectors.holders_of([seat], AUTUMN)[seat]
    assert sorted(map(str, outcomes)) == sorted([str(holder.officer_id), "overtaken"])
    assert Handover.objects.count() == 1


def test_the_page_of_a_unit_shows_its_seats_held_and_vacant(
    organisation: Organisation,
) -> None:
    kanit = organisation.offices["kanit"]
    services.release(Appointment.objects.get(office=kanit).pk, by=OPERATOR, at=SUMMER)
    seats = selectors.seats_of(NORTH, AUTUMN)
    assert [str(one.office) for one in seats] == [
        "Kapolsek",
        "Kanit Binmas",
        "Bhabinkamtibmas",
    ]
    assert [len(one.holders) for one in seats] == [1, 0, 1]
    assert seats[2].places == VILLAGES


def reviewer(
    organisation: Organisation,
    *took_part: str,
    unit: str = NORTH,
    others: Sequence[Seat] = (),
) -> str | None:
    found = selectors.nearest_superior(
        unit,
        at=SUMMER,
        excluding={organisation.officers[key].pk for key in took_part},
        participants=others,
    )
    by_id = {officer.pk: key for key, officer in organisation.officers.items()}
    return by_id[found.officer_id] if found else None


@pytest.mark.parametrize(
    ("took_part", "reviews"),
    [
        (["bhabin"], "kanit"),
        (["bhabin", "kanit"], "kapolsek"),
        (["bhabin", "kanit", "kapolsek"], "kasat"),
        (["bhabin", "kapolsek"], "kasat"),
        # Those of the Polres direct the Kanit of a Polsek, but not its head.
        (["bhabin", "kanit_res"], "kapolsek"),
        (["bhabin", "kbo"], "kapolsek"),
        # The Kasat and the acting Kanit came along: nobody below them may judge.
        (["bhabin", "kanit_res", "kasat"], "kapolres"),
        (["bhabin", "kapolres"], "dirbinmas"),
        (["bhabin", "dirbinmas"], None),
        # A guest from the next Polsek outranks Kanit and Kapolsek.
        (["bhabin", "kapolsek_south"], "kasat"),
    ],
)
def test_the_nearest_superior_who_did_not_take_part_reviews(
    organisation: Organisation, took_part: list[str], reviews: str | None
) -> None:
    assert reviewer(organisation, *took_part) == reviews


def test_where_the_kasats_seat_is_vacant_the_kbo_reviews_unless_a_head_took_part(
    organisation: Organisation,
) -> None:
    kasat = Appointment.objects.get(office=organisation.offices["kasat"])
    services.release(kasat.pk, by=OPERATOR, at=SUMMER)
    polres = organisation.polres.path
    assert reviewer(organisation, "kanit_res", unit=polres) == "kbo"
    assert reviewer(organisation, "bhabin", "kapolsek") == "kapolres"


def test_who_is_known_only_by_what_was_written_counts_as_well(
    organisation: Organisation,
) -> None:
    kasat = Seat(Position.KASAT_BINMAS, organisation.polres.path, "Iptu")
    assert reviewer(organisation, "bhabin", others=[kasat]) == "kapolres"
    assert reviewer(organisation, others=[Seat(None, NORTH, "Aipda")]) == "kapolsek"


def test_superior_seats_are_listed_from_the_nearest(organisation: Organisation) -> None:
    assert [str(seat) for seat in selectors.superior_offices(NORTH)] == [
        "Kanit Binmas",
        "Kapolsek",
        "Kasat Binmas",
        "KBO Binmas",
        "Kapolres",
        "Dirbinmas",
    ]
