"""Acts on what residents tell: taking in, telling, answering, opening."""

from kentongan.beat.reports.services.answering import (
    Pledge,
    answer,
    ask,
    close,
    merge,
    open_teller,
    open_thread,
    pledge,
)
from kentongan.beat.reports.services.taking import (
    OpenedReport,
    open_report,
    take_in,
    text_key,
    words_in_confidence,
)
from kentongan.beat.reports.services.telling import (
    Heard,
    HeardRemark,
    Told,
    hear,
    reply,
    tell,
)

__all__ = [
    "Heard",
    "HeardRemark",
    "OpenedReport",
    "Pledge",
    "Told",
    "answer",
    "ask",
    "close",
    "hear",
    "merge",
    "open_report",
    "open_teller",
    "open_thread",
    "pledge",
    "reply",
    "take_in",
    "tell",
    "text_key",
    "words_in_confidence",
]
