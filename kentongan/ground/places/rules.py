"""What is true of places without a database."""

from enum import StrEnum


class Level(StrEnum):
    """How deep in the territory a place lies."""

    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"
    LOCAL = "local"
