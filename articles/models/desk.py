"""How far the review of a claim is, what reviewers did from the queue, and what readers flagged."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from articles.models.act import Act
from articles.models.claim import Claim

PERSON = settings.AUTH_USER_MODEL
# how long what a person took for themselves is kept from others
HELD_FOR = timedelta(minutes=30)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True)
class Review(models.Model):
    """How far the review of one claim is; a claim without a row was never looked at.

    The database itself turns an approval to ``changed`` when the claim's text, span, fields or figures move under it.
    """

    class State(models.TextChoices):
        IN_REVIEW = "in_review", "in review"
        QUERIED = "queried", "queried"
        APPROVED = "approved", "approved"
        CHANGED = "changed", "approved, changed since"

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="review")
    state = models.CharField(max_length=10, choices=State.choices, default=State.IN_REVIEW)
    assigned_to = models.ForeignKey(PERSON, models.SET_NULL, null=True, blank=True, related_name="+")
    assigned_until = models.DateTimeField(null=True, blank=True, help_text="from then on it is free again")
    approved_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_what = models.CharField(max_length=12, blank=True, help_text="revision, span, fields or membership")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "changed"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="%(app_label)s_%(class)s_approved_by",
            ),
        ]
        indexes = [models.Index(fields=["state", "-changed_at"], name="review_state")]

    def __str__(self) -> str:
        return f"claim {self.claim_id} {self.get_state_display()}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True)
class FieldCheck(models.Model):
    """What a person decided of one field of a claim: it is right, it was corrected, or somebody must look."""

    class Field(models.TextChoices):
        VALUE = "value"
        INTERVAL = "interval"
        HEDGE = "hedge"
        UNIT = "unit"
        MEASURE = "measure"
        SUBJECT = "subject"
        SPEAKER = "speaker"
        SOURCE = "source"
        AS_OF = "as_of", "date"
        FIGURE = "figure"

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted"
        CORRECTED = "corrected"
        QUERIED = "queried"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="checks")
    field = models.CharField(max_length=12, choices=Field.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    seen = models.TextField(blank=True, help_text="the value as it stood when it was decided")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "field"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(outcome="accepted") | ~Q(reason=""), name="%(app_label)s_%(class)s_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} of claim {self.claim_id} {self.outcome}"


class BatchItem(models.Model):
    """One row that a deed of the queue was asked for: done by an act, which can be undone, or refused and why."""

    batch = models.UUIDField()
    verb = models.CharField(max_length=10, choices=Act.Verb.choices)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    target = models.CharField(max_length=60, help_text="the row, as claim:12")
    refusal = models.TextField(blank=True, help_text="why it was not done; empty when it was")
    act = models.ForeignKey(Act, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(act__isnull=True) | Q(refusal=""), name="%(app_label)s_%(class)s_done_or_refused"
            ),
        ]
        indexes = [models.Index(fields=["batch", "id"], name="batch_items")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"


class SavedView(models.Model):
    """A filtered queue under a name; a shared one is offered to every reviewer."""

    owner = models.ForeignKey(PERSON, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(condition=~Q(name=""), name="%(app_label)s_%(class)s_named"),
        ]

    def __str__(self) -> str:
        return self.name


class FlagQuerySet(models.QuerySet["Flag"]):
    """Questions about flags."""

    def waiting(self) -> FlagQuerySet:
        """Not dismissed."""
        return self.filter(dismissed_at__isnull=True)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    fields=["id", "claim", "kind", "text", "dismissed_at", "dismissed_by"],
    model_name="FlagEvent",
    append_only=True,
)
class Flag(models.Model):
    """A reader's doubt about a claim; the sender's address is kept only as a keyed hash."""

    class Kind(models.TextChoices):
        NUMBER = "number", "the number is not what the article says"
        VOICE = "voice", "somebody else said it"
        SUBJECT = "subject", "it is about something else"
        FIGURE = "figure", "it does not belong with the other reports"
        OTHER = "other", "something else"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=1000)
    sender = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[Flag]] = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "sender"], condition=Q(dismissed_at__isnull=True), name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=Q(dismissed_at__isnull=True, dismissed_by__isnull=True)
                | Q(dismissed_at__isnull=False, dismissed_by__isnull=False),
                name="%(app_label)s_%(class)s_dismissed_pair",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="%(app_label)s_%(class)s_says_why"),
        ]
        indexes = [
            models.Index(fields=["sender", "-created_at"], name="flag_sender"),
            models.Index(fields=["claim"], condition=Q(dismissed_at__isnull=True), name="flag_waiting"),
        ]

    def __str__(self) -> str:
        return f"flag on claim {self.claim_id}"
