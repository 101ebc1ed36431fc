"""Acts on posts, cut by noun: the register, what a post has, and who keeps watch."""

from kentongan.beat.watch.services.agreements import agree
from kentongan.beat.watch.services.feeds import give_feed
from kentongan.beat.watch.services.members import (
    OpenedMember,
    add_member,
    end_member,
    open_members,
)
from kentongan.beat.watch.services.own import open_names
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
from kentongan.beat.watch.services.swaps import accept_swap, decline_swap, offer_swap
from kentongan.beat.watch.services.things import note_equipment, set_signals

__all__ = [
    "OpenedMember",
    "accept_swap",
    "add_member",
    "agree",
    "close",
    "decline_swap",
    "draft_roster",
    "end_member",
    "fall_ill",
    "give_feed",
    "note_equipment",
    "note_visit",
    "offer_swap",
    "open_head",
    "open_members",
    "open_names",
    "publish",
    "register",
    "register_mentioned",
    "replace_turn",
    "set_photo",
    "set_signals",
    "update_post",
    "verify",
]
