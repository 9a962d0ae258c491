"""Feeds: polled when due, by one worker at a time, with a growing pause while they fail."""

from __future__ import annotations

import random
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from articles.ingestion import fetch, hosts
from articles.ingestion.child import ParseRejected, read_feed_safely
from articles.ingestion.fetch import Fetched, FetchError
from articles.ingestion.identity import canonical_url
from articles.ingestion.intake import accept
from articles.ingestion.submission import Outcome, Said, Submission
from articles.models import Article, Feed, Outlet

LEASE = timedelta(seconds=120)
LONGEST_PAUSE = timedelta(hours=24)
MOST_ENTRIES = 500


def add_feed(url: str, *, outlet: Outlet | None = None) -> Feed:
    """The feed at an address, made when it is new; raises BadAddress."""
    address = canonical_url(url)
    feed, _ = Feed.objects.get_or_create(
        url_sha256=sha256(address.encode()).hexdigest(), defaults={"url": address, "outlet": outlet}
    )
    return feed


def due_ids() -> list[int]:
    """The feeds whose time has come and that nobody is polling."""
    return list(Feed.objects.due().filter(_free()).values_list("pk", flat=True))


def _free() -> Q:
    return Q(lease_until__isnull=True) | Q(lease_until__lt=Now())


def poll(feed_id: int) -> list[int]:
    """Read a due feed and accept what is new in it; returns the accepted articles' ids. A feed that is not due is left."""
    if not Feed.objects.due().filter(_free(), pk=feed_id).update(lease_until=Now() + LEASE):
        return []
    feed = Feed.objects.select_related("outlet").get(pk=feed_id)
    try:
        with hosts.visit(feed.url):
            fetched = fetch.get(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        return _read(feed, fetched)
    except hosts.TooSoon as soon:
        Feed.objects.filter(pk=feed.pk).update(lease_until=None, next_poll_at=soon.until)
        return []
    except (FetchError, ParseRejected) as fault:
        _failed(feed, fault)
        return []


def _read(feed: Feed, fetched: Fetched) -> list[int]:
    if fetched.is_unchanged:
        _rest(feed, fetched, feed.title)
        return []
    page = read_feed_safely(fetched.body, fetched.final_url)
    if page.error and not page.entries:
        raise ParseRejected(page.error)
    outlet = feed.outlet.name if feed.outlet else ""
    with transaction.atomic():
        receipts = [
            accept(
                Submission(raw=None, url=entry.url, said=Said(outlet=outlet, title=entry.title)), via=Article.Via.FEED
            )
            for entry in page.entries[:MOST_ENTRIES]
            if entry.url
        ]
        _rest(feed, fetched, page.title)
    return [r.article_id for r in receipts if r.outcome is Outcome.ACCEPTED and r.article_id is not None]


def _rest(feed: Feed, fetched: Fetched, title: str) -> None:
    Feed.objects.filter(pk=feed.pk).update(
        lease_until=None, polled_at=Now(), failure_count=0, last_error="", etag=fetched.etag[:300],
        last_modified=fetched.last_modified[:100], title=feed.title or title[:300],
        next_poll_at=Now() + _spread(timedelta(seconds=feed.interval_s)),
    )  # fmt: skip


def _failed(feed: Feed, fault: Exception) -> None:
    pause = min(LONGEST_PAUSE, timedelta(seconds=feed.interval_s) * 2 ** min(feed.failure_count + 1, 10))
    Feed.objects.filter(pk=feed.pk).update(
        lease_until=None, polled_at=Now(), failure_count=F("failure_count") + 1, last_error=str(fault)[:2000],
        next_poll_at=Now() + _spread(pause),
    )  # fmt: skip


def _spread(pause: timedelta) -> timedelta:
    """The pause, up to a fifth longer or shorter, so that feeds added together drift apart."""
    return pause * random.uniform(0.8, 1.2)
