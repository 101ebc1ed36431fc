"""Who counts as a figure of a village, and how somebody came to be listed."""

from enum import StrEnum


class FigureKind(StrEnum):
    """The public part somebody plays in a village."""

    VILLAGE_HEAD = "village_head"
    HAMLET_HEAD = "hamlet_head"
    NEIGHBOURHOOD_HEAD = "neighbourhood_head"
    BABINSA = "babinsa"
    COMMUNITY_FIGURE = "community_figure"
    YOUTH_FIGURE = "youth_figure"
    WOMENS_FIGURE = "womens_figure"
    EDUCATOR = "educator"
    HEALTH_WORKER = "health_worker"
    BUSINESS = "business"
    PARTNER = "partner"
    RESIDENT = "resident"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """For a model field."""
        return [(kind.value, kind.value) for kind in cls]


class Consent(StrEnum):
    """Why we may hold somebody's name at all."""

    PUBLIC_ROLE = "public_role"
    AGREED = "agreed"
    PUBLISHED = "published"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """For a model field."""
        return [(reason.value, reason.value) for reason in cls]
