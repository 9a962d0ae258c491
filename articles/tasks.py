"""What Celery carries: one id in, one call. Only web, api, commands and the timetable send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from celery import Task, shared_task
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from articles.actions import audit
from articles.actions.idempotency import forget_old_writes
from articles.actions.rates import forget_old_counts
from articles.ingestion import (
    alerting,
    dumps,
    intake,
    mail,
    mailing,
    polling,
    sending,
    sweeping,
    visits,
    webhooks,
    work,
)
from articles.ingestion.child import ParseRejected, read_opml_safely
from articles.ingestion.identity import BadAddress
from articles.ingestion.opening import open_file
from articles.ingestion.submission import Handed, Outcome, Receipt, Refused, Said, Submission
from articles.ingestion.work import Step
from articles.models import Feed
from claimtracker.logs import working_on

# short, whatever waits in the others
FAST = "timetable"
QUEUES = ("fetch", "extract")


def enqueue(task: Task[Any, Any], pk: int, queue: str | None = None) -> None:
    """Send a row's id once the transaction is committed; a broker that is away costs nothing: the sweep sends it later."""

    def send() -> None:
        sending.send(task, pk, queue)

    # Django tells a robust hook's fault by its name, which a partial has not
    transaction.on_commit(send, robust=True)


def submit(items: Sequence[Submission], *, via: str, by: User | None = None) -> list[Receipt]:
    """Keep every submission and send the accepted ones to work; the receipts stand in the order of the items."""
    receipts = [intake.accept(item, via=via, by=by) for item in items]
    for receipt in receipts:
        if receipt.outcome is Outcome.ACCEPTED and receipt.article_id is not None:
            send_article(receipt.article_id)
    return receipts


def submit_file(
    name: str, raw: bytes, *, url: str = "", said: Said | None = None, via: str, by: User | None
) -> list[Handed]:
    """Open one file by its content, an archive or table into its parts, and submit each; what is refused says why."""
    handed = []
    for item in open_file(name, raw, url, said):
        if isinstance(item, Refused):
            handed.append(Handed(item.where, Receipt(Outcome.REJECTED, reason=item.reason), item.is_too_large))
        else:
            (receipt,) = submit([item], via=via, by=by)
            handed.append(Handed(item.file_name or item.url or name, receipt))
    return handed or [Handed(name, Receipt(Outcome.REJECTED, reason="holds nothing to read"))]


def follow(url: str) -> tuple[Feed | None, str]:
    """Follow a feed, or the one that a site's page names, and send it to be polled; None and why for no address."""
    try:
        feed = polling.add_feed(url)
    except BadAddress as bad:
        return None, str(bad)
    enqueue(poll_feed, feed.pk)
    return feed, ""


def follow_opml(raw: bytes) -> tuple[list[Feed], list[str]]:
    """Follow every feed of an OPML file; also what in it could not be followed, and why."""
    try:
        feeds, refused = polling.add_feeds(read_opml_safely(raw))
    except ParseRejected as fault:
        return [], [fault.reason]
    for feed in feeds:
        enqueue(poll_feed, feed.pk)
    return feeds, refused


def send_article(article_id: int, queue: str | None = None) -> None:
    """Send a queued article to the queue of its next step, or to the one that is named."""
    task = {Step.FETCH: fetch_article, Step.EXTRACT: extract_article}.get(work.next_step(article_id))
    if task is not None:
        sweeping.note_sent(article_id)
        enqueue(task, article_id, queue)


@shared_task
def fetch_article(article_id: int) -> None:
    """Fetch one article's page."""
    with working_on(article=article_id):
        if work.fetch_article(article_id) is Step.EXTRACT:
            send_article(article_id)


@shared_task
def extract_article(article_id: int) -> None:
    """Read one article."""
    with working_on(article=article_id):
        if work.extract_article(article_id) is Step.EXTRACT:
            send_article(article_id, FAST)


@shared_task
def sweep() -> None:
    """Send again what is due, and what a dead worker left."""
    for article_id in sweeping.sweep_expired():
        # it has waited once: not behind all that came since
        send_article(article_id, FAST)
    for article_id in sweeping.claim_unsent(are_queues_empty=sending.are_empty(QUEUES)):
        send_article(article_id)


@shared_task
def poll_feeds() -> None:
    """Send every feed whose time has come to be polled, and queue the pages that are looked at again."""
    visits.queue_due()
    for feed_id in polling.due_ids():
        enqueue(poll_feed, feed_id)


@shared_task
def seal_audit() -> None:
    """Chain what the audit's triggers wrote since the last time."""
    audit.seal_events()


@shared_task
def mail_notices() -> None:
    """Send the e-mails of notices that wait."""
    mail.send_due()


@shared_task
def poll_feed(feed_id: int) -> None:
    """Poll one feed and send what is new in it."""
    with working_on(feed=feed_id):
        for article_id in polling.poll(feed_id):
            send_article(article_id)


@shared_task
def look_for_alerts() -> None:
    """Write the alerts of what came in, and send what is due to webhooks."""
    alerting.look()
    for delivery_id in webhooks.due_ids():
        enqueue(deliver_webhook, delivery_id)


@shared_task
def deliver_webhook(delivery_id: int) -> None:
    """One attempt at one delivery."""
    webhooks.deliver(delivery_id)


@shared_task
def mail_alerts() -> None:
    """Send every person whose e-mail of alerts is due to be written to."""
    for person_id in mailing.due_people():
        enqueue(mail_person, person_id)


@shared_task
def mail_person(person_id: int) -> None:
    """One person's e-mail of alerts."""
    mailing.mail(person_id)


@shared_task
def dump_nightly() -> None:
    """Start the day's dump."""
    dumps.start_if_due(settings.DUMP_DIR, keep=settings.DUMPS_KEPT)


@shared_task
def forget_old_requests() -> None:
    """Delete what throttles and repeated writes no longer need."""
    forget_old_counts()
    forget_old_writes()


__all__ = [
    "Handed",
    "Outcome",
    "Receipt",
    "Said",
    "Submission",
    "enqueue",
    "follow",
    "follow_opml",
    "poll_feed",
    "send_article",
    "submit",
    "submit_file",
]
