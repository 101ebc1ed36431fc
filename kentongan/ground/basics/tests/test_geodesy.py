"""Distances against Karney's algorithm."""

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st

from kentongan.ground.basics.geodesy import distance_m

lons = st.floats(-180, 180)
lats = st.floats(-90, 90)


@given(lons, lats, lons, lats)
def test_within_0_6_percent_of_the_ellipsoid(
    lon1: float, lat1: float, lon2: float, lat2: float
) -> None:
    truth = Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2)["s12"]
    assert distance_m(lon1, lat1, lon2, lat2) == pytest.approx(
        truth, rel=0.006, abs=0.01
    )


@given(lons, lats, lons, lats)
def test_the_way_back_is_as_long(
    lon1: float, lat1: float, lon2: float, lat2: float
) -> None:
    there = distance_m(lon1, lat1, lon2, lat2)
    assert distance_m(lon2, lat2, lon1, lat1) == pytest.approx(there)
