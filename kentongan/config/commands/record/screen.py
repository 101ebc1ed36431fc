"""A recorded visit on one screen of a terminal."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kentongan.beat.visits.models import Attendance
from kentongan.beat.visits.selectors import InspectionPage, VisitPage
from kentongan.doors.console.words import KINDS
from kentongan.ground.ledger.models import Line
from kentongan.ground.units.rules.standings import title_of

WIDTH: Final = 88
_MARGIN: Final = 14


def visit_as_text(
    page: VisitPage, lines: Iterable[Line], registered_post_id: UUID | None
) -> Iterator[str]:
    """The lines of the screen, from the heading to the ledger."""
    row = page.visit
    day = date_format(row.date, "l, j F Y")
    clock = f", {row.time:%H.%M} {row.zone}".rstrip() if row.time else ""
    yield f"{KINDS[row.kind]}, {day}{clock}"
    yield from _row(_("Number"), f"{row.pk}")
    yield from _row(_("Place"), f"{page.place_name} ({row.place})")
    if page.post is not None:
        new = page.post.pk == registered_post_id
        told = _("registered by this act, unverified") if new else _("known before")
        yield from _row(_("Post"), f"{page.post.name}: {told}")
    yield from _row(_("Unit"), row.unit)
    yield from _each(_("Police"), map(_person, page.officers))
    yield from _each(_("Elsewhere"), map(_person, page.elsewhere))
    yield from _each(_("Military"), map(_person, page.military))
    yield from _each(_("Residents"), map(_resident, (*page.figures, *page.residents)))
    yield from _row(_("Programme"), "; ".join(row.programmes))
    yield from _row(_("Purpose"), "; ".join(row.purposes))
    yield from _row(_("Messages"), "; ".join(row.messages))
    yield from _each(_("Information"), (one.text for one in page.information))
    yield from _row(_("Inspection"), _checked(page.inspection))
    yield from _each(_("Promises"), (one.text for one in page.follow_ups))
    yield from _row(_("Outcome"), row.outcome or _("none on record"))
    yield from _each(_("Asked"), (str(flag["flag"]) for flag in page.flags))
    yield from _row(_("Ledger"), ", ".join(_counted(line.act for line in lines)))


def _row(name: str, text: str) -> Iterator[str]:
    if text:
        indent = " " * _MARGIN
        yield textwrap.fill(
            text,
            WIDTH,
            initial_indent=f"  {name:<{_MARGIN - 2}}",
            subsequent_indent=indent,
        )


def _each(name: str, texts: Iterable[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield from _row(name if number == 0 else "", text)


def _person(one: Attendance) -> str:
    title = title_of(one.name, rank=one.rank, degrees=one.degrees)
    acting = f"{one.acting}." if one.acting else ""
    seat = " ".join(filter(None, [acting, one.position, one.unit_name]))
    return f"{title}, {seat}" if seat else title


def _resident(one: Attendance) -> str:
    role = one.role or _("resident")
    if one.count > 1:
        return f"{role}: {one.count}"
    if one.name:
        return f"{role}: {one.name}"
    sealed = _("name sealed")
    return f"{role}: {sealed}" if one.sealed_name is not None else role


def _checked(found: InspectionPage | None) -> str:
    if found is None:
        return _("none on record")
    told = [f"{item.label[_spoken()]} {item.state}" for item in found.quick]
    if found.score is not None:
        share = round(100 * found.share_assessed)
        told.append(
            _("score %(score).0f of 100, %(share)d%% assessed")
            % {"score": found.score, "share": share}
        )
    return "; ".join(told)


def _counted(acts: Iterable[str]) -> list[str]:
    counts: dict[str, int] = {}
    for act in acts:
        counts[act] = counts.get(act, 0) + 1
    return [act if count == 1 else f"{act} ×{count}" for act, count in counts.items()]


def _spoken() -> str:
    return "id" if (get_language() or "id").startswith("id") else "en"
