"""What the pages of the news show."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from kentongan.desk.news.models import Edition
from kentongan.ground.basics.zones import Zone, zone_of

_ESCAPES: Final = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
LEAD_LENGTH: Final = 200


@dataclass(frozen=True)
class Told:
    """A promise as the page tells it."""

    text: str
    answers: str
    due: date | None
    kept: bool


@dataclass(frozen=True)
class Correction:
    """That something was corrected, when and why."""

    at: datetime
    because: str


@dataclass(frozen=True)
class Picture:
    """A picture with the addresses of its sizes."""

    alt: str
    caption: str
    credit: str
    width: int
    height: int
    src: str
    srcset: str


@dataclass(frozen=True)
class Article:
    """One release as its page shows it."""

    edition: Edition
    url: str
    card: str
    zone: Zone
    lead: str
    paragraphs: list[str]
    pictures: list[Picture]
    promises: list[Told]
    corrections: list[Correction]
    linked_data: SafeString


def article_url(edition: Edition) -> str:
    """Where a release stands."""
    return reverse("public:news:article", args=[edition.pk, edition.slug])


def article(edition: Edition, host: str) -> Article:
    """Everything on the page of a release; `host` is put before addresses."""
    paragraphs = [part for part in edition.body.split("\n\n") if part.strip()]
    url = host + article_url(edition)
    card = host + reverse("public:news:card", args=[edition.pk])
    pictures = [_picture(edition, n, one) for n, one in enumerate(edition.pictures)]
    lead = summary(edition)
    return Article(
        edition=edition,
        url=url,
        card=card,
        zone=zone_of(edition.place),
        lead=lead,
        paragraphs=paragraphs,
        pictures=pictures,
        promises=[_told(one) for one in edition.promises],
        corrections=[
            Correction(datetime.fromisoformat(one["at"]), one["because"])
            for one in edition.corrections
        ],
        linked_data=_linked_data(
            edition, url, [card, *(host + p.src for p in pictures)], lead
        ),
    )


def summary(edition: Edition) -> str:
    """The first paragraph, cut at a word."""
    first = edition.body.partition("\n\n")[0]
    if len(first) <= LEAD_LENGTH:
        return first
    return first[:LEAD_LENGTH].rpartition(" ")[0] + " …"


def _picture(edition: Edition, number: int, told: dict[str, Any]) -> Picture:
    widths = sorted(map(int, told["sizes"]))
    urls = {
        width: reverse("public:news:picture", args=[edition.pk, number, width])
        for width in widths
    }
    return Picture(
        alt=told["alt"],
        caption=told["caption"],
        credit=told["credit"],
        width=told["width"],
        height=told["height"],
        src=urls[widths[-1]],
        srcset=", ".join(f"{url} {width}w" for width, url in urls.items()),
    )


def _told(one: dict[str, Any]) -> Told:
    due = date.fromisoformat(one["due"]) if one["due"] else None
    return Told(one["text"], one["answers"], due, one["kept"])


def _linked_data(
    edition: Edition, url: str, images: Sequence[str], lead: str
) -> SafeString:
    publisher = {"@type": "GovernmentOrganization", "name": edition.unit_name}
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": edition.headline[:110],
        "description": lead,
        "inLanguage": edition.language,
        "datePublished": edition.published_at.isoformat(),
        "dateModified": edition.changed_at.isoformat(),
        "image": list(images),
        "author": publisher,
        "publisher": publisher,
        "contentLocation": {"@type": "Place", "name": edition.place_name},
        "isAccessibleForFree": True,
    }
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308  no letter that could end the element is left
