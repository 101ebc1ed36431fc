"""What a visit is handed out as: enter once, hand out many."""

from kentongan.beat.visits.documents.handout import Around, Handout, handout
from kentongan.beat.visits.documents.page import visit_pdf
from kentongan.beat.visits.documents.tables import bos_csv, linmas_csv
from kentongan.beat.visits.documents.whatsapp import whatsapp_text

__all__ = [
    "Around",
    "Handout",
    "bos_csv",
    "handout",
    "linmas_csv",
    "visit_pdf",
    "whatsapp_text",
]
