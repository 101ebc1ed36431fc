"""Each request gets an id, and one line in the log that names no person."""

import re
import time
from collections.abc import Callable
from typing import Final
from uuid import uuid4

import structlog
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponseBase

HEADER: Final = "X-Request-ID"
KNOWN_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")

ANSWERS: Final = (Http404, PermissionDenied, SuspiciousOperation)
"""Exceptions by which Django answers; no mistakes of ours."""


class RequestLog:
    """Gives each request an id, and says in one line how it was answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand around the rest of Django."""
        self.get_response = get_response
        self.log = structlog.get_logger("kentongan.requests")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and log the route instead of the address, which may name a person."""
        given = request.headers.get(HEADER, "")
        request_id = given if KNOWN_ID.fullmatch(given) else uuid4().hex
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            match = request.resolver_match
            route = match.route if match else "-"
            if not (route == "healthz" and response.status_code == 200):
                self.log.info(
                    "answered",
                    method=request.method,
                    route=f"/{route}",
                    status=response.status_code,
                    ms=round((time.perf_counter() - began) * 1000),
                )
        response[HEADER] = request_id
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Say where our own mistake was made; the page itself stays silent on it."""
        if not isinstance(exception, ANSWERS):
            self.log.error("our mistake", exc_info=exception)
