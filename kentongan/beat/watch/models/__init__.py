"""The tables of the watch."""

from kentongan.beat.watch.models.posts import Equipment, Member, Post, Signal

__all__ = ["Equipment", "Member", "Post", "Signal"]
