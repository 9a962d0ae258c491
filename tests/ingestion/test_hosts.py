"""Visits: one at a time, with a pause, and none where robots.txt forbids it."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db.models import F
from django.db.models.functions import Now

from articles.ingestion import fetch, hosts, intake, polling, work
from articles.ingestion.fetch import FetchError
from articles.ingestion.submission import Submission
from articles.models import Article, Capture, Feed, Host
from tests.fakes import FakeWeb

pytestmark = pytest.mark.django_db
ROBOTS = "https://news.example/robots.txt"
A, B = "https://news.example/a", "https://news.example/b"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> FakeWeb:
    web = FakeWeb({A: b"<p>35 dead", B: b"<p>36 dead"})
    monkeypatch.setattr(fetch, "get", web.get)
    return web


def accepted(url: str) -> int:
    receipt = intake.accept(Submission(None, url=url), via=Article.Via.PAGE)
    assert receipt.article_id is not None
    return receipt.article_id


def fetched(url: str) -> Article:
    work.fetch_article(number := accepted(url))
    return Article.objects.get(pk=number)


def rest_of(name: str = "news.example") -> timedelta:
    left: timedelta = (
        Host.objects.annotate(left=F("next_allowed_at") - Now()).values_list("left", flat=True).get(name=name)
    )
    return left


def rested() -> None:
    Host.objects.update(next_allowed_at=Now())


@pytest.mark.parametrize(
    ("url", "name"),
    [
        pytest.param("https://News.Example/a", "news.example", id="case"),
        pytest.param("http://news.example:8080/a", "news.example:8080", id="port"),
        pytest.param("https://me:pw@news.example/", "news.example", id="credentials"),
    ],
)
def test_host_name(url: str, name: str):
    assert hosts.host_name(url) == name


def test_the_second_of_a_host_is_postponed_without_an_attempt(web: FakeWeb):
    first, second = fetched(A), fetched(B)
    assert (first.captures.count(), second.captures.count()) == (1, 0)
    assert (second.state, second.attempt_count, second.lease_token) == (Article.State.QUEUED, 0, None)
    assert second.next_attempt_at == second.send_at > first.next_attempt_at
    assert B not in web.asked


def test_those_sent_away_come_back_one_after_the_other(web: FakeWeb):
    fetched(A)
    times = [fetched(f"{A}/{n}").next_attempt_at for n in range(3)]
    assert [later - earlier for earlier, later in pairwise(times)] == [hosts.PAUSE, hosts.PAUSE]


def test_another_host_is_not_kept_waiting(web: FakeWeb):
    web.pages["https://other.example/c"] = b"<p>37 dead"
    fetched(A)
    assert fetched("https://other.example/c").captures.count() == 1


def test_robots_are_asked_once_a_day(web: FakeWeb):
    fetched(A)
    rested()
    fetched(B)
    assert (web.asked.count(ROBOTS), web.asked[-1]) == (1, B)


def test_a_forbidden_page_is_rejected_unread(web: FakeWeb):
    web.pages[ROBOTS] = b"User-agent: *\nDisallow: /a"
    article = fetched(A)
    assert (article.state, article.reason) == (Article.State.REJECTED, f"{A}: robots.txt forbids it")
    assert A not in web.asked


def test_robots_that_cannot_be_had_are_asked_for_later(web: FakeWeb):
    web.pages[ROBOTS] = FetchError(ROBOTS, "HTTP 503", status=503)
    article = fetched(A)
    assert (article.state, article.attempt_count, A in web.asked) == (Article.State.QUEUED, 1, False)


@pytest.mark.parametrize(
    ("robots", "answer", "least", "most"),
    [
        pytest.param(b"", b"<p>1", 4, 5, id="as always"),
        pytest.param(b"User-agent: *\nCrawl-delay: 30", b"<p>1", 29, 30, id="as asked"),
        pytest.param(b"User-agent: *\nCrawl-delay: 900", b"<p>1", 59, 60, id="at most a minute"),
        pytest.param(b"", FetchError(A, "HTTP 429", retry_after_s=120, status=429), 119, 120, id="retry after"),
    ],
)
def test_pause_after_a_visit(web: FakeWeb, robots: bytes, answer: bytes | FetchError, least: int, most: int):
    web.pages |= {ROBOTS: robots, A: answer}
    fetched(A)
    assert timedelta(seconds=least) < rest_of() <= timedelta(seconds=most)


def test_feed_of_a_resting_host_is_polled_later(web: FakeWeb):
    fetched(A)
    feed = polling.add_feed("https://news.example/feed")
    assert polling.poll(feed.pk) == []
    row = Feed.objects.get(pk=feed.pk)
    assert (row.failure_count, row.lease_until, row.polled_at) == (0, None, None)
    assert row.next_poll_at > feed.next_poll_at


def test_the_servers_charset_is_kept_and_read_with(web: FakeWeb, monkeypatch: pytest.MonkeyPatch):
    text = "<title>Łódź</title><p>Policja podała, że w mieście Łódź było 35 rannych.</p>".encode("iso-8859-2")
    monkeypatch.setattr(fetch, "get", _in_latin_2(web.get, text))
    article = fetched(A)
    assert Capture.objects.get(article=article).charset == "iso-8859-2"
    work.extract_article(article.pk)
    assert "Łódź" in article.revisions.get().text


def _in_latin_2(get: Callable[..., fetch.Fetched], body: bytes) -> Callable[..., fetch.Fetched]:
    def answer(url: str, **more: str) -> fetch.Fetched:
        return fetch.Fetched(url, url, 200, body, "text/html", "iso-8859-2") if url == A else get(url, **more)

    return answer
