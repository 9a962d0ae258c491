"""Feeds of every dialect, whole and broken, and those that are meant to hang or blow up their reader."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.extraction.feed import MOST_BYTES, MOST_ENTRIES, read_feed

URL = "https://harbour.example/feeds/news"


def rss(items: str, head: str = "<title>The Daily Harbour</title>") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def test_rss_is_read() -> None:
    feed = read_feed(
        rss(
            "<item><title>Ferry strikes pier</title><link>https://harbour.example/ferry</link>"
            "<pubDate>Tue, 05 Mar 2024 10:00:00 +0100</pubDate><description>&lt;p&gt;35 &amp;amp; more&lt;/p&gt;</description></item>"
        ),
        URL,
    )
    (entry,) = feed.entries
    assert (feed.title, feed.error) == ("The Daily Harbour", "")
    assert (entry.title, entry.url, entry.summary) == (
        "Ferry strikes pier",
        "https://harbour.example/ferry",
        "35 & more",
    )
    assert entry.published == datetime(2024, 3, 5, 10, tzinfo=timezone(timedelta(hours=1)))


def test_atom_is_read() -> None:
    feed = read_feed(
        b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://harbour.example/'><title>Harbour</title><entry>"
        b"<title type='html'>35 &amp;lt; 40</title><link rel='self' href='/x.atom'/><link rel='alternate' href='/a?b=1&amp;c=2'/>"
        b"<id>urn:uuid:1</id><updated>2024-03-06T00:00:00Z</updated><published>2024-03-05T09:30:00Z</published>"
        b"<summary>Short.</summary></entry></feed>",
        URL,
    )
    (entry,) = feed.entries
    assert (entry.title, entry.url, entry.summary) == ("35 < 40", "https://harbour.example/a?b=1&c=2", "Short.")
    assert entry.published == datetime(2024, 3, 5, 9, 30, tzinfo=UTC)


def test_rdf_is_read() -> None:
    feed = read_feed(
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
        b" xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Old</title></channel><item><title>A</title>"
        b"<link>https://harbour.example/a</link><dc:date>2004-05-06</dc:date></item></rdf:RDF>",
        URL,
    )
    assert feed.entries[0].published == datetime(2004, 5, 6, tzinfo=UTC)


def test_json_feed_is_read() -> None:
    items = [
        {"id": "1", "url": "/a", "title": "A &amp; B", "content_html": "<p>35</p>", "date_published": "2024-03-05"}
    ]
    feed = read_feed(json.dumps({"version": "1.1", "title": "J", "items": [*items, 7, {"id": "2"}]}).encode(), URL)
    assert [entry.url for entry in feed.entries] == ["https://harbour.example/a", ""]
    assert (feed.entries[0].title, feed.entries[0].summary, feed.title) == ("A & B", "35", "J")


def test_news_sitemap_is_read() -> None:
    feed = read_feed(
        b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"
        b"<url><loc>https://harbour.example/a</loc><news:news><news:publication><news:name>H</news:name></news:publication>"
        b"<news:publication_date>2024-03-05T10:00Z</news:publication_date><news:title>Ferry</news:title></news:news></url></urlset>",
        URL,
    )
    (entry,) = feed.entries
    assert (entry.title, entry.url) == ("Ferry", "https://harbour.example/a")
    assert entry.published == datetime(2024, 3, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("item", "url"),
    [
        pytest.param("<link>/a</link>", "https://harbour.example/a", id="relative"),
        pytest.param("<guid>https://harbour.example/g</guid>", "https://harbour.example/g", id="guid"),
        pytest.param("<guid isPermaLink='false'>https://harbour.example/g</guid>", "", id="guid that is no link"),
        pytest.param("<link>javascript:alert(1)</link>", "", id="script"),
        pytest.param("<enclosure url='https://harbour.example/a.mp3'/>", "", id="enclosure"),
        pytest.param("<image><url>https://harbour.example/i.png</url></image>", "", id="image"),
        pytest.param("<link>http://[broken</link>", "", id="broken"),
        pytest.param(
            "<link>https://harbour.example/a?x=1&y=2</link>", "https://harbour.example/a?x=1&y=2", id="ampersand"
        ),
    ],
)
def test_address_of_an_item(item: str, url: str) -> None:
    assert [entry.url for entry in read_feed(rss(f"<item>{item}</item>"), URL).entries] == [url]


def test_own_title_comes_before_nested_ones() -> None:
    item = "<item><media:group xmlns:media='m'><media:title>Photo</media:title></media:group><title>Own</title></item>"
    assert read_feed(rss(item), URL).entries[0].title == "Own"


def test_list_of_sitemaps_gives_the_newest_first() -> None:
    dated = (("/a.xml", "2026-10-01"), ("/b.xml", "2026-11-01"), ("/c.xml", ""), ("/news.xml", "2025-01-01"))
    rows = "".join(
        f"<sitemap><loc>https://h.example{path}</loc><lastmod>{day}</lastmod></sitemap>" for path, day in dated
    )
    feed = read_feed(f"<sitemapindex>{rows}</sitemapindex>".encode(), URL)
    assert (feed.parts, feed.entries, feed.error) == (
        tuple(f"https://h.example/{name}.xml" for name in ("news", "b", "a", "c")),
        (),
        "",
    )


@pytest.mark.parametrize(
    ("raw", "titles", "error"),
    [
        pytest.param(b"", [], "feed is empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \n", [], "feed is empty", id="mark and spaces"),
        pytest.param(b"<!doctype html><html><body>404</body></html>", [], "not a feed", id="html"),
        pytest.param(b"just words", [], "not a feed", id="words"),
        pytest.param(b"{oops", [], "not a JSON feed", id="broken json"),
        pytest.param(b"[1, 2]", [], "not a JSON feed", id="json list"),
        pytest.param(b'{"items":' + b"[" * 100_000, [], "not a JSON feed", id="deep json"),
        pytest.param(rss("<item><title>A</title></item><item><title>B")[:-20], ["A", ""], "ill-formed", id="cut off"),
        pytest.param(rss("<item><title>A & B</title></item>"), ["A & B"], "", id="bare ampersand"),
        pytest.param(rss("<item><title>caf&eacute;</title></item>"), ["café"], "", id="entity of html"),
        pytest.param(rss("<item><title>A\x02</title></item>"), ["A"], "", id="control character"),
        pytest.param(
            b"<sitemapindex></sitemapindex>",
            [],
            "a list",
            id="empty sitemap index",
        ),
    ],
)
def test_broken_feed_gives_what_can_be_read_and_says_why(raw: bytes, titles: list[str], error: str) -> None:
    feed = read_feed(raw, URL)
    assert [entry.title for entry in feed.entries] == titles
    assert feed.error.startswith(error)
    assert bool(feed.error) is bool(error)


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        pytest.param(rss("<item><title>Fähre</title></item>").decode().encode("utf-16"), "Fähre", id="utf-16"),
        pytest.param(
            rss("<item><title>Fähre</title></item>")
            .replace(b"?>", b" encoding='iso-8859-1'?>", 1)
            .decode()
            .encode("latin-1"),
            "Fähre",
            id="declared",
        ),
        pytest.param(rss("<item><title>Fähre €</title></item>"), "Fähre €", id="undeclared utf-8"),
        pytest.param(
            rss("<item><title>항구에서 여객선 충돌로 승객 서른다섯 명이 다쳤다고 경찰이 밝혔다</title></item>")
            .decode()
            .encode("euc-kr"),
            "항구에서 여객선 충돌로 승객 서른다섯 명이 다쳤다고 경찰이 밝혔다",
            id="undeclared korean",
        ),
    ],
)
def test_encodings(raw: bytes, title: str) -> None:
    assert read_feed(raw, URL).entries[0].title == title


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param(b"<!DOCTYPE r [<!ENTITY a 'aaaa'>]><rss>&a;</rss>", "entities", id="entity"),
        pytest.param(b"<!DOCTYPE r [<!ELEMENT a ANY>]><rss></rss>", "entities", id="internal subset"),
        pytest.param(b"<rss " + b" ".join(b"a%d='1'" % n for n in range(600)) + b"/>", "attributes", id="attributes"),
        pytest.param(b"<a>" * 3_000, "open", id="depth"),
    ],
)
def test_bombs_are_refused_with_the_reason(raw: bytes, reason: str) -> None:
    feed = read_feed(raw, URL)
    assert feed.entries == ()
    assert feed.error.startswith("refused: ")
    assert reason in feed.error


def test_outside_document_type_is_never_loaded() -> None:
    feed = read_feed(b"<!DOCTYPE rss SYSTEM 'file:///etc/passwd'>" + rss("<item><title>A</title></item>")[21:], URL)
    assert [entry.title for entry in feed.entries] == ["A"]


def test_long_feed_ends_at_the_cap() -> None:
    assert len(read_feed(rss("<item><title>A</title></item>" * 5_000), URL).entries) == MOST_ENTRIES


def test_large_feed_is_not_read() -> None:
    assert "larger" in read_feed(rss("<item>" + " " * MOST_BYTES + "</item>"), URL).error
