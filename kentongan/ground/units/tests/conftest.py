"""A small territory and the organisation that answers for it. Everybody is invented."""

from typing import Any

import pytest

from kentongan.ground.places.models import Place
from kentongan.ground.places.rules.levels import level_of
from kentongan.ground.units import services
from kentongan.ground.units.models import Office, Officer
from kentongan.ground.units.rules.mentions import Claim
from kentongan.ground.units.rules.units import Kind
from kentongan.ground.units.tests.makers import (
    OPERATOR,
    PLACES,
    SEATS,
    SPRING,
    Organisation,
    enrol,
)


@pytest.fixture
def places(db: None) -> dict[str, Place]:
    """Two kecamatan of one regency, with a hamlet."""
    made = [
        Place(path=path, level=level_of(path), name=name, word="desa")
        for path, name in PLACES.items()
    ]
    Place.objects.bulk_create(made)
    return {place.path: place for place in made}


@pytest.fixture
def organisation(places: dict[str, Place]) -> Organisation:
    """Everybody in their seat since spring."""
    who: Any = {"by": OPERATOR, "at": SPRING}
    polda = services.establish_unit(Kind.POLDA, "Sumut", **who)
    polres = services.establish_unit(
        Kind.POLRES, "Serdang Bedagai", parent=polda.path, **who
    )
    north = services.establish_unit(Kind.POLSEK, "Utara", parent=polres.path, **who)
    south = services.establish_unit(Kind.POLSEK, "Selatan", parent=polres.path, **who)
    services.set_jurisdiction(north.path, [Claim("12.18.04")], **who)
    services.set_jurisdiction(south.path, [Claim("12.18.15")], **who)
    units = {"polda": polda, "polres": polres, "north": north, "south": south}
    offices: dict[str, Office] = {}
    officers: dict[str, Officer] = {}
    for key, unit, position, name, rank in SEATS:
        path = units[unit].path
        offices[key] = services.establish_office(path, position, **who)
        officers[key] = enrol(name, rank, path)
        services.appoint(offices[key].pk, officers[key].pk, **who)
    services.assign_villages(
        offices["bhabin"].pk, ["12.18.04.2023", "12.18.04.2024"], **who
    )
    return Organisation(polda, polres, north, south, offices, officers)
