"""What people decide about articles that could not be read."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now

from articles.actions.versions import Refused
from articles.models import Article

ENDED_BADLY = (Article.State.QUARANTINED, Article.State.REJECTED)
DISCARDED = "discarded by {by}: {why}"


@transaction.atomic
def retry_article(*, article: Article, by: User) -> Article:
    """Give a quarantined or rejected article its three attempts again; the next sweep sends it."""
    _refuse_unless(article, ENDED_BADLY, "Only an article that could not be read is tried again.")
    changed = Article.objects.filter(pk=article.pk, state__in=ENDED_BADLY).update(
        state=Article.State.QUEUED, reason=f"tried again for {by.username}", attempt_count=0, crash_count=0,
        send_count=0, next_attempt_at=Now(), send_at=Now(), ended_at=None,
    )  # fmt: skip
    return _changed(article, changed)


@transaction.atomic
def discard_article(*, article: Article, why: str, by: User) -> Article:
    """Give a quarantined article up: it is rejected, and the reason names who said so and why."""
    words = " ".join(why.replace("\0", "").split())[:500]
    if not words:
        raise Refused("Say why the article is given up.")
    _refuse_unless(article, (Article.State.QUARANTINED,), "Only a quarantined article is given up.")
    changed = Article.objects.filter(pk=article.pk, state=Article.State.QUARANTINED).update(
        state=Article.State.REJECTED, reason=DISCARDED.format(by=by.username, why=words), ended_at=Now()
    )
    return _changed(article, changed)


def _refuse_unless(article: Article, states: tuple[Article.State, ...], why: str) -> None:
    if article.state not in states:
        raise Refused(why)


def _changed(article: Article, changed: int) -> Article:
    if not changed:
        raise Refused("Somebody else decided about this article a moment ago.")
    article.refresh_from_db()
    return article
