"""Units and the places that they answer for."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.places.models import Place
from kentongan.ground.units import selectors, services
from kentongan.ground.units.models import Jurisdiction, Unit
from kentongan.ground.units.rules.mentions import Claim, UnitMention
from kentongan.ground.units.rules.units import Kind
from kentongan.ground.units.tests.makers import (
    AUTUMN,
    NEIGHBOUR,
    OPERATOR,
    RESIDENT,
    SPRING,
    SUMMER,
    Organisation,
)

WHO: Any = {"by": OPERATOR, "at": SPRING}
FULL = UnitMention("Sumatera Utara", "Serdang Bedagai", "Firdaus")


def acts_about(unit: Unit) -> Any:
    return [line.act for line in lines_about(f"unit:{unit.pk}")]


def test_a_unit_established_twice_is_one_with_one_line(
    places: dict[str, Place],
) -> None:
    first = services.establish_unit(Kind.POLDA, "Sumatera Utara", **WHO)
    again = services.establish_unit(Kind.POLDA, "Polda Sumut", **WHO)
    assert first == again
    assert str(first) == "Polda Sumatera Utara"
    assert acts_about(first) == ["unit.established"]


def test_a_polda_answers_for_its_province_from_the_start(
    places: dict[str, Place],
) -> None:
    services.establish_unit(Kind.POLDA, "Sumatera Utara", **WHO)
    assert selectors.jurisdiction_of("sumut", SPRING) == ("12",)


def test_only_who_manages_units_there_establishes_one(
    organisation: Organisation,
) -> None:
    for stranger in (NEIGHBOUR, RESIDENT):
        with pytest.raises(NotAllowed):
            services.establish_unit(
                Kind.POLSEK,
                "Baru",
                parent=organisation.polres.path,
                by=stranger,
                at=SPRING,
            )
    assert not Unit.objects.filter(name="Baru").exists()


def test_a_unit_does_not_stand_below_one_of_the_wrong_level(
    organisation: Organisation,
) -> None:
    for kind, parent in (
        (Kind.POLSEK, "sumut"),
        (Kind.POLRES, ""),
        (Kind.POLDA, "sumut"),
        (Kind.POLSEK, "nowhere.at_all"),
    ):
        with pytest.raises(Invalid):
            services.establish_unit(kind, "Baru", parent=parent, **WHO)


def test_a_mention_in_a_fresh_world_makes_its_units_unconfirmed(
    places: dict[str, Place],
) -> None:
    unit = services.establish_mentioned_unit(FULL, **WHO)
    assert unit is not None
    assert unit.path == "sumut.serdang_bedagai.firdaus"
    assert [one.confirmed for one in selectors.chain_above(unit.path)] == [False] * 3
    assert services.establish_mentioned_unit(FULL, **WHO) == unit
    assert acts_about(unit) == ["unit.mentioned"]


def test_establishing_a_mentioned_unit_confirms_it(places: dict[str, Place]) -> None:
    services.establish_mentioned_unit(FULL, **WHO)
    unit = services.establish_unit(Kind.POLDA, "Sumatera Utara", **WHO)
    assert unit.confirmed
    assert acts_about(unit) == ["unit.mentioned", "unit.confirmed"]


def test_a_mention_by_who_may_not_manage_units_makes_none(
    places: dict[str, Place],
) -> None:
    with pytest.raises(NotAllowed):
        services.establish_mentioned_unit(FULL, by=NEIGHBOUR, at=SPRING)
    assert not Unit.objects.exists()


def test_a_known_unit_is_recognised_for_anybody(organisation: Organisation) -> None:
    mention = UnitMention("Sumut", "Polres Serdang Bedagai", "Polsek Utara")
    found = services.establish_mentioned_unit(mention, by=RESIDENT, at=SPRING)
    assert found == organisation.north


def test_nothing_is_guessed_where_names_are_missing(organisation: Organisation) -> None:
    for mention, found in (
        (UnitMention(), None),
        (UnitMention(polsek="Antah"), None),
        (UnitMention(polres="Antah"), None),
        (UnitMention(polsek="Utara"), organisation.north),
        (UnitMention(polda="Sumut", polsek="Utara"), organisation.north),
        (UnitMention(polres="Serdang Bedagai"), organisation.polres),
        (UnitMention(polda="Sumut"), organisation.polda),
    ):
        assert services.establish_mentioned_unit(mention, **WHO) == found
    assert Unit.objects.count() == 4


def test_a_name_of_two_units_is_refused_until_its_kind_is_said(
    organisation: Organisation,
) -> None:
    big = services.establish_unit(
        Kind.POLRESTA, "Serdang Bedagai", parent="sumut", **WHO
    )
    with pytest.raises(Invalid) as refusal:
        services.establish_mentioned_unit(FULL, **WHO)
    assert "units.polres" in refusal.value.problems
    said = UnitMention("Sumut", "Serdang Bedagai", polres_kind="polresta")
    assert services.establish_mentioned_unit(said, **WHO) == big


def test_a_unit_written_in_a_record_is_found_by_kind_and_name(
    organisation: Organisation,
) -> None:
    assert selectors.units_named("Polsek Utara") == [organisation.north]
    assert selectors.units_named("Polres Utara") == []
    assert selectors.units_named("Utara", under="sumut") == [organisation.north]
    assert selectors.units_named("", under="sumut") == []


def test_a_unit_that_is_not_there_is_not_found(organisation: Organisation) -> None:
    assert selectors.unit("sumut") == organisation.polda
    with pytest.raises(NotFound):
        selectors.unit("sumut.antah")


def test_a_changed_jurisdiction_leaves_the_past_as_it_was(
    organisation: Organisation,
) -> None:
    north = organisation.north.path
    services.set_jurisdiction(north, [Claim("12.18.15")], by=OPERATOR, at=SUMMER)
    assert selectors.jurisdiction_of(north, SPRING) == ("12.18.04",)
    assert selectors.jurisdiction_of(north, SUMMER) == ("12.18.15",)
    assert (
        services.set_jurisdiction(north, [Claim("12.18.15")], by=OPERATOR, at=AUTUMN)
        == 0
    )


def test_a_jurisdiction_is_set_by_who_manages_the_unit_over_places_there_are(
    organisation: Organisation,
) -> None:
    north = organisation.north.path
    with pytest.raises(NotAllowed):
        services.set_jurisdiction(north, [], by=NEIGHBOUR, at=SUMMER)
    with pytest.raises(Invalid):
        services.set_jurisdiction(north, [Claim("99.99")], by=OPERATOR, at=SUMMER)
    assert selectors.jurisdiction_of(north, SUMMER) == ("12.18.04",)


def test_a_place_may_have_two_units_but_each_only_once_at_a_time(
    organisation: Organisation,
) -> None:
    south = organisation.south
    services.set_jurisdiction(
        south.path, [Claim("12.18.04"), Claim("12.18.15")], by=OPERATOR, at=SUMMER
    )
    both = selectors.units_for_place("12.18.04.2024.v", SUMMER)
    assert {unit.path for unit in both} == {organisation.north.path, south.path}
    row = Jurisdiction.objects.filter(unit=south, place="12.18.04").get()
    row.pk = None
    row.id = Jurisdiction._meta.pk.get_default()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_closest_and_surest_unit_answers_for_a_place(
    organisation: Organisation,
) -> None:
    services.set_jurisdiction(
        organisation.south.path, [Claim("12.18.04.2024", "inferred")], **WHO
    )
    north, south = organisation.north, organisation.south
    assert selectors.unit_for_place("12.18.04.2023", SPRING) == north
    assert selectors.unit_for_place("12.18.04.2024.v", SPRING) == south
    assert (
        selectors.unit_for_place("12.18.04.2024.v", SPRING, "polres")
        == organisation.polres
    )
    assert selectors.unit_for_place("12.18.15", SPRING) is None
    assert selectors.unit_for_place("13.01.01.2001", SPRING) is None


def test_a_polres_answers_for_what_its_polsek_answer_for(
    organisation: Organisation,
) -> None:
    assert selectors.jurisdiction_of(organisation.polres.path, SPRING) == (
        "12.18.04",
        "12.18.15",
    )
