"""Hashing is slow on purpose; not here."""

from kentongan.ground.access.tests.conftest import quick_hashes

__all__ = ["quick_hashes"]
