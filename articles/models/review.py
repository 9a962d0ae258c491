"""Open questions, and how reviewers ruled on them."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import DecimalRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from articles.models.claim import Claim
from articles.models.events import newest_first
from articles.models.figure import Figure, day_number

PERSON = settings.AUTH_USER_MODEL
# a dispute before the claims of its figure, for it asks about all of them
DISPUTE_POINTS = 25
# the figure's own trigger keeps them from then on
STANDING = """
    SELECT outlet_count, points INTO NEW.reach, NEW.points FROM articles_figure WHERE id = NEW.figure_id;
    RETURN NEW;
"""


class DisputeQuerySet(models.QuerySet["Dispute"]):
    """Questions about disputes."""

    def open(self) -> DisputeQuerySet:
        """Not yet answered."""
        return self.filter(state__in=Dispute.OPEN_STATES)

    def newest(self) -> DisputeQuerySet:
        """Latest opened first."""
        return self.order_by("-opened_at", "-pk")

    def most_reported(self) -> DisputeQuerySet:
        """More outlets first, then newer."""
        return self.order_by("-reach", "-pk")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    # what comes from the figure is nobody's deed
    exclude=["reach", "points", "worth"],
    append_only=True,
    meta=newest_first("dispute"),
)
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
        REOPENED = "reopened"

    OPEN_STATES = (State.OPEN, State.UNDER_REVIEW, State.REOPENED)

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
    assigned_until = models.DateTimeField(null=True, blank=True, help_text="from then on it is free again")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    closing_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    reach = models.PositiveIntegerField(default=1, db_default=1, editable=False, help_text="how many outlets report it")
    points = models.IntegerField(
        default=0, db_default=0, editable=False, help_text="how much a look at its figure is worth"
    )
    worth = models.GeneratedField(
        expression=F("points") + DISPUTE_POINTS - day_number("opened_at"),
        output_field=models.IntegerField(),
        db_persist=True,
        help_text="on the scale of the figure's",
    )

    objects: ClassVar[models.Manager[Dispute]] = DisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(figure__isnull=False, claim__isnull=True) | Q(figure__isnull=True, claim__isnull=False),
                name="%(app_label)s_%(class)s_one_target",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "under_review", "reopened"], closed_at__isnull=True)
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
                condition=Q(state__in=["open", "under_review", "reopened"], opened_by__isnull=True),
                name="%(app_label)s_%(class)s_one_by_machine",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-opened_at", "-id"], name="dispute_queue"),
            *(
                models.Index(
                    fields=[f"-{place}", "-id"],
                    condition=Q(state__in=["open", "under_review", "reopened"]),
                    name=f"dispute_{place}",
                )
                for place in ("opened_at", "reach", "worth")
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="standing",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("figure_id"),  # type: ignore[no-untyped-call]  # theirs
                condition=pgtrigger.Q(new__figure__isnull=False),
                func=STANDING,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} dispute {self.pk}"

    @classmethod
    def held_by_machine(cls) -> Q:
        """The condition of those that the machine opened and may still close."""
        return Q(opened_by__isnull=True, state__in=cls.OPEN_STATES)


@pghistory.track(pghistory.InsertEvent(), append_only=True, meta=newest_first("verdict"))
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
    kind = models.CharField(
        max_length=13, choices=Dispute.Kind.choices, blank=True, help_text="what the difference turned out to be"
    )
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


@pghistory.track(pghistory.InsertEvent(), append_only=True)
class Ranking(models.Model):
    """What a verdict makes of one claim: preferred, normal or deprecated, with the reason. Part of the verdict, so never edited."""

    class Rank(models.TextChoices):
        PREFERRED = "preferred"
        NORMAL = "normal"
        DEPRECATED = "deprecated"

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="rankings")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="rankings")
    rank = models.CharField(max_length=10, choices=Rank.choices)
    reason = models.CharField(max_length=300, blank=True)
    claim_version = models.PositiveIntegerField(help_text="of the claim when it was ranked")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["verdict", "claim"], name="%(app_label)s_%(class)s_once")]
        triggers = [pgtrigger.Protect(name="never_edited", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"claim {self.claim_id} {self.rank}"
