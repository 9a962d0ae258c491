"""Feeds that pages name, and lists of feeds."""

from __future__ import annotations

import pytest

from articles.extraction.feed_links import FeedLink, find_feeds, read_opml, usual_feed_addresses, write_opml

URL = "https://harbour.example/news/"


@pytest.mark.parametrize(
    ("head", "urls"),
    [
        pytest.param("", [], id="none"),
        pytest.param(
            "<link rel=alternate type=application/rss+xml href=/feed>", ["https://harbour.example/feed"], id="rss"
        ),
        pytest.param(
            "<link rel='alternate home' type='application/atom+xml; charset=x' href=a>", [URL + "a"], id="atom"
        ),
        pytest.param(
            "<link rel=alternate type=application/feed+json href=//f.example/j>", ["https://f.example/j"], id="json"
        ),
        pytest.param("<link rel=alternate type=text/html href=/amp><link rel=icon href=/i>", [], id="other links"),
        pytest.param("<link rel=alternate type=application/rss+xml href='javascript:x'>", [], id="script"),
        pytest.param("<link rel=alternate type=application/rss+xml>", [], id="no address"),
    ],
)
def test_feeds_of_a_page(head: str, urls: list[str]) -> None:
    html = f"<html><head>{head}{head}</head><body><p>35 boats</p></body></html>"
    assert [feed.url for feed in find_feeds(html.encode(), URL)] == urls


def test_comment_feeds_come_last() -> None:
    head = "".join(
        f"<link rel=alternate type=application/rss+xml title='{name}' href=/{name}>" for name in ("comments", "all")
    )
    assert find_feeds(head.encode(), URL) == (
        FeedLink("https://harbour.example/all", "all"),
        FeedLink("https://harbour.example/comments", "comments"),
    )


def test_usual_addresses_are_on_the_same_site() -> None:
    assert usual_feed_addresses(URL)[0] == "https://harbour.example/feed"


def test_opml_goes_out_and_comes_back() -> None:
    feeds = (FeedLink("https://a.example/f?x=1&y=2", 'The "A" & <B>'), FeedLink("https://b.example/f", "Fähre"))
    assert read_opml(write_opml(feeds).encode()) == feeds


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"  ", b"words", b"<html><p>x", b"<opml><body><outline text='a'/></body></opml>"),
        b"<!DOCTYPE o [<!ENTITY a 'b'>]><opml><body><outline xmlUrl='https://a.example/f'/></body></opml>",
        b"<opml><body><outline xmlUrl='file:///etc/passwd'/><outline xmlUrl='javascript:x'/></body></opml>",
        b"<o>" * 3_000,
    ],
)
def test_odd_lists_give_no_feeds(raw: bytes) -> None:
    assert read_opml(raw) == ()


def test_broken_list_gives_what_can_be_read() -> None:
    raw = b"<opml><body><outline text='A' xmlUrl='https://a.example/f'/><outline xmlUrl='https://a.example/f'/><outl"
    assert [feed.url for feed in read_opml(raw)] == ["https://a.example/f"]
