"""Fifty feeds that are broken, lie or mean harm: each is read within the limits of the child, to its entries or a cause."""

from __future__ import annotations

import pytest

from articles.extraction.feed import read_feed
from articles.ingestion.child import read_feed_safely
from tests.ingestion.hostile_feeds import FILES, Hostile, as_json, atom, rss

URL = "https://harbour.example/feeds/news"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_hostile_feed_gives_its_entries_or_a_clear_cause(file: Hostile):
    feed = read_feed_safely(file.make(), URL)
    assert (len(feed.entries), bool(feed.error)) == (file.entries, bool(file.cause))
    assert file.cause in feed.error
    assert len(feed.error) < 300
    assert all(entry.url.startswith("https://") or not entry.url for entry in feed.entries)
    assert all(len(entry.summary) <= 2_000 for entry in feed.entries)


@pytest.mark.parametrize(
    ("raw", "urls"),
    [
        pytest.param(
            atom(
                '<entry xml:base="deep/"><link href="a"/></entry><entry><link href="b"/></entry>',
                ' xml:base="https://other.example/x/"',
            ).encode(),
            ["https://other.example/x/deep/a", "https://other.example/x/b"],
            id="bases within bases",
        ),
        pytest.param(
            atom('<entry xml:base="http://[::1"><link href="a"/></entry>').encode(),
            ["https://harbour.example/feeds/a"],
            id="a base that is none",
        ),
        pytest.param(
            rss("<item><link>https://</link></item><item><link>https:///a</link></item>").encode(),
            ["", ""],
            id="no host is not our own",
        ),
        pytest.param(as_json({"items": [{"url": "https://"}]}), [""], id="no host in JSON"),
    ],
)
def test_addresses_are_what_the_feed_says_or_nothing(raw: bytes, urls: list[str]):
    assert [entry.url for entry in read_feed(raw, URL).entries] == urls


def test_markup_and_forbidden_characters_leave_the_words():
    said = "<item><title><![CDATA[<script>alert(7)</script>35\0\x08 died]]></title><link>/a</link></item>"
    (entry,) = read_feed(rss(said).encode(), URL).entries
    assert entry.title == "alert(7) 35 died"
