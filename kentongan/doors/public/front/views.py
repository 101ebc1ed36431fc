"""The first page of a world, and where somebody goes who has just signed in."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kentongan.ground.access.gates import GatedRequest, for_oneself, open_to_all
from kentongan.ground.access.permissions import Permission

FIRST = (
    (Permission.VISIT_VIEW, "console:today:today"),
    (Permission.ROSTER_VIEW, "public:ours:start"),
    (Permission.POST_VIEW, "console:posts:list"),
    (Permission.LEDGER_READ, "console:ledger:lines"),
    (Permission.UNIT_VIEW, "console:units:tree"),
)
"""Where work begins, by what somebody may do; the first that fits."""


@require_safe
@open_to_all(because="this is the front door")
def front(request: HttpRequest) -> HttpResponse:
    """What this is, the emergency number, and the way in."""
    context = {"told": _demo() if settings.KENTONGAN_DEMO else None}
    return render(request, "public/front/front.html", context)


@require_safe
@for_oneself(because="it only leads to where one's own work begins")
def start(request: GatedRequest) -> HttpResponse:
    """On to where this account's work begins."""
    reached = (name for permission, name in FIRST if request.actor.reach(permission))
    return redirect(next(reached, "public:front"))


def _demo() -> dict[str, Any]:
    """The sign-ins of a demo world, which are no secret."""
    marker: Path = settings.KENTONGAN_HOME / "demo"
    told: dict[str, Any] = json.loads(marker.read_text())
    return told
