"""The door: kept once, refused with a reason."""

import pytest

from articles.ingestion import intake
from articles.ingestion.submission import Outcome, Said, Submission
from articles.models import Article, Capture
from tests.ingestion.stories import FLOOD, FLOOD_LATER, hand_in, read

pytestmark = pytest.mark.django_db
URL = "https://herald.example/flood"


def test_accept_keeps_the_bytes_and_queues():
    receipt = hand_in(FLOOD, url=URL, outlet="Herald")
    article = Article.objects.get(pk=receipt.article_id or 0)
    assert receipt.outcome is Outcome.ACCEPTED
    assert article.state == Article.State.QUEUED
    assert bytes(article.captures.get().raw).decode() == FLOOD


def test_accept_same_bytes_twice_changes_nothing():
    first, second = hand_in(FLOOD, url=URL), hand_in(FLOOD, url=URL + "?utm_source=mail")
    assert (second.outcome, second.article_id) == (Outcome.KNOWN, first.article_id)
    assert (Article.objects.count(), Capture.objects.count()) == (1, 1)


def test_accept_same_file_without_address_twice_changes_nothing():
    first, second = hand_in(FLOOD), hand_in(FLOOD)
    assert (second.outcome, second.article_id) == (Outcome.KNOWN, first.article_id)


def test_accept_other_bytes_at_a_known_address_queues_it_again():
    article = read(FLOOD, url=URL)
    receipt = hand_in(FLOOD_LATER, url=URL)
    article.refresh_from_db()
    assert receipt.outcome is Outcome.ACCEPTED
    assert article.state == Article.State.QUEUED
    assert article.captures.count() == 2


@pytest.mark.parametrize(
    ("submission", "words"),
    [
        pytest.param(Submission(None), "neither a text nor an address", id="nothing"),
        pytest.param(Submission(b"  \n"), "empty", id="blank"),
        pytest.param(Submission(b"x" * 5_000_001), "5,000,000 bytes", id="too large"),
        pytest.param(Submission(b"x", "image/png"), "cannot read image/png", id="type"),
        pytest.param(Submission(b"x", url="nowhere"), "http", id="address"),
        pytest.param(Submission(b"x", said=Said(published="yesterday")), "published", id="date"),
    ],
)
def test_accept_refuses_with_a_reason_and_stores_nothing(submission: Submission, words: str):
    receipt = intake.accept(submission, via=Article.Via.API)
    assert receipt.outcome is Outcome.REJECTED
    assert words in receipt.reason
    assert not Article.objects.exists()


def test_accept_address_alone_keeps_what_is_said_of_it():
    submission = Submission(None, url=URL, said=Said(title="Flood", outlet="Herald", published="2026-03-02"))
    article = Article.objects.get(pk=intake.accept(submission, via=Article.Via.FEED).article_id or 0)
    assert (article.title, article.outlet and article.outlet.name) == ("Flood", "Herald")


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ("2026-03-02", "2026-03-02T00:00:00+00:00"),
        ("2026-03-02T10:30:00Z", "2026-03-02T10:30:00+00:00"),
        ("2026-03-02T10:30:00+01:00", "2026-03-02T09:30:00+00:00"),
        # no place has such an offset, and PostgreSQL takes none over sixteen hours
        ("2251-10-12T17:26:29+19:24", "2251-10-11T22:02:29+00:00"),
    ],
)
def test_parse_published_is_aware(stated: str, wanted: str):
    at = intake.parse_published(stated)
    assert at is not None
    assert at.isoformat() == wanted


def test_parse_published_of_other_words_is_none():
    assert intake.parse_published("last week") is None
    assert intake.parse_published("0001-01-01T00:00:00+05:00") is None
