"""Acts on visits, cut by noun: recording, correcting, verdicts, photos, sheets."""

from kentongan.beat.visits.services.allowed import sentence_of
from kentongan.beat.visits.services.correcting import correct
from kentongan.beat.visits.services.exporting import export
from kentongan.beat.visits.services.forgetting import expire_names
from kentongan.beat.visits.services.merging import Contested, correct_from
from kentongan.beat.visits.services.opening import OpenedVisit, open_visit
from kentongan.beat.visits.services.photos import Seen, add_photo
from kentongan.beat.visits.services.recording import Taken
from kentongan.beat.visits.services.sheets import edit_sheet, set_heading
from kentongan.beat.visits.services.taking import record, take_in
from kentongan.beat.visits.services.verdicts import answer, approve, ask, set_aside

__all__ = [
    "Contested",
    "OpenedVisit",
    "Seen",
    "Taken",
    "add_photo",
    "answer",
    "approve",
    "ask",
    "correct",
    "correct_from",
    "edit_sheet",
    "expire_names",
    "export",
    "open_visit",
    "record",
    "sentence_of",
    "set_aside",
    "set_heading",
    "take_in",
]
