"""What reviewers write about claims, figures, disputes and words of a text, and who is told of it."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from articles.models.article import Revision
from articles.models.claim import Claim
from articles.models.events import newest_first
from articles.models.figure import Figure
from articles.models.review import Dispute

PERSON = settings.AUTH_USER_MODEL


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    """Questions about annotations."""

    def visible(self) -> AnnotationQuerySet:
        """Not deleted."""
        return self.filter(deleted_at__isnull=True)

    def in_order(self) -> AnnotationQuerySet:
        """Oldest first, as a conversation is read."""
        return self.order_by("created_at", "pk")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    append_only=True,
    meta=newest_first("annotation"),
)
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
    evidence_title = models.CharField(max_length=500, blank=True, help_text="of what is linked, as its reader saw it")
    evidence_date = models.DateField(null=True, blank=True, help_text="when the linked thing was published")
    archived_url = models.URLField(max_length=2000, blank=True, help_text="a kept copy of what is linked")

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
    deleted_reason = models.CharField(max_length=300, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
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


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices."""

    def unread(self) -> NoticeQuerySet:
        """Not yet seen by whom they are for."""
        return self.filter(read_at__isnull=True)

    def unmailed(self) -> NoticeQuerySet:
        """Whose e-mail was neither sent nor given up."""
        return self.filter(mailed_at__isnull=True)


class Notice(models.Model):
    """One thing that one person is told: who wrote which note, and why it concerns them."""

    class Kind(models.TextChoices):
        MENTION = "mention", "mentioned you"
        REPLY = "reply", "replied to you"
        ASSIGNED = "assigned", "gave you a dispute"

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    annotation = models.ForeignKey(Annotation, models.PROTECT, null=True, blank=True, related_name="notices")
    dispute = models.ForeignKey(Dispute, models.PROTECT, null=True, blank=True, related_name="notices")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True, help_text="when its e-mail was sent or given up")
    mail_attempts = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager[Notice]] = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "annotation"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(annotation__isnull=False) | Q(dispute__isnull=False), name="%(app_label)s_%(class)s_about"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["id"], condition=Q(mailed_at__isnull=True), name="notice_unmailed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"
