"""Pages are looked at again; an edit makes a revision, and nothing that goes wrong then harms what was read."""

from __future__ import annotations

import pytest
from django.db.models.functions import Now

from articles.ingestion import fetch, intake, visits, work
from articles.ingestion.fetch import FetchError
from articles.ingestion.submission import Submission
from articles.models import Article, Host, NumberChange
from tests.fakes import FakeWeb
from tests.ingestion.stories import FLOOD, FLOOD_LATER, read

pytestmark = pytest.mark.django_db
URL = "https://herald.example/flood"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> FakeWeb:
    web = FakeWeb({URL: FLOOD.encode()}, {URL: "text/plain"})
    monkeypatch.setattr(fetch, "get", web.get)
    return web


@pytest.fixture
def article(web: FakeWeb) -> Article:
    receipt = intake.accept(Submission(None, url=URL), via="feed")
    return worked(Article.objects.get(pk=receipt.article_id or 0))


def worked(article: Article) -> Article:
    Host.objects.update(next_allowed_at=Now())
    work.fetch_article(article.pk)
    work.extract_article(article.pk)
    article.refresh_from_db()
    return article


def visited(article: Article) -> Article:
    Article.objects.filter(pk=article.pk).update(next_visit_at=Now())
    assert visits.queue_due() == 1
    return worked(article)


def test_edit_is_seen_at_the_next_visit(web: FakeWeb, article: Article):
    web.pages[URL] = FLOOD_LATER.encode()
    article = visited(article)
    assert (article.state, article.revisions.count(), article.visit_count) == ("done", 2, 2)
    assert NumberChange.objects.get().aspects == ["value"]


def test_unchanged_page_changes_nothing(web: FakeWeb, article: Article):
    article = visited(article)
    assert (article.state, article.revisions.count(), article.captures.count()) == ("done", 1, 1)


@pytest.mark.parametrize(
    "answer", [FetchError(URL, "HTTP 404", is_permanent=True, status=404), FetchError(URL, "too slow"), b"  "]
)
def test_page_that_went_away_takes_nothing(web: FakeWeb, article: Article, answer: bytes | FetchError):
    web.pages[URL] = answer
    article = visited(article)
    assert (article.state, article.claims.filter(is_current=True).exists()) == ("done", True)
    assert article.next_visit_at is not None


def test_visits_end(web: FakeWeb, article: Article):
    for _ in visits.PAUSES:
        article = visited(article)
    assert article.next_visit_at is None
    assert visits.queue_due() == 0


def test_text_that_was_handed_in_is_never_fetched(web: FakeWeb):
    assert read(FLOOD, url=URL).next_visit_at is None
