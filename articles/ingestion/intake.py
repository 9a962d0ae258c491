"""The door: a submission becomes a row, once, before anything else is tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now

from articles.extraction.file_kinds import Kind
from articles.ingestion.identity import BadAddress, canonical_url, identity_of
from articles.ingestion.resolve import outlet_for
from articles.ingestion.submission import Outcome, Receipt, Said, Submission, in_utc, storable
from articles.models import Article, Capture, Feed

MOST_BYTES = 5_000_000
MEDIA_TYPES = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.HTML, Kind.PDF, Kind.DOCX, "application/xhtml+xml"})


def accept(submission: Submission, *, via: str, by: User | None = None, feed: Feed | None = None) -> Receipt:
    """Keep a submission: a new article, a new capture of a known one, or nothing new.

    The same bytes twice answer KNOWN and change nothing; other bytes at a known address are read as a new revision.
    REJECTED names what is wrong; nothing is stored then.
    """
    submission = replace(submission, said=submission.said.storable(), file_name=storable(submission.file_name))
    if fault := _fault(submission):
        return Receipt(Outcome.REJECTED, reason=fault)
    try:
        url = canonical_url(submission.url) if submission.url else ""
    except BadAddress as bad:
        return Receipt(Outcome.REJECTED, reason=str(bad))
    with transaction.atomic():
        article, is_new = Article.objects.get_or_create(
            identity=identity_of(url, submission.raw),
            defaults={
                "url": url,
                "file_name": submission.file_name[-300:],
                "via": via,
                "submitted_by": by,
                "feed": feed,
                **_early(submission, url),
            },
        )
        has_news = _capture(article, submission) if submission.raw is not None else is_new
        if has_news and not is_new:
            requeue(article.pk)
    return Receipt(Outcome.ACCEPTED if has_news else Outcome.KNOWN, article.pk)


def requeue(article_id: int) -> None:
    """Send an ended article through the work again; one that is under way looks for news when it ends.

    One that is ending at this moment is waited for: it has looked already.
    """
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article_id)
    Article.objects.filter(pk=article_id).exclude(state__in=[Article.State.QUEUED, Article.State.RUNNING]).update(
        state=Article.State.QUEUED, reason="", attempt_count=0, crash_count=0, send_count=0,
        next_attempt_at=Now(), send_at=Now(), ended_at=None,
    )  # fmt: skip


def _early(submission: Submission, url: str) -> dict[str, object]:
    """What is known of an article before its page is: with a capture it is stated there."""
    said = submission.said
    if submission.raw is not None:
        return {}
    return {
        "title": said.title,
        "byline": said.byline,
        "language": said.language[:16],
        "published_at": parse_published(said.published),
        "outlet": outlet_for(said.outlet, url),
    }


def _fault(submission: Submission) -> str:
    if submission.raw is None:
        return "" if submission.url else "neither a text nor an address was given"
    if not submission.raw.strip():
        return "the text is empty"
    if len(submission.raw) > MOST_BYTES:
        return f"a text has at most {MOST_BYTES:,} bytes, this one has {len(submission.raw):,}"
    if submission.media_type not in MEDIA_TYPES:
        return f"cannot read {submission.media_type[:100]}: text, Markdown, HTML, PDF or .docx is needed"
    return _date_fault(submission.said)


def _date_fault(said: Said) -> str:
    if said.published and parse_published(said.published) is None:
        return f"published: {said.published!r} is no ISO 8601 date or time, such as 2026-03-02 or 2026-03-02T10:00:00Z"
    return ""


def parse_published(stated: str) -> datetime | None:
    """The time that a submitter stated, in UTC, as which a bare date and a time without a zone are read. None for anything else.

    >>> parse_published("2026-03-02").isoformat()
    '2026-03-02T00:00:00+00:00'
    """
    try:
        at = datetime.fromisoformat(stated.strip())
    except ValueError:
        return None
    return in_utc(at if at.tzinfo else at.replace(tzinfo=UTC))


def _capture(article: Article, submission: Submission) -> bool:
    """Whether these bytes are new to the article."""
    raw = submission.raw or b""
    _, is_new = Capture.objects.get_or_create(
        article=article,
        sha256=sha256(raw).hexdigest(),
        defaults={
            "raw": raw,
            "media_type": submission.media_type,
            "final_url": submission.url,
            "said": submission.said.as_json(),
        },
    )
    return is_new
