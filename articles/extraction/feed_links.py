"""The feeds that a site's page names, and lists of feeds as readers exchange them (OPML)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import quoteattr

from lxml import etree

from articles.extraction.charsets import decode
from articles.extraction.page_tree import read_tree
from articles.extraction.prescan import scan_markup

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_MOST_LINKS = 500
# where sites keep a feed that they do not name, most usual first
_USUAL_PLACES = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/news.xml")


@dataclass(frozen=True, slots=True)
class FeedLink:
    """One feed: its address and its title, which may be empty."""

    url: str
    title: str = ""


def find_feeds(html: bytes, url: str) -> tuple[FeedLink, ...]:
    """The feeds that a page names in its head, in its order, each once; none for a page that names none.

    ``<link rel="alternate" type="application/rss+xml" href="/feed">`` on ``https://a.example/x`` gives
    ``https://a.example/feed``. Comment feeds come last.
    """
    root = read_tree(html).root
    links = [] if root is None else [link for link in root.iter("link") if _is_feed(link)]
    found = {
        full: FeedLink(full, link.get("title") or "") for link in links if (full := _absolute(link.get("href"), url))
    }
    return tuple(sorted(found.values(), key=lambda feed: "comment" in f"{feed.url} {feed.title}".lower()))[:_MOST_LINKS]


def usual_feed_addresses(url: str) -> tuple[str, ...]:
    """Addresses worth trying on the site of ``url`` when its page names no feed."""
    return tuple(urljoin(url, place) for place in _USUAL_PLACES)


def read_opml(raw: bytes) -> tuple[FeedLink, ...]:
    """The feeds of an OPML file, at most 500, each once; none for a file that is no OPML or declares entities."""
    text, _ = decode(raw)
    if "<!ENTITY" in text or scan_markup(text, is_html=False).refusal:
        return ()
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(text.encode("utf-8"), parser) if text.strip() else None
    outlines = [] if root is None else [element for element in root.iter("outline") if element.get("xmlUrl")]
    links = (FeedLink(_absolute(one.get("xmlUrl"), ""), one.get("title") or one.get("text") or "") for one in outlines)
    return tuple({link.url: link for link in links if link.url}.values())[:_MOST_LINKS]


def write_opml(feeds: Iterable[FeedLink]) -> str:
    """An OPML 2.0 file of these feeds, which ``read_opml`` and feed readers take."""
    lines = [
        f'    <outline type="rss" text={quoteattr(feed.title or feed.url)} xmlUrl={quoteattr(feed.url)}/>'
        for feed in feeds
    ]
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head><title>Feeds</title></head>",
        "  <body>",
    ]
    return "\n".join([*head, *lines, "  </body>", "</opml>", ""])


def _is_feed(link: etree._Element) -> bool:
    kind = (link.get("type") or "").split(";")[0].strip().lower()
    return "alternate" in (link.get("rel") or "").lower().split() and kind in _FEED_TYPES


def _absolute(address: str | None, base: str) -> str:
    try:
        full = str(urljoin(base, (address or "").strip()))
        return full if address and urlsplit(full).scheme in ("http", "https") else ""
    except ValueError:
        return ""
