"""What a first page weighs on the wire, as our server sends it to a real Chromium."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import uvicorn
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from bench.frame import Figure, spread
from bench.pages import BROWSER, offices
from kentongan.config.asgi import application

PAGE: Final = "/hari-ini/"
PHONE: Final[Any] = {"width": 360, "height": 740}
CHROMIUM: Final = os.environ.get("CHROMIUM", "chromium")


def measure() -> Iterator[Figure]:
    """*Hari ini* of a village officer, nothing of it known to the browser before."""
    client = Client(**BROWSER)
    client.force_login(next(iter(offices().values())))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with _served() as origin:
        weights = _weights(origin, session)
    yield spread(
        "Hari ini: over the wire on first load", "kB", [sum(weights.values())], goal=60
    )
    for name, heavy in sorted(weights.items(), key=lambda one: -one[1])[:4]:
        yield spread(f"  of it {name}", "kB", [heavy])


def _weights(origin: str, session: str) -> dict[str, float]:
    """Kilobytes of every answer, head and body, by its path."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which(CHROMIUM) or CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        context = browser.new_context(viewport=PHONE, locale="id-ID")
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}]
        )
        page = context.new_page()
        watch = context.new_cdp_session(page)
        watch.send("Network.enable")
        names: dict[str, str] = {}
        weights: dict[str, float] = {}

        def begun(event: dict[str, Any]) -> None:
            names[event["requestId"]] = event["request"]["url"].removeprefix(origin)

        def ended(event: dict[str, Any]) -> None:
            weights[names[event["requestId"]]] = event["encodedDataLength"] / 1000

        watch.on("Network.requestWillBeSent", begun)
        watch.on("Network.loadingFinished", ended)
        answer = page.goto(origin + PAGE, wait_until="networkidle")
        assert answer is not None and answer.status == 200, answer
        browser.close()
    return weights


@contextmanager
def _served() -> Iterator[str]:
    """The origin of our own server, before this process's database."""
    door = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    # Signals belong to the main thread, which is not the server's.
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://localhost:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
