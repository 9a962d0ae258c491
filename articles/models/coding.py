"""Claims or figures coded blind by several people, how far they agree, and who decided where they did not."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from articles.models.claim import Claim
from articles.models.figure import Figure

PERSON = settings.AUTH_USER_MODEL


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True)
class CodingProject(models.Model):
    """A set of claims or figures that several people code, each without seeing the others."""

    class Target(models.TextChoices):
        CLAIMS = "claims"
        FIGURES = "figures"

    name = models.CharField(max_length=200, unique=True)
    instructions = models.TextField(blank=True)
    target = models.CharField(max_length=8, choices=Target.choices)
    fields = ArrayField(models.CharField(max_length=20))
    coders: models.ManyToManyField[User, User] = models.ManyToManyField(PERSON, related_name="coding_projects")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="%(app_label)s_%(class)s_named"),
            models.CheckConstraint(condition=Q(fields__len__gt=0), name="%(app_label)s_%(class)s_has_fields"),
        ]

    def __str__(self) -> str:
        return self.name


class CodingItem(models.Model):
    """One claim or figure of a project, in the order in which it is coded."""

    project = models.ForeignKey(CodingProject, models.PROTECT, related_name="items")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")
    figure = models.ForeignKey(Figure, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False, figure__isnull=True) | Q(claim__isnull=True, figure__isnull=False),
                name="%(app_label)s_%(class)s_one_target",
            ),
            models.UniqueConstraint(fields=["project", "claim"], name="%(app_label)s_%(class)s_once_claim"),
            models.UniqueConstraint(fields=["project", "figure"], name="%(app_label)s_%(class)s_once_figure"),
        ]

    def __str__(self) -> str:
        return f"item {self.pk} of project {self.project_id}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True)
class Coding(models.Model):
    """What one coder entered for one item: text by field, a field that cannot be told left out."""

    item = models.ForeignKey(CodingItem, models.PROTECT, related_name="codings")
    coder = models.ForeignKey(PERSON, models.PROTECT, related_name="codings")
    entries = models.JSONField(default=dict)
    coded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "coder"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"coding {self.pk} of item {self.item_id}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True)
class Adjudication(models.Model):
    """What stands for one field of one item where its coders differ, and why."""

    item = models.ForeignKey(CodingItem, models.PROTECT, related_name="adjudications")
    field = models.CharField(max_length=20)
    value = models.TextField(blank=True)
    reason = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "field"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="%(app_label)s_%(class)s_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.field} of item {self.item_id}"
