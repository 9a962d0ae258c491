"""Feeds as Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from articles.selectors.documents.addresses import Site
from articles.selectors.feeds import Entry, News

ATOM, JSON_FEED = "application/atom+xml; charset=utf-8", "application/feed+json"
# XML 1.0 has no way to write these
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Feed(Atom1Feed):
    """Changes when its entries do, not when it is read."""

    def latest_post_date(self) -> datetime:
        """When its newest entry happened."""
        updated: datetime = self.feed["updated"]
        return updated


def atom_feed(news: News, address: str, site: Site) -> bytes:
    """The feed in Atom; ``address`` is its own."""
    feed = _Feed(
        title=_clean(news.title),
        link=news.home,
        description=None,
        language="en",
        author_name=site.name,
        feed_url=address,
        feed_guid=address,
        updated=news.updated,
    )
    for entry in news.entries:
        feed.add_item(
            title=_clean(entry.title),
            link=entry.url,
            description=_clean(entry.summary),
            unique_id=entry.url,
            pubdate=entry.published,
            updateddate=entry.updated,
            author_name=_clean(entry.author),
        )
    return feed.writeString("utf-8").encode()


def json_feed(news: News, address: str, site: Site) -> bytes:
    """The feed in JSON Feed 1.1; ``address`` is its own."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": news.title,
        "home_page_url": news.home,
        "feed_url": address,
        "language": "en",
        "authors": [{"name": site.name, "url": f"{site.root}/"}],
        "items": [_item(entry) for entry in news.entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": entry.author}],
    }


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
