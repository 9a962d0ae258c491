"""Who works on an article: taken by compare-and-set, held by a lease, fenced by a token. All times are the database's.

The broker only carries work. Whoever holds the token of an unexpired lease may write; a late holder's writes match no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from articles.ingestion.holders import new_token
from articles.ingestion.locks import HELD, numbers
from articles.models import Article, Capture, direct

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 3
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=24)
RESEND = timedelta(seconds=60)
TAKE = """
    UPDATE articles_article
    SET state = 'running', lease_token = %s, lease_until = statement_timestamp() + %s, attempt_count = attempt_count + 1
    WHERE id = %s AND state = 'queued' AND next_attempt_at <= statement_timestamp()
"""
UNREAD = "SELECT * FROM articles_capture WHERE article_id = held.id AND read_at IS NULL ORDER BY id LIMIT 1"
# what people may have entered while the page was read
STATED = ("outlet_id", "title", "byline", "language", "published_at", "is_date_only")
ENTER = f"""
    SELECT set_config('idle_in_transaction_session_timeout', '{LEASE.total_seconds():.0f}s', true),
        {HELD}, EXISTS (SELECT FROM articles_revision WHERE article_id = held.id), {", ".join(STATED)}
    FROM articles_article AS held WHERE id = %s AND lease_token = %s AND state = 'running' FOR NO KEY UPDATE OF held
"""
# a statement sees the rows as they were before it: the capture that it marks is named apart
FINISH = """
    WITH done AS (UPDATE articles_capture SET read_at = statement_timestamp() WHERE id = %s),
    news AS (SELECT EXISTS (
        SELECT FROM articles_capture WHERE article_id = %s AND read_at IS NULL AND id IS DISTINCT FROM %s
    ) AS waits)
    UPDATE articles_article
    SET state = CASE WHEN waits THEN 'queued' ELSE 'done' END, lease_token = NULL, lease_until = NULL, reason = '',
        ended_at = CASE WHEN waits THEN NULL ELSE statement_timestamp() END, send_at = statement_timestamp(), send_count = 0,
        attempt_count = 0, crash_count = 0{more}
    FROM news WHERE id = %s AND lease_token = %s AND state = 'running' RETURNING state
"""


class LeaseLost(Exception):
    """Somebody else may hold the article now; the work so far is thrown away."""


def take(article_id: int) -> UUID | None:
    """The token of a fresh lease on a queued article whose time has come; None when there is nothing to do."""
    token = new_token()
    return token if direct.tell(TAKE, [token, LEASE, article_id]) else None


def take_with_capture(article_id: int) -> tuple[UUID, Article, Capture | None] | None:
    """The same with the article's row and its oldest capture that nobody has read, as they are under the lease."""
    token = new_token()
    found = direct.ask(_take_with_capture(), [token, LEASE, article_id], is_prepared=True)
    if not found:
        return None
    width = len(Article._meta.concrete_fields)
    article, capture = direct.row_of(Article, found[0][:width]), found[0][width:]
    return token, article, direct.row_of(Capture, capture) if capture[0] else None


@cache
def _take_with_capture() -> str:
    columns = f"{direct.columns_of(Article, 'held')}, {direct.columns_of(Capture, 'unread')}"
    return (
        f"WITH held AS ({TAKE} RETURNING *) SELECT {columns} FROM held LEFT JOIN LATERAL ({UNREAD}) AS unread ON true"
    )


def renew(article_id: int, token: UUID) -> None:
    """Hold the lease for another 30 seconds; raises LeaseLost when it is no longer ours."""
    _fenced(article_id, token, lease_until=Now() + LEASE)


def bind_locks() -> None:
    """End this transaction when its worker is stopped inside it for longer than a lease: else its locks outlive it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{LEASE.total_seconds():.0f}s'")


def enter(article: Article, token: UUID, names: Iterable[str] = ()) -> bool:
    """Begin the finishing transaction behind the fence, with its locks bound; says whether the article has a text already.

    The row stays locked, so that no sweep takes it back while we write, and the ``names`` are held (:func:`locks.hold`);
    ``article`` has what is stated in it now. Raises LeaseLost when it is no longer ours.
    """
    found = direct.ask(ENTER, [numbers(names), article.pk, token], is_prepared=True)
    if not found:
        raise _lost(article.pk)
    _, _, was_read, *stated = found[0]
    for name, value in zip(STATED, stated, strict=True):
        setattr(article, name, value)
    return bool(was_read)


def finish(article: Article, token: UUID, *, read: int | None = None, also: Sequence[str] = ()) -> bool:
    """End the article as done, or queue it again where a newer capture waits; says whether one does.

    In the same statement the capture ``read`` is marked as such, and the columns ``also`` are written as they stand on ``article``.
    """
    more = direct.assignments(article, also)
    sql = FINISH.format(more="".join(f", {each}" for each in more))
    found = direct.ask(sql, [read, article.pk, read, *more.values(), article.pk, token], is_prepared=True)
    if not found:
        raise _lost(article.pk)
    return bool(found[0][0] == Article.State.QUEUED)


def release(article_id: int, token: UUID) -> None:
    """Back to the queue with its attempt given back: the next step belongs to another queue, or the worker is leaving."""
    _fenced(
        article_id, token, state=Article.State.QUEUED, lease_token=None, lease_until=None, send_at=Now() + RESEND,
        send_count=0, attempt_count=F("attempt_count") - 1,
    )  # fmt: skip


def postpone(article_id: int, token: UUID, until: datetime) -> None:
    """Back to the queue until a time, with its attempt given back; the sweep sends it then."""
    _fenced(
        article_id, token, state=Article.State.QUEUED, lease_token=None, lease_until=None, next_attempt_at=until,
        send_at=until, send_count=0, attempt_count=F("attempt_count") - 1,
    )  # fmt: skip


def reject(article_id: int, token: UUID, reason: str) -> None:
    """End the article: it can't be read, and trying again would not help."""
    _fenced(
        article_id,
        token,
        state=Article.State.REJECTED,
        reason=reason,
        lease_token=None,
        lease_until=None,
        ended_at=Now(),
    )


def retry_later(article_id: int, token: UUID, reason: str, *, wait: timedelta | None = None) -> None:
    """Queue the article for another attempt, or quarantine it after the third. ``wait`` overrides the doubling pause."""
    article = Article.objects.only("attempt_count").get(pk=article_id)
    if article.attempt_count >= MOST_ATTEMPTS:
        _fenced(
            article_id,
            token,
            state=Article.State.QUARANTINED,
            reason=reason,
            lease_token=None,
            lease_until=None,
            ended_at=Now(),
        )
        return
    doubled = min(LONGEST_RETRY, FIRST_RETRY * 2 ** (article.attempt_count - 1))
    pause = doubled if wait is None else wait
    _fenced(
        article_id, token, state=Article.State.QUEUED, reason=reason, lease_token=None, lease_until=None,
        next_attempt_at=Now() + pause, send_at=Now() + pause, send_count=0,
    )  # fmt: skip


def _fenced(article_id: int, token: UUID, **changes: object) -> None:
    if not Article.objects.filter(pk=article_id, lease_token=token, state=Article.State.RUNNING).update(**changes):
        raise _lost(article_id)


def _lost(article_id: int) -> LeaseLost:
    return LeaseLost(f"the lease on article {article_id} ended before its work did")
