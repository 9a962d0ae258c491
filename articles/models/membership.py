"""Which claims answer which figures: the machine's suggestion and a person's decision."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from articles.models.claim import Claim
from articles.models.events import newest_first
from articles.models.figure import Figure


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about memberships."""

    def counted(self) -> MembershipQuerySet:
        """Those that a figure counts: not rejected, of a current claim that answers it and not only a part of it."""
        return self._standing().filter(is_component=False)

    def components(self) -> MembershipQuerySet:
        """Those whose claim is a part of the figure's total: not rejected, of a current claim."""
        return self._standing().filter(is_component=True)

    def _standing(self) -> MembershipQuerySet:
        return self.exclude(status=Membership.Status.REJECTED).filter(claim__is_current=True)


# confirming what was suggested moves nothing
APPROVAL_ENDS = """
    IF TG_OP = 'UPDATE' THEN
        IF OLD.figure_id = NEW.figure_id AND (OLD.status = 'rejected') = (NEW.status = 'rejected') THEN RETURN NULL; END IF;
    END IF;
    UPDATE articles_review SET state = 'changed', changed_at = NOW(), version = version + 1, changed_what = 'membership'
    WHERE claim_id = COALESCE(NEW.claim_id, OLD.claim_id) AND state = 'approved';
    RETURN NULL;
"""


@pghistory.track(
    # the machine's own suggestions are their own record
    pghistory.InsertEvent(condition=pgtrigger.Q(new__decided_by__isnull=False)),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    append_only=True,
    meta=newest_first("membership"),
)
class Membership(models.Model):
    """One claim in one figure, with the score and reasons of the machine and the decision of a person."""

    class Status(models.TextChoices):
        SUGGESTED = "suggested"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    # found by the index of its unique pairs
    figure = models.ForeignKey(Figure, models.PROTECT, related_name="memberships", db_index=False)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="memberships")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SUGGESTED)
    is_component = models.BooleanField(
        default=False, help_text="the claim is a part of the figure's total, not an answer to it"
    )
    score = models.DecimalField(max_digits=4, decimal_places=3)
    reasons = models.JSONField(default=list)
    method = models.CharField(max_length=40, help_text="version of the comparison, or 'person'")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[Membership]] = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["figure", "claim"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="%(app_label)s_%(class)s_decided_pair",
            ),
            models.CheckConstraint(
                condition=Q(status="suggested") | Q(decided_by__isnull=False),
                name="%(app_label)s_%(class)s_decision_has_person",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="approval_ends",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=APPROVAL_ENDS,
            )
        ]

    def __str__(self) -> str:
        return f"claim {self.claim_id} in figure {self.figure_id}"
