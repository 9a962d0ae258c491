"""Second looks at pages that were fetched: outlets edit what they published, most of it within days."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Now

from articles.models import Article

# after the first reading, then each after the one before
PAUSES = tuple(timedelta(hours=hours) for hours in (1, 5, 18, 48, 96))
MOST_AT_ONCE = 100


def plan_visit(article: Article) -> None:
    """Say when a page that was just fetched is looked at again; after the fifth time never more."""
    pause = PAUSES[article.visit_count] if article.visit_count < len(PAUSES) else None
    Article.objects.filter(pk=article.pk).update(
        next_visit_at=None if pause is None else Now() + pause, visit_count=F("visit_count") + 1
    )


def queue_due() -> int:
    """Queue the read articles whose next look has come, the longest due first; returns how many."""
    due = Article.objects.filter(state=Article.State.DONE, next_visit_at__lte=Now()).order_by("next_visit_at")
    return Article.objects.filter(pk__in=list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])).update(
        state=Article.State.QUEUED, next_visit_at=None, attempt_count=0, crash_count=0, send_count=0,
        next_attempt_at=Now(), send_at=Now(), ended_at=None,
    )  # fmt: skip
