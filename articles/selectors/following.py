"""The feeds that are followed: how each goes, and all of them as a list for other readers."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from articles.extraction.feed_links import FeedLink, write_opml
from articles.models import Feed
from articles.selectors.keyset import Key, Order

FEED_ORDERS: Mapping[str, Order] = {
    "failing": Order("failing first", (Key("failure_count", is_descending=True), Key("id", is_descending=True))),
    "newest": Order("last added first", (Key("id", is_descending=True),)),
}


def listed_feeds() -> QuerySet[Feed]:
    """What the list of feeds shows."""
    return Feed.objects.select_related("outlet")


def opml_of(feeds: QuerySet[Feed]) -> str:
    """An OPML 2.0 file of these feeds, in the order of their addresses."""
    rows = feeds.order_by("url").values_list("url", "title").iterator()
    return write_opml(FeedLink(url, title) for url, title in rows)
