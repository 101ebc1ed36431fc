"""The score of an inspection: what was found, weighed by section."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kentongan.beat.visits.rules.kinds import ItemState
from kentongan.beat.visits.rules.sheet import SheetItem, SheetPlan

FULL: Final = 4
"""Points of an item at its best."""
BROKEN_AT_MOST: Final = 2


@dataclass(frozen=True)
class Found:
    """One item as it was found.

    Attributes:
        score: 0 to 4 where the item is scored; None where nobody gave points.
        count: How many pieces, where that was counted.
    """

    item: str
    state: ItemState
    score: int | None = None
    count: int | None = None
    note: str = ""


@dataclass(frozen=True)
class SectionResult:
    """How a section did.

    Attributes:
        share: Points of points possible, 0..1; None where no item was assessed.
    """

    key: str
    share: float | None
    assessed: int
    items: int


@dataclass(frozen=True)
class Result:
    """The whole inspection.

    Attributes:
        total: 0..100; None where nothing was assessed.
        share_assessed: Items assessed of all items of the sheet, 0..1.
    """

    total: float | None
    share_assessed: float
    sections: tuple[SectionResult, ...]


def points(item: SheetItem, found: Found | None) -> int | None:
    """What an item is worth, 0 to 4; None where it was not assessed.

    Absent is 0 and broken at most 2. An item with points that nobody gave is not
    assessed, since "it is there" says nothing about how well it is done.
    """
    if found is None or found.state is ItemState.NOT_ASSESSED:
        return None
    if found.state is ItemState.ABSENT:
        return 0
    ceiling = BROKEN_AT_MOST if found.state is ItemState.BROKEN else FULL
    if not item.scored:
        return ceiling
    return None if found.score is None else min(max(found.score, 0), ceiling)


def result(plan: SheetPlan, found: Iterable[Found]) -> Result:
    """Score what was found by `plan`; what is not on the plan counts nowhere.

    Total = 100 × Σ(weight × section share) / Σ weights, over sections with at least
    one assessed item. Not assessed leaves both sums: it is not zero.
    """
    by_item = {one.item: one for one in found}
    sections = tuple(
        _section(section.key, section.items, by_item) for section in plan.sections
    )
    weighed = [
        (section.weight, done.share)
        for section, done in zip(plan.sections, sections, strict=True)
        if done.share is not None
    ]
    weights = sum(weight for weight, _ in weighed)
    total = (
        100 * sum(weight * share for weight, share in weighed) / weights
        if weights
        else None
    )
    assessed = sum(section.assessed for section in sections)
    items = sum(section.items for section in sections)
    return Result(total, assessed / items if items else 0.0, sections)


def _section(
    key: str, items: Iterable[SheetItem], found: Mapping[str, Found]
) -> SectionResult:
    worth = [points(item, found.get(item.key)) for item in items]
    assessed = [one for one in worth if one is not None]
    share = sum(assessed) / (FULL * len(assessed)) if assessed else None
    return SectionResult(key, share, len(assessed), len(worth))
