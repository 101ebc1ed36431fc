"""Which language a page speaks: the device's choice, and Indonesian without one."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation


class LanguageMiddleware:
    """Speaks the language of the cookie.

    What the browser prefers is not asked: many phones in the villages are set to
    English by the shop, and their owners do not read it. Signing in brings the
    account's own choice along (``signin.remember_screen``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """As Django wires it."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Activate it for this request."""
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(known):
            request.LANGUAGE_CODE = known
            answer = self.get_response(request)
            answer.headers.setdefault("Content-Language", known)
            return answer
