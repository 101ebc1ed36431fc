"""What runs behind the pages: jobs, the sealer and the relay."""

import signal
import sys
import threading
from collections.abc import Callable
from typing import Final

import structlog
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from kentongan.ground.ledger import relay as relaying
from kentongan.ground.ledger import sealer

JOBS_AT_ONCE: Final = 2
log = structlog.get_logger("kentongan.background")


def work() -> None:
    """Do jobs until told to stop; one that is cut off is reclaimed later."""
    log.info("waits for jobs")
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("jobs are expected in Django's own database")
    with app.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(concurrency=JOBS_AT_ONCE, shutdown_graceful_timeout=5)


def relay() -> None:
    """Seal and relay until told to stop; if one of the two fails, both end."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    failed = threading.Event()
    threads = [
        threading.Thread(target=_guarded, args=(name, duty, stop, failed), name=name)
        for name, duty in (("sealer", sealer.run), ("relay", relaying.run))
    ]
    for thread in threads:
        thread.start()
    log.info("seals and relays")
    for thread in threads:
        # In short steps, since a signal is not handled while a thread is joined.
        while thread.is_alive():
            thread.join(0.2)
    sys.exit(1 if failed.is_set() else 0)


def _guarded(
    name: str,
    duty: Callable[[threading.Event], None],
    stop: threading.Event,
    failed: threading.Event,
) -> None:
    try:
        duty(stop)
    # Whatever it was, the process must end, so that the supervisor starts it anew
    # with fresh connections; half of it would look alive and do nothing.
    except Exception:
        log.exception("failed", duty=name)
        failed.set()
    finally:
        stop.set()
