"""What the command tells of the work."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models.functions import Now

from articles.models import Article, Feed
from tests.factories import make_article, make_feed

pytestmark = pytest.mark.django_db


def told(*options: str) -> list[str]:
    out = StringIO()
    call_command("status", *options, stdout=out)
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


def test_nothing_at_all_is_healthy():
    assert told("--check") == ["longest wait -", "last end - ago", "last hour 0 ended"]


def test_states_causes_and_failing_feeds_are_told():
    make_article(ended_at=Now())
    for _ in range(2):
        make_article(state=Article.State.QUARANTINED, reason="its worker died 3 times", ended_at=Now())
    feed = make_feed()
    Feed.objects.filter(pk=feed.pk).update(failure_count=4, last_error="HTTP 503")
    lines = told("--check")
    assert lines[:2] == ["done 1", "quarantined 2"]
    assert lines[4:] == [
        "last hour 3 ended",
        "quarantine 2 its worker died 3 times",
        f"feed fails 4 {feed.url}: HTTP 503",
    ]


def test_check_fails_where_work_is_due_and_nothing_moves():
    article = make_article(state=Article.State.QUEUED)
    Article.objects.filter(pk=article.pk).update(next_attempt_at=Now() - timedelta(minutes=5))
    with pytest.raises(CommandError, match="nothing has ended for long"):
        told("--check")
