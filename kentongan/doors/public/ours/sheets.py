"""One form on one page: filled in, refused beside what was typed, or done."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kentongan.beat.watch.models import Post
from kentongan.doors.look.refusals import show_problems
from kentongan.ground.access.gates import GatedRequest
from kentongan.ground.basics.errors import Invalid

WRITE = _("Write down")
WRITTEN = _("Written down.")


@dataclass(frozen=True)
class Sheet:
    """The words around a form, and where it leads.

    Attributes:
        back: Name of the address to go to when it is done, with the post's id.
    """

    title: str
    lead: str
    back: str = ""
    button: str | Promise = WRITE


def is_done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the form is filled in and the act was taken; problems are shown if not."""
    if not form.is_valid():
        return False
    try:
        act()
    except Invalid as refusal:
        show_problems(form, refusal)
        return False
    return True


def status_of(form: forms.Form) -> int:
    """422 for a form that came back, 200 for a fresh one."""
    return 422 if form.is_bound else 200


def answered(
    request: GatedRequest,
    post: Post,
    form: forms.Form,
    sheet: Sheet,
    act: Callable[[], object],
) -> HttpResponse:
    """The page of one form, or the way on when it is done."""
    if is_done(form, act):
        messages.success(request, str(WRITTEN))
        return redirect(sheet.back, post.pk)
    return shown(request, post, form, sheet)


def shown(
    request: GatedRequest, post: Post, form: forms.Form, sheet: Sheet
) -> HttpResponse:
    """The page of one form."""
    context = {"post": post, "form": form, "sheet": sheet}
    return render(request, "public/ours/sheet.html", context, status=status_of(form))
