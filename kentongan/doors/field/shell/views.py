"""The app's page, service worker and manifest: the same for everybody, without data."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.doors.field.shell import parts
from kentongan.doors.field.shell.words import words
from kentongan.doors.look.context import look
from kentongan.ground.access.gates import open_to_all

_EMPTY = "the shell holds nobody's data"


@require_safe
@open_to_all(because=_EMPTY)
def page(request: HttpRequest) -> HttpResponse:
    """The one page of the app."""
    return HttpResponse(_page(request))


@require_safe
@open_to_all(because=_EMPTY)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the shell's version and list before it."""
    home, about = reverse("field:app"), reverse("field:manifest")
    listed = [home, about, *(static(path) for path in parts.STATIC)]
    script = parts.contents("field/worker.js")
    stamp = parts.version(script, _page(request).encode())
    head = f"self.VERSION = {json.dumps(stamp)};\nself.SHELL = {json.dumps(listed)};\n"
    answer = HttpResponse(head.encode() + script, content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
@open_to_all(because=_EMPTY)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to install the app."""
    icons = [
        {"src": static(f"look/icon-{size}.png"), "sizes": f"{size}x{size}"}
        for size in (192, 512)
    ]
    told = {
        "name": _("Kentongan in the field"),
        "short_name": "Kentongan",
        "start_url": reverse("field:app"),
        "scope": reverse("field:app"),
        "display": "standalone",
        "background_color": "#f6f0e4",
        "theme_color": "#17343b",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")


def _page(request: HttpRequest) -> str:
    """Without the request: no token and no name may get into the cached shell."""
    return render_to_string("field/app.html", {**look(request), "words": words()})
