"""One ASGI process on a socket that the supervisor opened."""

import socket
from types import FrameType
from typing import Final

import uvicorn
from django.conf import settings

from kentongan.config.asgi import application, streams

GRACE_S: Final = 3


class Web(uvicorn.Server):
    """uvicorn, which tells the live streams to end before it waits for them."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin the end."""
        streams.close_soon()
        super().handle_exit(sig, frame)


def serve(descriptor: int, *, tls_cert: str | None, tls_key: str | None) -> None:
    """Answer until told to stop."""
    config = uvicorn.Config(
        application,
        ssl_certfile=tls_cert,
        ssl_keyfile=tls_key,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=settings.SECURE_PROXY_SSL_HEADER is not None,
        timeout_graceful_shutdown=GRACE_S,
    )
    Web(config).run(sockets=[socket.socket(fileno=descriptor)])
