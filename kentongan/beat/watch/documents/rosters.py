"""The month's roster as a poster for the wall of the post. It is the residents' own."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kentongan.beat.watch.documents import compiled, demo_line
from kentongan.beat.watch.documents.nights import clock_text, month_name
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.agreements import hours, pasaran_of
from kentongan.beat.watch.rules.rosters import RosterState
from kentongan.beat.watch.selectors.rosters import RosterPage, agreed_for, agreements
from kentongan.ground.basics.zones import zone_of
from kentongan.ground.places.selectors import full_name


def roster_pdf(
    post: Post, page: RosterPage, names: Mapping[UUID, str], *, demo: bool
) -> bytes:
    """A month on one sheet of A4.

    Args:
        post, page: What the caller was let in to.
        names: The members' names, opened by one of them.
        demo: Whether the world is invented, which every print says.
    """
    return compiled("roster.typ", roster_data(post, page, names, demo=demo))


def roster_data(
    post: Post, page: RosterPage, names: Mapping[UUID, str], *, demo: bool
) -> dict[str, Any]:
    """Everything that the sheet says, in the language of the moment."""
    return {
        "title": _("Watch roster"),
        "month": month_name(page.month),
        "name": post.name,
        "place": full_name(post.place),
        "draft": "" if page.state is RosterState.PUBLISHED else _("Draft"),
        "head_night": _("Night"),
        "head_names": _("On watch"),
        "nights": _nights(post, page, names),
        "fair": _fair(page),
        "swap": _("Cannot come? Tell the head of the post or offer your turn."),
        "danger": _("In danger: call 110, free, day and night."),
        "demo": demo_line(demo=demo),
    }


def _nights(
    post: Post, page: RosterPage, names: Mapping[UUID, str]
) -> list[dict[str, Any]]:
    versions, zone = agreements(post.pk), zone_of(post.place)
    by_night: dict[Any, list[str]] = {night: [] for night in page.gaps}
    for turn in page.turns:
        if not turn.has_left:
            by_night.setdefault(turn.night, []).append(names.get(turn.member_id, ""))
    rows, before = [], ""
    for night in sorted(by_night):
        agreed = agreed_for(versions, night)
        clock = clock_text(hours(agreed.rules, night, zone)) if agreed else ""
        rows.append(
            {
                "day": f"{date_format(night, 'l')} {night.day}",
                "pasaran": str(pasaran_of(night)).title(),
                # Said once, and again where it changes: thirty times is noise.
                "clock": clock if clock != before else "",
                "names": sorted(filter(None, by_night[night]), key=str.casefold),
            }
        )
        before = clock
    return rows


def _fair(page: RosterPage) -> str:
    """How even it is, so that everybody can count it on the sheet."""
    if not page.taken:
        return ""
    least, most = min(page.taken.values()), max(page.taken.values())
    if least == most:
        return ngettext(
            "Everybody on it has %(count)d turn.",
            "Everybody on it has %(count)d turns.",
            most,
        ) % {"count": most}
    return _("Everybody on it has between %(least)d and %(most)d turns.") % {
        "least": least,
        "most": most,
    }
