"""The same work as a first Celery program does it: ``.delay``, the defaults of everything, no lease, no sweep, no fence."""

from __future__ import annotations

import os

import django
from celery import Celery
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")
if not apps.ready:
    django.setup()

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from articles.extraction.claims import find_claims
from articles.ingestion.grouping import group_claims
from articles.ingestion.reading import read_capture
from articles.ingestion.store import FACTS, note_facts, store_claims, store_revision
from articles.models import Article, Capture
from tests.chaos.stories import Story

app = Celery("naive", broker=settings.BROKER_URL or "pgmq://localhost", set_as_current=False)
if not settings.BROKER_URL:
    # only what this transport cannot do without
    app.conf.update(
        broker_transport="claimtracker.embedded.broker:Transport",
        broker_transport_options={"init_extension": False, "polling_interval": 0.1, "wait_time_seconds": 0},
        worker_enable_remote_control=False,
    )


def accept(story: Story) -> int:
    """A row, and a message for it; returns the row's id."""
    with transaction.atomic():
        article, is_new = Article.objects.get_or_create(
            identity=story.url[-64:], defaults={"url": story.url, "via": Article.Via.API}
        )
        if is_new:
            said = {"outlet": story.outlet, "published": story.published}
            Capture.objects.create(
                article=article, raw=story.raw, sha256=story.url[-64:], media_type=story.media_type, said=said
            )
    read.delay(article.pk)
    return article.pk


@app.task(name="naive.read")
def read(article_id: int) -> None:
    """Read one article, each write by itself."""
    article = Article.objects.get(pk=article_id)
    page = read_capture(article.captures.get())
    note_facts(article, page)
    article.save(update_fields=FACTS)
    revision = store_revision(article, page, list(article.revisions.all()))
    published = page.published.date() if page.published else None
    found = find_claims(page.text, published=published, outlet=page.outlet, title=page.title)
    claims = store_claims(revision, found)
    with transaction.atomic():
        group_claims(claims)
    Article.objects.filter(pk=article_id).update(state=Article.State.DONE, ended_at=Now())
