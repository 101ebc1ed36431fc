"""Reading visits: one page, lists, desks, sheets."""

from kentongan.beat.visits.selectors.lists import (
    VisitFigures,
    by_post,
    figures,
    of_post,
    own,
    visits,
)
from kentongan.beat.visits.selectors.pages import (
    FoundItem,
    FoundSection,
    InspectionPage,
    PhotoEntry,
    VisitPage,
    lines_of,
    photo,
    visit,
)
from kentongan.beat.visits.selectors.reviewing import (
    is_own,
    may_give_verdict,
    questions_for,
    to_review,
)
from kentongan.beat.visits.selectors.sheets import (
    SheetInForce,
    heading_for,
    sheet_for,
    sheet_in_force,
    sheet_named,
    sheet_versions,
)

__all__ = [
    "FoundItem",
    "FoundSection",
    "InspectionPage",
    "PhotoEntry",
    "SheetInForce",
    "VisitFigures",
    "VisitPage",
    "by_post",
    "figures",
    "heading_for",
    "is_own",
    "lines_of",
    "may_give_verdict",
    "of_post",
    "own",
    "photo",
    "questions_for",
    "sheet_for",
    "sheet_in_force",
    "sheet_named",
    "sheet_versions",
    "to_review",
    "visit",
    "visits",
]
