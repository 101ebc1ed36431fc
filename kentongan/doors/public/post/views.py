"""The page behind the QR code on a post's wall."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.beat.watch.selectors.posts import by_token
from kentongan.ground.access.gates import open_to_all
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.places.selectors import full_name


@require_safe
@open_to_all(because="the poster hangs on the post's wall, for whoever stands there")
def post(request: HttpRequest, token: str) -> HttpResponse:
    """What anybody may know of a post: its name, its place, and whom to call."""
    found = by_token(token)
    if found is None:
        raise NotFound(_("There is no such post."))
    context = {"post": found, "place": full_name(found.place)}
    return render(request, "public/post/post.html", context)
