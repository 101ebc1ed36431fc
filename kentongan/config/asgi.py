"""The ASGI application: live streams natively, pages as WSGI in threads.

Django under ASGI answered pages 3 to 10 times slower than under WSGI, and streams on
WSGI threads stop a server at the fourth reader; so each takes the way it is good at.
"""

import os
from typing import Any, Final

from a2wsgi import WSGIMiddleware
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, Scope
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
pages_wsgi: Any = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402  # all below needs Django ready

from kentongan.config import live  # noqa: E402

# Loaded now, and not by the first person: a mistake in it must stop the start.
get_resolver().url_patterns  # noqa: B018

THREADS: Final = int(os.environ.get("KENTONGAN_THREADS", "8"))
"""Pages answered at once by one process; each thread holds one connection."""

pages: Any = WSGIMiddleware(pages_wsgi, workers=THREADS)
streams: Final = live.Streams(live.may_listen)


async def application(
    scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
) -> None:
    """Hand each connection to what answers it."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith("/live/"):
        await streams(scope, receive, send)
    elif scope["type"] == "http":
        await pages(scope, receive, send)


async def _lifespan(receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await streams.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
