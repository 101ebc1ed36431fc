"""Distances on the ground, for plausibility and nearness. No projections."""

from math import asin, cos, radians, sin, sqrt
from typing import Final

MEAN_RADIUS_M: Final = 6_371_008.8
"""Mean Earth radius (IUGG 1980), metres."""


def distance_m(
    lon1_deg: float, lat1_deg: float, lon2_deg: float, lat2_deg: float
) -> float:
    """Great-circle distance in metres (haversine on the mean sphere).

    Args:
        lon1_deg, lat1_deg, lon2_deg, lat2_deg: EPSG:4326, lon -180..180, lat -90..90.

    Returns:
        Metres, within 0.6 % of the ellipsoidal geodesic anywhere (upheld by
        ``tests/test_geodesy.py`` against Karney's algorithm).
    """
    lat1, lat2 = radians(lat1_deg), radians(lat2_deg)
    half_lat = (lat2 - lat1) / 2
    half_lon = radians(lon2_deg - lon1_deg) / 2
    chord = sin(half_lat) ** 2 + cos(lat1) * cos(lat2) * sin(half_lon) ** 2
    return 2 * MEAN_RADIUS_M * asin(min(1.0, sqrt(chord)))
