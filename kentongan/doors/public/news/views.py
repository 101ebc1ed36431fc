"""Pages of the news. They read editions alone: what is not published is not there."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Max, QuerySet, TextField
from django.db.models.functions import Cast, TruncMonth
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kentongan.desk.news import selectors
from kentongan.desk.news.models import Edition
from kentongan.doors.look.asked import month_asked
from kentongan.doors.public.news import pages
from kentongan.doors.public.news.answers import HEADERS, answer, number
from kentongan.doors.public.news.cards import share_card
from kentongan.doors.public.news.feeds import TYPES, feed
from kentongan.ground.access.gates import open_to_all
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.texts import line
from kentongan.ground.places.selectors import full_name
from kentongan.ground.seals.services import read_file
from kentongan.ground.units.selectors import unit as unit_at

BEFORE_ALL = datetime(2026, 1, 1, tzinfo=UTC)
A_PAGE = 20
IN_A_FEED = 30
IN_A_SITEMAP = 5000
BECAUSE = "what is published is for everybody"


@require_safe
@open_to_all(because=BECAUSE)
def front(request: HttpRequest) -> HttpResponseBase:
    """The newest of everybody."""
    return _front(request, _("News"), "", selectors.editions(), "public:news:front", [])


@require_safe
@open_to_all(because=BECAUSE)
def unit_front(request: HttpRequest, unit: str) -> HttpResponseBase:
    """The front page of a Polres."""
    found = unit_at(unit)
    rows = selectors.editions(unit=found.path)
    return _front(request, str(found), "", rows, "public:news:unit", [found.path])


@require_safe
@open_to_all(because=BECAUSE)
def village_front(request: HttpRequest, place: str) -> HttpResponseBase:
    """The front page of a village, or of any other place."""
    name = full_name(place)
    if name == place:
        raise NotFound(_("There is no such place."))
    rows = selectors.editions(place=place)
    return _front(request, name, "", rows, "public:news:village", [place])


@require_safe
@open_to_all(because=BECAUSE)
def article(request: HttpRequest, edition_id: UUID, slug: str = "") -> HttpResponseBase:
    """One release; 410 where it was withdrawn."""
    found = selectors.edition(edition_id)
    if found.withdrawn_at is not None:
        return _gone()
    if slug != found.slug:
        return redirect(pages.article_url(found))
    host = _host(request)

    def make() -> HttpResponse:
        with translation.override(found.language):
            context = {
                "article": pages.article(found, host),
                "feed": reverse("public:news:unit_feed", args=[found.unit, "atom"]),
                "demo": settings.KENTONGAN_DEMO,
            }
            return HttpResponse(render_to_string("public/news/article.html", context))

    return answer(request, _stamp(found), found.changed_at, make)


@require_safe
@open_to_all(because=BECAUSE)
def card(request: HttpRequest, edition_id: UUID) -> HttpResponseBase:
    """The picture for where it is shared."""
    found = selectors.edition(edition_id)
    if found.withdrawn_at is not None:
        return _gone()
    make = partial(_file, lambda: share_card(found), "image/png")
    return answer(request, _stamp(found), found.changed_at, make)


@require_safe
@open_to_all(because=BECAUSE)
def picture(
    request: HttpRequest, edition_id: UUID, index: int, width: int
) -> HttpResponseBase:
    """A picture in one width."""
    found = selectors.edition(edition_id)
    if found.withdrawn_at is not None:
        return _gone()
    file_id = selectors.published_picture(found, index, width)
    make = partial(_file, lambda: read_file(file_id)[0], "image/webp")
    return answer(request, str(file_id), found.published_at, make)


@require_safe
@open_to_all(because=BECAUSE)
def all_feed(request: HttpRequest, kind: str) -> HttpResponseBase:
    """A feed of everybody's."""
    link = reverse("public:news:front")
    return _feed(request, kind, _("News"), link, selectors.editions())


@require_safe
@open_to_all(because=BECAUSE)
def unit_feed(request: HttpRequest, unit: str, kind: str) -> HttpResponseBase:
    """A feed of a Polres."""
    found = unit_at(unit)
    link = reverse("public:news:unit", args=[found.path])
    rows = selectors.editions(unit=found.path)
    return _feed(request, kind, str(found), link, rows)


@require_safe
@open_to_all(because=BECAUSE)
def village_feed(request: HttpRequest, place: str, kind: str) -> HttpResponseBase:
    """A feed of a village."""
    link = reverse("public:news:village", args=[place])
    rows = selectors.editions(place=place)
    return _feed(request, kind, full_name(place), link, rows)


@require_safe
@open_to_all(because=BECAUSE)
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Every release that is published, for search engines."""
    rows = selectors.editions()
    stamp, changed = _stamp_of(rows)
    host = _host(request)

    def make() -> HttpResponse:
        found = [
            (host + pages.article_url(one), one.changed_at)
            for one in rows[:IN_A_SITEMAP]
        ]
        text = render_to_string("public/news/sitemap.xml", {"pages": found})
        return HttpResponse(text, content_type="application/xml; charset=utf-8")

    return answer(request, stamp, changed, make)


def _front(
    request: HttpRequest,
    title: str,
    lead: str,
    rows: QuerySet[Edition],
    name: str,
    args: list[str],
) -> HttpResponseBase:
    asked = line(request.GET.get("cari", ""))[:80]
    month = month_asked(request, "bulan", missing=_("This is not a month."))
    stamp, changed = _stamp_of(rows)
    page = number(request.GET.get("page", ""))

    def make() -> HttpResponse:
        shown = selectors.searched(rows, asked)
        if month is not None:
            shown = shown.filter(
                published_at__year=month.year, published_at__month=month.month
            )
        months = rows.order_by().annotate(month=TruncMonth("published_at"))
        feed_name = f"{name}_feed" if args else "public:news:feed"
        context: dict[str, Any] = {
            "title": title,
            "lead": lead,
            "page": Paginator(shown, A_PAGE).get_page(page),
            "asked": asked,
            "month": month,
            "months": months.values("month").annotate(n=Count("id")).order_by("-month"),
            "here": reverse(name, args=args),
            "host": _host(request),
            "feed": reverse(feed_name, args=[*args, "atom"]),
            "rss": reverse(feed_name, args=[*args, "rss"]),
            "demo": settings.KENTONGAN_DEMO,
        }
        return HttpResponse(render_to_string("public/news/front.html", context))

    language = translation.get_language()
    return answer(request, f"{stamp} {language}", changed, make)


def _feed(
    request: HttpRequest, kind: str, title: str, link: str, rows: QuerySet[Edition]
) -> HttpResponseBase:
    if kind not in TYPES:
        raise NotFound(_("There is no such page."))
    host = _host(request)
    stamp, changed = _stamp_of(rows)

    def make() -> HttpResponse:
        own = host + request.path
        text = feed(
            kind, title, host + link, own, rows[:IN_A_FEED], host=host, changed=changed
        )
        return HttpResponse(text, content_type=TYPES[kind])

    return answer(request, stamp, changed, make)


def _gone() -> HttpResponse:
    text = render_to_string("public/news/gone.html", {"demo": settings.KENTONGAN_DEMO})
    return HttpResponse(text, status=410, headers=HEADERS)


def _file(read: Callable[[], bytes], kind: str) -> HttpResponse:
    return HttpResponse(read(), content_type=kind)


def _stamp(found: Edition) -> str:
    return f"{found.pk} {found.version} {found.changed_at.isoformat()}"


def _stamp_of(rows: QuerySet[Edition]) -> tuple[str, datetime]:
    """What a list depends on. A withdrawal lowers the count and so changes it."""
    told = rows.order_by().aggregate(
        n=Count("id"), last=Max("changed_at"), newest=Max(Cast("id", TextField()))
    )
    stamp = f"{told['n']} {told['last']} {told['newest']}"
    return stamp, told["last"] or BEFORE_ALL


def _host(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
