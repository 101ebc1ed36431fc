"""A post's list: joining, leaving, and the cards that open the door."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.beat.watch.documents import CardText, card_pdf
from kentongan.doors.console.members import joining, pages
from kentongan.ground.access.gates import GatedRequest, gate
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.selectors import account as account_of
from kentongan.ground.access.services.cards import issue_card
from kentongan.ground.basics.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gate(Permission.POST_MEMBERS_MANAGE)
def members(request: GatedRequest, post_id: UUID) -> HttpResponse:
    """The list of a post, and the form by which somebody joins."""
    page = pages.list_page(request.actor, post_id, request.at)
    form = page.form_class(request.POST or None) if page.form_class else None
    if form is not None and form.is_valid():
        try:
            joining.join(post_id, form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down. Print the card next."))
            return redirect("console:members:list", post_id)
    status = 422 if form is not None and form.is_bound else 200
    context = {"page": page, "form": form, "now": request.at}
    return render(request, "console/members/list.html", context, status=status)


@require_POST
@never_cache
@gate(Permission.CARD_ISSUE)
def card(request: GatedRequest, post_id: UUID, account_id: UUID) -> HttpResponse:
    """A new card with a new PIN, to be printed now: it is shown this once."""
    page = pages.list_page(request.actor, post_id, request.at)
    account = account_of(account_id)
    issued = issue_card(account, post_id, by=request.actor, at=request.at)
    name = {row.account_id: row.name for row in page.rows}.get(account_id, "")
    address = reverse("public:card:enter", args=[issued.token])
    text = CardText(
        name=name or account.display_name,
        post_name=page.post.name,
        url=request.build_absolute_uri(address),
        pin=issued.pin,
    )
    return HttpResponse(
        card_pdf(text, demo=settings.KENTONGAN_DEMO),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="kartu.pdf"'},
    )


@require_POST
@gate(Permission.POST_MEMBERS_MANAGE)
def end(request: GatedRequest, post_id: UUID, member_id: UUID) -> HttpResponse:
    """Take somebody off the list: name, role and card go together."""
    joining.leave(post_id, member_id, by=request.actor, at=request.at)
    messages.success(request, _("Taken off the list."))
    return redirect("console:members:list", post_id)
