"""Whose words carry a number, under which names, and what an article cites besides a voice."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower, Now

from articles.models.events import newest_first
from articles.models.outlet import Outlet


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Questions about speakers."""

    def by_name(self) -> SpeakerQuerySet:
        """In the order of a list for readers."""
        return self.order_by(Lower("name"), "pk")

    def with_claims(self) -> SpeakerQuerySet:
        """Those that still stand for themselves (not merged into another)."""
        return self.filter(merged_into__isnull=True)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    append_only=True,
    meta=newest_first("speaker"),
)
class Speaker(models.Model):
    """One person, body or unnamed group ("Ukrainian officials")."""

    class Kind(models.TextChoices):
        PERSON = "person"
        BODY = "body"
        GROUP = "group"

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    role = models.CharField(max_length=300, blank=True)
    wikidata_id = models.CharField(max_length=20, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[models.Manager[Speaker]] = SpeakerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="%(app_label)s_%(class)s_named"),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="%(app_label)s_%(class)s_not_into_self"
            ),
        ]
        indexes = [GinIndex(fields=["name"], name="speaker_name_trgm", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.name


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    append_only=True,
    meta=newest_first("alias"),
)
class Alias(models.Model):
    """One name under which a speaker is found; ``key`` is the folded form that resolution looks up."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, unique=True)

    class Meta:
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.name


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    append_only=True,
    meta=newest_first("source"),
)
class Source(models.Model):
    """What an article cites for a number besides a voice: another outlet, an agency, a report, a poll, a data set."""

    class Kind(models.TextChoices):
        OUTLET = "outlet"
        AGENCY = "agency"
        REPORT = "report"
        POLL = "poll"
        DATASET = "dataset"

    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REPORT)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="as_source")
    url = models.URLField(max_length=2000, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="%(app_label)s_%(class)s_named")]

    def __str__(self) -> str:
        return self.name
