"""Feeds: polled when due, by one worker at a time, with a growing pause while they fail; found where a site names them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from articles.extraction.feed_links import FeedLink
from articles.extraction.values import FeedText
from articles.ingestion import discovery, fetch, hosts
from articles.ingestion.child import ParseRejected, read_feed_safely
from articles.ingestion.fetch import Fetched, FetchError
from articles.ingestion.identity import BadAddress, canonical_url
from articles.ingestion.intake import accept
from articles.ingestion.submission import Outcome, Said, Submission
from articles.models import Article, Feed, Outlet
from claimtracker.room import has_room

LEASE = timedelta(seconds=120)
LONGEST_PAUSE = timedelta(hours=24)
MOST_ENTRIES = 500


def add_feed(url: str, *, outlet: Outlet | None = None, title: str = "") -> Feed:
    """The feed at an address, made when it is new; raises BadAddress. The address may be a site's: see :func:`poll`."""
    address = canonical_url(url)
    feed, _ = Feed.objects.get_or_create(
        url_sha256=_key(address), defaults={"url": address, "outlet": outlet, "title": title[:300]}
    )
    return feed


def add_feeds(links: Iterable[FeedLink]) -> tuple[list[Feed], list[str]]:
    """The feeds of a list, new and known ones, and the addresses in it that no feed can have."""
    feeds, refused = [], []
    for link in links:
        try:
            feeds.append(add_feed(link.url, title=link.title))
        except BadAddress as bad:
            refused.append(f"{link.url[:200]}: {bad}")
    return feeds, refused


def _key(address: str) -> str:
    return sha256(address.encode()).hexdigest()


def due_ids() -> list[int]:
    """The feeds whose time has come and that nobody is polling; none while the disk is nearly full."""
    if not has_room():
        return []
    return list(Feed.objects.due().filter(_free()).values_list("pk", flat=True))


def _free() -> Q:
    return Q(lease_until__isnull=True) | Q(lease_until__lt=Now())


def poll(feed_id: int) -> list[int]:
    """Read a due feed and accept what is new in it; returns the accepted articles' ids. A feed that is not due is left.

    An address that never gave a feed and gives a page is taken for a site's: the feeds that the page names, else the
    usual places, are tried one a poll, and the first that is a feed becomes the feed's address. Of a list of sitemaps the
    one with the latest news is read, after the pause that its host is due; a list in a list is not followed.
    """
    if not Feed.objects.due().filter(_free(), pk=feed_id).update(lease_until=Now() + LEASE):
        return []
    feed = Feed.objects.select_related("outlet").get(pk=feed_id)
    address = feed.part or (feed.candidates[0] if feed.candidates else feed.url)
    try:
        with hosts.visit(address) as may_visit:
            fetched = fetch.get(address, etag=feed.etag, last_modified=feed.last_modified, may_visit=may_visit)
        return _read(feed, address, fetched)
    except hosts.TooSoon as soon:
        Feed.objects.filter(pk=feed.pk).update(lease_until=None, next_poll_at=soon.until)
    except (FetchError, ParseRejected) as fault:
        _went_wrong(feed, fault)
    return []


def _read(feed: Feed, address: str, fetched: Fetched) -> list[int]:
    if fetched.is_unchanged:
        _rest(feed, fetched)
        return []
    page = read_feed_safely(fetched.body, fetched.final_url)
    if page.parts and feed.part:
        raise ParseRejected("a list of sitemaps within a list of sitemaps")
    if page.error and not page.entries and not page.parts:
        if feed.succeeded_at is None and not feed.candidates:
            _try_next(feed, discovery.candidates(address, fetched, page.error))
            return []
        raise ParseRejected(page.error)
    if feed.candidates and not _settle(feed, address):
        return []
    if page.parts:
        _turn_to(feed, page.parts[0])
        return []
    return _take(feed, fetched, page)


def _take(feed: Feed, fetched: Fetched, page: FeedText) -> list[int]:
    outlet = feed.outlet.name if feed.outlet else ""
    entries = [entry for entry in page.entries[:MOST_ENTRIES] if entry.url]
    with transaction.atomic():
        receipts = [
            accept(
                Submission(raw=None, url=entry.url, said=Said(outlet=outlet, title=entry.title)),
                via=Article.Via.FEED,
                feed=feed,
            )
            for entry in entries
        ]
        _rest(feed, fetched, title=feed.title or page.title[:300], entry_count=len(entries))
    return [r.article_id for r in receipts if r.outcome is Outcome.ACCEPTED and r.article_id is not None]


def _settle(feed: Feed, address: str) -> bool:
    """A found address becomes the feed's own; False where another feed has it already, and this one is put to rest."""
    address = canonical_url(address)
    if Feed.objects.filter(url_sha256=_key(address)).exclude(pk=feed.pk).exists():
        Feed.objects.filter(pk=feed.pk).update(
            lease_until=None,
            is_active=False,
            candidates=[],
            polled_at=Now(),
            last_error=f"followed already as {address}",
        )
        return False
    Feed.objects.filter(pk=feed.pk).update(url=address, url_sha256=_key(address), site_url=feed.url, candidates=[])
    return True


def _try_next(feed: Feed, candidates: list[str]) -> None:
    Feed.objects.filter(pk=feed.pk).update(
        lease_until=None, candidates=candidates, polled_at=Now(), next_poll_at=Now() + hosts.PAUSE
    )


def _turn_to(feed: Feed, part: str) -> None:
    """The part is read at the next poll. A list may stay the same while its parts change, so it keeps no ETag."""
    Feed.objects.filter(pk=feed.pk).update(
        lease_until=None, part=part, etag="", last_modified="", polled_at=Now(), next_poll_at=Now() + hosts.PAUSE
    )


def _rest(feed: Feed, fetched: Fetched, **more: object) -> None:
    etag, last_modified = ("", "") if feed.part else (fetched.etag[:300], fetched.last_modified[:100])
    Feed.objects.filter(pk=feed.pk).update(
        lease_until=None, polled_at=Now(), succeeded_at=Now(), failure_count=0, last_error="", part="", etag=etag,
        last_modified=last_modified, next_poll_at=Now() + _spread(timedelta(seconds=feed.interval_s)), **more,
    )  # fmt: skip


def _went_wrong(feed: Feed, fault: FetchError | ParseRejected) -> None:
    if len(feed.candidates) > 1:
        _try_next(feed, feed.candidates[1:])
    elif feed.candidates:
        _failed(feed, ParseRejected(discovery.NOTHING_FOUND))
    else:
        _failed(feed, fault)


def _failed(feed: Feed, fault: FetchError | ParseRejected) -> None:
    """Twice the pause for each failure in a row, at most a day, and never before the server's Retry-After. 410 ends it."""
    pause = _spread(min(LONGEST_PAUSE, timedelta(seconds=feed.interval_s) * 2 ** min(feed.failure_count + 1, 10)))
    is_gone = isinstance(fault, FetchError) and fault.status == HTTPStatus.GONE
    if isinstance(fault, FetchError) and fault.retry_after_s:
        pause = max(pause, timedelta(seconds=fault.retry_after_s))
    Feed.objects.filter(pk=feed.pk).update(
        lease_until=None, polled_at=Now(), failure_count=F("failure_count") + 1, last_error=str(fault)[:2000],
        candidates=[], part="", next_poll_at=Now() + pause, is_active=not is_gone or bool(feed.part),
    )  # fmt: skip


def _spread(pause: timedelta) -> timedelta:
    """The pause, up to a fifth longer or shorter, so that feeds added together drift apart."""
    return pause * random.uniform(0.8, 1.2)
