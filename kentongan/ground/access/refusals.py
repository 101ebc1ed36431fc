"""Turning refusals into answers: a page, a fragment or JSON; always the same words."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kentongan.ground.access.gates import wants_json
from kentongan.ground.basics.errors import (
    Invalid,
    NotAllowed,
    NotFound,
    Refusal,
    TooMany,
)


class RefusalMiddleware:
    """Turns a Refusal into an answer, and leaves every other exception alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """As Django wires it."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Answer a refusal."""
        if isinstance(exception, Refusal):
            return refused(request, exception)
        return None


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to a refusal.

    What is out of sight and what does not exist get the same words, whatever the
    service said, so that nobody learns of a thing by asking for it.
    """
    if refusal.http_status == HTTPStatus.NOT_FOUND:
        refusal = NotFound(_("There is nothing here, or nothing you can see."))
    if wants_json(request):
        answer: dict[str, object] = {"code": refusal.code, "sentence": str(refusal)}
        if isinstance(refusal, Invalid):
            answer["problems"] = dict(refusal.problems)
        return JsonResponse(answer, status=refusal.http_status)
    page = "look/refusal.html"
    if request.headers.get("HX-Request"):
        page += "#sentence"
    return render(
        request,
        page,
        {"refusal": refusal, "status": refusal.http_status},
        status=refusal.http_status,
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For addresses that lead nowhere."""
    return refused(request, NotFound())


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For Django's own refusals."""
    return refused(request, NotAllowed(_("This is not allowed.")))


def too_many(request: HttpRequest) -> HttpResponse:
    """For who comes too often."""
    sentence = _("Too many tries. Wait a few minutes, then try again.")
    return refused(request, TooMany(sentence))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form that was open for too long, or that another site sent."""
    return refused(
        request,
        NotAllowed(_("This page was open for too long. Load it again, then send.")),
    )
