"""The page behind the QR code of a card."""

from datetime import UTC, datetime

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kentongan.doors.public.card.forms import PinForm
from kentongan.ground.access.gates import open_to_all
from kentongan.ground.access.services.cards import open_with_card
from kentongan.ground.basics.errors import Refusal


@open_to_all(because="whoever holds the card proves by the PIN that it is theirs")
@sensitive_post_parameters("pin")
@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the PIN, and let in. The page looks the same for any token."""
    form = PinForm(request.POST or None)
    if form.is_valid():
        try:
            account = open_with_card(
                token,
                form.cleaned_data["pin"],
                address=get_adapter().get_client_ip(request),
                at=datetime.now(UTC),
            )
        except Refusal as refusal:
            form.add_error("pin", str(refusal))
        else:
            answer: HttpResponse = perform_login(request, account)
            return answer
    status = 422 if form.is_bound else 200
    return render(request, "public/card/enter.html", {"form": form}, status=status)
