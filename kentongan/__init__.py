"""Kentongan: community policing, run together by police and the villages they serve."""
