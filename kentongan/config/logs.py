"""One line per event, readable or JSON, and never anybody's data in it.

What may stand in a line: names of events, numbers, codes, ids, the name of a route.
What may not: addresses with their queries, bodies, people, values that an exception
quotes. So traces name types and lines of code, and drop what the exception said.
"""

import logging
import os
import sys
import traceback
from types import TracebackType
from typing import Final

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HARMLESS: Final = (ImportError, SyntaxError, NameError, AttributeError)
"""Exceptions that quote names in the code, and nobody's data."""

# They repeat what was sent to them, or say on each request what we say ourselves.
QUIET: Final = {
    "django.request": logging.CRITICAL,
    "django.security": logging.CRITICAL,
    "procrastinate": logging.WARNING,
    "uvicorn": logging.WARNING,
    "uvicorn.error": logging.WARNING,
    "asyncio": logging.WARNING,
    "fontTools": logging.WARNING,
}


def configure(process: str = "") -> None:
    """Set up logging for this process; KENTONGAN_LOG=json asks for JSON."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        trace_without_values,
    ]
    if process:
        shared.insert(0, _naming(process))
    as_json = os.environ.get("KENTONGAN_LOG") == "json"
    render: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else readable
    )
    structlog.configure(
        processors=[
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                render,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
    if process:
        sys.excepthook = _last_words


def readable(logger: WrappedLogger, method: str, event: EventDict) -> str:
    """A line for people: when, where, what, and its facts."""
    when = str(event.pop("timestamp", ""))[11:19]
    process = str(event.pop("process", "-"))
    level = str(event.pop("level", ""))
    what = str(event.pop("event", ""))
    trace = event.pop("trace", None)
    facts = " ".join(f"{key}={value}" for key, value in event.items())
    mark = "" if level == "info" else f"{level.upper()} "
    line = f"{when} {process:<10} {mark}{what} {facts}".rstrip()
    return f"{line}\n{trace}" if trace else line


def trace_without_values(
    logger: WrappedLogger, method: str, event: EventDict
) -> EventDict:
    """Put the type and the lines of code of an exception in the place of its words."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        if isinstance(error, HARMLESS):
            event["said"] = str(error)
        event["trace"] = "\n".join(
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        )
    return event


def _last_words(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    structlog.get_logger("kentongan").error("our mistake", exc_info=error)


def _naming(process: str) -> Processor:
    def name(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        event.setdefault("process", process)
        return event

    return name
