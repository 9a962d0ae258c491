"""Who publishes, and the addresses of theirs that are polled."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower, Now

from articles.models.events import newest_first


class OutletQuerySet(models.QuerySet["Outlet"]):
    """Questions about outlets."""

    def by_name(self) -> OutletQuerySet:
        """In the order of a list for readers."""
        return self.order_by(Lower("name"), "pk")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    append_only=True,
    meta=newest_first("outlet"),
)
class Outlet(models.Model):
    """One publisher: a newspaper, a site, an agency. An article whose outlet is unknown has none."""

    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=253, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166 code, read where a bare $ needs a country")
    is_agency = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[models.Manager[Outlet]] = OutletQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), name="%(app_label)s_%(class)s_name"),
            models.UniqueConstraint(
                fields=["domain"], condition=~models.Q(domain=""), name="%(app_label)s_%(class)s_domain"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="%(app_label)s_%(class)s_named"),
        ]

    def __str__(self) -> str:
        return self.name


class FeedQuerySet(models.QuerySet["Feed"]):
    """Questions about feeds."""

    def due(self) -> FeedQuerySet:
        """Active feeds whose time has come, by the database's clock."""
        return self.filter(is_active=True, next_poll_at__lte=Now()).order_by("next_poll_at", "pk")

    def failing(self) -> FeedQuerySet:
        """Feeds whose last poll failed."""
        return self.filter(is_active=True, failure_count__gt=0)

    def by_state(self) -> dict[str, int]:
        """How many are good, failing and paused: ``{"good": 3, "failing": 0, "paused": 1}``."""
        active, failing = models.Q(is_active=True), models.Q(failure_count__gt=0)
        counts = {"good": active & ~failing, "failing": active & failing, "paused": ~active}
        return self.aggregate(**{name: models.Count("pk", filter=rule) for name, rule in counts.items()})


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    fields=["id", "outlet", "url", "is_active", "interval_s"],
    model_name="FeedEvent",
    append_only=True,
    meta=newest_first("feed"),
)
class Feed(models.Model):
    """One RSS, Atom or JSON address that is polled."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="feeds")
    url = models.TextField()
    url_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    title = models.CharField(max_length=300, blank=True)
    site_url = models.TextField(blank=True, editable=False, help_text="the page that named it")
    candidates = ArrayField(
        models.TextField(), default=list, blank=True, editable=False, help_text="addresses still to be tried"
    )
    part = models.TextField(blank=True, editable=False, help_text="the sitemap of its list that is read next")
    is_active = models.BooleanField(default=True)
    interval_s = models.PositiveIntegerField(default=900)
    next_poll_at = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    polled_at = models.DateTimeField(null=True, blank=True, editable=False)
    succeeded_at = models.DateTimeField(null=True, blank=True, editable=False)
    entry_count = models.PositiveIntegerField(default=0, editable=False, help_text="articles at the last good poll")
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    failure_count = models.PositiveIntegerField(default=0, editable=False)
    last_error = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[models.Manager[Feed]] = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(interval_s__gte=60), name="%(app_label)s_%(class)s_interval"),
        ]
        indexes = [models.Index(fields=["next_poll_at"], condition=models.Q(is_active=True), name="feed_due")]

    def __str__(self) -> str:
        return self.title or self.url
