"""Pages of one's own account, and ways in without a password."""

from datetime import UTC, datetime
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kentongan.doors.console.account.forms import (
    ChosenPassword,
    CodeForm,
    PreferencesForm,
)
from kentongan.ground.access.gates import (
    GatedRequest,
    for_oneself,
    gate,
    open_to_all,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.roles import labels
from kentongan.ground.access.rules import device_named
from kentongan.ground.access.selectors import account_of_officer, sessions_of
from kentongan.ground.access.services.accounts import set_preferences
from kentongan.ground.access.services.sessions import end_session, sign_out_everywhere
from kentongan.ground.access.services.tickets import (
    invited,
    issue_reset_code,
    redeem_code,
    redeem_invitation,
    require_superior,
)
from kentongan.ground.access.signin import remember_screen
from kentongan.ground.basics.errors import NotFound, Refusal


@open_to_all(because="who is locked out cannot sign in; a superior gave the code")
@sensitive_post_parameters()
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Set a new password with a one-time code."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            redeem_code(
                given["name"],
                given["code"],
                given["password"],
                address=get_adapter().get_client_ip(request),
                at=datetime.now(UTC),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _now_sign_in(request)
    status = 422 if form.is_bound else 200
    return render(request, "console/account/code.html", {"form": form}, status=status)


@open_to_all(because="who was invited has no password yet; the link is the key")
@sensitive_post_parameters()
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Set a first password by a link that is good for one hour."""
    now = datetime.now(UTC)
    form = ChosenPassword(request.POST or None)
    page = "console/account/invitation.html"
    try:
        account = invited(token, at=now)
        if form.is_valid():
            redeem_invitation(token, form.cleaned_data["password"], at=now)
            return _now_sign_in(request)
    except NotFound:
        return render(request, page, {"form": None}, status=404)
    except Refusal as refusal:
        form.add_error("password", str(refusal))
    status = 422 if form.is_bound else 200
    context = {"form": form, "account": account}
    return render(request, page, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.ACCOUNT_RESET)
def give_code(request: GatedRequest, officer_id: UUID) -> HttpResponse:
    """Give a subordinate who is locked out a code; shown this once."""
    account = account_of_officer(officer_id)
    require_superior(account, request.actor, request.at)
    given = ""
    if request.method == "POST":
        given = issue_reset_code(account, by=request.actor, at=request.at)
    context = {"account": account, "code": given}
    return render(request, "console/account/give_code.html", context)


@for_oneself(because="one's own account")
@never_cache
def home(request: GatedRequest) -> HttpResponse:
    """One's own account: who one is here, language and look, ways in."""
    account = request.user
    form = PreferencesForm(
        request.POST or None,
        initial={"language": account.language, "theme": account.theme},
    )
    if form.is_valid():
        set_preferences(account, **form.cleaned_data, by=request.actor, at=request.at)
        with override(account.language):
            messages.success(request, _("Your screens follow that from now on."))
        answer = redirect("console:account:home")
        remember_screen(answer, **form.cleaned_data)
        return answer
    context = {
        "form": form,
        "sessions": sessions_of(account),
        "parts": labels(request.actor.granted, get_language() or "id"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "console/account/home.html", context, status=status)


@for_oneself(because="one's own devices")
@never_cache
def sessions(request: GatedRequest) -> HttpResponse:
    """Where one is signed in; ending any of it."""
    if request.method == "POST":
        if request.POST.get("end") == "others":
            key = request.session.session_key or ""
            sign_out_everywhere(request.user, by=request.actor, at=request.at, but=key)
        elif (number := request.POST.get("end", "")).isdecimal():
            end_session(int(number[:18]), by=request.actor, at=request.at)
        messages.success(request, _("Signed out there."))
        return redirect("console:account:sessions")
    context = {
        "sessions": [
            (s, device_named(s.user_agent)) for s in sessions_of(request.user)
        ],
        "current": request.session.session_key,
        "now": request.at,
    }
    return render(request, "console/account/sessions.html", context)


def _now_sign_in(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("The password is set. Sign in with it now."))
    return redirect(settings.LOGIN_URL)
