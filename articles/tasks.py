"""What Celery carries: one id in, one call. Only web, api, commands and the timetable send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from celery import Task, shared_task
from django.contrib.auth.models import User
from django.db import transaction

from articles.ingestion import intake, leases, polling, sending, work
from articles.ingestion.submission import Outcome, Receipt, Said, Submission
from articles.ingestion.work import Step


def enqueue(task: Task[Any, Any], pk: int) -> None:
    """Send a row's id once the transaction is committed; a broker that is away costs nothing: the sweep sends it later."""

    def send() -> None:
        sending.send(task, pk)

    # Django tells a robust hook's fault by its name, which a partial has not
    transaction.on_commit(send, robust=True)


def submit(items: Sequence[Submission], *, via: str, by: User | None = None) -> list[Receipt]:
    """Keep every submission and send the accepted ones to work; the receipts stand in the order of the items."""
    receipts = [intake.accept(item, via=via, by=by) for item in items]
    for receipt in receipts:
        if receipt.outcome is Outcome.ACCEPTED and receipt.article_id is not None:
            send_article(receipt.article_id)
    return receipts


def send_article(article_id: int) -> None:
    """Send a queued article to the queue of its next step."""
    task = {Step.FETCH: fetch_article, Step.EXTRACT: extract_article}.get(work.next_step(article_id))
    if task is not None:
        leases.note_sent(article_id)
        enqueue(task, article_id)


@shared_task
def fetch_article(article_id: int) -> None:
    """Fetch one article's page."""
    if work.fetch_article(article_id) is Step.EXTRACT:
        send_article(article_id)


@shared_task
def extract_article(article_id: int) -> None:
    """Read one article."""
    if work.extract_article(article_id) is Step.EXTRACT:
        send_article(article_id)


@shared_task
def sweep() -> None:
    """Send again what is due, and what a dead worker left."""
    leases.sweep_expired()
    for article_id in leases.due_ids(leases.SWEPT_AT_ONCE):
        send_article(article_id)


@shared_task
def poll_feeds() -> None:
    """Send every feed whose time has come to be polled."""
    for feed_id in polling.due_ids():
        enqueue(poll_feed, feed_id)


@shared_task
def poll_feed(feed_id: int) -> None:
    """Poll one feed and send what is new in it."""
    for article_id in polling.poll(feed_id):
        send_article(article_id)


__all__ = ["Outcome", "Receipt", "Said", "Submission", "enqueue", "poll_feed", "send_article", "submit"]
