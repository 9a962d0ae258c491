"""Keys that programs write with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from articles.models.events import newest_first


class TokenQuerySet(models.QuerySet["Token"]):
    """Questions about tokens."""

    def usable(self) -> TokenQuerySet:
        """Neither revoked nor expired, of a person who may still sign in."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=Now()), revoked_at__isnull=True, user__is_active=True
        )


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    fields=["id", "user", "name", "scopes", "expires_at", "revoked_at"],
    model_name="TokenEvent",
    append_only=True,
    meta=newest_first("token"),
)
class Token(models.Model):
    """One key of one person; only its sha256 is kept, so it is shown once."""

    class Scope(models.TextChoices):
        SUBMIT = "submit"
        ANNOTATE = "annotate"
        CORRECT = "correct"
        DISPUTE = "dispute"
        DECIDE = "decide"
        FOLLOW = "follow"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, help_text="first characters, so that a person can tell keys apart")
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope.choices), default=list)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[Token]] = TokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"

    def time_left(self) -> timedelta:
        """Until it expires; a year for one that never does."""
        return self.expires_at - datetime.now(UTC) if self.expires_at else timedelta(days=365)


class RateWindow(models.Model):
    """How much one key or address has asked for in the running window; one row each, counted by one statement."""

    key = models.CharField(max_length=200, primary_key=True)
    window = models.BigIntegerField(help_text="whole windows since 1970")
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


class IdempotentWrite(models.Model):
    """One write that a program may send again: the hash of what was asked, and the answer once there is one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, help_text="of method, address and body")
    status = models.PositiveSmallIntegerField(null=True, help_text="none while it is being done")
    answer = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="%(app_label)s_%(class)s_once")]
        indexes = [models.Index(fields=["created_at"], name="idempotent_oldest")]

    def __str__(self) -> str:
        return self.key
