"""A calendar as phones read it (RFC 5545): the same event for ever, and its changes."""

from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar as ICalendar
from icalendar import Event, Timezone, TimezoneStandard, vText

from kentongan.beat.watch.selectors.calendars import Calendar, CalendarLine
from kentongan.ground.basics.texts import line
from kentongan.ground.basics.zones import Zone

PRODUCT: Final = "-//Kentongan//Watch//ID"
DOMAIN: Final = "watch.kentongan"
_SINCE: Final = datetime(1988, 1, 1)  # noqa: DTZ001  a wall clock, as the format asks
"""Since when the three zones are what they are (Keputusan Presiden 41/1987)."""


def calendar_bytes(calendar: Calendar) -> bytes:
    """The calendar as a file. The same calendar gives the same bytes."""
    out = ICalendar()
    out.add("prodid", PRODUCT)
    out.add("version", "2.0")
    out.add("calscale", "GREGORIAN")
    out.add("method", "PUBLISH")
    out.add("x-wr-calname", vText(_title(calendar)))
    out.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    out.add_component(_timezone(calendar.zone))
    for night in calendar.lines:
        out.add_component(_event(calendar, night))
    made: bytes = out.to_ical()
    return made


def _title(calendar: Calendar) -> str:
    if calendar.is_own:
        return _("My nights at %(post)s") % {"post": line(calendar.post_name)}
    return _("Nights of %(post)s") % {"post": line(calendar.post_name)}


def _event(calendar: Calendar, night: CalendarLine) -> Event:
    event = Event()
    event.add("uid", f"{night.uid}@{DOMAIN}")
    event.add("sequence", night.sequence)
    event.add("dtstamp", night.changed_at.astimezone(UTC))
    event.add("last-modified", night.changed_at.astimezone(UTC))
    event.add("dtstart", night.begins)
    event.add("dtend", night.ends)
    event.add("summary", _summary(calendar, night))
    event.add("location", line(calendar.post_name))
    event.add("status", "CANCELLED" if night.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if night.is_cancelled else "OPAQUE")
    return event


def _summary(calendar: Calendar, night: CalendarLine) -> str:
    if night.heads is None:
        return _("Watch at %(post)s") % {"post": line(calendar.post_name)}
    told = ngettext(
        "%(post)s: %(count)d person on watch",
        "%(post)s: %(count)d people on watch",
        night.heads,
    )
    return told % {"post": line(calendar.post_name), "count": night.heads}


def _timezone(zone: Zone) -> Timezone:
    """One offset and no summer time: said in full, since some phones know no names."""
    offset = _SINCE.replace(tzinfo=zone.info).utcoffset()
    standard = TimezoneStandard()
    standard.add("dtstart", _SINCE)
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    standard.add("tzname", str(zone))
    told = Timezone()
    told.add("tzid", zone.info.key)
    told.add_component(standard)
    return told
