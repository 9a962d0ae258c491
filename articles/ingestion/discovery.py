"""Where a site keeps its feed: as its page names it, as its robots.txt names its news sitemap, or where sites usually do."""

from __future__ import annotations

import re

from articles.extraction.feed_links import usual_feed_addresses
from articles.ingestion.child import ParseRejected, find_feeds_safely
from articles.ingestion.fetch import Fetched
from articles.ingestion.hosts import host_name
from articles.models import Host

NOTHING_FOUND = "no feed was found: the page names none, and there is none in the usual places"
_PAGES = frozenset({"text/html", "application/xhtml+xml", ""})
_SITEMAP = re.compile(rb"^\s{0,20}sitemap\s{0,9}:\s{0,9}(https?://\S{1,2000})", re.I | re.M)
_MOST = 12


def candidates(url: str, fetched: Fetched, error: str) -> list[str]:
    """The addresses to try for a site's feed, best first; raises ParseRejected with ``error`` for what is no page."""
    if fetched.media_type not in _PAGES:
        raise ParseRejected(error)
    named = [link.url for link in find_feeds_safely(fetched.body, fetched.final_url)]
    found = named or [*_news_sitemaps(url), *usual_feed_addresses(fetched.final_url)]
    return list(dict.fromkeys(address for address in found if address != url))[:_MOST]


def _news_sitemaps(url: str) -> list[str]:
    """The sitemaps with "news" in their name that a host's robots.txt, kept from the visit, names."""
    host = Host.objects.filter(name=host_name(url)).first()
    named = (match[1].decode("ascii", "ignore") for match in _SITEMAP.finditer(bytes(host.robots) if host else b""))
    return [address for address in named if "news" in address.rpartition("/")[2].lower()]
