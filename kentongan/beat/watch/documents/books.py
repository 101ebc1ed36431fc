"""The logbook of a month on paper, to be signed and kept. It is the residents' own."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.watch.documents import compiled, demo_line
from kentongan.beat.watch.documents.nights import month_name, night_name
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.books import LineKind
from kentongan.beat.watch.services import OpenedLine
from kentongan.ground.basics.zones import local
from kentongan.ground.places.selectors import full_name

LINE_KINDS: Final = {
    LineKind.NOTE: gettext_lazy("A note"),
    LineKind.EVENT: gettext_lazy("Something happened"),
    LineKind.HANDOVER: gettext_lazy("For the next watch"),
}


def logbook_pdf(
    post: Post,
    month: date,
    lines: Sequence[OpenedLine],
    writers: Mapping[UUID | None, str],
    *,
    demo: bool,
) -> bytes:
    """A month of the logbook on A4, line by line.

    Args:
        post, lines: What the caller was let in to, opened by one of its members.
        writers: Names of those who wrote, by account.
        demo: Whether the world is invented, which every print says.
    """
    data = logbook_data(post, month, lines, writers, demo=demo)
    return compiled("logbook.typ", data)


def logbook_data(
    post: Post,
    month: date,
    lines: Sequence[OpenedLine],
    writers: Mapping[UUID | None, str],
    *,
    demo: bool,
) -> dict[str, Any]:
    """Everything that the sheets say, in the language of the moment."""
    nights: dict[date, list[OpenedLine]] = {}
    for line in lines:
        nights.setdefault(line.night, []).append(line)
    return {
        "title": _("Logbook"),
        "month": month_name(month),
        "name": post.name,
        "place": full_name(post.place),
        "nothing": "" if lines else _("Nothing is written down in this month."),
        "nights": [
            {
                "night": night_name(night),
                "lines": [_line(post, line, writers) for line in nights[night]],
            }
            for night in sorted(nights)
        ],
        "kept": _(
            "Printed from the book of the post; corrections are lines by themselves."
        ),
        "demo": demo_line(demo=demo),
    }


def _line(
    post: Post, line: OpenedLine, writers: Mapping[UUID | None, str]
) -> dict[str, Any]:
    notes = [str(LINE_KINDS[line.kind]), writers.get(line.written_by_id, "")]
    if line.corrects:
        notes.append(_("puts line %(n)s right") % {"n": line.corrects})
    if line.corrected_by:
        numbers = ", ".join(map(str, line.corrected_by))
        notes.append(_("put right by line %(n)s") % {"n": numbers})
    return {
        "number": line.number,
        "clock": _clock(line.happened_at, post),
        "text": _("This text was erased.") if line.text is None else line.text,
        "notes": " · ".join(filter(None, notes)),
    }


def _clock(moment: datetime, post: Post) -> str:
    return time_format(local(moment, post.place), "H.i")
