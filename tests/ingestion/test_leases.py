"""Who may write: taken once, fenced, swept."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from articles.ingestion import leases, sweeping
from articles.models import Article
from tests.ingestion.stories import FLOOD, hand_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def article_id() -> int:
    receipt = hand_in(FLOOD)
    assert receipt.article_id is not None
    return receipt.article_id


def state_of(article_id: int) -> str:
    return Article.objects.get(pk=article_id).state


def expire(article_id: int) -> None:
    Article.objects.filter(pk=article_id).update(lease_until=Now() - timedelta(seconds=1))


def test_take_gives_one_token(article_id: int):
    assert leases.take(article_id) is not None
    assert leases.take(article_id) is None


def test_take_brings_the_row_and_its_oldest_unread_capture(article_id: int):
    article = Article.objects.get(pk=article_id)
    first = article.captures.get()
    article.captures.create(raw=b"later", sha256="1" * 64, media_type="text/plain")
    held = leases.take_with_capture(article_id)
    assert held is not None
    token, row, capture = held
    assert (row.lease_token, row.state, row.url) == (token, "running", article.url)
    assert capture is not None
    assert (capture.pk, bytes(capture.raw), capture.said) == (first.pk, bytes(first.raw), first.said)
    assert leases.take_with_capture(article_id) is None


def test_take_brings_no_capture_where_all_are_read(article_id: int):
    Article.objects.get(pk=article_id).captures.update(read_at=Now())
    held = leases.take_with_capture(article_id)
    assert held is not None
    assert held[2] is None


def test_take_waits_for_the_next_attempt(article_id: int):
    Article.objects.filter(pk=article_id).update(next_attempt_at=Now() + timedelta(minutes=1))
    assert leases.take(article_id) is None


def test_take_of_a_vanished_row_is_none():
    assert leases.take(10**9) is None


def finish(article_id: int, token: UUID) -> None:
    leases.finish(Article(pk=article_id), token)


def enter(article_id: int, token: UUID) -> None:
    leases.enter(Article(pk=article_id), token)


@pytest.mark.parametrize("verb", [leases.renew, enter, finish, leases.release])
def test_a_stale_token_writes_nothing(article_id: int, verb: Callable[[int, UUID], None]):
    leases.take(article_id)
    with transaction.atomic(), pytest.raises(leases.LeaseLost):
        verb(article_id, uuid4())
    assert state_of(article_id) == Article.State.RUNNING


def test_late_holder_is_fenced_after_the_sweep(article_id: int):
    late = leases.take(article_id)
    assert late is not None
    expire(article_id)
    assert sweeping.sweep_expired() == [article_id]
    assert leases.take(article_id) is not None
    with pytest.raises(leases.LeaseLost):
        finish(article_id, late)


def test_sweep_leaves_a_running_lease(article_id: int):
    leases.take(article_id)
    assert sweeping.sweep_expired() == []


def test_sweep_quarantines_what_killed_three_workers(article_id: int):
    for _ in range(sweeping.MOST_CRASHES):
        leases.take(article_id)
        expire(article_id)
        sweeping.sweep_expired()
    article = Article.objects.get(pk=article_id)
    assert article.state == Article.State.QUARANTINED
    assert "died 3 times" in article.reason


def test_retry_later_waits_longer_then_quarantines(article_id: int):
    for attempt in range(1, leases.MOST_ATTEMPTS + 1):
        token = leases.take(article_id)
        assert token is not None
        leases.retry_later(article_id, token, "the page did not answer")
        wanted = Article.State.QUEUED if attempt < leases.MOST_ATTEMPTS else Article.State.QUARANTINED
        assert state_of(article_id) == wanted
        Article.objects.filter(pk=article_id).update(next_attempt_at=Now())


def test_release_gives_the_attempt_back(article_id: int):
    token = leases.take(article_id)
    assert token is not None
    leases.release(article_id, token)
    article = Article.objects.get(pk=article_id)
    assert (article.state, article.attempt_count, article.lease_token) == ("queued", 0, None)


def test_note_sent_doubles_the_pause(article_id: int):
    pauses: list[timedelta] = []
    for _ in range(3):
        sweeping.note_sent(article_id)
        pauses += Article.objects.annotate(pause=F("send_at") - Now()).values_list("pause", flat=True)
    # what passed until it was asked for is less than half a minute
    assert [round(pause.total_seconds() / 60) for pause in pauses] == [1, 2, 4]
    assert Article.objects.get(pk=article_id).send_count == 3


def test_one_sweep_sends_what_is_due(article_id: int):
    assert sweeping.claim_unsent(are_queues_empty=False) == [article_id]
    assert sweeping.claim_unsent(are_queues_empty=False) == []


@pytest.mark.parametrize(
    ("waited", "are_queues_empty", "is_sent"),
    [
        pytest.param(timedelta(0), True, True, id="lost"),
        pytest.param(timedelta(0), False, False, id="perhaps among those that wait"),
        pytest.param(timedelta(minutes=11), False, True, id="whatever waits"),
    ],
)
def test_what_was_sent_is_sent_again_when_the_queues_are_empty(
    article_id: int, waited: timedelta, are_queues_empty: bool, is_sent: bool
):
    sweeping.note_sent(article_id)
    Article.objects.filter(pk=article_id).update(send_at=Now() - waited)
    assert sweeping.claim_unsent(are_queues_empty=are_queues_empty) == [article_id] * is_sent


def test_forgotten_messages_are_sent_again_when_nobody_works(article_id: int):
    sweeping.note_sent(article_id)
    assert sweeping.claim_unsent(are_queues_empty=False) == []
    assert sweeping.claim_unsent(are_queues_empty=True) == [article_id]


def test_nothing_is_forgotten_while_somebody_works(article_id: int):
    sweeping.note_sent(article_id)
    other = Article.objects.create(identity="other", via=Article.Via.COMMAND)
    token = leases.take(other.pk)
    assert token is not None
    assert sweeping.claim_unsent(are_queues_empty=True) == []
    finish(other.pk, token)
    assert sweeping.claim_unsent(are_queues_empty=True) == []
    Article.objects.filter(pk=other.pk).update(ended_at=Now() - timedelta(seconds=6))
    assert sweeping.claim_unsent(are_queues_empty=True) == [article_id]
