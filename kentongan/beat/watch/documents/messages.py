"""Texts to copy and share: who watches tonight, and somebody's nights of a month.

Plain text with the stars of the chat that everybody uses; nothing is sent from here.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kentongan.beat.watch.documents.nights import clock_text, month_name, night_name


class Duty(Protocol):
    """A night of somebody's, and its hours; none where nothing is agreed any more."""

    @property
    def night(self) -> date:
        """By the date on which it begins."""

    @property
    def hours(self) -> tuple[datetime, datetime] | None:
        """When it begins and ends."""


def night_text(
    post_name: str,
    night: date,
    hours: tuple[datetime, datetime],
    names: Sequence[str],
    *,
    wanted: int,
) -> str:
    """The word for one night, for the group of the post's own members.

    Args:
        names: Who is on duty, as the residents call them.
        wanted: How many were agreed for a night.
    """
    parts = [
        f"*{post_name}*, {night_name(night)}",
        _("On watch %(clock)s:") % {"clock": clock_text(hours)},
        *(f"{n}. {name}" for n, name in enumerate(names, 1)),
    ]
    missing = wanted - len(names)
    if missing > 0:
        parts.append(
            ngettext(
                "%(count)d place is still free. Who comes along?",
                "%(count)d places are still free. Who comes along?",
                missing,
            )
            % {"count": missing}
        )
    parts.append(_("Cannot come? Tell the head of the post or offer your turn."))
    return "\n".join(parts)


def month_text(
    post_name: str, member_name: str, month: date, turns: Sequence[Duty]
) -> str:
    """One member's nights of a month, for that member alone."""
    if not turns:
        return _("%(name)s, you have no turn at %(post)s in %(month)s.") % {
            "name": member_name,
            "post": post_name,
            "month": month_name(month),
        }
    head = ngettext(
        "%(name)s, your night at *%(post)s* in %(month)s:",
        "%(name)s, your %(count)d nights at *%(post)s* in %(month)s:",
        len(turns),
    ) % {
        "name": member_name,
        "count": len(turns),
        "post": post_name,
        "month": month_name(month),
    }
    return "\n".join([head, *(f"- {_turn(turn)}" for turn in turns)])


def _turn(turn: Duty) -> str:
    name = night_name(turn.night)
    return f"{name}, {clock_text(turn.hours)}" if turn.hours else name
