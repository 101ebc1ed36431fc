"""What every page knows without its view saying so."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

THEMES: Final = {"auto": _("As the device"), "light": _("Light"), "dark": _("Dark")}
THEME_COOKIE: Final = "tema"


def theme_of(cookies: Mapping[str, str]) -> str:
    """The scheme that this browser asked for; "auto" follows the device."""
    wanted = cookies.get(THEME_COOKIE, "auto")
    return wanted if wanted in THEMES else "auto"


def look(request: HttpRequest) -> dict[str, Any]:
    """The scheme, its names, and whether this world is invented."""
    return {
        "theme": theme_of(request.COOKIES),
        "scheme_names": THEMES,
        "demo": getattr(settings, "KENTONGAN_DEMO", False),
    }
