"""From the queue to the end: everything at once, or nothing."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.db import OperationalError, connection

from articles.ingestion import fetch, intake, leases, work
from articles.ingestion.child import ParseRejected
from articles.ingestion.grouping import group_claims
from articles.ingestion.submission import Submission
from articles.ingestion.work import Step
from articles.models import Article, Claim, Figure, Membership, Revision
from tests.fakes import FakeWeb
from tests.ingestion.stories import FLOOD, FLOOD_LATER, hand_in, read

pytestmark = pytest.mark.django_db
URL = "https://herald.example/flood"


def test_extract_article_writes_text_claims_and_figures():
    article = read(FLOOD, url=URL, outlet="Herald", published="2026-03-02")
    claim = Claim.objects.filter(article=article, surface="35").latest("start")
    assert article.state == Article.State.DONE
    assert article.title.startswith("Flood in Marrow Valley")
    assert (claim.hedge, claim.interval.lower, claim.interval.upper) == ("at_least", 35, None)
    assert claim.speaker is not None
    assert claim.speaker.name == "Ana Veld"
    assert claim.figures.count() == 1


def test_every_claim_stands_where_it_says():
    article = read(FLOOD)
    text = Revision.objects.get(article=article).text
    claims = Claim.objects.filter(article=article)
    assert claims.count() >= 4
    assert all(text[c.start : c.end] == c.surface for c in claims)
    assert all(text[c.sentence_start : c.sentence_end] == c.sentence for c in claims)


def test_extract_article_twice_is_a_no_op():
    article = read(FLOOD)
    before = list(Claim.objects.values_list("pk", flat=True))
    assert work.extract_article(article.pk) is Step.NOTHING
    assert list(Claim.objects.values_list("pk", flat=True)) == before


def test_changed_text_becomes_a_second_revision():
    article = read(FLOOD, url=URL)
    hand_in(FLOOD_LATER, url=URL)
    work.extract_article(article.pk)
    revisions = list(article.revisions.order_by("number"))
    assert [r.is_latest for r in revisions] == [False, True]
    assert Claim.objects.current().filter(article=article, surface="41").exists()
    assert not Claim.objects.current().filter(article=article, revision=revisions[0]).exists()


def test_two_captures_become_two_revisions_in_order():
    receipt = hand_in(FLOOD, url=URL)
    hand_in(FLOOD_LATER, url=URL)
    assert receipt.article_id is not None
    assert work.extract_article(receipt.article_id) is Step.EXTRACT
    assert work.extract_article(receipt.article_id) is Step.NOTHING
    texts = Revision.objects.order_by("number").values_list("text", flat=True)
    assert [("41" in text) for text in texts] == [False, True]


def test_fault_in_the_middle_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch):
    def fail(claims: list[Claim], **options: object) -> None:
        raise RuntimeError("the comparison broke")

    monkeypatch.setattr(work, "group_claims", fail)
    article = read(FLOOD)
    assert article.state == Article.State.QUEUED
    assert "the comparison broke" in article.reason
    assert not (Claim.objects.exists())
    assert not (Revision.objects.exists())
    assert not (Figure.objects.exists())


def test_lease_lost_while_reading_writes_nothing(monkeypatch: pytest.MonkeyPatch):
    receipt = hand_in(FLOOD)

    def lose(*args: object) -> None:
        raise leases.LeaseLost("another worker has it")

    monkeypatch.setattr(leases, "finish", lose)
    work.extract_article(receipt.article_id or 0)
    assert not (Claim.objects.exists())
    assert not (Membership.objects.exists())


@pytest.mark.parametrize("fault", [ParseRejected("parse_timeout")])
def test_unreadable_is_rejected_with_its_reason(monkeypatch: pytest.MonkeyPatch, fault: Exception):
    def refuse(capture: object) -> None:
        raise fault

    monkeypatch.setattr(work, "read_capture", refuse)
    article = read(FLOOD)
    assert (article.state, article.reason) == (Article.State.REJECTED, "parse_timeout")


@pytest.fixture
def fetching(monkeypatch: pytest.MonkeyPatch) -> Callable[[FakeWeb], Article]:
    def run(web: FakeWeb) -> Article:
        monkeypatch.setattr(fetch, "get", web.get)
        receipt = _accept(URL)
        work.fetch_article(receipt)
        return Article.objects.get(pk=receipt)

    return run


def _accept(url: str) -> int:
    receipt = intake.accept(Submission(None, url=url), via=Article.Via.PAGE)
    assert receipt.article_id is not None
    return receipt.article_id


def test_fetch_article_keeps_the_page(fetching: Callable[[FakeWeb], Article]):
    article = fetching(FakeWeb({URL: FLOOD.encode()}, {URL: "text/plain"}))
    assert article.state == Article.State.QUEUED
    assert work.next_step(article.pk) is Step.EXTRACT


def test_fetch_article_of_a_missing_page_is_rejected(fetching: Callable[[FakeWeb], Article]):
    article = fetching(FakeWeb())
    assert (article.state, "404" in article.reason) == (Article.State.REJECTED, True)


def test_fetch_article_tries_again_after_a_passing_fault(fetching: Callable[[FakeWeb], Article]):
    article = fetching(FakeWeb({URL: fetch.FetchError(URL, "timed out")}))
    assert (article.state, article.attempt_count) == (Article.State.QUEUED, 1)


def test_an_article_of_very_many_claims_is_kept_whole(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(work, "MOST_GROUPED", 3)
    article = read(" ".join(f"Floods hurt {10 + n} people in place {n}." for n in range(8)))
    claims = Claim.objects.filter(article=article)
    assert (article.state, claims.filter(unit="people").count()) == (Article.State.DONE, 8)
    assert Membership.objects.values("claim").distinct().count() == 3


@pytest.mark.django_db(transaction=True)
def test_article_is_given_back_when_the_database_cuts_its_worker_off(monkeypatch: pytest.MonkeyPatch):
    receipt = hand_in(FLOOD)
    assert receipt.article_id is not None

    def cut(*claims: object, **more: object) -> None:
        raise OperationalError("terminating connection due to administrator command")

    with monkeypatch.context() as patched:
        patched.setattr(work, "store_claims", cut)
        work.extract_article(receipt.article_id)
    article = Article.objects.get(pk=receipt.article_id)
    assert (article.state, article.attempt_count) == (Article.State.QUEUED, 1)
    assert "terminating connection" in article.reason
    assert not Revision.objects.filter(article=article).exists()
    work.extract_article(receipt.article_id)
    assert Article.objects.get(pk=receipt.article_id).state == Article.State.DONE


@pytest.mark.django_db(transaction=True)
def test_text_that_comes_while_another_is_being_written_is_read_too(monkeypatch: pytest.MonkeyPatch):
    receipt = hand_in(FLOOD, url=URL)
    assert receipt.article_id is not None
    later = Thread(target=_hand_in_elsewhere)

    def meanwhile(claims: list[Claim], **options: Any) -> None:
        later.start()
        # as long as it takes where it does not wait for us
        later.join(1)
        group_claims(claims, **options)

    with monkeypatch.context() as patched:
        patched.setattr(work, "group_claims", meanwhile)
        work.extract_article(receipt.article_id)
    later.join()
    assert Article.objects.get(pk=receipt.article_id).state == Article.State.QUEUED
    work.extract_article(receipt.article_id)
    assert Revision.objects.filter(article=receipt.article_id).count() == 2


def _hand_in_elsewhere() -> None:
    hand_in(FLOOD_LATER, url=URL)
    connection.close()
