"""Two taps on the phone of whoever is quoted: read the words, stand by them or not."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kentongan.desk.news import selectors, services
from kentongan.ground.access.gates import open_to_all

BECAUSE = "the secret address was sent to the one person quoted"


@require_safe
@never_cache
@open_to_all(because=BECAUSE)
def quote(request: HttpRequest, secret: str) -> HttpResponse:
    """The words, and two buttons."""
    found = selectors.quote_by_secret(secret, at=datetime.now(UTC))
    context = {"quote": found, "secret": secret}
    answer = render(request, "public/quotes/quote.html", context)
    answer.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    return answer


@require_POST
@open_to_all(because=BECAUSE)
def approve(request: HttpRequest, secret: str) -> HttpResponse:
    """Stand by the words."""
    services.approve_quote(secret, at=datetime.now(UTC))
    return redirect("public:quotes:quote", secret)


@require_POST
@open_to_all(because=BECAUSE)
def decline(request: HttpRequest, secret: str) -> HttpResponse:
    """Not stand by them."""
    services.decline_quote(secret, at=datetime.now(UTC))
    return redirect("public:quotes:quote", secret)
