"""The page behind the QR code on a post's wall."""

from datetime import UTC, datetime

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kentongan.beat.watch.selectors.posts import by_token
from kentongan.beat.watch.services import check_in_by_code
from kentongan.doors.public.post.forms import CodeForm
from kentongan.ground.access.gates import open_to_all
from kentongan.ground.basics.errors import NotFound, Refusal
from kentongan.ground.places.selectors import full_name


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(because="the poster hangs on the post's wall, for whoever stands there")
@sensitive_post_parameters("code")
@never_cache
def post(request: HttpRequest, token: str) -> HttpResponse:
    """What anybody may know of a post, and the way to say that one is on watch."""
    found = by_token(token)
    if found is None:
        raise NotFound(_("There is no such post."))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            check_in_by_code(
                token,
                form.cleaned_data["code"],
                address=get_adapter().get_client_ip(request),
                at=datetime.now(UTC),
            )
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("Noted. Thank you for keeping watch."))
            return redirect("public:post", token)
    context = {"post": found, "place": full_name(found.place), "form": form}
    context["village"] = ".".join(found.place.split(".")[:4])
    status = 422 if form.is_bound else 200
    return render(request, "public/post/post.html", context, status=status)
