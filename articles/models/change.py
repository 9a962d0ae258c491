"""What an outlet changed in the numbers of an article after it was first read."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from articles.comparison.edits import Aspect
from articles.models.article import Article, Revision
from articles.models.claim import Claim


class NumberChangeQuerySet(models.QuerySet["NumberChange"]):
    """Questions about changes."""

    def for_list(self) -> NumberChangeQuerySet:
        """With everything that a list shows of them."""
        sides = (f"{side}__{field}" for side in ("before", "after") for field in ("speaker", "outlet"))
        return self.select_related("article__outlet", "earlier", "later", "before", "after", *sides).defer(
            "earlier__text", "later__text", "earlier__search", "later__search", "before__search", "after__search"
        )

    def silent(self) -> NumberChangeQuerySet:
        """Without a notice in the later text."""
        return self.filter(has_notice=False)


class NumberChange(models.Model):
    """One number that an article's later text says otherwise than the one before; written when the later text is read."""

    ASPECTS = [(aspect.value, aspect.value) for aspect in Aspect]

    article = models.ForeignKey(Article, models.CASCADE, related_name="number_changes")
    earlier = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    later = models.ForeignKey(Revision, models.CASCADE, related_name="number_changes")
    before = models.ForeignKey(Claim, models.CASCADE, null=True, blank=True, related_name="+")
    after = models.ForeignKey(Claim, models.CASCADE, null=True, blank=True, related_name="+")
    aspects = ArrayField(models.CharField(max_length=8, choices=ASPECTS), help_text="what of the number was edited")
    has_notice = models.BooleanField(help_text="the later text owns up to a correction")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[models.Manager[NumberChange]] = NumberChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="%(app_label)s_%(class)s_of_a_claim"
            ),
        ]
        indexes = [GinIndex(fields=["aspects"], name="number_change_aspects")]

    def __str__(self) -> str:
        return f"{self.before or 'nothing'} → {self.after or 'nothing'}"
