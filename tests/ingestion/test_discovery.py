"""A site's address becomes its feed's, through the one door and no faster than its host allows."""

from __future__ import annotations

import pytest
from django.db.models.functions import Now

from articles.ingestion import fetch, polling, work
from articles.ingestion.fetch import FetchError
from articles.ingestion.intake import accept
from articles.ingestion.submission import Submission
from articles.models import Article, Feed, Host
from tests.fakes import FakeWeb
from tests.ingestion.test_polling import FEED

pytestmark = pytest.mark.django_db
SITE = "https://herald.example/"
NAMED = "https://herald.example/news.xml"
PAGE = b'<html><head><link rel="alternate" type="application/rss+xml" href="/news.xml" title="News"></head><body>Hello</body></html>'
SITEMAP = (
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url>'
    b"<loc>https://herald.example/flood</loc><n:news><n:title>Flood</n:title><n:publication_date>2026-03-02</n:publication_date>"
    b"</n:news></url></urlset>"
)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> FakeWeb:
    web = FakeWeb({SITE: PAGE, NAMED: FEED}, {NAMED: "application/rss+xml"})
    monkeypatch.setattr(fetch, "get", web.get)
    return web


def polled(feed: Feed, times: int) -> Feed:
    for _ in range(times):
        Feed.objects.filter(pk=feed.pk).update(next_poll_at=Now())
        Host.objects.update(next_allowed_at=Now())
        polling.poll(feed.pk)
    feed.refresh_from_db()
    return feed


def test_feed_that_the_page_names_becomes_the_address(web: FakeWeb):
    feed = polled(polling.add_feed(SITE), 2)
    assert (feed.url, feed.site_url, feed.title, feed.entry_count) == (NAMED, SITE, "Herald", 2)
    assert feed.candidates == []
    assert Article.objects.filter(feed=feed).count() == 2


def test_usual_places_are_tried_one_a_visit(web: FakeWeb):
    web.pages = {SITE: b"<html><body>Hello</body></html>", SITE + "rss.xml": FEED}
    feed = polled(polling.add_feed(SITE), 4)
    assert feed.url == SITE + "rss.xml"
    assert [address for address in web.asked if "robots" not in address] == [
        SITE,
        SITE + "feed",
        SITE + "rss",
        SITE + "rss.xml",
    ]


def test_news_sitemap_of_robots_txt_is_tried_first(web: FakeWeb):
    sitemap = SITE + "sitemaps/news.xml"
    robots = f"User-agent: *\nSitemap: {SITE}sitemap.xml\nSitemap: {sitemap}\n".encode()
    web.pages = {SITE: b"<html><body>Hello</body></html>", SITE + "robots.txt": robots, sitemap: SITEMAP}
    feed = polled(polling.add_feed(SITE), 2)
    assert (feed.url, feed.entry_count) == (sitemap, 1)


def test_site_without_a_feed_says_so(web: FakeWeb):
    web.pages = {SITE: b"<html><body>Hello</body></html>"}
    feed = polled(polling.add_feed(SITE), 9)
    assert (feed.failure_count > 0, "no feed was found" in feed.last_error) == (True, True)


def test_known_feed_is_not_followed_twice(web: FakeWeb):
    known = polled(polling.add_feed(NAMED), 1)
    again = polled(polling.add_feed(SITE), 2)
    assert (again.is_active, known.url in again.last_error) == (False, True)


def test_feed_that_once_was_good_is_never_looked_for_elsewhere(web: FakeWeb):
    feed = polled(polling.add_feed(NAMED), 1)
    web.pages[NAMED], web.types[NAMED] = PAGE, "text/html"
    feed = polled(feed, 1)
    assert (feed.url, feed.candidates, feed.failure_count) == (NAMED, [], 1)


LIST = SITE + "sitemap-index.xml"
OCTOBER, NOVEMBER = SITE + "sitemap-2026-10.xml", SITE + "sitemap-2026-11.xml"


def index(*months: tuple[str, str]) -> bytes:
    rows = "".join(f"<sitemap><loc>{url}</loc><lastmod>{day}</lastmod></sitemap>" for url, day in months)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode()


def test_list_of_sitemaps_is_read_at_its_newest(web: FakeWeb):
    web.pages = {LIST: index((OCTOBER, "2026-10-31"), (NOVEMBER, "2026-11-02")), NOVEMBER: SITEMAP}
    web.etags = {LIST: '"one"', NOVEMBER: '"two"'}
    feed = polled(polling.add_feed(LIST), 2)
    assert (feed.url, feed.part, feed.etag, feed.entry_count) == (LIST, "", "", 1)
    assert [address for address in web.asked if "robots" not in address] == [LIST, NOVEMBER]
    web.pages |= {
        LIST: index((OCTOBER, "2026-11-03"), (NOVEMBER, "2026-11-02")),
        OCTOBER: SITEMAP.replace(b"flood", b"fire"),
    }
    polled(feed, 2)
    assert set(Article.objects.values_list("url", flat=True)) == {SITE + "flood", SITE + "fire"}


def test_list_of_sitemaps_in_a_list_is_not_followed(web: FakeWeb):
    web.pages = {LIST: index((NOVEMBER, "2026-11-02")), NOVEMBER: index((OCTOBER, "2026-10-31"))}
    feed = polled(polling.add_feed(LIST), 2)
    assert (feed.part, "within a list" in feed.last_error, feed.failure_count) == ("", True, 1)
    assert OCTOBER not in web.asked


def test_sitemap_that_is_gone_ends_its_turn_and_not_the_feed(web: FakeWeb):
    web.pages = {LIST: index((NOVEMBER, "2026-11-02")), NOVEMBER: FetchError(NOVEMBER, "HTTP 410", status=410)}
    feed = polled(polling.add_feed(LIST), 2)
    assert (feed.is_active, feed.part, feed.failure_count) == (True, "", 1)


def test_retry_after_is_kept_and_410_ends_the_polling(web: FakeWeb):
    web.pages[NAMED] = FetchError(NAMED, "HTTP 503", retry_after_s=3_000, status=503)
    feed = polled(polling.add_feed(NAMED), 1)
    assert (feed.next_poll_at - (feed.polled_at or feed.next_poll_at)).total_seconds() >= 2_999
    web.pages[NAMED] = FetchError(NAMED, "HTTP 410", is_permanent=True, status=410)
    assert not polled(feed, 1).is_active


def test_robots_of_a_redirects_host_is_obeyed(web: FakeWeb):
    there = "https://other.example/private/a"
    web.pages |= {"https://other.example/robots.txt": b"User-agent: *\nDisallow: /private/", there: b"<p>35 died"}
    web.redirects = {"https://herald.example/a": there}
    receipt = accept(Submission(None, url="https://herald.example/a"), via="page")
    work.fetch_article(receipt.article_id or 0)
    article = Article.objects.get()
    assert (article.state, "robots.txt of other.example" in article.reason) == ("rejected", True)
    assert there not in web.asked


def test_redirects_host_rests_after_it(web: FakeWeb):
    there = "https://other.example/a"
    web.pages[there], web.redirects = b"<p>35 died", {"https://herald.example/a": there}
    receipt = accept(Submission(None, url="https://herald.example/a"), via="page")
    work.fetch_article(receipt.article_id or 0)
    assert Host.objects.filter(name="other.example", next_allowed_at__gt=Now()).exists()
