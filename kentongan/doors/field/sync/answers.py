"""How machines are answered: JSON always, and never a redirect to a page."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from kentongan.ground.access.actors import Principal
from kentongan.ground.access.models import Account
from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound, Refusal

View = Callable[..., HttpResponseBase]
MOST_BYTES: Final = 2 * 1024 * 1024


class Revoked(NotAllowed):
    """The device was taken off the account."""

    code = "revoked"


def for_machines(view: View) -> View:
    """Answer signed-out, refused and unreadable alike in JSON; outermost."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, Account):
            return JsonResponse({"code": "signed-out"}, status=401)
        if request.user.must_change_password:
            return JsonResponse({"code": "change-password"}, status=403)
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return JsonResponse(told(refusal), status=refusal.http_status)

    return answered


def told(refusal: Refusal) -> dict[str, Any]:
    """A refusal as it travels; what is out of sight has the words of what is not."""
    if isinstance(refusal, NotFound):
        sentence = _("There is nothing here, or nothing you can see.")
        return {"code": refusal.code, "sentence": sentence}
    answer: dict[str, Any] = {"code": refusal.code, "sentence": str(refusal)}
    if isinstance(refusal, Invalid) and refusal.problems:
        answer["problems"] = dict(refusal.problems)
    return answer


def document(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent.

    Raises:
        Invalid: It is none.
    """
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Invalid(_("This is not a JSON object."))
    return found


def account_of(by: Principal) -> UUID:
    """Whose account it is; every gate of this door has seen to it that there is one.

    Raises:
        NotAllowed: Somebody acts without any.
    """
    if by.account_id is None:
        raise NotAllowed(_("This is not allowed."))
    return by.account_id


def uuid_of(value: Any) -> UUID | None:
    """An id in its usual writing; None for anything else."""
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
