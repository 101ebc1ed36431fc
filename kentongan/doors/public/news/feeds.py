"""Atom and RSS of what is published."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from kentongan.desk.news.models import Edition
from kentongan.doors.public.news.pages import article_url, summary

KINDS: dict[str, type[SyndicationFeed]] = {
    "atom": Atom1Feed,
    "rss": Rss201rev2Feed,
}
TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
}


def feed(  # noqa: PLR0913  a feed has this many parts
    kind: str,
    title: str,
    link: str,
    own: str,
    editions: Iterable[Edition],
    *,
    host: str,
    changed: datetime,
) -> str:
    """A feed of these releases.

    Args:
        link: The page that it is the feed of; `own` its own address.
        host: Put before the addresses of releases.
    """
    made = KINDS[kind](
        title=title,
        link=link,
        description=title,
        language="id",
        feed_url=own,
        feed_guid=link,
    )
    made.latest_post_date = lambda: changed  # type: ignore[method-assign]
    for one in editions:
        made.add_item(
            title=one.headline,
            link=host + article_url(one),
            description=summary(one),
            unique_id=f"urn:uuid:{one.pk}",
            pubdate=one.published_at,
            updateddate=one.changed_at,
            author_name=one.unit_name,
        )
    return str(made.writeString("utf-8"))
