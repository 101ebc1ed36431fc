"""Keeps child processes alive, and ends them cleanly together."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from kentongan.config.postgres import ServerRefused

FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 30.0
STEADY_S: Final = 60.0
"""After so long a life, a death is a new mishap and not the same one again."""
LONGEST_WAIT_S: Final = 10.0
"""After this the background starts even if no page was answered yet."""
GRACE_S: Final = 8.0
LOOK_S: Final = 0.1
GROUND_LOOK_S: Final = 1.0
LIFELINE: Final = "KENTONGAN_LIFELINE"

log = structlog.get_logger("kentongan.supervisor")


def pause_after(deaths: int) -> float:
    """How long to wait before the next try, after so many deaths in a row."""
    return min(FIRST_PAUSE_S * 2.0 ** max(0, deaths - 1), LONGEST_PAUSE_S)


@dataclass
class Child:
    """One process that must run for as long as we do."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str] = field(default_factory=dict)
    descriptors: Sequence[int] = ()
    may_wait: bool = False
    process: "subprocess.Popen[bytes] | None" = None
    deaths: int = 0
    began: float = 0.0
    next_try: float = 0.0


class Supervisor:
    """Starts children, starts them again when they die, and stops them all."""

    def __init__(
        self, children: Sequence[Child], revive: Callable[[], bool] = lambda: False
    ) -> None:
        """Take charge of children; none is started yet.

        Args:
            children: What must run.
            revive: Starts again what they stand on, where it died; says whether it had.
        """
        self.children = children
        self.revive = revive
        self._next_look = 0.0
        self._has_ended = False
        self._began = 0.0
        self.first_is_up = threading.Event()
        # Nobody ever writes to it: it closes when we end, however we end, and by
        # that the children know that they are alone.
        self._lifeline, self._held = os.pipe()

    def start(self) -> None:
        """Start the children that may not wait for the first."""
        self._began = time.monotonic()
        for child in self.children:
            self._tend(child, self._began)

    def run(self, stop: threading.Event) -> None:
        """Keep all children running until told to stop."""
        while not stop.is_set():
            now = time.monotonic()
            self._tend_ground(now)
            for child in self.children:
                self._tend(child, now)
            # Not `stop.wait`: a signal that came while the main thread holds the
            # event's lock would wait for that very lock, for ever.
            time.sleep(LOOK_S)

    def _tend_ground(self, now: float) -> None:
        if now < self._next_look:
            return
        self._next_look = now + GROUND_LOOK_S
        try:
            if self.revive():
                log.warning("died", child="postgres")
                log.info("started", child="postgres")
        except ServerRefused as refused:
            log.error("does not start", child="postgres", why=str(refused))
            self._next_look = now + LONGEST_PAUSE_S

    def _tend(self, child: Child, now: float) -> None:
        if child.process is not None and child.process.poll() is not None:
            self._note_death(child, now)
        if child.process is None and now >= child.next_try and self._is_due(child, now):
            self._start(child, now)

    def _is_due(self, child: Child, now: float) -> bool:
        # Loading takes a whole processor for seconds, and people wait for pages.
        if not child.may_wait or self.first_is_up.is_set():
            return True
        return now - self._began > LONGEST_WAIT_S

    def _start(self, child: Child, now: float) -> None:
        child.began = now
        child.process = subprocess.Popen(  # noqa: S603
            child.command,
            env={**os.environ, **child.environ, LIFELINE: str(self._lifeline)},
            pass_fds=(self._lifeline, *child.descriptors),
            stdin=subprocess.DEVNULL,
            # Ctrl-C goes to us alone; we pass it on in our own order.
            start_new_session=True,
        )
        log.info("started", child=child.name, pid=child.process.pid)

    def _note_death(self, child: Child, now: float) -> None:
        assert child.process is not None  # noqa: S101  # for the type checker
        code, child.process = child.process.returncode, None
        child.deaths = 1 if now - child.began > STEADY_S else child.deaths + 1
        child.next_try = now + pause_after(child.deaths)
        log.warning(
            "died", child=child.name, code=code, again_in_s=pause_after(child.deaths)
        )

    def end(self) -> None:
        """End all children; a second time does nothing."""
        if self._has_ended:
            return
        self._has_ended = True
        living = [child.process for child in self.children if child.process]
        for process in living:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        until = time.monotonic() + GRACE_S
        for process in living:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("killed, since it did not end", pid=process.pid)
                process.kill()
                process.wait()
        os.close(self._held)
        os.close(self._lifeline)
        log.info("stopped")


def end_with_parent() -> None:
    """In a child: end when the supervisor is gone, even if it was killed."""
    given = os.environ.get(LIFELINE)
    if given is not None:
        watch = threading.Thread(target=_watch, args=(int(given),), daemon=True)
        watch.start()


def _watch(lifeline: int) -> None:
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_S)
    os._exit(1)
