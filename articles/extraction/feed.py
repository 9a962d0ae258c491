"""Feeds: RSS, Atom, RDF, JSON Feed and news sitemaps as one list of entries, by one bounded pass over their XML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

from lxml import etree

from articles.extraction.charsets import decode
from articles.extraction.prescan import scan_markup
from articles.extraction.timestamps import read_timestamp
from articles.extraction.values import FeedEntry, FeedText

MOST_ENTRIES = 500
MOST_BYTES = 5 * 1024 * 1024
_LONGEST_SUMMARY = 2_000
_MOST_PARTS = 2_000
_MOST_SITEMAPS = 5
_ENTRY_TAGS = frozenset(["item", "entry", "url"])
_ROOTS = frozenset(["rss", "rdf", "feed", "urlset", "channel", "sitemapindex"])
_DATES = ("published", "pubdate", "issued", "date", "created", "publication_date", "modified", "updated", "lastmod")
_SUMMARIES = ("summary", "description", "encoded", "content", "subtitle")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]{0,1000}(?P<subset>\[)?[^>\[]{0,1000}>?", re.I)
_DECLARED = re.compile(
    rb"""^\s{0,64}<\?xml[^>]{0,200}?encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9_.:-]{1,40})["'][^>]{0,200}>"""
)
_DECLARATION = re.compile(r"^\s{0,64}<\?xml[^>]{0,400}\?>")
# characters that XML 1.0 forbids and broken feeds hold
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# bare ampersands and the entities of HTML, which XML does not know: both become text that is unescaped when it is read
_LOOSE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_MARKUP = re.compile(r"<[^<>]{1,2000}>")
_NEWS = re.compile(r"news|latest|recent", re.I)
_NEVER = datetime.min.replace(tzinfo=UTC)
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def read_feed(raw: bytes, url: str) -> FeedText:
    """Read a feed's bytes: at most 500 entries in the feed's order, relative links resolved against ``url``.

    Broken XML gives the entries that could still be read, with the fault in ``error``. A feed over 5 MB, one with an
    entity declaration (the bombs and file thefts of XML) and anything that is no feed gives no entries and the
    reason. Never raises on odd bytes.
    """
    if len(raw) > MOST_BYTES:
        return FeedText((), error=f"feed is larger than {MOST_BYTES} bytes")
    start = raw[:64].lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    if not start:
        return FeedText((), error="feed is empty")
    if start[:1] in b"{[":
        return _read_json(raw, url)
    return _read_xml(raw, url)


def _read_xml(raw: bytes, url: str) -> FeedText:
    doctype = _DOCTYPE.search(raw)
    if b"<!ENTITY" in raw or (doctype and doctype["subset"]):
        return FeedText((), error="refused: the feed declares entities")
    markup = _decoded(_DOCTYPE.sub(b"", raw, count=1))
    refusal = scan_markup(markup, is_html=False).refusal
    if refusal:
        return FeedText((), error=f"refused: {refusal}")
    return _collect(markup, url)


def _decoded(raw: bytes) -> str:
    """The feed as text without its XML declaration, which speaks of bytes that are no more."""
    declared = _DECLARED.match(raw)
    text, _ = decode(raw, [declared[1].decode()] if declared else [])
    return _LOOSE.sub("&amp;", _NOT_XML.sub("", _DECLARATION.sub("", text.lstrip("\ufeff"))))


def _collect(markup: str, url: str) -> FeedText:
    parser = etree.XMLPullParser(("start", "end"), recover=True, resolve_entities=False, no_network=True)
    found = _Collected(url)
    fault = ""
    try:
        for event, element in _events(parser, markup):
            found.take(event, element)
            if len(found.entries) >= MOST_ENTRIES:
                break
    except etree.XMLSyntaxError as broken:
        fault = str(broken)
    return FeedText(
        tuple(found.entries), found.title, found.fault(fault) or _first_fault(parser), found.newest_sitemaps()
    )


class _Collected:
    """What has been read of a feed so far: its root, its title, its entries, and the sitemaps that it lists."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.root = ""
        self.title = ""
        self.entries: list[FeedEntry] = []
        self.sitemaps: list[FeedEntry] = []

    def take(self, event: str, element: etree._Element) -> None:
        name = _local(element)
        self.root = self.root or name
        if event == "start":
            return
        above = _local(element.getparent())
        if name == "title" and not self.title and above in ("channel", "feed"):
            self.title = _plain(element)
        elif name in _ENTRY_TAGS and (name != "url" or above == "urlset"):
            self.entries.append(_entry(element, self.url))
            element.clear()
        elif name == "sitemap" and above == "sitemapindex":
            listed = _entry(element, self.url)
            self.sitemaps += [listed] if listed.url else []
            element.clear()

    def newest_sitemaps(self) -> tuple[str, ...]:
        """Those named after news first, then the latest changed, then the last in the list."""
        ranked = sorted(
            enumerate(self.sitemaps),
            key=lambda one: (_NEWS.search(one[1].url) is not None, one[1].published or _NEVER, one[0]),
            reverse=True,
        )
        return tuple(listed.url for _, listed in ranked[:_MOST_SITEMAPS])

    def fault(self, broken: str) -> str:
        if self.root == "sitemapindex" and not self.sitemaps:
            return "a list of sitemaps that names none"
        if self.root in _ROOTS or self.entries:
            return broken
        return f"not a feed: the document starts with <{self.root}>" if self.root else broken or "not a feed"


def _events(parser: etree.XMLPullParser, markup: str) -> Iterator[tuple[str, etree._Element]]:
    for start in range(0, len(markup), 65_536):
        parser.feed(markup[start : start + 65_536])
        yield from parser.read_events()
    parser.close()
    yield from parser.read_events()


def _first_fault(parser: etree.XMLPullParser) -> str:
    faults = [entry.message.strip() for entry in parser.feed_error_log if entry.level_name != "WARNING"]
    return f"ill-formed: {' '.join(faults[0].split())[:200]}" if faults else ""


def _local(element: etree._Element | None) -> str:
    tag = "" if element is None else element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _entry(element: etree._Element, url: str) -> FeedEntry:
    parts: dict[str, list[etree._Element]] = {}
    # an item's own title comes before those of the media and sources inside it
    children = [*element, *(part for child in element for part in child.iterdescendants())]
    for child in children[:_MOST_PARTS]:
        parts.setdefault(_local(child), []).append(child)
    return FeedEntry(
        title=_first(parts, ("title",)),
        url=_link(parts, element, url),
        published=_published(parts),
        summary=_first(parts, _SUMMARIES)[:_LONGEST_SUMMARY],
    )


def _first(parts: dict[str, list[etree._Element]], names: tuple[str, ...]) -> str:
    texts = (_plain(element) for name in names for element in parts.get(name, ()))
    return next((text for text in texts if text), "")


def _plain(element: etree._Element) -> str:
    text = "".join(str(part) for part in element.itertext())
    return " ".join(unescape(_MARKUP.sub(" ", unescape(text) if "&" in text else text)).split())


def _published(parts: dict[str, list[etree._Element]]) -> datetime | None:
    dates = (read_timestamp(_plain(element)) for name in _DATES for element in parts.get(name, ()))
    return next((at for at in dates if at is not None), None)


def _link(parts: dict[str, list[etree._Element]], element: etree._Element, url: str) -> str:
    """The address of the entry's page: an alternate link, then any link's text, a permanent guid, a sitemap's loc."""
    links = parts.get("link", [])
    alternates = [
        link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate" and link.get("href")
    ]
    texts = [_plain(link) for link in links if not link.get("href")]
    texts += [_plain(element) for element in parts.get("loc", [])[:1]]
    texts += [_plain(guid) for guid in parts.get("guid", []) if guid.get("isPermaLink", "true").lower() == "true"]
    texts += [_plain(identity) for identity in parts.get("id", [])]
    texts += [link.get("href", "") for link in links if link.get("rel", "") in ("via", "related")]
    base = _base(element, url)
    return next((full for text in [*alternates, *texts] if (full := _absolute(text, base, text in alternates))), "")


def _base(element: etree._Element, url: str) -> str:
    """What the entry's relative addresses start from: each ``xml:base`` from the root inwards; ``url`` for one that is none."""
    base = url
    for holder in (*reversed(list(element.iterancestors())), element):
        try:
            base = urljoin(base, holder.get(_XML_BASE, ""))
        except ValueError:
            return url
    return base


def _absolute(address: str, base: str, may_be_relative: bool) -> str:
    """Only http and https leave here: a feed's ``javascript:`` and ``urn:`` are no page's address."""
    try:
        full = (
            urljoin(base, address.strip())
            if address and (may_be_relative or "://" in address or address[:1] == "/")
            else ""
        )
        # an address without a host would be completed to the feed's own
        has_host = bool(urlsplit(address).netloc) or "://" not in address
        return full if has_host and urlsplit(full).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _read_json(raw: bytes, url: str) -> FeedText:
    try:
        document = json.loads(raw.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as fault:
        return FeedText((), error=f"not a JSON feed: {fault}")
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        return FeedText((), error="not a JSON feed: it has no list of items")
    entries = tuple(_json_entry(item, url) for item in items[:MOST_ENTRIES] if isinstance(item, dict))
    return FeedText(entries, _text(document.get("title")))


def _json_entry(item: dict[str, object], url: str) -> FeedEntry:
    summary = item.get("summary") or item.get("content_text") or _MARKUP.sub(" ", str(item.get("content_html") or ""))
    address = item.get("url") or item.get("external_url") or item.get("id")
    return FeedEntry(
        title=_text(item.get("title")),
        url=_absolute(_text(address), url, may_be_relative=bool(item.get("url"))),
        published=read_timestamp(_text(item.get("date_published") or item.get("date_modified"))),
        summary=_text(summary)[:_LONGEST_SUMMARY],
    )


def _text(value: object) -> str:
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""
