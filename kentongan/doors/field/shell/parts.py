"""What the shell is made of, and the version that its parts add up to."""

import hashlib
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders

STATIC: Final = (
    "look/tokens.css",
    "look/base.css",
    "look/components.css",
    "look/icons.svg",
    "look/favicon.svg",
    "look/icon-192.png",
    "look/vendor/gantari-700.woff2",
    "look/vendor/idb.js",
    "look/vendor/leaflet.js",
    "look/vendor/leaflet.css",
    "look/vendor/noble/scrypt.js",
    "look/vendor/noble/pbkdf2.js",
    "look/vendor/noble/hmac.js",
    "look/vendor/noble/sha2.js",
    "look/vendor/noble/_md.js",
    "look/vendor/noble/_u64.js",
    "look/vendor/noble/utils.js",
    "field/field.css",
    "field/again.js",
    "field/app.js",
    "field/backoff.js",
    "field/conflicts.js",
    "field/correcting.js",
    "field/day.js",
    "field/decide.js",
    "field/drawing.js",
    "field/forms.js",
    "field/health.js",
    "field/ids.js",
    "field/map.js",
    "field/merging.js",
    "field/net.js",
    "field/night.js",
    "field/outbox-screen.js",
    "field/outbox.js",
    "field/phone.js",
    "field/photos.js",
    "field/promises.js",
    "field/saver.js",
    "field/scan.js",
    "field/screens.js",
    "field/seal.js",
    "field/shell.js",
    "field/store.js",
    "field/stretch-worker.js",
    "field/stretch.js",
    "field/sync.js",
    "field/telling.js",
    "field/visit.js",
    "field/watch.js",
    "field/ways-in.js",
)
"""All that the app loads; what is not here is not there without signal."""


def contents(path: str) -> bytes:
    """A static file's bytes.

    Raises:
        FileNotFoundError: It is not there; `make` puts those of others in place.
    """
    found = finders.find(path)
    if not isinstance(found, str):
        raise FileNotFoundError(path)
    return Path(found).read_bytes()


def version(*more: bytes) -> str:
    """Another one as soon as any byte of the shell is."""
    sums = [hashlib.sha256(contents(path)).digest() for path in STATIC]
    return hashlib.sha256(b"".join([*sums, *more])).hexdigest()[:16]
