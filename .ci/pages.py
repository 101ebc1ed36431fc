"""Loads three pages of a server that has just been started, within a minute."""

import sys
import time
import urllib.error
import urllib.request

PAGES = ("/healthz", "/masuk", "/static/look/tokens.css")
PATIENCE_S = 60


def page(address: str) -> str:
    """What stands there, once the server answers; an error after a minute."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
                return answer.read().decode()
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


for path in PAGES:
    body = page(f"http://127.0.0.1:{sys.argv[1]}{path}")
    if not body:
        sys.exit(f"{path} is empty")
    sys.stdout.write(f"{path}: {len(body)} characters\n")
