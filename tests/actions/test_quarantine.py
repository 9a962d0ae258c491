"""Articles that could not be read are tried again or given up, by name."""

import pytest

from articles.actions.quarantine import discard_article, retry_article
from articles.actions.versions import Refused
from articles.ingestion import leases, sweeping
from articles.models import Article
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def quarantined(state: Article.State = Article.State.QUARANTINED) -> Article:
    return make_article(state=state, reason="its worker died 3 times", attempt_count=3, crash_count=3)


@pytest.mark.parametrize("state", [Article.State.QUARANTINED, Article.State.REJECTED])
def test_retry_gives_three_attempts_again(state: Article.State):
    article = retry_article(article=quarantined(state), by=make_user("ines"))
    assert (article.state, article.attempt_count, article.crash_count) == (Article.State.QUEUED, 0, 0)
    assert article.reason == "tried again for ines"
    assert sweeping.claim_unsent(are_queues_empty=False) == [article.pk]
    assert leases.take(article.pk) is not None


def test_discard_says_who_and_why():
    article = discard_article(article=quarantined(), why=" an empty\n page\0 ", by=make_user("ines"))
    assert (article.state, article.reason) == (Article.State.REJECTED, "discarded by ines: an empty page")


def test_discard_needs_a_reason():
    with pytest.raises(Refused, match="Say why"):
        discard_article(article=quarantined(), why=" ", by=make_user())


def test_an_article_that_was_read_is_left():
    read = make_article()
    with pytest.raises(Refused):
        retry_article(article=read, by=make_user())
    with pytest.raises(Refused):
        discard_article(article=read, why="old", by=make_user())


def test_the_second_of_two_decisions_is_refused():
    article = quarantined()
    stale = Article.objects.get(pk=article.pk)
    retry_article(article=article, by=make_user())
    with pytest.raises(Refused, match="Somebody else"):
        discard_article(article=stale, why="late", by=make_user())
