"""Officers: who is the same person, and what rank was held on a day."""

from dataclasses import replace
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections

from kentongan.ground.basics.errors import Invalid, NotAllowed
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.units import selectors, services
from kentongan.ground.units.models import Officer
from kentongan.ground.units.rules.mentions import OfficerMention
from kentongan.ground.units.rules.ranks import Service
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

WHO: Any = {"by": OPERATOR, "at": SUMMER}
NORTH, POLRES = "sumut.serdang_bedagai.utara", "sumut.serdang_bedagai"
YUSUF = OfficerMention("M. Yusuf", "Aipda", ("SH",), unit_path=NORTH)


def test_a_mentioned_officer_is_known_from_then_on(db: None) -> None:
    first = services.register_officer(YUSUF, **WHO)
    assert first.degrees == ["S.H."]
    again = replace(YUSUF, name="m yusuf", unit_path=POLRES)
    assert services.register_officer(again, **WHO) == first
    assert [x.act for x in lines_about(f"officer:{first.pk}")] == ["officer.mentioned"]
    line = lines_about(f"officer:{first.pk}")[0]
    assert "Yusuf" not in str(line.facts) + line.office


@pytest.mark.parametrize(
    "other",
    [
        replace(YUSUF, name="Yusuf M"),
        replace(YUSUF, unit_path="sumut.tetangga.utara"),
        replace(YUSUF, service=Service.TNI_AD, rank="Serda"),
    ],
)
def test_another_name_tree_or_service_is_somebody_else(
    db: None, other: OfficerMention
) -> None:
    first = services.register_officer(YUSUF, **WHO)
    assert services.register_officer(other, **WHO) != first


def test_soldiers_of_two_koramil_are_two(db: None) -> None:
    one = OfficerMention(
        "Budi Santoso",
        "Serda",
        service=Service.TNI_AD,
        unit_path=NORTH,
        corps="Koramil Utara",
    )
    first = services.register_officer(one, **WHO)
    assert (
        services.register_officer(replace(one, corps="koramil utara"), **WHO) == first
    )
    assert services.register_officer(replace(one, corps="Koramil Lain"), **WHO) != first


def test_a_mention_needs_a_name_and_somebody_who_may_write(db: None) -> None:
    with pytest.raises(Invalid):
        services.register_officer(replace(YUSUF, name=" . "), **WHO)
    with pytest.raises(Invalid):
        services.register_officer(replace(YUSUF, name="Y" * 121), **WHO)
    with pytest.raises(NotAllowed):
        services.register_officer(YUSUF, by=RESIDENT, at=SUMMER)
    assert not Officer.objects.exists()


def test_the_rank_is_that_of_the_day(db: None) -> None:
    officer = services.register_officer(replace(YUSUF, rank="Aiptu"), **WHO)
    services.register_officer(YUSUF, by=OPERATOR, at=SPRING)
    titles = [
        selectors.people_at([officer.pk], day)[officer.pk].title
        for day in (SPRING, AUTUMN, SPRING.replace(year=2020))
    ]
    assert titles == [
        "Aipda M. Yusuf, S.H.",
        "Aiptu M. Yusuf, S.H.",
        "M. Yusuf, S.H.",
    ]


def test_a_mention_never_overrules_the_organisations_own_file(
    organisation: Organisation,
) -> None:
    rina = organisation.officers["bhabin"]
    seen = services.register_officer(
        OfficerMention("RINA SARAGIH", "Kompol", unit_path=NORTH), **WHO
    )
    assert seen == rina
    assert selectors.people_at([rina.pk], AUTUMN)[rina.pk].rank == "Bripka"


def test_of_two_with_one_name_the_one_seated_in_the_unit_is_meant(
    organisation: Organisation,
) -> None:
    rina = organisation.officers["bhabin"]
    services.enrol_officer(
        OfficerMention("Rina Saragih", "Ipda", unit_path=POLRES, reference="other"),
        **WHO,
    )
    mention = OfficerMention("Rina Saragih", "Bripka", unit_path=NORTH)
    assert services.register_officer(mention, **WHO) == rina
    south = replace(mention, unit_path="sumut.serdang_bedagai.selatan")
    stranger = services.register_officer(south, **WHO)
    assert stranger.reference == ""
    assert services.register_officer(south, **WHO) == stranger


def test_who_was_moved_here_is_recognised_here(organisation: Organisation) -> None:
    away = enrol("Agus Simanjuntak", "Aipda", "sumut.tetangga")
    services.release(
        organisation.offices["kanit"].appointments.get().pk, by=OPERATOR, at=SUMMER
    )
    services.appoint(organisation.offices["kanit"].pk, away.pk, **WHO)
    mention = OfficerMention("agus simanjuntak", unit_path=NORTH)
    assert services.register_officer(mention, by=OPERATOR, at=AUTUMN) == away


@pytest.mark.django_db(transaction=True)
def test_two_who_meet_the_same_stranger_at_once_make_one_officer() -> None:
    start = Barrier(2)
    found: list[Officer] = []

    def meet() -> None:
        try:
            start.wait()
            found.append(services.register_officer(YUSUF, **WHO))
        finally:
            connections.close_all()

    threads = [Thread(target=meet) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert Officer.objects.count() == 1


def test_an_enrolled_officer_is_brought_up_to_date_by_the_reference(db: None) -> None:
    first = enrol("Dewi Manalu", "Bripka", NORTH)
    again = services.enrol_officer(
        OfficerMention(
            "Dewi Manalu", "Bripka", ("SH",), unit_path=NORTH, reference="Dewi Manalu"
        ),
        **WHO,
    )
    assert first == again
    assert again.degrees == ["S.H."]
    assert [x.act for x in lines_about(f"officer:{first.pk}")] == [
        "officer.enrolled",
        "officer.updated",
    ]


def test_enrolling_needs_a_reference_a_rank_of_the_list_and_the_right(db: None) -> None:
    mention = OfficerMention("Dewi Manalu", "Bripka", unit_path=NORTH, reference="x")
    with pytest.raises(Invalid):
        services.enrol_officer(replace(mention, reference=""), **WHO)
    with pytest.raises(Invalid):
        services.enrol_officer(replace(mention, rank="Serda"), **WHO)
    with pytest.raises(NotAllowed):
        services.enrol_officer(mention, by=NEIGHBOUR, at=SUMMER)
    assert not Officer.objects.exists()


def test_a_promotion_counts_from_its_day(organisation: Organisation) -> None:
    rina = organisation.officers["bhabin"]
    services.promote(rina.pk, "Aipda", by=OPERATOR, at=SUMMER)
    assert selectors.standing_of(rina.pk, SPRING)[0].title == "Bripka Rina Saragih"
    assert selectors.standing_of(rina.pk, SUMMER)[0].title == "Aipda Rina Saragih"


def test_a_promotion_is_refused_to_strangers_and_to_ranks_of_other_lists(
    organisation: Organisation,
) -> None:
    rina = organisation.officers["bhabin"]
    with pytest.raises(NotAllowed):
        services.promote(rina.pk, "Aipda", by=NEIGHBOUR, at=SUMMER)
    with pytest.raises(Invalid):
        services.promote(rina.pk, "Pelda", by=OPERATOR, at=SUMMER)
    assert selectors.standing_of(rina.pk, SUMMER)[0].rank == "Bripka"


def test_people_are_listed_where_the_actor_may_see_them(
    organisation: Organisation,
) -> None:
    assert len(selectors.people(OPERATOR, at=SUMMER)) == 9
    assert selectors.people(NEIGHBOUR, at=SUMMER) == []
    assert selectors.people(RESIDENT, at=SUMMER) == []
