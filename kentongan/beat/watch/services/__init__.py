"""Acts on posts, cut by noun: the register, what a post has, and who keeps watch."""

from kentongan.beat.watch.services.absences import (
    forget_absences,
    take_absence_back,
    tell_absence,
)
from kentongan.beat.watch.services.agreements import agree
from kentongan.beat.watch.services.books import (
    OpenedLine,
    correct_line,
    erase_line,
    read_handover,
    read_line,
    read_logbook,
    write_line,
)
from kentongan.beat.watch.services.codes import (
    IssuedCode,
    check_in_by_code,
    issue_codes,
)
from kentongan.beat.watch.services.drills import log_drill
from kentongan.beat.watch.services.feeds import give_feed
from kentongan.beat.watch.services.guests import (
    OpenedGuest,
    disclose_guest,
    forget_guests,
    open_guests,
    remove_guest,
    write_guest,
)
from kentongan.beat.watch.services.members import (
    OpenedMember,
    add_member,
    end_member,
    open_members,
)
from kentongan.beat.watch.services.money import (
    add_house,
    book,
    open_houses,
    put_in_house,
    reverse,
)
from kentongan.beat.watch.services.nights import (
    check_in,
    close_forgotten,
    close_night,
    note_round,
)
from kentongan.beat.watch.services.own import open_names, own_post
from kentongan.beat.watch.services.posts import (
    close,
    note_visit,
    open_head,
    register,
    register_mentioned,
    set_photo,
    update_post,
    verify,
)
from kentongan.beat.watch.services.rosters import (
    draft_roster,
    fall_ill,
    publish,
    replace_turn,
)
from kentongan.beat.watch.services.silences import answer_silence, note_silences
from kentongan.beat.watch.services.swaps import accept_swap, decline_swap, offer_swap
from kentongan.beat.watch.services.things import note_equipment, set_signals

__all__ = [
    "IssuedCode",
    "OpenedGuest",
    "OpenedLine",
    "OpenedMember",
    "accept_swap",
    "add_house",
    "add_member",
    "agree",
    "answer_silence",
    "book",
    "check_in",
    "check_in_by_code",
    "close",
    "close_forgotten",
    "close_night",
    "correct_line",
    "decline_swap",
    "disclose_guest",
    "draft_roster",
    "end_member",
    "erase_line",
    "fall_ill",
    "forget_absences",
    "forget_guests",
    "give_feed",
    "issue_codes",
    "log_drill",
    "note_equipment",
    "note_round",
    "note_silences",
    "note_visit",
    "offer_swap",
    "open_guests",
    "open_head",
    "open_houses",
    "open_members",
    "open_names",
    "own_post",
    "publish",
    "put_in_house",
    "read_handover",
    "read_line",
    "read_logbook",
    "register",
    "register_mentioned",
    "remove_guest",
    "replace_turn",
    "reverse",
    "set_photo",
    "set_signals",
    "take_absence_back",
    "tell_absence",
    "update_post",
    "verify",
    "write_guest",
    "write_line",
]
