"""Which bare name a browser finds where."""

import json
from typing import Final

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

MODULES: Final = {
    "htmx.org": "look/vendor/htmx.js",
    "leaflet": "look/vendor/leaflet.js",
    "look/theme": "look/theme.js",
    "look/stepper": "look/stepper.js",
    "look/failure": "look/failure.js",
    "look/dialog": "look/dialog.js",
    "look/share": "look/share.js",
}


def import_map() -> SafeString:
    """The map as JSON that no address can break out of."""
    addresses = {name: static(path) for name, path in MODULES.items()}
    text = json.dumps({"imports": addresses}, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return mark_safe(safe)  # noqa: S308  # three characters above are all it takes
