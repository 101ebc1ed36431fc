"""The switches of every page: language and scheme, for anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from kentongan.doors.look.context import THEME_COOKIE, THEMES
from kentongan.ground.access.gates import open_to_all

YEAR_S = 365 * 24 * 3600
language = open_to_all(because="Everybody may choose the language of a page.")(
    set_language
)


@open_to_all(because="Everybody may choose how bright a page is.")
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the scheme in a cookie and go back to the page."""
    wanted = request.POST.get("theme", "auto")
    answer = redirect(_safe(request, request.POST.get("next", "/")))
    answer.set_cookie(
        THEME_COOKIE,
        wanted if wanted in THEMES else "auto",
        max_age=YEAR_S,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return answer


def _safe(request: HttpRequest, address: str) -> str:
    allowed = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if allowed else "/"
