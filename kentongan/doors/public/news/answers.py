"""Answers that may be kept by anybody and must be asked about every time.

A copy somewhere may hold a page, and asks us before each use whether it still stands
(``no-cache`` with an ETag): so a withdrawal empties every copy at once, and a page that
did not change costs one query and no rendering.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from kentongan.ground.basics.errors import NotFound

HEADERS: Final = {"Cache-Control": "public, no-cache"}
MOST_KEPT: Final = 256
_kept: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
_lock: Final = Lock()


def answer(
    request: HttpRequest,
    stamp: str,
    changed: datetime,
    make: Callable[[], HttpResponse],
) -> HttpResponseBase:
    """What `make` makes, once for each `stamp`; 304 for whoever has it already.

    Args:
        stamp: Whatever the answer depends on besides host and address.
        changed: When it last changed.
    """
    address = request.build_absolute_uri()
    tag = hashlib.sha256(f"{address}\n{stamp}".encode()).hexdigest()[:32]
    etag, seconds = f'"{tag}"', int(changed.timestamp())
    found = get_conditional_response(request, etag=etag, last_modified=seconds)
    if found is None:
        body, kind = _of(tag, make)
        found = HttpResponse(body, content_type=kind)
    for name, value in HEADERS.items():
        found.headers[name] = value
    found.headers["ETag"] = etag
    found.headers["Last-Modified"] = http_date(seconds)
    return found


def _of(tag: str, make: Callable[[], HttpResponse]) -> tuple[bytes, str]:
    with _lock:
        if tag in _kept:
            _kept.move_to_end(tag)
            return _kept[tag]
    made = make()
    held = made.content, made.headers["Content-Type"]
    with _lock:
        _kept[tag] = held
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return held


def number(text: str, *, most: int = 500) -> int:
    """A page's number as somebody typed it; 1 for whatever is none.

    Raises:
        NotFound: It is beyond all pages.
    """
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    if found > most:
        raise NotFound(_("There is no such page."))
    return max(found, 1)
