"""Input to drafts: files and messages in the exchange format."""

from kentongan.beat.visits.forms.intake import (
    Entry,
    Problem,
    documents,
    draft_of,
    located,
    refused,
    warnings,
)

__all__ = [
    "Entry",
    "Problem",
    "documents",
    "draft_of",
    "located",
    "refused",
    "warnings",
]
