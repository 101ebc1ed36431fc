"""The living page of the look: every part, in one place, with invented content."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.doors.look.navigation import NavItem
from kentongan.ground.access.gates import open_to_all

NOW: Final = datetime(2025, 7, 21, 2, 15, tzinfo=UTC)
SPRITE: Final = Path(__file__).parent / "static" / "look" / "icons.svg"
_STATES: Final = [
    ("present", gettext_lazy("There")),
    ("broken", gettext_lazy("Broken")),
    ("absent", gettext_lazy("Missing")),
    ("not_assessed", gettext_lazy("Not assessed")),
]


class GalleryForm(forms.Form):
    """One field of each kind."""

    post = forms.CharField(
        label=gettext_lazy("Name of the post"),
        help_text=gettext_lazy("As the residents call it."),
        max_length=80,
    )
    when = forms.DateField(
        label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"})
    )
    clock = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    lamp = forms.ChoiceField(
        label=gettext_lazy("Lamp"), choices=_STATES, widget=forms.RadioSelect
    )
    torch = forms.ChoiceField(
        label=gettext_lazy("Torch"), choices=_STATES, widget=forms.RadioSelect
    )
    logbook = forms.ChoiceField(
        label=gettext_lazy("Logbook"), choices=_STATES, widget=forms.RadioSelect
    )
    met = forms.MultipleChoiceField(
        label=gettext_lazy("Whom did you meet?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("head", gettext_lazy("Post head")),
            ("members", gettext_lazy("Members")),
            ("hamlet", gettext_lazy("Hamlet head")),
            ("figure", gettext_lazy("Community figure")),
        ],
    )
    residents = forms.IntegerField(
        label=gettext_lazy("Residents present"), min_value=0, initial=4
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Who answers for it?"),
        choices=[("post", gettext_lazy("Post")), ("village", gettext_lazy("Village"))],
    )
    reader = forms.ChoiceField(
        label=gettext_lazy("Who may read this?"),
        widget=forms.RadioSelect,
        choices=[
            ("police", gettext_lazy("Police")),
            ("head", gettext_lazy("The hamlet head too")),
        ],
    )
    words = forms.CharField(
        label=gettext_lazy("What did residents say?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photo = forms.FileField(label=gettext_lazy("Photo"), required=False)
    agreed = forms.BooleanField(
        label=gettext_lazy("The people in the photo agreed"), required=False
    )


def _form() -> GalleryForm:
    form = GalleryForm(
        {
            "post": "",
            "when": "2025-07-21",
            "lamp": "present",
            "torch": "broken",
            "met": ["head", "hamlet"],
            "residents": "4",
            "reader": "police",
        }
    )
    form.full_clean()
    return form


@cache
def icon_names() -> tuple[str, ...]:
    """What the sprite holds, in its order."""
    return tuple(re.findall(r'<symbol id="([a-z-]+)"', SPRITE.read_text()))


def _nav() -> list[NavItem]:
    return [
        NavItem("today", "#isi", "sun", _("Today"), 3),
        NavItem("posts", "#rows", "hut", _("Posts")),
        NavItem("visits", "#forms", "book", _("Visits")),
        NavItem("promises", "#history", "promise", _("Promises"), 12),
        NavItem("people", "#states", "people", _("People")),
        NavItem("ledger", "#icons", "ledger", _("Ledger")),
    ]


def _parts() -> list[dict[str, Any]]:
    return [
        {"label": _("Administration"), "weight": 25, "share": 0.82},
        {"label": _("Building and tidiness"), "weight": 15, "share": 0.9},
        {"label": _("Equipment"), "weight": 20, "share": 0.55},
        {"label": _("Activity and participation"), "weight": 25, "share": 0.64},
        {"label": _("Skill and drill"), "weight": 15, "share": None},
    ]


@open_to_all(because="Shows how pages look, with invented content only.")
def page(request: HttpRequest) -> HttpResponse:
    """Every component of the look."""
    if request.GET.get("map") == "points":
        return JsonResponse(_shapes())
    posts = Paginator(range(120), 20).get_page(request.GET.get("page", "2"))
    return render(
        request,
        "look/gallery.html",
        {
            "nav": _nav(),
            "form": _form(),
            "parts": _parts(),
            "icons": icon_names(),
            "page": posts,
            "now": NOW,
            "today": date(2025, 7, 21),
            "seen": NOW - timedelta(days=41),
            "due": date(2025, 7, 19),
        },
    )


def _shapes() -> dict[str, Any]:
    west, south, step = 99.12, 3.42, 0.03
    states = ["good", "good", "warn", "wait", "bad", "off"]
    outlines = [
        _feature(
            "Polygon",
            [
                [
                    [west + step * x, south + step * y],
                    [west + step * (x + 1), south + step * y + 0.006],
                    [west + step * (x + 1), south + step * (y + 1)],
                    [west + step * x, south + step * (y + 1) - 0.004],
                    [west + step * x, south + step * y],
                ]
            ],
            state="other" if x == 2 else "own",
        )
        for x in range(3)
        for y in range(2)
    ]
    points = [
        _feature(
            "Point",
            [west + 0.012 + 0.011 * i, south + 0.015 + 0.02 * (i % 3)],
            state=state,
            name=f"Pos {name}",
            url="#rows",
            meta="Dusun V",
        )
        for i, (state, name) in enumerate(
            zip(
                states,
                ["Melati", "Kenanga", "Cempaka", "Dahlia", "Mawar", "Seroja"],
                strict=True,
            )
        )
    ]
    return {"type": "FeatureCollection", "features": outlines + points}


def _feature(kind: str, coordinates: list[Any], **said: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": coordinates},
        "properties": said,
    }
