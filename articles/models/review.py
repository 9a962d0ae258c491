"""Open questions, what reviewers wrote about them, and how they ruled."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import DecimalRangeField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from articles.models.article import Revision
from articles.models.claim import Claim
from articles.models.figure import Figure

PERSON = settings.AUTH_USER_MODEL


class DisputeQuerySet(models.QuerySet["Dispute"]):
    """Questions about disputes."""

    def open(self) -> DisputeQuerySet:
        """Not yet answered."""
        return self.filter(state__in=Dispute.OPEN_STATES)

    def newest(self) -> DisputeQuerySet:
        """Latest opened first."""
        return self.order_by("-opened_at", "-pk")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True)
class Dispute(models.Model):
    """One open question on a figure or a claim, opened by the machine (``opened_by`` empty) or by a person."""

    class Kind(models.TextChoices):
        ROUNDING = "rounding"
        UPDATE = "update"
        SCOPE = "scope"
        MEASURE = "measure"
        ATTRIBUTION = "attribution"
        TRANSCRIPTION = "transcription"
        GENUINE = "genuine"

    class State(models.TextChoices):
        OPEN = "open"
        UNDER_REVIEW = "under_review"
        RESOLVED = "resolved"
        DISMISSED = "dismissed"

    OPEN_STATES = (State.OPEN, State.UNDER_REVIEW)

    figure = models.ForeignKey(Figure, models.PROTECT, null=True, blank=True, related_name="disputes")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="disputes")
    kind = models.CharField(max_length=13, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    reason = models.TextField(help_text="why it was opened")
    claim_a = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")
    claim_b = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(db_default=Now(), editable=False)
    opened_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    assigned_to = models.ForeignKey(PERSON, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    closing_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Dispute]] = DisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(figure__isnull=False, claim__isnull=True) | Q(figure__isnull=True, claim__isnull=False),
                name="%(app_label)s_%(class)s_one_target",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "under_review"], closed_at__isnull=True)
                | Q(state__in=["resolved", "dismissed"], closed_at__isnull=False),
                name="%(app_label)s_%(class)s_closed_at",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | Q(closed_at__isnull=False),
                name="%(app_label)s_%(class)s_closed_by",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_by__isnull=False) | Q(opened_by__isnull=True),
                name="%(app_label)s_%(class)s_machine_closes_own",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="%(app_label)s_%(class)s_has_reason"),
            models.UniqueConstraint(
                fields=["figure"],
                condition=Q(state__in=["open", "under_review"], opened_by__isnull=True),
                name="%(app_label)s_%(class)s_one_by_machine",
            ),
        ]
        indexes = [models.Index(fields=["state", "-opened_at", "-id"], name="dispute_queue")]

    def __str__(self) -> str:
        return f"{self.kind} dispute {self.pk}"

    @classmethod
    def held_by_machine(cls) -> Q:
        """The condition of those that the machine opened and may still close."""
        return Q(opened_by__isnull=True, state__in=cls.OPEN_STATES)


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    """Questions about annotations."""

    def visible(self) -> AnnotationQuerySet:
        """Not deleted."""
        return self.filter(deleted_at__isnull=True)

    def in_order(self) -> AnnotationQuerySet:
        """Oldest first, as a conversation is read."""
        return self.order_by("created_at", "pk")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), append_only=True)
class Annotation(models.Model):
    """A reviewer's note or field correction; anchored to a quote of a revision where it is about words."""

    class Kind(models.TextChoices):
        NOTE = "note"
        QUESTION = "question"
        EVIDENCE = "evidence"
        CORRECTION = "correction"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NOTE)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="annotations")
    figure = models.ForeignKey(Figure, models.PROTECT, null=True, blank=True, related_name="annotations")
    dispute = models.ForeignKey(Dispute, models.PROTECT, null=True, blank=True, related_name="annotations")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    body = models.TextField()
    evidence_url = models.URLField(max_length=2000, blank=True)

    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="annotations")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    exact = models.TextField(blank=True)
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    is_orphaned = models.BooleanField(default=False, help_text="its quote is not in the latest text")

    field = models.CharField(max_length=12, choices=Claim.Correctable.choices, blank=True)
    machine_value = models.JSONField(null=True, blank=True)
    corrected_value = models.JSONField(null=True, blank=True)

    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(PERSON, models.PROTECT, related_name="annotations")
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Annotation]] = AnnotationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=False)
                | Q(figure__isnull=False)
                | Q(dispute__isnull=False)
                | Q(revision__isnull=False),
                name="%(app_label)s_%(class)s_has_target",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, start__lt=models.F("end"), revision__isnull=False),
                name="%(app_label)s_%(class)s_anchor",
            ),
            models.CheckConstraint(
                condition=~Q(kind="correction") | (Q(claim__isnull=False) & ~Q(field="")),
                name="%(app_label)s_%(class)s_correction_field",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True, deleted_by__isnull=True)
                | Q(deleted_at__isnull=False, deleted_by__isnull=False),
                name="%(app_label)s_%(class)s_deleted_pair",
            ),
            models.CheckConstraint(condition=~Q(body=""), name="%(app_label)s_%(class)s_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


@pghistory.track(pghistory.InsertEvent(), append_only=True)
class Verdict(models.Model):
    """A reviewer's ruling with its evidence; superseded by a later one, never edited."""

    class Rule(models.TextChoices):
        PRIORITISE = "prioritise", "prioritise a source"
        RANGE = "range", "report a range"
        DEFER = "defer", "defer as unconfirmed"
        PENDING = "pending", "keep pending"
        ASK = "ask", "ask the source"

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="verdicts")
    rule = models.CharField(max_length=10, choices=Rule.choices)
    text = models.TextField()
    evidence_url = models.URLField(max_length=2000, blank=True)
    preferred_claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")
    preferred_span = DecimalRangeField(null=True, blank=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(PERSON, models.PROTECT, related_name="verdicts")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="%(app_label)s_%(class)s_says_why"),
            models.CheckConstraint(
                condition=~Q(rule="prioritise") | Q(preferred_claim__isnull=False),
                name="%(app_label)s_%(class)s_names_claim",
            ),
            models.CheckConstraint(
                condition=~Q(rule="range") | Q(preferred_span__isnull=False), name="%(app_label)s_%(class)s_names_range"
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_edited", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.rule} on dispute {self.dispute_id}"
