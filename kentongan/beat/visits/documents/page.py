"""One visit on paper."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import typst

from kentongan.beat.visits.documents.handout import Handout

SOURCE: Final = Path(__file__).parent / "visit.typ"


def visit_pdf(visit: Handout) -> bytes:
    """The page as PDF; the same visit gives the same page."""
    told: dict[str, Any] = {
        name: value
        for name, value in vars(visit).items()
        if name not in ("heading", "pledges", "date")
    }
    told["pledges"] = [asdict(one) for one in visit.pledges]
    told["basis"] = visit.heading.basis if visit.heading else ""
    made: bytes = typst.compile(str(SOURCE), sys_inputs={"visit": json.dumps(told)})
    return made
