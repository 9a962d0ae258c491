"""One article from the queue to its end: take, fetch if need be, read, find claims, write everything at once."""

from __future__ import annotations

import logging
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from time import monotonic, sleep
from uuid import UUID

from django.db import InternalError, OperationalError, connection, transaction
from django.db.models.functions import Now

from articles.comparison.copies import sketch
from articles.comparison.keys import topic_terms
from articles.extraction.claims import find_claims
from articles.extraction.values import FoundClaim, PageText
from articles.ingestion import fetch, hosts, leases
from articles.ingestion.carry import carry_over
from articles.ingestion.changes import note_changes
from articles.ingestion.child import ParseRejected
from articles.ingestion.grouping import group_claims
from articles.ingestion.identity import identity_of
from articles.ingestion.locks import hold
from articles.ingestion.origins import note_origin
from articles.ingestion.reading import Unreadable, read_capture
from articles.ingestion.store import FACTS, note_facts, store_claims, store_revision
from articles.ingestion.twins import address_of, hand_over, twin_of
from articles.ingestion.visits import plan_visit
from articles.models import Article, Capture
from articles.models.article import SAME_PAGE

log = logging.getLogger(__name__)
# each claim is weighed against each other: six hundred take seconds, thousands alike longer than a task may
MOST_GROUPED = 600
LOCKED_TERMS = 4
LOCKED_KEYS = 8
# of the article's row, together with its end
WRITTEN = ("url", "identity", "copy_keys", "topic", "copy_of", "copy_overlap", *FACTS)
# a parser may take half of a lease; most pages take a hundredth of it
RENEWED_AFTER_S = 1.0
TRIES_TO_GIVE_BACK = 5
BETWEEN_TRIES_S = 1.0


class Step(StrEnum):
    """What an article needs next."""

    FETCH = "fetch"
    EXTRACT = "extract"
    NOTHING = "nothing"


def next_step(article_id: int) -> Step:
    """The queue that an article belongs to now: EXTRACT when bytes wait to be read, FETCH when there are none yet."""
    waiting = Article.objects.filter(pk=article_id, state=Article.State.QUEUED, next_attempt_at__lte=Now())
    article = waiting.only("url").first()
    if article is None:
        return Step.NOTHING
    if article.captures.filter(read_at__isnull=True).exists():
        return Step.EXTRACT
    return Step.FETCH if article.url else Step.NOTHING


def fetch_article(article_id: int) -> Step:
    """Get the article's page through the one door out; returns EXTRACT when its bytes are kept."""
    token = leases.take(article_id)
    if token is None:
        return Step.NOTHING
    try:
        _fetch(Article.objects.get(pk=article_id), token)
    except leases.LeaseLost as lost:
        log.warning("lease lost: %s", lost)
    return next_step(article_id)


def _fetch(article: Article, token: UUID) -> None:
    try:
        with hosts.visit(article.url) as may_visit:
            leases.renew(article.pk, token)
            fetched = fetch.get(article.url, may_visit=may_visit)
        _keep(article, token, fetched)
    except hosts.TooSoon as soon:
        leases.postpone(article.pk, token, soon.until)
    except fetch.FetchError as fault:
        _fetch_failed(article.pk, token, fault)


@transaction.atomic
def _keep(article: Article, token: UUID, fetched: fetch.Fetched) -> None:
    stated = {"media_type": fetched.media_type, "charset": fetched.charset, "final_url": fetched.final_url}
    capture, _ = Capture.objects.get_or_create(
        article=article, sha256=sha256(fetched.body).hexdigest(), defaults={"raw": fetched.body, **stated}
    )
    plan_visit(article)
    if capture.read_at is None:
        leases.release(article.pk, token)
    else:
        leases.finish(article, token)


@transaction.atomic
def _fetch_failed(article_id: int, token: UUID, fault: fetch.FetchError) -> None:
    article = Article.objects.get(pk=article_id)
    if article.revisions.exists():
        # a page that went away, or is away for now, takes nothing from what was read of it
        log.info("a second look at article %s failed: %s", article_id, fault)
        plan_visit(article)
        leases.finish(article, token)
    elif fault.is_permanent:
        leases.reject(article_id, token, str(fault))
    else:
        wait = timedelta(seconds=fault.retry_after_s) if fault.retry_after_s else None
        leases.retry_later(article_id, token, str(fault), wait=wait)


def extract_article(article_id: int) -> Step:
    """Read the oldest unread capture of a queued article and write what it holds; a no-op when it is not to be had.

    Returns EXTRACT when another capture waits: every text of an article becomes a revision, in the order received.
    """
    held = leases.take_with_capture(article_id)
    if held is None:
        return Step.NOTHING
    token, article, capture = held
    try:
        return _extract(article, token, capture)
    except (ParseRejected, Unreadable) as fault:
        _unreadable(article_id, token, str(fault))
    except leases.LeaseLost as lost:
        log.warning("lease lost: %s", lost)
    except (OperationalError, InternalError) as fault:
        if not _given_back(article_id, token, fault):
            raise
    except Exception as fault:
        log.exception("article %s failed", article_id)
        leases.retry_later(article_id, token, f"{type(fault).__name__}: {fault}"[:2000])
    return next_step(article_id)


def _given_back(article_id: int, token: UUID, fault: Exception) -> bool:
    """Queue the article again at once after the database went away or cut us off; False when it does not come back soon.

    Then the lease ends, and the sweep sends the article again.
    """
    for _ in range(TRIES_TO_GIVE_BACK):
        connection.close_if_unusable_or_obsolete()
        try:
            leases.retry_later(article_id, token, f"{type(fault).__name__}: {fault}"[:2000], wait=timedelta(0))
        except (OperationalError, InternalError):
            sleep(BETWEEN_TRIES_S)
            continue
        except leases.LeaseLost as lost:
            log.warning("lease lost: %s", lost)
        return True
    return False


@transaction.atomic
def _unreadable(article_id: int, token: UUID, why: str) -> None:
    """End the article; one that was read before stays as it was, and only these bytes are passed over."""
    article = Article.objects.get(pk=article_id)
    if not article.revisions.exists():
        log.info("rejected: %s", why)
        leases.reject(article_id, token, why)
        return
    log.warning("a later capture of article %s cannot be read: %s", article_id, why)
    first = Capture.objects.filter(article=article_id, read_at__isnull=True).order_by("pk").values("pk")[:1]
    Capture.objects.filter(pk__in=first).update(read_at=Now())
    leases.finish(article, token)


def _extract(article: Article, token: UUID, capture: Capture | None) -> Step:
    if capture is None:
        leases.finish(article, token)
        return Step.NOTHING
    began = monotonic()
    page = read_capture(capture)
    if monotonic() - began > RENEWED_AFTER_S:
        leases.renew(article.pk, token)
    published = article.published_at or page.published
    found = find_claims(
        page.text, published=published.date() if published else None, outlet=page.outlet, title=page.title
    )
    if monotonic() - began > RENEWED_AFTER_S:
        leases.renew(article.pk, token)
    article.copy_keys, article.topic = list(sketch(page.text)), list(topic_terms(page.title, page.text))
    return _finish(article, token, capture, page, found)


@transaction.atomic
def _finish(article: Article, token: UUID, capture: Capture, page: PageText, found: tuple[FoundClaim, ...]) -> Step:
    """Everything at once, behind the fence: the text, its claims, their figures, the end of the work."""
    address = address_of(article, capture, page)
    names = [f"term {term}" for term in article.topic[:LOCKED_TERMS]]
    names += [f"text {k}" for k in article.copy_keys[:LOCKED_KEYS]]
    # whoever hands its capture over to a twin waits for the twin's row, and must not hold what that one may wait for
    is_elsewhere = bool(address) and address != article.url
    was_read = leases.enter(article, token, () if is_elsewhere else names)
    if is_elsewhere:
        if (twin := twin_of(article, address)) and not was_read:
            return _end_as_twin(article, token, capture, twin)
        hold(names)
        if twin is None:
            article.url, article.identity = address, identity_of(address, None)
    note_origin(article, page.text)
    note_facts(article, page)
    has_news = leases.finish(article, token, read=capture.pk, also=WRITTEN)
    older = list(article.revisions.defer("search").order_by("pk")) if was_read else []
    revision = store_revision(article, page, older)
    claims = store_claims(revision, found, are_new=not older)
    carry_over(article, revision, claims, [old for old in older if old.pk != revision.pk])
    note_changes(next((old for old in older if old.is_latest), None), revision)
    if len(claims) > MOST_GROUPED:
        log.warning(
            "article %s has %s claims: figures were sought for the first %s", article.pk, len(claims), MOST_GROUPED
        )
    group_claims(claims[:MOST_GROUPED], are_new=not older)
    log.info("read: text %s with %s claims", revision.number, len(claims))
    return Step.EXTRACT if has_news else Step.NOTHING


def _end_as_twin(article: Article, token: UUID, capture: Capture, twin: Article) -> Step:
    Capture.objects.filter(pk=capture.pk).update(read_at=Now())
    leases.reject(article.pk, token, f"{SAME_PAGE} {twin.pk}: {twin.url}"[:2000])
    hand_over(capture, twin)
    return Step.NOTHING
