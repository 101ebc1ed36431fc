"""Acts on posts, cut by noun: the register, what a post has, and who keeps watch."""

from kentongan.beat.watch.services.members import (
    OpenedMember,
    add_member,
    end_member,
    open_members,
)
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
from kentongan.beat.watch.services.things import note_equipment, set_signals

__all__ = [
    "OpenedMember",
    "add_member",
    "close",
    "end_member",
    "note_equipment",
    "note_visit",
    "open_head",
    "open_members",
    "register",
    "register_mentioned",
    "set_photo",
    "set_signals",
    "update_post",
    "verify",
]
