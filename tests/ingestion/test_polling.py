"""Feeds: new entries once, pauses that grow, one poller."""

import pytest
from django.db.models.functions import Now

from articles.ingestion import fetch, polling
from articles.ingestion.fetch import FetchError
from articles.models import Article, Feed, Host
from tests.fakes import FakeWeb

pytestmark = pytest.mark.django_db
URL = "https://herald.example/feed.xml"
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>
<item><title>Flood</title><link>https://herald.example/flood</link></item>
<item><title>Strike</title><link>https://herald.example/strike?utm_source=rss</link></item></channel></rss>"""


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> FakeWeb:
    web = FakeWeb({URL: FEED}, {URL: "application/rss+xml"})
    monkeypatch.setattr(fetch, "get", web.get)
    return web


def due(feed: Feed) -> None:
    Feed.objects.filter(pk=feed.pk).update(next_poll_at=Now())
    Host.objects.update(next_allowed_at=Now())


def test_poll_accepts_each_entry_once(web: FakeWeb):
    feed = polling.add_feed(URL)
    first = polling.poll(feed.pk)
    due(feed)
    assert (len(first), polling.poll(feed.pk)) == (2, [])
    assert set(Article.objects.values_list("url", flat=True)) == {
        "https://herald.example/flood", "https://herald.example/strike",
    }  # fmt: skip


def test_poll_names_the_feed_and_waits(web: FakeWeb):
    feed = polling.add_feed(URL)
    polling.poll(feed.pk)
    feed.refresh_from_db()
    assert (feed.title, feed.failure_count) == ("Herald", 0)
    assert polling.poll(feed.pk) == []
    assert web.asked.count(URL) == 1


def test_poll_failure_is_kept_with_a_longer_pause(web: FakeWeb):
    web.pages[URL] = FetchError(URL, "timed out")
    feed = polling.add_feed(URL)
    before = feed.next_poll_at
    polling.poll(feed.pk)
    feed.refresh_from_db()
    assert (feed.failure_count, "timed out" in feed.last_error) == (1, True)
    assert feed.next_poll_at > before


def test_add_feed_twice_is_one_feed(web: FakeWeb):
    assert polling.add_feed(URL) == polling.add_feed(URL + "?utm_source=x")
