"""Tags and filters of every page; docs/design.md shows each in use."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django import template
from django.core.paginator import Page
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    NumberInput,
    RadioSelect,
)
from django.http import HttpRequest
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from kentongan.doors.look import words
from kentongan.doors.look.importmap import import_map
from kentongan.doors.look.marks import TONES, attribute, slit, tone_of
from kentongan.doors.look.navigation import NavItem

register = template.Library()

SLIT_LENGTH: Final = 100.0
METER_LENGTH: Final = 176.0
BAR_ITEMS: Final = 5
_KINDS: Final[tuple[tuple[type, str], ...]] = (
    (CheckboxSelectMultiple, "choices"),
    (RadioSelect, "choices"),
    (CheckboxInput, "check"),
    (FileInput, "file"),
    (NumberInput, "number"),
)


def _lang() -> str:
    return words.language(get_language())


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """A picture from the sprite; silent for readers unless it has a label."""
    extra = f" icon-{size}" if size else ""
    voice = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else format_html('aria-hidden="{}"', "true")
    )
    return format_html(
        '<svg class="icon{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        voice,
        static("look/icons.svg"),
        name,
    )


@register.simple_tag
def chip(text: object, tone: str = "off", icon: str = "") -> SafeString:
    """A state in a word, never in colour alone."""
    drawn = _icon(icon) if icon else ""
    shade = tone if tone in TONES else "off"
    return format_html(
        '<span class="chip" data-tone="{}">{}{}</span>', shade, drawn, text
    )


_icon = icon


@register.simple_tag
def person(who: Any = None, **said: Any) -> SafeString:
    """Rank, name and degrees; below, what they were and where on that day."""

    def told(name: str) -> Any:
        return said.get(name, attribute(who, name) if who is not None else "")

    name = told("title") or " ".join(
        filter(None, [str(told("rank")), _with_degrees(told("name"), told("degrees"))])
    )
    seat = told("seat_title") or _seat(told)
    below = format_html('<span class="person-seat">{}</span>', seat) if seat else ""
    return format_html(
        '<span class="person"><span class="person-name">{}</span>{}</span>', name, below
    )


def _with_degrees(name: object, degrees: str | Iterable[str]) -> str:
    listed = degrees if isinstance(degrees, str) else ", ".join(degrees)
    return ", ".join(filter(None, [str(name), listed]))


def _seat(told: Any) -> str:
    mark = str(told("acting")).rstrip(".")
    position = " ".join(
        filter(None, [f"{mark}." if mark else "", str(told("position"))])
    )
    return ", ".join(filter(None, [position, str(told("unit"))]))


@register.inclusion_tag("look/field.html")
def field(
    bound: BoundField, *, hide_label: bool = False, help: str = ""
) -> dict[str, Any]:
    """One row of a form: label, help, control and errors, tied to each other."""
    widget = bound.field.widget
    kind = next((k for cls, k in _KINDS if isinstance(widget, cls)), "text")
    return {
        "field": bound,
        "kind": kind,
        "hide_label": hide_label,
        "help": help or bound.help_text,
        "described_by": _described_by(bound),
    }


@register.inclusion_tag("look/taps.html")
def taps(bound: BoundField, *, hide_label: bool = False) -> dict[str, Any]:
    """A choice as a line of large taps; several at once where the field takes many."""
    several = isinstance(bound.field.widget, CheckboxSelectMultiple)
    held = bound.value()
    chosen = {str(v) for v in (held if isinstance(held, list | tuple) else [held])}
    choices = [(v, label) for v, label in bound.field.choices if str(v) != ""]  # type: ignore[attr-defined]
    return {
        "field": bound,
        "hide_label": hide_label,
        "type": "checkbox" if several else "radio",
        "described_by": _described_by(bound),
        "required": bound.field.required and not several,
        "taps": [
            {
                "value": value,
                "label": label,
                "tone": "good" if several else tone_of(value),
                "id": f"{bound.auto_id}_{index}",
                "checked": str(value) in chosen,
            }
            for index, (value, label) in enumerate(choices)
        ],
    }


def _described_by(bound: BoundField) -> str:
    parts = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    if bound.errors:
        parts.append(f"{bound.auto_id}_error")
    return " ".join(parts)


@register.inclusion_tag("look/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Earlier and later pages of a list; keeps what was searched for."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return f"?{query.urlencode()}"

    number, last = page.number, page.paginator.num_pages
    return {
        "page": page,
        "previous": address(number - 1) if number > 1 else "",
        "next": address(number + 1) if number < last else "",
        "last": last,
    }


@register.inclusion_tag("look/score.html")
def score(
    total: float | None, assessed: float | None = None, parts: Iterable[Any] = ()
) -> dict[str, Any]:
    """A score out of 100 with its parts, and how much of the sheet it rests on."""
    whole = slit(
        {"label": "", "share": None if total is None else total / 100},
        length=METER_LENGTH,
    )
    return {
        "total": None if total is None else round(total),
        "width": whole.width,
        "assessed": None if assessed is None else round(assessed),
        "parts": [slit(part, length=SLIT_LENGTH) for part in parts],
    }


@register.inclusion_tag("look/nav.html", takes_context=True)
def nav(context: Context, active: str = "") -> dict[str, Any]:
    """The bar of the context's ``nav``, with one item marked.

    A phone's bar holds five; where there are more, the fifth opens the rest.
    """
    items: list[NavItem] = list(context.get("nav") or ())
    shown = len(items) if len(items) <= BAR_ITEMS else BAR_ITEMS - 1
    return {
        "bar": items[:shown],
        "over": items[shown:],
        "active": active,
        "active_over": any(item.key == active for item in items[shown:]),
    }


@register.inclusion_tag("look/empty-art.html")
def empty_art() -> dict[str, Any]:
    """The drawing of an empty place: a post at night with its lamp on."""
    return {}


@register.inclusion_tag("look/share.html")
def share_text(
    text: str, photos: Iterable[str] = (), rows: int = 8, label: str = ""
) -> dict[str, Any]:
    """A text to hand on; needs the module look/share.js to do more than stand there."""
    return {
        "text": text,
        "photos": list(photos),
        "rows": rows,
        "label": label or gettext("Text to share"),
    }


@register.simple_tag(takes_context=True)
def modules_map(context: Context) -> SafeString:
    """The import map: bare names of modules to their addresses, under the nonce."""
    request = context.get("request")
    nonce = str(getattr(request, "csp_nonce", context.get("csp_nonce", "")))
    held = format_html(' nonce="{}"', nonce) if nonce else ""
    return format_html('<script type="importmap"{}>{}</script>', held, import_map())


@register.simple_tag
def module(path: str) -> SafeString:
    """An ES module of a page."""
    return format_html('<script type="module" src="{}"></script>', static(path))


@register.simple_tag
def preload_modules(*paths: str) -> SafeString:
    """Tell the browser early which modules the first one will ask for."""
    return format_html_join(
        "\n", '<link rel="modulepreload" href="{}">', ((static(p),) for p in paths)
    )


@register.filter
def day(value: date | None, form: str = "long") -> str:
    """A date; `form` is one of words.FORMS, or the zone to read a moment in."""
    if value is None:
        return ""
    if form in words.FORMS:
        return words.day(value, _lang(), form=form)
    return words.day(value, _lang(), zone=str(form))


@register.filter
def day_short(value: date | None, zone: str = "") -> str:
    """The short date of a date, or of a moment in a zone."""
    return (
        "" if value is None else words.day(value, _lang(), form="short", zone=str(zone))
    )


@register.filter
def clock(value: datetime | None, zone: str = "") -> str:
    """The time of day in a zone."""
    return "" if value is None else words.clock(value, _lang(), zone=str(zone))


@register.filter
def ago(value: date | None, now: date) -> str:
    """How long before `now`."""
    return "" if value is None else words.ago(value, now, _lang())


@register.filter
def until(value: date | None, today: date) -> str:
    """How far off, or by how much too late."""
    return "" if value is None else words.until(value, today, _lang())


@register.filter
def night(value: date | None) -> str:
    """The night that starts on a date."""
    return "" if value is None else words.night(value, _lang())


@register.filter
def figure(value: float | None) -> str:
    """A number with the marks of the language."""
    return "" if value is None else words.figure(value, _lang())


@register.filter
def at(names: Mapping[Any, str], key: Any) -> str:
    """The name that stands at `key`; a path itself where none does, else nothing."""
    return names.get(key, key if isinstance(key, str) else "")
