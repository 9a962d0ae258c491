"""What people did to the grouping of claims and names, kept so that it can be undone."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from articles.models.events import newest_first


def key_of(thing: models.Model) -> str:
    """How an act names a row that it is about: ``"figure:12"``."""
    return f"{thing._meta.model_name}:{thing.pk}"


class ActQuerySet(models.QuerySet["Act"]):
    """Questions about acts."""

    def standing(self) -> ActQuerySet:
        """Not undone."""
        return self.filter(undone_at__isnull=True)

    def about(self, *things: models.Model) -> ActQuerySet:
        """Those that name any of these rows."""
        return self.filter(about__overlap=[key_of(thing) for thing in things])

    def newest(self) -> ActQuerySet:
        """Latest first."""
        return self.order_by("-pk")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    append_only=True,
    meta=newest_first("act"),
)
class Act(models.Model):
    """One deed of a person on figures, memberships, outlets, sources or speakers; its changes say how to take it back."""

    class Verb(models.TextChoices):
        MERGE = "merge", "merged"
        SPLIT = "split", "split"
        MOVE = "move", "moved"
        CONFIRM = "confirm", "confirmed"
        REJECT = "reject", "taken out"
        REDEFINE = "redefine", "redefined"
        RENAME = "rename", "renamed"
        APPROVE = "approve", "approved"
        ASSIGN = "assign", "assigned"
        RELEASE = "release", "given back"
        RESOLVE = "resolve", "resolved"
        DISMISS = "dismiss", "dismissed"

    verb = models.CharField(max_length=10, choices=Verb.choices)
    summary = models.TextField(help_text="what was done, in one sentence, with the names of then")
    reason = models.TextField(blank=True, help_text="why, in the person's words")
    about = ArrayField(models.CharField(max_length=60), help_text="the rows it is about, as figure:12")
    done_at = models.DateTimeField(db_default=Now(), editable=False)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="acts")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[Act]] = ActQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(summary=""), name="%(app_label)s_%(class)s_says_what"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="%(app_label)s_%(class)s_undone_pair",
            ),
        ]
        indexes = [GinIndex(fields=["about"], name="act_about")]

    def __str__(self) -> str:
        return self.summary

    @property
    def subjects(self) -> list[tuple[str, int]]:
        """The rows it is about, as pairs of a model's name and an id."""
        return [(table, int(pk)) for table, _, pk in (key.partition(":") for key in self.about)]


class ActChange(models.Model):
    """Rows of one table that an act changed alike: what they held before (none: they were made) and what after."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="changes")
    table = models.CharField(max_length=40, help_text="the model's name")
    rows = ArrayField(models.BigIntegerField())
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        triggers = [pgtrigger.Protect(name="never_edited", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{len(self.rows)} of {self.table}"
