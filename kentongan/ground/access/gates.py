"""Who may come through which door."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Final, cast

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from kentongan.ground.access.actors import Principal, principal
from kentongan.ground.access.models import Account
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.rls import enter
from kentongan.ground.access.services.sessions import SEEN_EVERY, mark_seen
from kentongan.ground.basics.errors import NotAllowed

CHANGE_PAGE: Final = "account_change_password"
SIGN_IN_PAGE: Final = "account_login"
SEEN: Final = "seen"


class GatedRequest(HttpRequest):
    """A request that has passed a gate: somebody is signed in.

    Attributes:
        actor: Who, with their reach at this moment.
        at: The moment at which the request came; what views hand to services.
    """

    user: Account
    actor: Principal
    at: datetime
    htmx: HtmxDetails


View = Callable[..., HttpResponseBase]


def gate(permission: Permission) -> Callable[[View], View]:
    """Let in who holds `permission` somewhere; the wall does the rest.

    The view runs inside a transaction that knows its reach (see ``rls``).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if (elsewhere := _sign_in_first(request)) is not None:
                return elsewhere
            known = _known(request)
            if not known.actor.reach(permission):
                raise NotAllowed(_("Your office does not include this."))
            return _inside(view, known, *args, **kwargs)

        gated.gate = permission  # type: ignore[attr-defined]  # read by tests/guards
        return gated

    return decorate


def for_oneself(
    *, because: str, before_new_password: bool = False
) -> Callable[[View], View]:
    """Let in whoever is signed in, to what is their own; `because` says what.

    Args:
        because: For the reviewer, and for the guard that walks all addresses.
        before_new_password: Also who must change a given password first.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            elsewhere = _sign_in_first(request, given_is_fine=before_new_password)
            if elsewhere is not None:
                return elsewhere
            return _inside(view, _known(request), *args, **kwargs)

        gated.for_oneself = because  # type: ignore[attr-defined]
        return gated

    return decorate


def open_to_all(*, because: str) -> Callable[[View], View]:
    """Let in everybody; `because` tells the reviewer why that is right."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        opened.open_to_all = because  # type: ignore[attr-defined]
        return opened

    return decorate


def wants_json(request: HttpRequest) -> bool:
    """Whether a machine asks: it accepts JSON and does not accept a page."""
    accept = request.headers.get("Accept", "")
    return "application/json" in accept and "text/html" not in accept


def _sign_in_first(
    request: HttpRequest, *, given_is_fine: bool = False
) -> HttpResponseBase | None:
    if isinstance(request.user, Account):
        if request.user.must_change_password and not given_is_fine:
            return redirect(CHANGE_PAGE)
        return None
    if wants_json(request):
        return JsonResponse({"code": "signed-out"}, status=401)
    answer = redirect_to_login(
        request.get_full_path(), SIGN_IN_PAGE, REDIRECT_FIELD_NAME
    )
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": answer.url})
    return answer


def _known(request: HttpRequest) -> GatedRequest:
    known = cast(GatedRequest, request)
    known.at = datetime.now(UTC)
    known.actor = principal(known.user, at=known.at)
    _mark_seen(known)
    return known


def _mark_seen(request: GatedRequest) -> None:
    """Keep when a session was last used, in steps: most pages write nothing."""
    step = int(request.at.timestamp() // SEEN_EVERY.total_seconds())
    if request.session.get(SEEN) != step:
        request.session[SEEN] = step
        mark_seen(request.session.session_key or "", at=request.at)


def _inside(
    view: View, request: GatedRequest, *args: Any, **kw: Any
) -> HttpResponseBase:
    with transaction.atomic():
        enter(request.actor)
        answer = view(request, *args, **kw)
        if isinstance(answer, SimpleTemplateResponse):
            answer.render()  # a page that reads lazily would read outside the wall
        return answer
