"""One piece of an outlet, what was received of it, and every text it has had."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar
from uuid import UUID

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Left, Now

from articles.models.events import newest_first
from articles.models.outlet import Feed, Outlet

# PostgreSQL refuses a tsvector over 1 MB; a text of that many different words is still stored whole
SEARCHED_CHARS = 200_000
# how the reason starts of an article that turned out to be another one under a second address
SAME_PAGE = "the same page as article"
# an article whose day nobody stated comes after all others
NEWEST = models.F("published_at").desc(nulls_last=True)


class ArticleQuerySet(models.QuerySet["Article"]):
    """Questions about articles."""

    def newest(self) -> ArticleQuerySet:
        """Latest publication first."""
        return self.order_by(NEWEST, "-pk")

    def matching(self, words: str) -> ArticleQuerySet:
        """Whose latest text holds the words, in a search engine's syntax, or whose title holds them as written."""
        query = SearchQuery(words, config="english", search_type="websearch")
        texts = Revision.objects.filter(is_latest=True, search=query).values("article_id")
        return self.filter(models.Q(pk__in=texts) | models.Q(title__icontains=words))

    def waiting(self) -> ArticleQuerySet:
        """Accepted and not ended."""
        return self.filter(state__in=[Article.State.QUEUED, Article.State.RUNNING])

    def due(self) -> ArticleQuerySet:
        """Queued, and their message is to be sent (again), by the database's clock."""
        return self.filter(state=Article.State.QUEUED, send_at__lte=Now()).order_by("send_at", "pk")

    def lost_by_worker(self, tokens: Collection[UUID] = ()) -> ArticleQuerySet:
        """Running under a lease that ended, or by one of these tokens, whose holders are dead."""
        left = models.Q(lease_until__lt=Now()) | models.Q(lease_token__in=tokens)
        return self.filter(left, state=Article.State.RUNNING)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    fields=["id", "outlet", "url", "title", "byline", "published_at", "language", "copy_of"],
    model_name="ArticleEvent",
    append_only=True,
    meta=newest_first("article"),
)
@pghistory.track(
    pghistory.UpdateEvent(
        "ruling",
        condition=pgtrigger.Q(old__state__in=["rejected", "quarantined"], new__state__in=["queued", "rejected"]),
    ),
    fields=["id", "state", "reason"],
    model_name="ArticleRulingEvent",
    obj_field=pghistory.ObjForeignKey(related_name="ruling_events"),
    append_only=True,
)
class Article(models.Model):
    """One piece at one canonical URL, or one file. What nobody said of it stays empty."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        REJECTED = "rejected"
        QUARANTINED = "quarantined"

    class Via(models.TextChoices):
        COMMAND = "command"
        PAGE = "page"
        API = "api"
        FEED = "feed"

    identity = models.CharField(
        max_length=64, unique=True, editable=False, help_text="sha256 of the canonical URL, or of the content"
    )
    # found by the index of its articles in their order
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="articles", db_index=False)
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, blank=True, related_name="articles")
    url = models.TextField(blank=True)
    file_name = models.CharField(max_length=300, blank=True)
    title = models.TextField(blank=True)
    byline = models.TextField(blank=True)
    language = models.CharField(max_length=16, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    is_date_only = models.BooleanField(default=False, help_text="the hour of publication is not known")
    is_truncated = models.BooleanField(default=False, help_text="the parser cut something")
    copy_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")
    copy_overlap = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    copy_keys = ArrayField(
        models.BigIntegerField(), default=list, editable=False, help_text="sketch of the text, to find copies by"
    )
    topic = ArrayField(
        models.CharField(max_length=100), default=list, editable=False, help_text="salient terms of the text"
    )

    via = models.CharField(max_length=10, choices=Via.choices)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    reason = models.TextField(blank=True, help_text="why it was rejected or quarantined, or the last fault")
    priority = models.PositiveSmallIntegerField(default=5)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    crash_count = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_default=Now())
    send_at = models.DateTimeField(db_default=Now(), help_text="when the sweep sends its message again")
    send_count = models.PositiveIntegerField(default=0)
    lease_token = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    next_visit_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="when its page is looked at again for edits"
    )
    visit_count = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar[models.Manager[Article]] = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="running", lease_token__isnull=False, lease_until__isnull=False)
                | (~models.Q(state="running") & models.Q(lease_token__isnull=True, lease_until__isnull=True)),
                name="%(app_label)s_%(class)s_running_has_lease",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["rejected", "quarantined"]) | ~models.Q(reason=""),
                name="%(app_label)s_%(class)s_end_has_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(copy_of=models.F("id")), name="%(app_label)s_%(class)s_not_own_copy"
            ),
        ]
        indexes = [
            models.Index(fields=["send_at", "id"], condition=models.Q(state="queued"), name="article_due"),
            models.Index(
                fields=["next_visit_at"], condition=models.Q(next_visit_at__isnull=False), name="article_visit"
            ),
            models.Index(fields=["lease_until"], condition=models.Q(state="running"), name="article_lease"),
            models.Index(NEWEST, models.F("id").desc(), name="article_newest"),
            models.Index("outlet", NEWEST, models.F("id").desc(), name="article_outlet", include=["copy_of"]),
            models.Index(fields=["ended_at"], name="article_ended"),
            # asked with every article: a list of what is still to be sorted in would be read each time
            GinIndex(fields=["copy_keys"], name="article_copy_keys", fastupdate=False),
            GinIndex(fields=["title"], name="article_title_trgm", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.title or self.url or self.file_name or f"article {self.pk}"


class Capture(models.Model):
    """The bytes of an article as they were received, before anything read them."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="captures")
    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    charset = models.CharField(max_length=40, blank=True, help_text="as the server named it")
    final_url = models.TextField(blank=True)
    said = models.JSONField(
        default=dict, help_text="title, byline, published, outlet, language as the submitter stated them"
    )
    received_at = models.DateTimeField(db_default=Now(), editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "sha256"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"{self.media_type} of article {self.article_id}"


@pghistory.track(
    pghistory.DeleteEvent(),
    fields=["id", "article", "number", "sha256"],
    model_name="RevisionEvent",
    append_only=True,
    meta=newest_first("revision"),
)
class Revision(models.Model):
    """One text of an article, by content hash; never overwritten. Every span counts its code points."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    title = models.TextField(blank=True)
    notes = models.JSONField(default=list, help_text="what was done to the text as given")
    extractor = models.CharField(max_length=40, blank=True, help_text="version that last read it")
    is_latest = models.BooleanField(default=True)
    read_at = models.DateTimeField(db_default=Now(), editable=False)
    search = models.GeneratedField(
        expression=SearchVector(Left("text", SEARCHED_CHARS), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "sha256"], name="%(app_label)s_%(class)s_once"),
            models.UniqueConstraint(fields=["article", "number"], name="%(app_label)s_%(class)s_number"),
            models.UniqueConstraint(
                fields=["article"], condition=models.Q(is_latest=True), name="%(app_label)s_%(class)s_one_latest"
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="revision_search")]
        triggers = [pgtrigger.ReadOnly(name="text_kept", fields=["article", "number", "text", "sha256"])]

    def __str__(self) -> str:
        return f"revision {self.number} of article {self.article_id}"
