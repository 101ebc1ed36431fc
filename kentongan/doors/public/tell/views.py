"""Pages that keep nothing of whoever opens them: no cookie, no cache, no referrer."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Final

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kentongan.beat.reports import services
from kentongan.beat.reports.rules import SENSITIVE, Category
from kentongan.beat.reports.rules.receipts import grouped, read_receipt
from kentongan.beat.reports.rules.threads import Level, Said
from kentongan.beat.reports.services import Heard, Told
from kentongan.doors.look.refusals import show_problems
from kentongan.doors.public.tell.forms import (
    ReceiptForm,
    SpecialForm,
    TellForm,
    WordForm,
)
from kentongan.doors.public.tell.pace import HEARING, TELLING
from kentongan.doors.public.tell.places import village_named
from kentongan.ground.access.gates import open_to_all
from kentongan.ground.basics.errors import Invalid, Refusal
from kentongan.ground.places.selectors import full_name

BECAUSE: Final = "whoever has something to tell needs no account"
_SAID: Final = {one.value: one for one in (Said.ADDED, Said.AGREED, Said.CONTESTED)}

View = Callable[[HttpRequest], HttpResponse]


def leaves_no_trace(view: View) -> View:
    """Ask nothing of the browser but the form itself, and leave nothing in it.

    Without a session there is nothing that another site's form could act on, so the
    token against such forms, a cookie, is not needed.
    """

    @csrf_exempt
    @never_cache
    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def traceless(request: HttpRequest) -> HttpResponse:
        answer = view(request)
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer

    return traceless


@open_to_all(because=BECAUSE)
@leaves_no_trace
def tell(request: HttpRequest) -> HttpResponse:
    """Tell what happened; the answer to a POST is the receipt, at the same address."""
    return _told(request, TellForm, "public/tell/tell.html")


@open_to_all(because=BECAUSE)
@leaves_no_trace
def special(request: HttpRequest) -> HttpResponse:
    """The other road: violence at home, children, terror."""
    return _told(request, SpecialForm, "public/tell/special.html")


@open_to_all(because=BECAUSE)
@leaves_no_trace
def hear(request: HttpRequest) -> HttpResponse:
    """What became of it, and a word in return, for whoever has the number."""
    form = ReceiptForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "public/tell/hear.html", {"form": form}, status=status)
    receipt, now = form.cleaned_data["receipt"], datetime.now(UTC)
    said = _SAID.get(request.POST.get("say", ""))
    word = WordForm(request.POST if said else None)
    thanks = False
    try:
        HEARING.count(_address(request), at=now)
        heard = services.hear(receipt, at=now)
        if said is not None and word.is_valid():
            thanks = _say(receipt, said, word, now)
            heard = services.hear(receipt, at=now)
    except Refusal as refusal:
        form.add_error("receipt", str(refusal))
        context = {"form": form}
        status = refusal.http_status
        return render(request, "public/tell/hear.html", context, status=status)
    return _thread(request, heard, receipt, word, thanks=thanks)


def _told(request: HttpRequest, form_class: type[TellForm], page: str) -> HttpResponse:
    given = village_named(request.GET.get("desa", ""))
    initial = {"village": given[1]} if given else None
    form = form_class(request.POST or None, initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            now = datetime.now(UTC)
            TELLING.count(_address(request), at=now)
            receipt = services.tell(_read(form), at=now)
        except Invalid as refusal:
            show_problems(form, refusal, otherwise="text")
        except Refusal as refusal:
            form.add_error("text", str(refusal))
            status = refusal.http_status
        else:
            return _done(request, form, receipt)
    return render(request, page, {"form": form}, status=status)


def _read(form: TellForm) -> Told:
    given = form.cleaned_data
    return Told(
        id=form.report_id,
        category=Category(given["category"]),
        text=form.told,
        village=given["path"],
        level=Level(given["level"]),
        teller=given["teller"],
        shared=given["shared"],
        about_officials=given["about_officials"],
    )


def _done(request: HttpRequest, form: TellForm, receipt: str) -> HttpResponse:
    given = form.cleaned_data
    sealed = given["about_officials"] or given["category"] in SENSITIVE
    context = {
        "receipt": grouped(receipt),
        "place": full_name(given["path"]),
        "sealed": sealed,
        "about_officials": given["about_officials"],
    }
    return render(request, "public/tell/done.html", context)


def _say(receipt: str, said: Said, word: WordForm, now: datetime) -> bool:
    """Whether the word was taken in; what is wrong with it stands at its field."""
    try:
        services.reply(receipt, said, word.cleaned_data["text"], at=now)
    except Invalid as refusal:
        show_problems(word, refusal, otherwise="text")
        return False
    return True


def _thread(
    request: HttpRequest, heard: Heard, receipt: str, word: WordForm, *, thanks: bool
) -> HttpResponse:
    digits = read_receipt(receipt) or ""
    context = {
        "heard": heard,
        "receipt": digits,
        "place": full_name(heard.report.place),
        "form": WordForm() if thanks else word,
        "thanks": _("Noted. Whoever answers for it will read it.") if thanks else "",
    }
    status = 422 if word.is_bound and word.errors else 200
    return render(request, "public/tell/thread.html", context, status=status)


def _address(request: HttpRequest) -> str:
    return str(get_adapter().get_client_ip(request))
