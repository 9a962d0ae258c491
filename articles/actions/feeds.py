"""What people decide about feeds; each step is in the audit by the table's triggers."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now

from articles.actions.versions import Refused
from articles.models import Feed


@transaction.atomic
def pause_feed(*, feed: Feed, by: User) -> Feed:
    """Poll it no more until somebody resumes it."""
    return _changed(feed, Feed.objects.filter(pk=feed.pk, is_active=True).update(is_active=False), "is paused already")


@transaction.atomic
def resume_feed(*, feed: Feed, by: User) -> Feed:
    """Poll it again, from now on and without the pause that its failures brought."""
    changed = Feed.objects.filter(pk=feed.pk, is_active=False).update(
        is_active=True, failure_count=0, next_poll_at=Now()
    )
    return _changed(feed, changed, "is not paused")


@transaction.atomic
def poll_feed_now(*, feed: Feed, by: User) -> Feed:
    """Make it due at once; its host's pause still holds."""
    changed = Feed.objects.filter(pk=feed.pk, is_active=True).update(next_poll_at=Now())
    return _changed(feed, changed, "is paused: resume it first")


def _changed(feed: Feed, changed: int, why_not: str) -> Feed:
    if not changed:
        raise Refused(f"The feed {why_not}.")
    feed.refresh_from_db()
    return feed
