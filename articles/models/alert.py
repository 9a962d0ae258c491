"""What people follow, what they are told of it, and where it is sent."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from articles.models.figure import Figure
from articles.models.outlet import Outlet
from articles.models.speaker import Speaker

PERSON = settings.AUTH_USER_MODEL


class Trigger(models.TextChoices):
    """What somebody who follows can be told of."""

    CLAIM = "claim", "any new claim"
    OUTSIDE = "outside", "a value outside the known range"
    SPEAKER = "speaker", "a new speaker"
    HEDGE = "hedge", "a dropped hedge"
    EDIT = "edit", "a number edited without a notice"
    DISPUTE = "dispute", "a dispute opened or decided"


class Subscription(models.Model):
    """How one person is told: the generation of their secret feed, and when their daily e-mail last went out."""

    person = models.OneToOneField(PERSON, models.CASCADE, related_name="subscription")
    feed_generation = models.PositiveIntegerField(default=1, help_text="raised to make the old address useless")
    send_at = models.DateTimeField(db_default=Now(), help_text="when the next daily e-mail may go out")

    def __str__(self) -> str:
        return f"subscription of {self.person_id}"


class Follow(models.Model):
    """One person follows one figure, speaker, outlet, or a list of claims by its query."""

    class Mail(models.TextChoices):
        NEVER = "never"
        DAILY = "daily"
        INSTANT = "instant", "at once"

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="follows")
    figure = models.ForeignKey(Figure, models.CASCADE, null=True, blank=True, related_name="follows")
    speaker = models.ForeignKey(Speaker, models.CASCADE, null=True, blank=True, related_name="follows")
    outlet = models.ForeignKey(Outlet, models.CASCADE, null=True, blank=True, related_name="follows")
    query = models.CharField(
        max_length=1000, blank=True, help_text="the filters of a list of claims, as its address has them"
    )
    triggers = ArrayField(models.CharField(max_length=10, choices=Trigger.choices))
    mail = models.CharField(max_length=8, choices=Mail.choices, default=Mail.DAILY)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(figure__isnull=False, speaker__isnull=True, outlet__isnull=True, query="")
                | Q(figure__isnull=True, speaker__isnull=False, outlet__isnull=True, query="")
                | Q(figure__isnull=True, speaker__isnull=True, outlet__isnull=False, query="")
                | (Q(figure__isnull=True, speaker__isnull=True, outlet__isnull=True) & ~Q(query="")),
                name="%(app_label)s_%(class)s_one_target",
            ),
            models.UniqueConstraint(
                fields=["person", "figure", "speaker", "outlet", "query"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.figure or self.speaker or self.outlet or f"claims with {self.query}")


class Alert(models.Model):
    """One thing that one follow is told of, once: ``key`` says which."""

    follow = models.ForeignKey(Follow, models.CASCADE, related_name="alerts")
    trigger = models.CharField(max_length=10, choices=Trigger.choices)
    key = models.CharField(max_length=60, editable=False)
    title = models.TextField()
    path = models.CharField(max_length=200, help_text="the page that tells more")
    facts = models.JSONField(default=dict, help_text="what a webhook is sent")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    send_at = models.DateTimeField(null=True, blank=True, help_text="when its e-mail is due; empty once it was sent")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follow", "key"], name="%(app_label)s_%(class)s_once")]
        indexes = [models.Index(fields=["send_at"], condition=Q(send_at__isnull=False), name="alert_unmailed")]

    def __str__(self) -> str:
        return self.title


class Webhook(models.Model):
    """One https address that a person's alerts are sent to; its secret is computed, not kept."""

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=2000)
    generation = models.PositiveIntegerField(default=1, help_text="raised for a new secret")
    expires_at = models.DateTimeField(null=True, blank=True, help_text="until when the secret before signs, too")
    is_active = models.BooleanField(default=True)
    failure_count = models.PositiveIntegerField(default=0, help_text="attempts that failed since the last that did not")
    stopped_because = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="%(app_label)s_%(class)s_is_https"),
            models.UniqueConstraint(fields=["person", "url"], name="%(app_label)s_%(class)s_once"),
        ]

    def __str__(self) -> str:
        return self.url


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Questions about deliveries."""

    def due(self) -> DeliveryQuerySet:
        """To be sent now and held by nobody, by the database's clock."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
        return self.filter(free, state=Delivery.State.QUEUED, send_at__lte=Now(), webhook__is_active=True)


class Delivery(models.Model):
    """One alert (or a ping) on its way to one webhook; the row is the truth, and its ``event`` is the same in every attempt."""

    class State(models.TextChoices):
        QUEUED = "queued", "waiting"
        DELIVERED = "delivered"
        FAILED = "failed", "given up"

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    alert = models.ForeignKey(Alert, models.CASCADE, null=True, blank=True, related_name="deliveries")
    event = models.UUIDField(default=uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    send_at = models.DateTimeField(db_default=Now())
    lease_token = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="what the address answered last")
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Delivery]] = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["webhook", "alert"], name="%(app_label)s_%(class)s_once")]
        indexes = [
            models.Index(fields=["send_at"], condition=Q(state="queued"), name="delivery_due"),
            models.Index(fields=["webhook", "-id"], name="delivery_log"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.event}"


class Watermark(models.Model):
    """How far one look for news has come: rows up to ``position`` are settled, those up to ``next_position`` soon will be."""

    name = models.CharField(max_length=20, primary_key=True)
    position = models.BigIntegerField()
    next_position = models.BigIntegerField()
    seen_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"
