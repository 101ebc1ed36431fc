"""What a report may be about, its life, its receipt, and when two are alike."""

from kentongan.beat.reports.rules.drafts import (
    ROLE_LENGTH,
    SENSITIVE,
    TELLING_WORDS,
    TEXT_LENGTH,
    Category,
    Fault,
    ReportDraft,
    Source,
    faults,
    telling,
)

__all__ = [
    "ROLE_LENGTH",
    "SENSITIVE",
    "TELLING_WORDS",
    "TEXT_LENGTH",
    "Category",
    "Fault",
    "ReportDraft",
    "Source",
    "faults",
    "telling",
]
